// The commands that work on interfaces alone: breaking, fmt, new.

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "antiphon/cli/cli.h"
#include "antiphon/idl/compiler.h"
#include "program.h"
#include "scaffold.h"

namespace antiphon::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

struct Result {
    int exit_code;
    std::string out;
    std::string err;
};

Result antiphon(const std::vector<std::string>& arguments) {
    std::ostringstream out, err;
    const int exit_code =
        run(arguments,
            {.out = out, .err = err, .environment = [](const std::string&) { return std::optional<std::string>(); }});
    return {exit_code, out.str(), err.str()};
}

class Folder {
  public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "antiphon_evolve_XXXXXX").string();
        path_ = mkdtemp(name.data());
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }
    std::string write(const std::string& name, const std::string& text) const {
        fs::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name) << text;
        return *this / name;
    }
    std::string read(const std::string& name) const {
        std::ifstream file(path_ / name);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    void git(std::vector<std::string> words) const {
        words.insert(words.begin(),
                     {"git", "-C", path_.string(), "-c", "user.name=A", "-c", "user.email=a@example.org"});
        const auto done = run_program({.words = words,
                                       .name = "git",
                                       .max_output_bytes = 100'000,
                                       .max_message_bytes = 100'000,
                                       .deadline = std::chrono::seconds(30)});
        ASSERT_TRUE(done);
        ASSERT_EQ(done->exit_code, 0) << done->err;
    }
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

std::string interface_with(const std::string& methods, const std::string& version = "1.0.0") {
    return R"({ "idl": "1.0", "namespace": "a.b", "version": ")" + version + R"(", "services": { "s": { "methods": {)" +
           methods + "} } } }\n";
}

const std::string two = R"("get": {}, "put": {})", one = R"("get": {})";

TEST(BreakingCommand, ComparesTwoFilesAndTheRepresentationOfOne) {
    const Folder folder;
    const auto now = folder.write("now.json", interface_with(one)), old = folder.write("old.json", interface_with(two));
    const Result broken = antiphon({"breaking", now, "--against", old});
    EXPECT_EQ(broken.exit_code, 1);
    EXPECT_EQ(broken.out, "");
    EXPECT_THAT(broken.err, HasSubstr("error: method 's.put' was removed [METHOD_REMOVED]\n"));
    EXPECT_THAT(broken.err, HasSubstr("error: breaking changes need 2.0.0, this says 1.0.0 [VERSION_NOT_BUMPED]\n"));
    ASSERT_EQ(antiphon({"gen", old, "--lang", "ir", "--out", folder / "released"}).exit_code, 0);
    EXPECT_THAT(antiphon({"breaking", now, "--against", folder / "released/old.ir.json"}).err,
                HasSubstr("error: method 's.put' was removed [METHOD_REMOVED]\n"));
    EXPECT_THAT(antiphon({"breaking", now, "--against", folder / "released"}).err, HasSubstr("[METHOD_REMOVED]"));
    const Result clean = antiphon({"breaking", old, "--against", old});
    EXPECT_EQ(clean.exit_code, 0);
    EXPECT_EQ(clean.out, old + " breaks nothing that is in " + old + "\n");
}

TEST(BreakingCommand, ReadsTheBaselineFromAGitRevision) {
    const Folder folder;
    folder.write("idl/a.json", interface_with(two));
    folder.write("idl/package.json", "{}");
    folder.git({"init", "-q"});
    folder.git({"add", "."});
    folder.git({"commit", "-qm", "one"});
    folder.git({"tag", "v1"});
    const auto file = folder.write("idl/a.json", interface_with(one));
    for (const auto& path : {file, folder / "idl", folder.path().string()}) {
        const Result done = antiphon({"breaking", path, "--against", "git:v1"});
        EXPECT_EQ(done.exit_code, 1) << path;
        EXPECT_THAT(done.err, HasSubstr("[METHOD_REMOVED]\n")) << path;
        EXPECT_THAT(done.err, HasSubstr("git:v1:" + file + ":1:101: note: in the baseline\n")) << path;
    }
    const auto fresh = folder.write("idl/new.json", interface_with(one));
    const Result nothing = antiphon({"breaking", fresh, "--against", "git:HEAD"});
    EXPECT_EQ(nothing.exit_code, 0);
    EXPECT_EQ(nothing.out, fresh + " is new since git:HEAD\n");
}

TEST(BreakingCommand, SaysWhyThereIsNoBaseline) {
    const Folder folder;
    const auto file = folder.write("a.json", interface_with(one));
    const auto wrong = [](const std::vector<std::string>& arguments) {
        const Result done = antiphon(arguments);
        EXPECT_EQ(done.exit_code, 2);
        EXPECT_EQ(done.out, "");
        return done.err;
    };
    EXPECT_EQ(wrong({"breaking", file}),
              "antiphon breaking: --against is required: with what is " + file + " to be compared?\n");
    EXPECT_EQ(wrong({"breaking", file, "--against", "/nowhere/a.json"}),
              "antiphon breaking: --against: there is no file or folder '/nowhere/a.json'\n");
    EXPECT_THAT(wrong({"breaking", file, "--against", "git:v1"}),
                HasSubstr("--against git:v1: '" + folder.path().string() + "' is in no git repository (fatal: "));
    folder.git({"init", "-q"});
    EXPECT_EQ(wrong({"breaking", file, "--against", "git:v1"}),
              "antiphon breaking: --against git:v1: the repository has no revision 'v1'\n");
    EXPECT_EQ(wrong({"breaking", file, "--against", "git:--help"}),
              "antiphon breaking: --against git:--help: the repository has no revision '--help'\n");
}

TEST(BreakingCommand, WritesFindingsForPrograms) {
    const Folder folder;
    const auto now = folder.write("now.json", interface_with(one, "2.0.0"));
    const auto old = folder.write("old.json", interface_with(two));
    const Result json = antiphon({"breaking", now, "--against", old, "--json"});
    EXPECT_EQ(json.exit_code, 1);
    EXPECT_THAT(json.out, HasSubstr(R"("code": "METHOD_REMOVED")"));
    EXPECT_THAT(antiphon({"breaking", now, "--against", old, "--format", "sarif"}).out, HasSubstr("\"ruleId\""));
    EXPECT_EQ(antiphon({"breaking", now, "--against", old, "--category", "source"}).exit_code, 0);
}

TEST(FmtCommand, RewritesFilesAndNamesThoseThatItChanged) {
    const Folder folder;
    const auto ugly = folder.write("ugly.json", "{\"idl\":\"1.0\",\n\"namespace\":\"a\"}");
    const auto fine = folder.write("fine.json", "{\n  \"idl\": \"1.0\"\n}\n");
    fs::permissions(ugly, fs::perms(0640));
    Result done = antiphon({"fmt", "--check", ugly, fine});
    EXPECT_EQ(done.exit_code, 1);
    EXPECT_EQ(done.out, ugly + "\n");
    EXPECT_EQ(folder.read("ugly.json"), "{\"idl\":\"1.0\",\n\"namespace\":\"a\"}");
    done = antiphon({"fmt", ugly, fine});
    EXPECT_EQ(done.exit_code, 0);
    EXPECT_EQ(done.out, ugly + "\n");
    EXPECT_EQ(folder.read("ugly.json"), "{\n  \"idl\": \"1.0\",\n  \"namespace\": \"a\"\n}\n");
    EXPECT_EQ(fs::status(ugly).permissions(), fs::perms(0640));
    EXPECT_EQ(antiphon({"fmt", "--check", ugly, fine}).exit_code, 0);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 2);
}

