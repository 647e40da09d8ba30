// Docs of authors as HTML: what they may say, and that nothing they say becomes markup of its own.

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace antiphon::idl::emit
