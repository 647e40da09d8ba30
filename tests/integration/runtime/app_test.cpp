#include "antiphon/runtime/app.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <thread>

#include "antiphon/base/error.h"
#include "antiphon/rpc/http_channel.h"
#include "antiphon/rpc/registry.h"
#include "antiphon/testing/eventually.h"
#include "antiphon/testing/redis_server.h"
#include "echo.h"

namespace antiphon {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

class KeyFile {
  public:
    KeyFile() : path_(std::filesystem::temp_directory_path() / ("antiphon_app_" + std::to_string(getpid()) + ".key")) {
        std::ofstream(path_) << "0123456789abcdef0123456789abcdef";
        std::filesystem::permissions(path_, std::filesystem::perms(0600));
    }
    ~KeyFile() { std::filesystem::remove(path_); }
    std::string path() const { return path_; }

  private:
    std::filesystem::path path_;
};

runtime::Config config_for(const std::string& redis) {
    runtime::Config config;
    config.name = "echo";
    config.redis = redis;
    config.port = 0;
    config.admin_port = 0;
    config.log_level = "off";
    return config;
}

bool becomes_ready(const App& app) {
    return testing::eventually(5s, [&] { return get(app.admin_url() + "/readyz").status == 200; });
}

TEST(App, IsFoundByAnotherThroughTheRegistry) {
    testing::RedisServer redis;
    Echo echo;
    App service(config_for(redis.url()));
    service.serve(echo);
    service.start();
    ASSERT_TRUE(becomes_ready(service));

    App caller(config_for(redis.url()));
    const auto channel = caller.channel("echo");
    ASSERT_TRUE(testing::eventually(5s, [&] {
        try {
            return say(*channel, "hello") == "hello";
        } catch (const Error& error) {
            return error.kind() != ErrorKind::unavailable;  // not announced yet
        }
    }));
    EXPECT_EQ(say(*channel, "again"), "again");
}

TEST(App, GoesWhereTheConfigurationSaysWithoutARegistry) {
    Echo echo;
    App service(config_for("none"));
    service.serve(echo);
    service.start();
    auto config = config_for("none");
    config.channels["echo"] = service.url();
    App caller(config);
    EXPECT_EQ(say(*caller.channel("echo"), "hello"), "hello");
    EXPECT_EQ(caller.channel("echo"), caller.channel("echo"));
}

TEST(App, ServesWithoutRedisAndIsReadyWhenItComes) {
    testing::RedisServer redis;
    redis.kill9();
    Echo echo;
    App service(config_for(redis.url()));
    service.serve(echo);
    service.start();
    rpc::HttpChannel channel(service.url());
    EXPECT_EQ(say(channel, "hello"), "hello");
    EXPECT_EQ(get(service.admin_url() + "/readyz").status, 503);
    EXPECT_THAT(get(service.admin_url() + "/readyz").body, HasSubstr("Redis"));
    EXPECT_EQ(get(service.admin_url() + "/livez").status, 200);

    redis.start();
    EXPECT_TRUE(testing::eventually(10s, [&] { return get(service.admin_url() + "/readyz").status == 200; }));
    redis.kill9();
    EXPECT_TRUE(testing::eventually(10s, [&] { return get(service.admin_url() + "/readyz").status == 503; }));
}

TEST(App, CountsItsCalls) {
    Echo echo;
    App service(config_for("none"));
    service.serve(echo);
    service.start();
    rpc::HttpChannel channel(service.url());
    for (int i = 0; i < 3; ++i) say(channel, "hello");
    EXPECT_THROW(who(channel), Error);
    const std::string text = get(service.admin_url() + "/metrics").body;
    EXPECT_THAT(text, HasSubstr("antiphon_calls_total{method=\"echo.say\"} "));
    EXPECT_THAT(text, HasSubstr("antiphon_call_seconds_count{method=\"echo.say\"} "));
    EXPECT_THAT(text, HasSubstr("code=\"unauthenticated\""));
    EXPECT_THAT(text, HasSubstr("process_resident_memory_bytes"));
    EXPECT_THAT(get(service.admin_url() + "/openrpc.json").body, HasSubstr("\"openrpc\""));
}

TEST(App, GivesEditorsTheSchemaOfIdlFilesAsItIsInstalled) {
    App service(config_for("none"));
    Echo echo;
    service.serve(echo);
    service.start();
    std::ifstream installed(ANTIPHON_SOURCE_DIR "/framework/idl/schema/idl.schema.json");
    const std::string schema(std::istreambuf_iterator<char>(installed), {});
    ASSERT_FALSE(schema.empty());
    EXPECT_EQ(get(service.admin_url() + "/idl.schema.json").body, schema);
}

TEST(App, KeepsTheIdentityOfTheCallerOnTheWayToTheNextService) {
    const KeyFile key;
    Echo echo;
    auto config = config_for("none");
    config.key_file = key.path();
    App service(config);
    service.serve(echo);
    service.start();

    config.channels["echo"] = service.url();
    App caller(config);
    const auto channel = caller.channel("echo");
    EXPECT_THROW(who(*channel), Error);  // nobody
    Context context;
    context.caller.user = "alice";
    const ContextScope scope(context);
    EXPECT_EQ(who(*channel), "alice");

    rpc::HttpChannel unsealed(service.url());
    try {
        who(unsealed);
        ADD_FAILURE() << "a call without the gateway's word got through";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), static_cast<int>(Code::unauthenticated));
    }
}

