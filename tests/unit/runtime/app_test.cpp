#include "antiphon/runtime/app.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "antiphon/base/error.h"

namespace antiphon {
namespace {

runtime::Config alone() {
    runtime::Config config;
    config.redis = "none";
    config.port = 0;
    config.admin_port = 0;
    config.log_level = "off";
    return config;
}

template <std::size_t count>
void start_app(const char* const (&arguments)[count]) {
    const App app(static_cast<int>(count), arguments);
}

TEST(App, EndsWithTwoAndASentenceWhenAFlagIsWrong) {
    const char* const arguments[] = {"bin/orders", "--prot", "8101"};
    EXPECT_EXIT(start_app(arguments), testing::ExitedWithCode(2),
                "orders: unknown flag '--prot' \\(did you mean '--port'\\?\\)");
}

TEST(App, EndsWithZeroAfterHelp) {
    const char* const arguments[] = {"bin/orders", "--help"};
    EXPECT_EXIT(start_app(arguments), testing::ExitedWithCode(0), "");
}

TEST(App, EndsWithTwoWhenTheKeyFileIsMissingOrShort) {
    const char* const missing[] = {"orders", "--redis", "none", "--key-file", "/does/not/exist"};
    EXPECT_EXIT(start_app(missing), testing::ExitedWithCode(2), "/does/not/exist");
    const auto path = std::filesystem::temp_directory_path() / "antiphon_short.key";
    std::ofstream(path) << "hunter2";
    const char* const weak[] = {"orders", "--redis", "none", "--key-file", path.c_str()};
    EXPECT_EXIT(start_app(weak), testing::ExitedWithCode(2), "at least 32");
    std::filesystem::remove(path);
}

TEST(App, EndsWithTwoWhenTheRedisUrlIsNone) {
    const char* const arguments[] = {"orders", "--redis", "http://127.0.0.1"};
    EXPECT_EXIT(start_app(arguments), testing::ExitedWithCode(2), "redis://");
}

TEST(App, WithoutRedisSaysSoWhenABusIsAskedFor) {
    App app(alone());
    EXPECT_THROW(app.bus(), Error);
    EXPECT_THROW(app.redis(), Error);
}

TEST(App, RunsUntilItIsStopped) {
    App app(alone());
    app.start();
    EXPECT_THAT(app.admin_url(), testing::StartsWith("http://127.0.0.1:"));
    EXPECT_EQ(app.url(), "");  // nothing is served
    app.stop();
    EXPECT_EQ(app.run(), 0);
}

TEST(App, NamesTheFlagWhenThePortIsTaken) {
    App first(alone());
    first.start();
    auto config = alone();
    const std::string url = first.admin_url();
    config.admin_port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
    App second(config);
    try {
        second.start();
        ADD_FAILURE() << "two programs listen on one port";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("--admin-port or ANTIPHON_ADMIN_PORT"));
        EXPECT_THAT(error.what(), testing::HasSubstr(std::to_string(*config.admin_port)));
    }
    EXPECT_EQ(App(config).run(), 1);
}

TEST(App, KnowsTheFlagsOfTheProgram) {
    auto config = alone();
    config.flags = {{"catalogue", "FILE", "what is sold", "catalogue.json"}};
    App app(config);
    EXPECT_EQ(app.flag("catalogue"), "catalogue.json");
    EXPECT_THROW(app.flag("other"), Error);
}

}  // namespace
}  // namespace antiphon
