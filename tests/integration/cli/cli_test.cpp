// The command against a service, a Redis and a gateway that run.

#include "antiphon/cli/cli.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <sstream>

#include "antiphon/gateway/gateway.h"
#include "antiphon/runtime/app.h"
#include "antiphon/testing/eventually.h"
#include "antiphon/testing/redis_server.h"
#include "greeter.h"

namespace antiphon::cli {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

class Greeter final : public greeter::Service {
  public:
    explicit Greeter(events::Bus& bus) : bus_(bus) {}

    std::string greet(const greeter::GreetParams& params, Context&) override {
        if (params.name == "STENTOR") throw greeter::TooLoud({.name = params.name});
        bus_.publish(greeter::events::greeted{{.name = params.name}});
        return "Hello, " + params.name + "!";
    }
    std::string who(Context& context) override { return context.user() + " of " + context.caller.tenant; }

  private:
    events::Bus& bus_;
};

struct Result {
    int exit_code;
    std::string out;
    std::string err;
};

class CommandTest : public ::testing::Test {
  protected:
    CommandTest() {
        key_file_ = std::filesystem::temp_directory_path() / ("antiphon_cli_" + std::to_string(getpid()) + ".key");
        std::ofstream(key_file_) << "0123456789abcdef0123456789abcdef";
        std::filesystem::permissions(key_file_, std::filesystem::perms(0600));
        runtime::Config config;
        config.name = "greeter";
        config.redis = redis_.url();
        config.port = 0;
        config.admin_port = 0;
        config.log_level = "off";
        config.key_file = key_file_;
        app_ = std::make_unique<App>(config);
        service_ = std::make_unique<Greeter>(app_->bus());
        app_->serve(*service_);
        app_->start();
        EXPECT_TRUE(testing::eventually(10s, [this] { return !antiphon({"services"}).out.empty(); }));
    }
    ~CommandTest() override {
        gateway_.reset();
        app_.reset();
        std::filesystem::remove(key_file_);
    }

    Result antiphon(const std::vector<std::string>& arguments) {
        std::ostringstream out;
        std::ostringstream err;
        const auto environment = [this](const std::string& name) -> std::optional<std::string> {
            if (name == "ANTIPHON_REDIS") return redis_.url();
            if (name == "ANTIPHON_KEY_FILE") return key_file_.string();
            return std::nullopt;
        };
        const int exit_code =
            run(arguments, {.out = out, .err = err, .environment = environment, .folder = "/nowhere"});
        return {exit_code, out.str(), err.str()};
    }

    /// ws:// of a gateway that knows the service.
    std::string gateway_url() {
        if (!gateway_) {
            gateway::Options options;
            options.port = 0;
            options.redis = redis_.options();
            options.token_keys = auth::Keys::from_file(key_file_);
            options.tokens.development = true;
            options.allow_anonymous = true;
            gateway_ = std::make_unique<gateway::Gateway>(options);
            gateway_->start();
            EXPECT_TRUE(testing::eventually(10s, [this] { return gateway_->ready(); }));
        }
        return "ws://127.0.0.1:" + std::to_string(gateway_->port());
    }

