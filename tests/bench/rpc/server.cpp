// The measured service, written as generated code is: `add` inline, `add_pooled` on the worker pool, `sleep` there too.

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "antiphon/json/object.h"
#include "antiphon/rpc/dispatcher.h"
#include "antiphon/rpc/http_server.h"

namespace {

using namespace antiphon;
namespace wire = json::wire;

struct Pair {
    std::int64_t a = 0;
    std::int64_t b = 0;
};

void read_json(json::Value value, const json::Path& path, Pair& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Int53>("a", out.a);
    object.required<wire::Int53>("b", out.b);
}

class Adder final : public rpc::Service {
  public:
    std::int64_t add(const Pair& params, Context&) { return params.a + params.b; }
    const rpc::ServiceInfo& info() const noexcept override;
};

void add(rpc::Service& service, json::Value value, Context& context, std::string& result) {
    Pair params;
    read_json(value, json::Path(), params);
    wire::Int53::write(result, static_cast<Adder&>(service).add(params, context));
}

void sleep(rpc::Service&, json::Value, Context&, std::string&) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
}

const rpc::Access open_to_all{.required = false, .scopes = {}, .roles = {}};
const std::array methods = {
    rpc::Method{.name = "bench.add", .invoke = add, .access = open_to_all, .execution = rpc::Execution::on_the_spot},
    rpc::Method{.name = "bench.add_pooled", .invoke = add, .access = open_to_all},
    rpc::Method{.name = "bench.sleep", .invoke = sleep, .access = open_to_all}};
const rpc::ServiceInfo information{
    .name = "bench", .version = "1.0.0", .methods = methods, .openrpc = {}, .asyncapi = {}, .ir = {}};

const rpc::ServiceInfo& Adder::info() const noexcept { return information; }

}  // namespace

int main(int argc, char** argv) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    Adder adder;
    rpc::Dispatcher dispatcher;
    dispatcher.add(adder);
    rpc::HttpServer server({.port = static_cast<std::uint16_t>(argc > 1 ? std::atoi(argv[1]) : 0)}, dispatcher);
    std::printf("%u\n", static_cast<unsigned>(server.port()));
    std::fflush(stdout);
    int signal = 0;
    sigwait(&signals, &signal);
}