TEST(FmtCommand, LeavesFilesWithErrorsAlone) {
    const Folder folder;
    const auto broken = folder.write("broken.json", "{\"idl\": \"1.0\",}"), ugly = folder.write("ugly.json", "{ }");
    const Result done = antiphon({"fmt", broken, ugly});
    EXPECT_EQ(done.exit_code, 1);
    EXPECT_THAT(done.err, HasSubstr("broken.json:1:14: error: comma before '}' [syntax]"));
    EXPECT_EQ(folder.read("broken.json"), "{\"idl\": \"1.0\",}");
    EXPECT_EQ(folder.read("ugly.json"), "{}\n");
    EXPECT_EQ(antiphon({"fmt", folder / "none.json"}).exit_code, 2);
}

TEST(NewCommand, MakesAnInterfaceThatIsInOrderAndLaidOut) {
    const Folder folder;
    const Result made = antiphon({"new", "night_shop", "--out", folder.path().string()});
    EXPECT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.out, HasSubstr(folder / "night_shop/night_shop_service.cpp\n"));
    const auto file = folder / "night_shop/night_shop.json";
    EXPECT_EQ(antiphon({"check", file}).out, file + " is in order\n");
    EXPECT_EQ(antiphon({"fmt", "--check", file}).exit_code, 0);
    EXPECT_THAT(folder.read("night_shop/night_shop.json"), HasSubstr("\"$schema\": \"https://antiphon.dev/idl/1.0/"));
    EXPECT_THAT(folder.read("night_shop/night_shop_service.h"),
                HasSubstr("class NightShop final : public night_shop::Service {"));
}

TEST(NewCommand, SaysHowToCallWhatItMade) {
    const Folder folder;
    ASSERT_EQ(antiphon({"new", "night_shop", "--out", folder.path().string()}).exit_code, 0);
    const std::string readme = folder.read("night_shop/README.md");
    EXPECT_THAT(readme,
                HasSubstr("\nantiphon call night_shop.greet '{\"name\": \"Ada\"}' --url http://127.0.0.1:8000\n"));
    // Taken by the command, though nobody listens at this port.
    const Result called = antiphon({"call", "night_shop.greet", R"({"name": "Ada"})", "--url", "http://127.0.0.1:1"});
    EXPECT_EQ(called.exit_code, 1) << called.err;
}

TEST(NewCommand, OverwritesNothing) {
    const Folder folder;
    folder.write("greeter/notes.txt", "mine");
    const Result refused = antiphon({"new", "greeter", "--out", folder.path().string()});
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_EQ(refused.err, "antiphon new: '" + (folder / "greeter") + "' is there already; nothing was written\n");
    EXPECT_FALSE(fs::exists(folder / "greeter/README.md"));
}

TEST(NewCommand, RefusesNamesThatCouldNotBeBuilt) {
    for (const std::string name : {"", "Greeter", "9lives", "a-b", "../x", "a.b", "\xC3\xBC", "class", "test", "rpc"})
        EXPECT_NE(refuse_service_name(name), "") << name;
    EXPECT_EQ(refuse_service_name(std::string(max_service_name, 'a')), "");
    EXPECT_EQ(refuse_service_name(std::string(max_service_name + 1, 'a')), "it has more than 40 characters");
    EXPECT_EQ(
        antiphon({"new", "Greeter"}).err,
        "antiphon new: 'Greeter' is no name for a service: it is made of a to z, 0 to 9 and '_', and begins with a "
        "letter\n");
}

}  // namespace
}  // namespace antiphon::cli
