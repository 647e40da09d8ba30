#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "antiphon/runtime/config.h"

namespace antiphon::runtime {
namespace {

using testing::HasSubstr;
using Environment = std::map<std::string, std::string>;

Parsed parse_line(const std::vector<std::string>& arguments, const Environment& environment = {},
                  Config defaults = {}) {
    return parse(arguments, "orders", std::move(defaults), [&](const std::string& name) -> std::optional<std::string> {
        const auto at = environment.find(name);
        return at == environment.end() ? std::nullopt : std::optional(at->second);
    });
}

class ConfigFile {
  public:
    explicit ConfigFile(const std::string& text)
        : path_(std::filesystem::temp_directory_path() / ("antiphon_config_" + std::to_string(getpid()) + ".toml")) {
        std::ofstream(path_) << text;
    }
    ~ConfigFile() { std::filesystem::remove(path_); }
    std::string path() const { return path_.string(); }

  private:
    std::filesystem::path path_;
};

TEST(Config, HasDefaultsThatWorkOnOneMachine) {
    const auto config = parse_line({}).config.value();
    EXPECT_EQ(config.name, "orders");
    EXPECT_EQ(config.bind, "127.0.0.1");
    EXPECT_EQ(config.port, 8000);
    EXPECT_EQ(config.effective_admin_port(), 9000);
    EXPECT_EQ(config.redis, "redis://127.0.0.1:6379");
    EXPECT_FALSE(config.development);
}

TEST(Config, FlagWinsOverEnvironmentAndThatOverTheFileAndThatOverTheDefault) {
    const ConfigFile file("port = 1\nbind = \"10.0.0.1\"\nprefix = \"shop\"\n");
    const auto config =
        parse_line({"--config", file.path(), "--port", "3"}, {{"ANTIPHON_PORT", "2"}, {"ANTIPHON_BIND", "10.0.0.2"}})
            .config.value();
    EXPECT_EQ(config.port, 3);
    EXPECT_EQ(config.bind, "10.0.0.2");
    EXPECT_EQ(config.prefix, "shop");
}

TEST(Config, TakesThePathOfTheFileFromTheEnvironmentToo) {
    const ConfigFile file(
        "port = 8101\ndevelopment = true\nchannel = [\"payment=http://h:1\", \"stock=http://h:2\"]\n");
    const auto config = parse_line({}, {{"ANTIPHON_CONFIG", file.path()}}).config.value();
    EXPECT_EQ(config.port, 8101);
    EXPECT_TRUE(config.development);
    EXPECT_EQ(config.channels.at("stock"), "http://h:2/rpc");
}

TEST(Config, ReadsRepeatedChannels) {
    const auto flags = parse_line({"--channel", "a=http://h:1", "--channel=b=http://h:2/"}).config.value();
    EXPECT_EQ(flags.channels, (std::map<std::string, std::string>{{"a", "http://h:1/rpc"}, {"b", "http://h:2/"}}));
    const auto variable = parse_line({}, {{"ANTIPHON_CHANNEL", "a=http://h:1,b=http://h:2/"}}).config.value();
    EXPECT_EQ(variable.channels, flags.channels);
}

TEST(Config, AnAdvertisedAddressWithoutAPathIsWhereServicesAnswer) {
    EXPECT_EQ(parse_line({"--advertise", "http://shop.example:8101"}).config->advertise,
              "http://shop.example:8101/rpc");
    EXPECT_EQ(parse_line({"--advertise", "http://shop.example/orders"}).config->advertise,
              "http://shop.example/orders");
}

TEST(Config, SwitchNeedsNoValueAndTakesOne) {
    EXPECT_TRUE(parse_line({"--development"}).config->development);
    EXPECT_TRUE(parse_line({"--development", "--port", "1"}).config->development);
    EXPECT_FALSE(parse_line({"--development=false"}, {{"ANTIPHON_DEVELOPMENT", "true"}}).config->development);
}

TEST(Config, OfTheProgramItselfIsOneMoreFlag) {
    Config defaults;
    defaults.flags = {{"catalogue", "FILE", "what is sold", "catalogue.json"}};
    EXPECT_EQ(parse_line({}, {}, defaults).config->flags[0].value, "catalogue.json");
    EXPECT_EQ(parse_line({"--catalogue", "b.json"}, {}, defaults).config->flags[0].value, "b.json");
    EXPECT_EQ(parse_line({}, {{"ANTIPHON_CATALOGUE", "c.json"}}, defaults).config->flags[0].value, "c.json");
    EXPECT_THAT(parse_line({"--help"}, {}, defaults).text, HasSubstr("--catalogue FILE"));
}

struct Wrong {
    std::vector<std::string> arguments;
    Environment environment;
    std::string text;
};

TEST(Config, SaysWhatWasWrongAndWhatWouldBeRight) {
    const Wrong cases[] = {
        {{"--prot", "8101"}, {}, "orders: unknown flag '--prot' (did you mean '--port'?); orders --help lists all\n"},
        {{"--prot=8101"}, {}, "orders: unknown flag '--prot' (did you mean '--port'?); orders --help lists all\n"},
        {{"--zzzzzzzz"}, {}, "orders: unknown flag '--zzzzzzzz'; orders --help lists all\n"},
        {{"place"}, {}, "orders: unexpected argument 'place'; orders --help shows the flags\n"},
        {{"--port", "65536"}, {}, "orders: --port 65536: expected a port from 0 to 65535 (0: any free one)\n"},
        {{}, {{"ANTIPHON_PORT", "x"}}, "orders: ANTIPHON_PORT=x: expected a port from 0 to 65535 (0: any free one)\n"},
        {{"--drain-timeout", "30"}, {}, "orders: --drain-timeout 30: expected a duration such as 500ms, 30s or 5m\n"},
        {{"--channel", "orders"}, {}, "orders: --channel orders: expected SERVICE=http://HOST:PORT\n"},
        {{"--advertise", "shop.example"}, {}, "orders: --advertise shop.example: expected http://HOST:PORT\n"},
        {{"--workers", "0"}, {}, "orders: --workers 0: expected 1 to 1024\n"},
        {{"--development=maybe"}, {}, "orders: --development maybe: expected true or false\n"},
        {{"--name", "a b"}, {}, "orders: --name a b: expected letters, digits, '_', '-' and '.'\n"},
    };
    for (const auto& wrong : cases) {
        const auto parsed = parse_line(wrong.arguments, wrong.environment);
        EXPECT_EQ(parsed.exit_code, 2);
        EXPECT_FALSE(parsed.config);
        EXPECT_EQ(parsed.text, wrong.text);
    }
}

TEST(Config, FileWithAnUnknownSettingIsRefusedWithASuggestion) {
    const ConfigFile file("prot = 8101\n");
    const auto parsed = parse_line({"--config", file.path()});
    EXPECT_EQ(parsed.exit_code, 2);
    EXPECT_EQ(parsed.text, "orders: " + file.path() + ": unknown setting 'prot' (did you mean 'port'?)\n");
    EXPECT_THAT(parse_line({"--config", "/does/not/exist"}).text,
                HasSubstr("config file '/does/not/exist' cannot be read"));
}

TEST(Config, HelpShowsEverySettingAndAnExample) {
    const auto parsed = parse_line({"--help"});
    EXPECT_EQ(parsed.exit_code, 0);
    for (const auto& option : options()) {
        EXPECT_THAT(parsed.text, HasSubstr("--" + std::string(option.name)));
        EXPECT_THAT(parsed.text, HasSubstr(option.environment()));
    }
    EXPECT_THAT(parsed.text, HasSubstr("Example:"));
}

TEST(Config, DocumentListsEverySetting) {
    std::ifstream file(std::string(ANTIPHON_SOURCE_DIR) + "/docs/configuration.md");
    const std::string page((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    for (const auto& option : options())
        EXPECT_THAT(page, HasSubstr("| `--" + std::string(option.name) +
                                    (option.placeholder.empty() ? "" : " " + std::string(option.placeholder)) +
                                    "` | `" + option.environment() + "` | " +
                                    (option.fallback.empty() ? "" : std::string(option.fallback)) + " | "));
}

TEST(ParseDuration, WantsANumberAndAUnit) {
    using namespace std::chrono_literals;
    EXPECT_EQ(parse_duration("1500ms"), 1500ms);
    EXPECT_EQ(parse_duration("30s"), 30s);
    EXPECT_EQ(parse_duration("10m"), 10min);
    EXPECT_EQ(parse_duration("24h"), 24h);
    for (const auto* text : {"", "30", "s", "-1s", "1.5s", "10 s", "99999999999999999999s", "9000h"})
        EXPECT_FALSE(parse_duration(text)) << text;
}

}  // namespace
}  // namespace antiphon::runtime
