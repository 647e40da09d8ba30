// One table of values through a running service, a gateway and Redis: clients in C++, TypeScript and Python send it,
// get it back, publish it, and all hear of all. What each of them checks stands in echo/.

#include <antiphon/auth/token.h>
#include <antiphon/base/uuid.h>
#include <antiphon/json/parser.h>
#include <antiphon/rpc/http_channel.h>
#include <antiphon/testing/files.h>
#include <antiphon/testing/process.h>
#include <antiphon/testing/redis_server.h>
#include <gtest/gtest.h>

#include "echo.h"

using antiphon::testing::Process;
using namespace std::chrono_literals;

namespace {

const std::string source = ANTIPHON_SOURCE_DIR "/tests/clients/";
const std::string binary = ANTIPHON_BINARY_DIR "/tests/clients/";
const std::string cases_file = source + "echo/cases.json";

/// The service and a gateway, as processes.
class World {
  public:
    World() : key_file_((folder_.path() / "key").string()) {
        antiphon::testing::write_file(key_file_, antiphon::random_text(48));
        std::filesystem::permissions(key_file_, std::filesystem::perms::owner_read);
        service_url = "http://127.0.0.1:" + std::to_string(service_.port) + "/rpc";
        gateway_url = "ws://127.0.0.1:" + std::to_string(gateway_.port) + "/ws";
        start(service_);
        start(gateway_);
    }

    void kill_gateway() { gateway_.process->kill(); }
    void start_gateway() { start(gateway_); }

    std::string token(const std::string& user) const {
        const auto keys = antiphon::auth::Keys::from_file(key_file_);
        antiphon::auth::Claims claims;
        claims.caller.user = user;
        return antiphon::auth::Signer(*keys.signing()).sign(claims, 1h);
    }

    std::string service_url, gateway_url;

  private:
    struct Program {
        std::string path;
        std::uint16_t port = antiphon::testing::free_port(), admin = antiphon::testing::free_port();
        std::unique_ptr<Process> process = nullptr;
    };

    void start(Program& program) {
        program.process = std::make_unique<Process>(std::vector<std::string>{
            program.path, "--port", std::to_string(program.port), "--admin-port", std::to_string(program.admin),
            "--redis", redis_.url(), "--key-file", key_file_, "--development"});
        Process waiting({"curl", "-fso", "/dev/null", "--retry", "100", "--retry-delay", "0", "--retry-max-time", "15",
                         "--retry-all-errors", "http://127.0.0.1:" + std::to_string(program.admin) + "/readyz"});
        if (waiting.wait(20s) != 0)
            throw std::runtime_error(program.path + " did not get ready:\n" + program.process->output());
    }

    antiphon::testing::TemporaryFolder folder_;
    const std::string key_file_;
    antiphon::testing::RedisServer redis_;
    Program service_{.path = binary + "clients_echo"};
    Program gateway_{.path = ANTIPHON_BINARY_DIR "/services/gateway/gateway"};
};

std::unique_ptr<Process> client(const World& world, std::vector<std::string> command, const std::string& user) {
    const Process::Options options{
        .environment = {
            {"ANTIPHON_NODE", binary + "node"},
            {"ANTIPHON_CLIENT", binary + "node/out/framework/clients/typescript/src/index.js"},
            {"PYTHONPATH", std::string(ANTIPHON_SOURCE_DIR) + "/framework/clients/python:" + binary + "node/generated"},
            {"PYTHONDONTWRITEBYTECODE", "1"}}};
    command.insert(command.end(), {world.gateway_url, world.token(user), cases_file});
    return std::make_unique<Process>(std::move(command), options);
}

/// The table, as generated C++ reads it: as strictly as a service does, save for what a newer peer may send.
std::vector<tests::echo::Everything> cases() {
    antiphon::json::Parser parser;
    const std::string text = antiphon::testing::read_file(cases_file);
    std::vector<tests::echo::Everything> out;
    const antiphon::json::Value table = parser.parse(text);
    for (const antiphon::json::Value one : table.elements())
        read_json(one, antiphon::json::Path(antiphon::json::Reading::strict), out.emplace_back());
    return out;
}

TEST(RoundTrips, EveryTypeThroughCppTypeScriptAndPythonAndOverALostGateway) {
    World world;
    const auto typescript = client(world, {"node", source + "echo/round_trips.mjs"}, "t");
    const auto python = client(world, {"/usr/bin/python3", source + "echo/round_trips.py"}, "p");
    for (Process* one : {typescript.get(), python.get()}) {
        ASSERT_TRUE(one->wait_for_line("ready", 20s)) << one->output();
        one->write("go\n");
    }

    const tests::echo::Client echo(std::make_shared<antiphon::rpc::HttpChannel>(world.service_url));
    for (const tests::echo::Everything& value : cases()) EXPECT_EQ(echo.give({.value = value, .sender = "cpp"}), value);
    EXPECT_THROW(echo.refuse(cases().front()), tests::echo::Refused);
    const std::vector<tests::echo::Pair> pairs = {cases()[0].pair, cases()[1].pair};
    try {
        echo.take(pairs);
        ADD_FAILURE() << "was not refused";
    } catch (const tests::echo::Taken& taken) {
        EXPECT_EQ(taken.data(), pairs);
    }

    for (Process* one : {typescript.get(), python.get()})
        ASSERT_TRUE(one->wait_for_line("complete", 30s)) << one->output();

    world.kill_gateway();
    for (const tests::echo::Everything& value : cases()) echo.give({.value = value, .sender = "meanwhile"});
    world.start_gateway();
    for (Process* one : {typescript.get(), python.get()}) {
        EXPECT_EQ(one->wait(60s), 0) << one->output();
        EXPECT_NE(one->output().find("done"), std::string::npos);
    }
}

}  // namespace
