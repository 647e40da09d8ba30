// The same method on libjson-rpc-cpp's own server, with its default of 50 threads.

#include <jsonrpccpp/server.h>
#include <jsonrpccpp/server/connectors/httpserver.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace {

class Adder final : public jsonrpc::AbstractServer<Adder> {
  public:
    explicit Adder(jsonrpc::AbstractServerConnector& connector) : AbstractServer<Adder>(connector) {
        bindAndAddMethod(jsonrpc::Procedure("bench.add", jsonrpc::PARAMS_BY_NAME, jsonrpc::JSON_INTEGER, "a",
                                            jsonrpc::JSON_INTEGER, "b", jsonrpc::JSON_INTEGER, nullptr),
                         &Adder::add);
    }
    void add(const Json::Value& params, Json::Value& result) { result = params["a"].asInt() + params["b"].asInt(); }
};

}  // namespace

int main(int argc, char** argv) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    const int port = argc > 1 ? std::atoi(argv[1]) : 0;
    jsonrpc::HttpServer http(port);
    Adder adder(http);
    if (!adder.StartListening()) return 1;
    std::printf("%d\n", port);
    std::fflush(stdout);
    int signal = 0;
    sigwait(&signals, &signal);
    adder.StopListening();
}