TEST(App, FinishesTheCallInFlightWhenItIsTerminated) {
    // The App comes first in a program; here the private Redis has threads before it.
    sigset_t terminate;
    sigemptyset(&terminate);
    sigaddset(&terminate, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &terminate, nullptr);
    testing::RedisServer redis;
    std::promise<void> entered;
    std::promise<void> go_on;
    Echo echo;
    echo.say = [&](const std::string& text) {
        entered.set_value();
        go_on.get_future().wait();
        return text;
    };
    App service(config_for(redis.url()));
    service.serve(echo);
    service.start();
    ASSERT_TRUE(becomes_ready(service));
    rpc::Registry registry(redis.options(), "antiphon");
    ASSERT_TRUE(testing::eventually(5s, [&] { return registry.instances("echo").size() == 1; }));

    rpc::HttpChannel channel(service.url());
    auto answer = std::async(std::launch::async, [&] { return say(channel, "slow"); });
    entered.get_future().wait();
    auto ending = std::async(std::launch::async, [&, admin = service.admin_url()] {
        kill(getpid(), SIGTERM);
        const bool not_ready = testing::eventually(5s, [&] { return get(admin + "/readyz").status == 503; });
        const bool withdrawn = testing::eventually(5s, [&] { return registry.instances("echo").empty(); });
        const bool still_waiting = answer.wait_for(0s) == std::future_status::timeout;
        go_on.set_value();
        return not_ready && withdrawn && still_waiting;
    });
    EXPECT_EQ(service.run(), 0);
    EXPECT_TRUE(ending.get());
    EXPECT_EQ(answer.get(), "slow");
}

TEST(App, EndsACallThatOutlivesTheDrainTimeout) {
    std::promise<void> entered;
    Echo echo;
    echo.say = [&](const std::string& text) {
        entered.set_value();
        while (!Context::current()->cancelled()) std::this_thread::yield();
        return text;
    };
    auto config = config_for("none");
    config.drain_timeout = 100ms;
    App service(config);
    service.serve(echo);
    service.start();
    rpc::HttpChannel channel(service.url());
    auto answer = std::async(std::launch::async, [&] { return say(channel, "slow"); });
    entered.get_future().wait();
    service.stop();
    EXPECT_EQ(service.run(), 0);
    EXPECT_THROW(answer.get(), Error);
}

}  // namespace
}  // namespace antiphon
