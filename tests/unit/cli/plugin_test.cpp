#include "plugin.h"

#include <gmock/gmock.h>

#include "antiphon/base/error.h"
#include "run.h"

namespace antiphon::cli {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

const std::string orders = std::string(ANTIPHON_SOURCE_DIR) + "/idl/orders.json";

std::string failure(const std::function<void()>& what) {
    try {
        what();
    } catch (const Error& error) {
        return error.what();
    }
    return "nothing was wrong";
}

TEST(Plugin, TheExampleMakesATableOfMethods) {
    const TestFolder folder;
    const Ran made =
        ran({"gen", orders, "--plugin", std::string(ANTIPHON_SOURCE_DIR) + "/examples/02_plugin/method-table", "--out",
             folder / "."});
    EXPECT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.out, HasSubstr("orders.methods.md\n"));
    EXPECT_EQ(folder.read("orders.methods.md"),
              "| method | params | result |\n| --- | --- | --- |\n| `orders.place` | items, card | Order |\n"
              "| `orders.get` | id | Order |\n| `orders.list` | limit | Order[] |\n");
}

TEST(Plugin, StandsBesideLanguagesAndOtherPlugins) {
    const TestFolder folder;
    const std::string one =
        folder.script("one", R"(cat > /dev/null; echo '{"files":[{"name":"one/a.txt","content":"1"}]}')");
    const std::string two =
        folder.script("two", R"(cat > /dev/null; echo '{"files":[{"name":"two.txt","content":"2"}]}')");
    const Ran made =
        ran({"gen", orders, "--plugin", one, "--plugin", two, "--lang", "ir", "--out", folder / "out", "--json"});
    EXPECT_EQ(made.exit_code, 0) << made.err;
    EXPECT_EQ(folder.read("out/one/a.txt"), "1");
    EXPECT_EQ(folder.read("out/two.txt"), "2");
    EXPECT_NE(folder.read("out/orders.ir.json"), "");
    EXPECT_THAT(made.out, HasSubstr("two.txt\"]"));
}

TEST(Plugin, GetsTheWholeRepresentationAndMayWriteBeforeItHasReadIt) {
    const TestFolder folder;
    std::ostringstream messages;
    const std::string large(3'000'000, 'x');
    EXPECT_EQ(run_plugin(folder.script("echo", "exec cat"), large, 60s, messages), large);
    EXPECT_EQ(run_plugin(folder.script("deaf", "echo done"), large, 60s, messages), "done\n");
}

TEST(Plugin, ShowsItsMessagesAndHowItEnded) {
    const TestFolder folder;
    const std::string fails = folder.script("fails", "cat > /dev/null; echo 'no such template' >&2; exit 3");
    const Ran made = ran({"gen", orders, "--plugin", fails, "--lang", "ir", "--out", folder / "out"});
    EXPECT_EQ(made.exit_code, 1);
    EXPECT_THAT(made.err, HasSubstr("no such template\n"));
    EXPECT_THAT(made.err, HasSubstr("plug-in " + fails + " ended with 3"));
    EXPECT_FALSE(std::filesystem::exists(folder / "out"));  // of what the language made, either
    std::ostringstream messages;
    EXPECT_THAT(failure([&] { run_plugin(folder.script("dies", "kill -KILL $$"), "", 60s, messages); }),
                HasSubstr("was ended by signal 9"));
    EXPECT_THAT(failure([&] { run_plugin(folder / "nobody", "", 60s, messages); }),
                HasSubstr("cannot be started: No such file or directory"));
}

TEST(Plugin, EndsOneThatTakesTooLong) {
    const TestFolder folder;
    std::ostringstream messages;
    for (const char* text : {"exec tail -f /dev/null", "tail -f /dev/null", "exec >&- 2>&-; while :; do :; done"}) {
        const std::string program = folder.script("hangs", text);
        EXPECT_THAT(failure([&] { run_plugin(program, "x", 100ms, messages); }),
                    HasSubstr("took too long and was ended; --plugin-timeout"))
            << text;
    }
    const Ran made =
        ran({"gen", orders, "--plugin", folder.script("hangs", "exec tail -f /dev/null"), "--plugin-timeout", "50ms"});
    EXPECT_EQ(made.exit_code, 1);
}

TEST(Plugin, WritesAsMuchAsTheLimitsSayAndNotOneByteMore) {
    const TestFolder folder;
    std::ostringstream messages;
    const auto head = [&](std::size_t bytes, const char* to) {
        return folder.script("head", "exec head -c " + std::to_string(bytes) + " /dev/zero" + to);
    };
    EXPECT_EQ(run_plugin(head(max_plugin_output_bytes, ""), "", 60s, messages).size(), max_plugin_output_bytes);
    EXPECT_THAT(failure([&] { run_plugin(head(max_plugin_output_bytes + 1, ""), "", 60s, messages); }),
                HasSubstr("wrote too much to standard output"));
    EXPECT_EQ(run_plugin(head(max_plugin_message_bytes, " >&2"), "", 60s, messages), "");
    EXPECT_EQ(messages.str().size(), max_plugin_message_bytes);
    EXPECT_THAT(failure([&] { run_plugin(head(max_plugin_message_bytes + 1, " >&2"), "", 60s, messages); }),
                HasSubstr("wrote too much to standard error"));
}

std::string file(const std::string& name) { return R"({"name":")" + name + R"(","content":"x"})"; }
std::string files(const std::string& list) { return "{\"files\":[" + list + "]}"; }

TEST(Plugin, MakesFilesInTheFolderAndNowhereElse) {
    const std::string longest(max_plugin_name_bytes, 'n');
    for (const std::string& name :
         {std::string("a"), std::string("a/b.c"), std::string("..a"), std::string("a..b/.c"), longest})
        EXPECT_EQ(plugin_files("p", files(file(name))).at(0).path, name);
    for (const char* name :
         {"", "/etc/passwd", "..", "../a", "a/../b", "a/..", "a//b", "a/", "./a", "a\\\\b", "a\\u0000b", "a\\nb"})
        EXPECT_THAT(failure([&] { plugin_files("p", files(file(name))); }), HasSubstr("the name ")) << name;
    EXPECT_THAT(failure([&] { plugin_files("p", files(file(longest + 'n'))); }), HasSubstr("1 to 255 bytes"));
    EXPECT_THAT(failure([&] { plugin_files("p", files(file("a") + ',' + file("a"))); }), HasSubstr("stands twice"));
}

TEST(Plugin, SaysWhereItsOutputIsWrong) {
    for (const char* text : {"", "files", "[]", "{}", "{\"files\":{}}", "{\"files\":[1]}",
                             "{\"files\":[{\"name\":\"a\"}]}", "{\"files\":[{\"name\":\"a\",\"content\":1}]}"})
        EXPECT_THAT(failure([&] { plugin_files("./my-gen", text); }), HasSubstr("what plug-in ./my-gen wrote:1:"))
            << text;
}

TEST(Plugin, MakesAsManyFilesAsTheLimitSaysAndNotOneMore) {
    std::string list;
    for (std::size_t i = 0; i < max_plugin_files; ++i) list += (i == 0 ? "" : ",") + file("f" + std::to_string(i));
    EXPECT_EQ(plugin_files("p", files(list)).size(), max_plugin_files);
    EXPECT_THAT(failure([&] { plugin_files("p", files(list + ',' + file("more"))); }),
                HasSubstr("more than 10000 files"));
}

}  // namespace
}  // namespace antiphon::cli
