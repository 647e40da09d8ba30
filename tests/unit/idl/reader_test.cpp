// The first height: text to JSON with places.

#include "antiphon/idl/syntax.h"
#include "compiling.h"

namespace antiphon::idl::syntax {
namespace {

struct Read {
    Sources sources;
    Diagnostics diagnostics;
    Node root;

    explicit Read(std::string text, Comments comments = Comments::refused) {
        root = read(sources, sources.add("test.json", std::move(text)), comments, diagnostics);
        diagnostics.sort();
    }
    std::string under(Span span) const { return std::string(sources.text(span)); }
    /// "line:column message" of all findings.
    std::vector<std::string> told() const {
        std::vector<std::string> out;
        for (const Diagnostic& one : diagnostics.all()) {
            const Place place = sources.place(one.span.file, one.span.begin);
            out.push_back(std::to_string(place.line) + ':' + std::to_string(place.column) + ' ' + one.message);
        }
        return out;
    }
};

using Lines = std::vector<std::string>;

TEST(Reader, KeepsTheOrderOfMembersAndTheirPlaces) {
    const Read read(R"({ "zebra": 1, "apple": [true, null], "mango": { "a": "b" } })");
    ASSERT_EQ(read.told(), Lines{});
    ASSERT_EQ(read.root.members.size(), 3u);
    EXPECT_EQ(read.root.members[0].key, "zebra");
    EXPECT_EQ(read.root.members[1].key, "apple");
    EXPECT_EQ(read.root.members[2].key, "mango");
    EXPECT_EQ(read.under(read.root.members[1].key_span), "\"apple\"");
    EXPECT_EQ(read.under(read.root.members[1].value.span), "[true, null]");
    EXPECT_EQ(read.under(read.root.members[1].value.items[1].span), "null");
    EXPECT_EQ(read.under(read.root.members[2].value.members[0].value.span), "\"b\"");
}

TEST(Reader, KeepsTheTextOfNumbers) {
    const Read read("[1.50, -0, 1E+400, 123456789012345678901234567890]");
    ASSERT_EQ(read.told(), Lines{});
    EXPECT_EQ(read.root.items[0].text, "1.50");
    EXPECT_EQ(read.root.items[1].text, "-0");
    EXPECT_EQ(read.root.items[2].text, "1E+400");
    EXPECT_EQ(read.root.items[3].text, "123456789012345678901234567890");
}

TEST(Reader, DecodesEscapesAndKnowsWhereEachCharacterStood) {
    const Read read(R"(["a\u00fcb\ud83d\ude00c\n\"d"])");
    ASSERT_EQ(read.told(), Lines{});
    const Node& text = read.root.items[0];
    EXPECT_EQ(text.text,
              "a\xC3\xBC"
              "b\xF0\x9F\x98\x80"
              "c\n\"d");
    const auto raw = [&](std::string_view part) {
        const std::size_t at = text.text.find(part);
        return read.under(text.part(at, at + part.size()));
    };
    EXPECT_EQ(raw("a"), "a");
    EXPECT_EQ(raw("b"), "b");
    EXPECT_EQ(raw("c"), "c");
    EXPECT_EQ(raw("d"), "d");
    EXPECT_EQ(raw("b\xF0\x9F\x98\x80"
                  "c"),
              R"(b\ud83d\ude00c)");
}

TEST(Reader, ColumnsCountCodePointsAndLinesMayEndInTwoCharacters) {
    const Read read("{\r\n \"\xC3\xBC\xF0\x9F\x98\x80\": x\r\n}\n");
    EXPECT_EQ(read.told(), (Lines{"2:8 'x' is no JSON value"}));
}

TEST(Reader, TellsSeveralErrorsInOneRunAndGoesOnBehindThem) {
    const Read read(R"({
  "a" 1,
  b: 2,
  'c': 3,
  "d": True,
  "e": [1 2],
  "f": 01,
  "g": .5,,
  "h": "x\qy",
  "i": { "j": 1, },
  "k": nul
})");
    EXPECT_EQ(read.told(),
              (Lines{"2:6 ':' is missing behind 'a'", "3:3 names of members stand in double quotes",
                     "4:3 strings stand in double quotes", "5:8 'True' is no JSON value",
                     "6:10 ',' is missing between elements", "7:8 '01' is no JSON number", "8:8 '.5' is no JSON number",
                     "8:11 two commas in a row", "9:10 there is no such escape in JSON", "10:16 comma before '}'",
                     "11:8 'nul' is no JSON value"}));
    // What was whole is there, and what was hurt is marked.
    EXPECT_FALSE(read.root.whole);
    ASSERT_NE(read.root.find("a"), nullptr);
    EXPECT_EQ(read.root.find("a")->value.text, "1");
    EXPECT_EQ(read.root.find("c")->value.text, "3");
    EXPECT_EQ(read.root.find("e")->value.items.size(), 2u);
    EXPECT_TRUE(read.root.find("f")->value.is(Kind::broken));
    EXPECT_TRUE(read.root.find("i")->value.whole);
}