    std::filesystem::path key_file_;
    testing::RedisServer redis_;
    std::unique_ptr<App> app_;
    std::unique_ptr<Greeter> service_;
    std::unique_ptr<gateway::Gateway> gateway_;
};

TEST_F(CommandTest, CallsAnInstanceThatTheRegistryNames) {
    const Result result = antiphon({"call", "greeter.greet", R"({"name": "Ada"})"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.out, "\"Hello, Ada!\"\n");
}

TEST_F(CommandTest, CallsAsAUserWithTheKey) {
    EXPECT_EQ(antiphon({"call", "greeter.who", "--user", "alice", "--tenant", "acme"}).out, "\"alice of acme\"\n");
    const Result nobody = antiphon({"call", "greeter.who"});
    EXPECT_EQ(nobody.exit_code, 1);
    EXPECT_THAT(nobody.err, StartsWith("unauthenticated (-32060): "));
    EXPECT_THAT(nobody.err, HasSubstr("--user NAME"));
}

TEST_F(CommandTest, CallsAtAUrl) {
    const std::string base = app_->url().substr(0, app_->url().rfind('/'));
    EXPECT_EQ(antiphon({"call", "greeter.greet", R"({"name": "Ada"})", "--url", base}).out, "\"Hello, Ada!\"\n");
    EXPECT_EQ(antiphon({"call", "greeter.greet", R"({"name": "Ada"})", "--url", app_->url()}).exit_code, 0);
}

TEST_F(CommandTest, PrintsADeclaredErrorByItsName) {
    const Result result = antiphon({"call", "greeter.greet", R"({"name": "STENTOR"})"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.out, "");
    EXPECT_THAT(result.err,
                StartsWith("greeter.TooLoud (4101): STENTOR is too loud\n  detail: {\"name\":\"STENTOR\"}\n"));
    const Result json = antiphon({"call", "greeter.greet", R"({"name": "STENTOR"})", "--json"});
    EXPECT_EQ(json.exit_code, 1);
    EXPECT_THAT(json.out, HasSubstr("\"error\":{\"code\":4101"));
}

TEST_F(CommandTest, SaysWhereParamsAreWrong) {
    const Result result = antiphon({"call", "greeter.greet", R"({"name": ""})"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("path: name"));
}

TEST_F(CommandTest, SuggestsAServiceThatExists) {
    const Result result = antiphon({"call", "greter.greet"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("(did you mean 'greeter'?)"));
}

TEST_F(CommandTest, ListsServices) {
    const Result result = antiphon({"services"});
    EXPECT_THAT(result.out, StartsWith("SERVICE  VERSION  INSTANCE"));
    EXPECT_THAT(result.out, HasSubstr("\ngreeter  1.0.0    " + app_->config().instance + "  " + app_->url()));
    EXPECT_THAT(antiphon({"services", "--json"}).out, StartsWith("[{\"service\":\"greeter\",\"id\":"));
    const Result none = antiphon({"services", "--prefix", "other"});
    EXPECT_EQ(none.exit_code, 0);
    EXPECT_THAT(none.err, StartsWith("no service is registered in "));
}

TEST_F(CommandTest, PublishesAndReplaysADurableChannel) {
    for (const auto* name : {"one", "two", "three"})
        ASSERT_EQ(antiphon({"publish", "greeter.noted", R"({"name": ")" + std::string(name) + "\"}"}).exit_code, 0);
    const Result all = antiphon({"listen", "greeter.book", "--since", "earliest", "--count", "3"});
    EXPECT_EQ(all.exit_code, 0) << all.err;
    EXPECT_THAT(all.out, MatchesRegex("[0-9:.]+ greeter.noted greeter.book [a-z0-9]+:1 \\{\"name\": ?\"one\"\\}\n"
                                      "[0-9:.]+ greeter.noted greeter.book [a-z0-9]+:2 \\{\"name\": ?\"two\"\\}\n"
                                      "[0-9:.]+ greeter.noted greeter.book [a-z0-9]+:3 \\{\"name\": ?\"three\"\\}\n"));
    const auto position = all.out.find(":1 {");
    const std::string epoch =
        all.out.substr(all.out.rfind(' ', position) + 1, position - all.out.rfind(' ', position) - 1);
    const Result rest = antiphon({"listen", "greeter.book", "--since", epoch + ":2", "--count", "1", "--json"});
    EXPECT_THAT(rest.out,
                StartsWith("{\"subscription\":\"greeter.book\",\"epoch\":\"" + epoch + "\",\"offset\":3,\"event\":{"));
    EXPECT_EQ(antiphon({"listen", "greeter.book", "--since", "10m", "--count", "3"}).out, all.out);
}

TEST_F(CommandTest, PublishesToTheChannelThatThePayloadNames) {
    const Result result =
        antiphon({"publish", "greeter.noted", R"({"user": "alice", "name": "x"})", "--to", R"({"user": "alice"})"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, MatchesRegex("published greeter.noted on greeter.mine:alice at [a-z0-9]+:1\n"));
    const Result heard =
        antiphon({"listen", "greeter.mine", R"({"user": "alice"})", "--since", "earliest", "--count", "1"});
    EXPECT_THAT(heard.out, HasSubstr(" greeter.mine:alice "));
}

TEST_F(CommandTest, ShowsNoSecretOfAnEvent) {
    const std::string payload =
        R"({"cards": {"a": {"number": "4111", "holder": "Ada"}}, )"
        R"("backup": {"number": "4222", "holder": "Bob"}, "pins": ["77", "88"], "cents": 1200})";
    ASSERT_EQ(antiphon({"publish", "greeter.charged", payload}).exit_code, 0);
    const std::string shown = R"({"cards":{"a":{"number":"***","holder":"Ada"}},)"
                              R"("backup":{"number":"***","holder":"Bob"},"pins":["***","***"],"cents":1200})";
    const Result people = antiphon({"listen", "greeter.tills", "--since", "earliest", "--count", "1"});
    EXPECT_THAT(people.out, HasSubstr(shown)) << people.err;
    const Result programs = antiphon({"listen", "greeter.charged", "--since", "earliest", "--count", "1", "--json"});
    EXPECT_THAT(programs.out, HasSubstr("\"data\":" + shown + "}")) << programs.err;
}

TEST_F(CommandTest, HearsLiveEventsAtRedis) {
    auto heard = std::async(std::launch::async, [this] {
        return antiphon({"listen", "greeter.greeted", "--count", "1"});
    });
    ASSERT_TRUE(testing::eventually(10s, [&] {
        antiphon({"call", "greeter.greet", R"({"name": "Ada"})"});
        return heard.wait_for(0s) == std::future_status::ready;
    }));
    const Result result = heard.get();
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, MatchesRegex("[0-9:.]+ greeter.greeted greeter.hall \\{\"name\":\"Ada\"\\}\n"));
}

TEST_F(CommandTest, EndsWithOneWhenTooLittleCameInTime) {
    const Result result = antiphon({"listen", "greeter.greeted", "--count", "1", "--timeout", "100ms"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(antiphon({"listen", "greeter.greeted", "--timeout", "100ms"}).exit_code, 0);
}

TEST_F(CommandTest, NamesWhatThereIsWhenAnEventIsUnknown) {
    const Result result = antiphon({"listen", "greeter.greted"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err,
                HasSubstr("there is no event or channel 'greeter.greted' (did you mean 'greeter.greeted'?)"));
    EXPECT_EQ(antiphon({"listen", "greeter.mine"}).err, "antiphon listen: channel greeter.mine needs {\"user\": …}\n");
}

TEST_F(CommandTest, ReadsTheInterfaceFromAFileWhenNoServiceRuns) {
    const std::string file = std::string(ANTIPHON_SOURCE_DIR) + "/tests/integration/cli/greeter.json";
    const Result published =
        antiphon({"publish", "greeter.noted", R"({"name": "x"})", "--prefix", "alone", "--idl", file});
    EXPECT_EQ(published.exit_code, 0) << published.err;
    EXPECT_EQ(
        antiphon({"listen", "greeter.book", "--prefix", "alone", "--idl", file, "--since", "earliest", "--count", "1"})
            .exit_code,
        0);
}

TEST_F(CommandTest, CallsThroughAGateway) {
    EXPECT_EQ(antiphon({"call", "greeter.who", "--url", gateway_url(), "--user", "alice", "--tenant", "acme"}).out,
              "\"alice of acme\"\n");
    const Result unknown = antiphon({"call", "greeter.nothing", "--url", gateway_url(), "--user", "alice"});
    EXPECT_EQ(unknown.exit_code, 1);
    EXPECT_THAT(unknown.err, StartsWith("method_not_found (-32601)"));
}

TEST_F(CommandTest, HearsAUsersOwnEventsAtAGateway) {
    const std::string payload = R"({"user": "alice", "name": "before"})";
    const std::string to = R"({"user": "alice"})";
    ASSERT_EQ(antiphon({"publish", "greeter.noted", payload, "--to", to}).exit_code, 0);
    const Result missed = antiphon(
        {"listen", "greeter.mine", "--url", gateway_url(), "--user", "alice", "--since", "earliest", "--count", "1"});
    EXPECT_EQ(missed.exit_code, 0) << missed.err;
    EXPECT_THAT(missed.out, HasSubstr("greeter.noted greeter.mine:alice "));
    auto heard = std::async(std::launch::async, [this] {
        return antiphon({"listen", "greeter.noted", R"({"user": "alice"})", "--url", gateway_url(), "--user", "alice",
                         "--count", "1", "--timeout", "10s"});
    });
    ASSERT_TRUE(testing::eventually(10s, [&] {
        antiphon({"publish", "greeter.noted", payload, "--to", to});
        return heard.wait_for(0s) == std::future_status::ready;
    }));
    EXPECT_EQ(heard.get().exit_code, 0);
    const Result foreign =
        antiphon({"listen", "greeter.mine", to, "--url", gateway_url(), "--user", "bob", "--count", "1"});
    EXPECT_EQ(foreign.exit_code, 1);
}

}  // namespace
}  // namespace antiphon::cli
