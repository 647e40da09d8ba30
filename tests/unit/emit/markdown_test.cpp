// Docs of authors as HTML: what they may say, and that nothing they say becomes markup of its own.

#include <gtest/gtest.h>

#include "compiled.h"
#include "emit/reference.h"

namespace antiphon::idl::emit {
namespace {

TEST(HtmlOfMarkdown, ParagraphsListsAndCode) {
    EXPECT_EQ(html_of_markdown("one\ntwo\n\nthree"), "<p>one\ntwo</p>\n<p>three</p>\n");
    EXPECT_EQ(html_of_markdown("* a\n* `b`\nc"), "<ul>\n<li>a</li>\n<li><code>b</code></li>\n</ul>\n<p>c</p>\n");
    EXPECT_EQ(html_of_markdown("```json\n{\"a\": <1>}\n```"), "<pre><code>{&quot;a&quot;: &lt;1&gt;}\n</code></pre>\n");
    EXPECT_EQ(html_of_markdown("```\nnever closed"), "<pre><code>never closed\n</code></pre>\n");
}

TEST(HtmlOfMarkdown, EmphasisAndLinks) {
    EXPECT_EQ(html_of_inline("**very** *much*"), "<strong>very</strong> <em>much</em>");
    EXPECT_EQ(html_of_inline("2 * 3 * 4"), "2 * 3 * 4");
    EXPECT_EQ(html_of_inline("[`Order[]`](#type-Order)"), "<a href=\"#type-Order\"><code>Order[]</code></a>");
    EXPECT_EQ(html_of_inline("[x](https://a.example/?a=1&b=2)"), "<a href=\"https://a.example/?a=1&amp;b=2\">x</a>");
}

TEST(HtmlOfMarkdown, CodeSpansHoldBackticks) {
    EXPECT_EQ(html_of_inline(code_span("a`b")), "<code>a`b</code>");
    EXPECT_EQ(html_of_inline(code_span("`")), "<code>`</code>");
    EXPECT_EQ(html_of_inline("`open"), "`open");
}

TEST(HtmlOfMarkdown, MarkupOfTheAuthorIsText) {
    for (const std::string text :
         {"<script>alert(1)</script>", "`</code><script>`", "[<b>](#x)", "**<img src=x onerror=alert(1)>**",
          "```\n</code></pre><script>\n```", "* <b>", "[x](\"onmouseover=alert(1))", "\\<script>"}) {
        const std::string html = html_of_markdown(text);
        EXPECT_EQ(html.find("<script"), std::string::npos) << html;
        EXPECT_EQ(html.find("<b>"), std::string::npos) << html;
        EXPECT_EQ(html.find("<img"), std::string::npos) << html;
        EXPECT_EQ(html.find("\"onmouse"), std::string::npos) << html;
    }
}

TEST(HtmlOfMarkdown, LinksThatRunCodeAreText) {
    for (const std::string target : {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example",
                                     "vbscript:x", "\\\\evil.example"})
        EXPECT_EQ(html_of_inline("[x](" + target + ")").find("<a "), std::string::npos) << target;
}

TEST(HtmlOfMarkdown, DeepNestingIsCheap) {
    EXPECT_GT(html_of_inline(std::string(100'000, '[')).size(), 90'000u);
    EXPECT_GT(html_of_inline(std::string(20'000, '*')).size(), 1u);
}

TEST(Reference, SaysHowLongAKeyIsGood) {
    const std::pair<const char*, const char*> cases[] = {{"", "24 h"},
                                                         {R"(, "x-key-ttl-ms": 3600000)", "1 h"},
                                                         {R"(, "x-key-ttl-ms": 5400000)", "90 min"},
                                                         {R"(, "x-key-ttl-ms": 90000)", "90 s"},
                                                         {R"(, "x-key-ttl-ms": 1500)", "1500 ms"},
                                                         {R"(, "x-key-ttl-ms": 86400001)", "24 h"},
                                                         {R"(, "x-key-ttl-ms": 0)", "24 h"},
                                                         {R"(, "x-key-ttl-ms": "1 h")", "24 h"}};
    for (const auto& [key, text] : cases) {
        const Compilation done =
            compiled_text(R"({"idl": "1.0", "namespace": "a.b", "services": {"shop": {"methods": {"pay":
                {"idempotency": "keyed")" +
                          std::string(key) + "}}}}}");
        const std::string page = find("markdown")->emit(done.program, *done.program.entries[0])[0].text;
        EXPECT_NE(page.find("with the same idempotency key for " + std::string(text) + "."), std::string::npos)
            << key << "\n"
            << page;
    }
}

}  // namespace
}  // namespace antiphon::idl::emit
