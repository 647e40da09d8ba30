#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "antiphon/auth/token.h"
#include "antiphon/cli/cli.h"

namespace antiphon::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

struct Result {
    int exit_code;
    std::string out;
    std::string err;
};

struct World {
    std::map<std::string, std::string> environment;
    std::filesystem::path folder = "/nowhere";
};

Result antiphon(const std::vector<std::string>& arguments, const World& world = {}) {
    std::ostringstream out;
    std::ostringstream err;
    const int exit_code =
        run(arguments, {.out = out,
                        .err = err,
                        .environment = [&](const std::string& name) -> std::optional<std::string> {
                            const auto at = world.environment.find(name);
                            return at == world.environment.end() ? std::nullopt : std::optional(at->second);
                        },
                        .folder = world.folder});
    return {exit_code, out.str(), err.str()};
}

/// A folder for one test, gone afterwards.
class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "antiphon_cli_XXXXXX").string();
        path_ = mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    std::string write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name) << text;
        std::filesystem::permissions(path_ / name, std::filesystem::perms(0600));
        return (path_ / name).string();
    }
    std::string read(const std::string& name) const {
        std::ifstream file(path_ / name);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

const std::string secret = "0123456789abcdef0123456789abcdef";

auth::Claims verified(std::string token) {
    token.erase(token.find_last_not_of('\n') + 1);
    return auth::Verifier(auth::Keys(auth::Key::secret(Secret(secret))),
                          {.issuer = {}, .audience = {}, .development = true})
        .verify(token);
}

TEST(Command, ReferenceInDocsIsItsHelp) {
    const std::string path = std::string(ANTIPHON_SOURCE_DIR) + "/docs/cli.md";
    if (std::getenv("ANTIPHON_UPDATE") != nullptr) std::ofstream(path) << reference();
    std::ifstream file(path);
    const std::string page((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    EXPECT_EQ(page, reference());
}

TEST(Command, HelpGoesToStandardOutputAndMistakesToTheOther) {
    const Result help = antiphon({"--help"});
    EXPECT_EQ(help.exit_code, 0);
    EXPECT_THAT(help.out, HasSubstr("  call        calls a method and prints its result\n"));
    EXPECT_EQ(help.err, "");
    const Result nothing = antiphon({});
    EXPECT_EQ(nothing.exit_code, 2);
    EXPECT_EQ(nothing.out, "");
    EXPECT_EQ(nothing.err, help.out);
}

TEST(Command, EverySubcommandHasHelpWithAnExample) {
    for (const std::string name : {"gen", "check", "breaking", "fmt", "new", "explain", "call", "listen", "publish",
                                   "token", "services", "completion"}) {
        const Result help = antiphon({name, "--help"});
        EXPECT_EQ(help.exit_code, 0) << name;
        EXPECT_THAT(help.out, HasSubstr("Example")) << name;
        EXPECT_THAT(help.out, HasSubstr("\n  antiphon " + name)) << name;
    }
}

struct Mistake {
    std::vector<std::string> arguments;
    std::string text;
};

TEST(Command, SaysWhatIsWrongAndExitsWithTwo) {
    const Mistake mistakes[] = {
        {{"cal"}, "antiphon: there is no command 'cal' (did you mean 'call'?); antiphon --help lists all\n"},
        {{"frobnicate"}, "antiphon: there is no command 'frobnicate'; antiphon --help lists all\n"},
        {{"call"}, "antiphon call: METHOD is required; antiphon call --help shows how\n"},
        {{"call", "a.b", "{}", "--deadlin", "3s"},
         "antiphon call: unknown flag '--deadlin' (did you mean '--deadline'?); antiphon call --help shows how\n"},
        {{"call", "a.b", "{}", "c"}, "antiphon call: unexpected argument 'c'; antiphon call --help shows how\n"},
        {{"call", "place"}, "antiphon call: 'place' is no method: expected SERVICE.METHOD, such as orders.place\n"},
        {{"call", "a.b", "7"}, "antiphon call: PARAMS: expected an object or an array\n"},
        {{"call", "a.b", "{}", "--deadline", "soon"},
         "antiphon call: --deadline soon: expected a duration such as 500ms, 30s, 10m or 2h\n"},
        {{"call", "a.b", "--url", "ftp://x"},
         "antiphon call: --url ftp://x: expected http://HOST:PORT or ws://HOST:PORT\n"},
        {{"listen", "a.b", "--count", "0"}, "antiphon listen: --count 0: expected a number from 1 on\n"},
        {{"listen", "a.b", "--since", "yesterday"},
         "antiphon listen: --since yesterday: expected a position such as k3Fq:118, a time such as 10m, or earliest\n"},
        {{"listen", "a.b", "[]"}, "antiphon listen: PARAMS: expected an object such as {\"user\": \"alice\"}\n"},
        {{"token"}, "antiphon token: --user is required: for whom is the token?\n"},
        {{"token", "--user", "u"},
         "antiphon token: --user needs the key that tokens are signed with: --key FILE or ANTIPHON_KEY_FILE\n"},
        {{"completion", "tcsh"},
         "antiphon completion: 'tcsh' is no shell I can complete for: expected bash, zsh or fish\n"},
    };
    for (const auto& mistake : mistakes) {
        const Result result = antiphon(mistake.arguments);
        EXPECT_EQ(result.exit_code, 2) << mistake.text;
        EXPECT_EQ(result.err, mistake.text);
        EXPECT_EQ(result.out, "");
    }
}

TEST(Command, RefusesParamsThatAreNotStrictJson) {
    const Result result = antiphon({"call", "a.b", "{'a': 1}"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, StartsWith("antiphon call: PARAMS is not JSON: "));
}

TEST(TokenCommand, MakesATokenThatTheServicesTake) {
    const Folder folder;
    const auto key = folder.write("demo.key", secret + "\n");
    const Result result = antiphon({"token", "--user", "alice", "--tenant", "acme", "--scope", "a", "--scope", "b",
                                    "--role", "clerk", "--ttl", "12h", "--key", key});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    const auth::Claims claims = verified(result.out);
    EXPECT_EQ(claims.caller.user, "alice");
    EXPECT_EQ(claims.caller.tenant, "acme");
    EXPECT_EQ(claims.caller.scopes, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(claims.caller.roles, std::vector<std::string>{"clerk"});
    EXPECT_NEAR(static_cast<double>(std::chrono::duration_cast<std::chrono::minutes>(claims.expires - now()).count()),
                720, 1);
}

TEST(TokenCommand, TakesTheKeyFromTheEnvironmentThenFromTheDemo) {
    const Folder folder;
    const auto key = folder.write("demo.key", secret);
    folder.write("build/demo.json", "{\"gateways\": [], \"key_file\": \"" + key + "\"}");
    const Result from_demo = antiphon({"token", "--user", "u"}, {.environment = {}, .folder = folder.path()});
    ASSERT_EQ(from_demo.exit_code, 0) << from_demo.err;
    EXPECT_EQ(verified(from_demo.out).caller.user, "u");
    const Result missing = antiphon(
        {"token", "--user", "u"}, {.environment = {{"ANTIPHON_KEY_FILE", "/does/not/exist"}}, .folder = folder.path()});
    EXPECT_EQ(missing.exit_code, 1);
    EXPECT_THAT(missing.err, HasSubstr("/does/not/exist"));
}

TEST(TokenCommand, RefusesAShortKeyWithoutShowingIt) {
    const Folder folder;
    const Result result = antiphon({"token", "--user", "u", "--key", folder.write("short.key", "hunter2")});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("short.key"));
    EXPECT_THAT(result.err, HasSubstr("at least 32"));
    EXPECT_THAT(result.err, testing::Not(HasSubstr("hunter2")));
}

TEST(TokenCommand, PrintsJsonForPrograms) {
    const Folder folder;
    const Result result = antiphon({"token", "--user", "u", "--json", "--key", folder.write("k", secret)});
    EXPECT_THAT(result.out, testing::MatchesRegex("\\{\"token\":\"[A-Za-z0-9_.-]+\"\\}\n"));
}

TEST(ExplainCommand, KnowsCodesByNumberAndByName) {
    const Result number = antiphon({"explain", "-32061"});
    EXPECT_EQ(number.exit_code, 0) << number.err;
    EXPECT_EQ(number.out, "permission_denied (-32061)\n  means: signed in, but not allowed\n  retry: no\n");
    EXPECT_EQ(antiphon({"explain", "permission_denied"}).out, number.out);
    EXPECT_THAT(antiphon({"explain", "4430"}).out, StartsWith("slow_consumer (4430)\n  connect again: yes\n"));
    EXPECT_EQ(antiphon({"explain", "permission_denied", "--json"}).out,
              "{\"code\":\"-32061\",\"name\":\"permission_denied\",\"means\":\"signed in, but not "
              "allowed\",\"retry\":\"no\"}\n");
}

TEST(ExplainCommand, SuggestsWhatWasMeant) {
    const Result result = antiphon({"explain", "permision_denied"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("did you mean 'permission_denied'?"));
}

TEST(CompletionCommand, OffersEveryCommandToEveryShell) {
    for (const std::string shell : {"bash", "zsh", "fish"}) {
        const Result result = antiphon({"completion", shell});
        EXPECT_EQ(result.exit_code, 0);
        for (const auto* word : {"listen", "publish", "since", "deadline"}) EXPECT_THAT(result.out, HasSubstr(word));
    }
}

TEST(CompletionCommand, IsValidForTheShell) {
    const Folder folder;
    const auto script = folder.write("antiphon.bash", antiphon({"completion", "bash"}).out);
    EXPECT_EQ(std::system(("bash -n " + script).c_str()), 0);
    const std::string ask = ". " + script +
                            "; COMP_WORDS=(antiphon lis); COMP_CWORD=1; _antiphon; echo ${COMPREPLY[@]} > " +
                            (folder.path() / "words").string();
    EXPECT_EQ(std::system(("bash -c '" + ask + "'").c_str()), 0);
    EXPECT_EQ(folder.read("words"), "listen\n");
}

TEST(CallCommand, NamesWhereItLookedWhenNobodyListens) {
    const Result result = antiphon({"call", "orders.list", "--url", "http://127.0.0.1:1/rpc"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("127.0.0.1:1"));
    const Result socket = antiphon({"call", "orders.list", "--url", "ws://127.0.0.1:1"});
    EXPECT_EQ(socket.exit_code, 1);
    EXPECT_THAT(socket.err, HasSubstr("ws://127.0.0.1:1 cannot be reached"));
}

}  // namespace
}  // namespace antiphon::cli
