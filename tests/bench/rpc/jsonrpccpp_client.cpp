// bench_jsonrpccpp_client URL SECONDS: calls per second of libjson-rpc-cpp's client, which is synchronous.

#include <jsonrpccpp/client.h>
#include <jsonrpccpp/client/connectors/httpclient.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
    if (argc < 3) return 2;
    jsonrpc::HttpClient http(argv[1]);
    jsonrpc::Client client(http);
    const int seconds = std::atoi(argv[2]);
    Json::Value params;
    params["a"] = 20;
    params["b"] = 22;
    long calls = 0;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    for (; std::chrono::steady_clock::now() < end; ++calls) {
        if (client.CallMethod("bench.add", params).asInt() != 42) std::abort();
    }
    std::printf("%ld\n", calls / seconds);
}