TEST(Reader, SaysWhereAnObjectWithoutEndWasOpened) {
    const Read read("{ \"a\": [1, 2 }");
    ASSERT_FALSE(read.told().empty());
    EXPECT_EQ(read.told()[0], "1:14 expected ']', found '}'");
    ASSERT_EQ(read.diagnostics.all()[0].notes.size(), 1u);
    EXPECT_EQ(read.under(read.diagnostics.all()[0].notes[0].span), "[");
}

TEST(Reader, TheFirstOfTwoEqualMembersCounts) {
    const Read read(R"({ "a": 1, "b": 2, "\u0061": 3 })");
    EXPECT_EQ(read.told(), (Lines{"1:19 'a' stands twice in this object"}));
    EXPECT_EQ(read.root.members.size(), 2u);
    EXPECT_EQ(read.root.find("a")->value.text, "1");
}

TEST(Reader, CommentsAreForJsonc) {
    const char* text = "{ // one\n  \"a\": /* two\n lines */ 1\n}";
    EXPECT_EQ(Read(text, Comments::allowed).told(), Lines{});
    const Read refused(text);
    EXPECT_EQ(refused.told(), (Lines{"1:3 JSON has no comments"}));  // once is enough
    EXPECT_EQ(refused.root.find("a")->value.text, "1");
    EXPECT_EQ(Read("{ /* ", Comments::allowed).told()[0], "1:3 the comment that begins here has no end");
}

TEST(Reader, RefusesWhatIsNotUtf8) {
    EXPECT_EQ(Read("[\"a\xFF\"]").told(), (Lines{"1:4 the file is not UTF-8 here"}));
    EXPECT_EQ(Read("[\"\xED\xA0\x80\"]").told().size(), 1u);  // a surrogate
    EXPECT_EQ(Read("[\"\xC0\x80\"]").told().size(), 1u);      // overlong
    EXPECT_EQ(Read("[\"\\ud800\"]").told(), (Lines{"1:3 half of a surrogate pair"}));
    EXPECT_EQ(Read("[\"\\ud800\\u0041\"]").told(), (Lines{"1:3 half of a surrogate pair"}));
    EXPECT_EQ(Read("\xEF\xBB\xBF{}").told(), (Lines{"1:1 a byte order mark stands before the JSON"}));
}

TEST(Reader, SixtyFourLevelsAreReadAndOneMoreIsTold) {
    const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
    EXPECT_EQ(Read(nested(max_depth)).told(), Lines{});
    EXPECT_EQ(Read(nested(max_depth + 1)).told(), (Lines{"1:65 more than 64 levels of objects and arrays"}));
    // Reading goes on behind what was too deep.
    const Read read("[" + nested(max_depth) + ", tru]");
    EXPECT_EQ(read.told().size(), 2u);
}

TEST(Reader, ReadsFilesUpToTheirLimit) {
    const std::string text = "{}" + std::string(max_bytes - 2, ' ');
    EXPECT_EQ(Read(text).told(), Lines{});
    EXPECT_EQ(Read(text + " ").told(), (Lines{"1:1 the file has more than 16 MiB"}));
}

}  // namespace
}  // namespace antiphon::idl::syntax
