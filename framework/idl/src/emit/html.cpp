// The reference as one HTML page that needs nothing else.

#include "emit/reference.h"

namespace antiphon::idl::emit {

namespace {

constexpr std::string_view style = R"css(
:root { color-scheme: light dark; --ground: #fdfdfc; --panel: #f4f3f0; --ink: #22211e; --soft: #6b6862; --line: #e2e0da; --accent: #8a3d1f; --code: #efede8; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #191817; --panel: #211f1e; --ink: #e8e5df; --soft: #9d988f; --line: #35322f; --accent: #e59a70; --code: #2a2826; }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1.5rem; }
body { margin: 0; display: grid; grid-template-columns: 17rem minmax(0, 1fr); background: var(--ground); color: var(--ink);
  font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.5rem 1.25rem; background: var(--panel); border-right: 1px solid var(--line); font-size: .875rem; }
nav input { width: 100%; margin-bottom: 1rem; padding: .4rem .6rem; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--line); border-radius: .375rem; }
nav a { display: block; padding: .1rem 0; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
nav a:hover { color: var(--accent); }
nav .section { margin-top: 1rem; font-weight: 650; }
nav .entry { padding-left: .75rem; color: var(--soft); }
main { max-width: 56rem; padding: 2.5rem 3rem 6rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.5rem; margin: 3.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.125rem; margin: 2.5rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.75rem 0 .4rem; }
h3, h4 { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
h1 a, h2 a, h3 a, h4 a { color: inherit; text-decoration: none; }
h1 a:hover::after, h2 a:hover::after, h3 a:hover::after, h4 a:hover::after { content: " #"; color: var(--soft); }
.struck > a { text-decoration: line-through; color: var(--soft); }
.badge { display: inline-block; margin-left: .4rem; padding: .05rem .5rem; border: 1px solid var(--line); border-radius: 1rem; font: 500 .75rem/1.5 system-ui, sans-serif; color: var(--soft); vertical-align: middle; }
p { margin: .5rem 0; }
a { color: var(--accent); }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .875em; }
code { padding: .1em .3em; background: var(--code); border-radius: .25rem; overflow-wrap: anywhere; }
pre { padding: .9rem 1.1rem; overflow-x: auto; background: var(--code); border-radius: .5rem; line-height: 1.45; }
pre code { padding: 0; background: none; }
.wide { overflow-x: auto; }
table { width: 100%; margin: .75rem 0; border-collapse: collapse; font-size: .9375rem; }
th { text-align: left; font-weight: 600; font-size: .8125rem; color: var(--soft); }
th, td { padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td code { overflow-wrap: break-word; }
footer { margin-top: 4rem; font-size: .8125rem; color: var(--soft); }
@media (max-width: 50rem) { body { display: block; } nav { position: static; height: auto; } main { padding: 1.5rem 1.25rem 4rem; } }
@media print { nav { display: none; } body { display: block; } }
)css";

// Hides what does not hold the words that are typed.
constexpr std::string_view script = R"js(
const entries = [...document.querySelectorAll("nav .entry")];
document.querySelector("nav input").addEventListener("input", ({ target }) => {
  const words = target.value.toLowerCase();
  for (const entry of entries) entry.hidden = !entry.textContent.toLowerCase().includes(words);
});
)js";

void navigation(std::string& out, const std::vector<Block>& blocks) {
    out += "<nav aria-label=\"Contents\">\n<input type=\"search\" placeholder=\"Filter\" aria-label=\"Filter\">\n";
    for (const Block& block : blocks) {
        if (block.kind != Block::Kind::heading || block.level > 3) continue;
        out += "<a class=\"" + std::string(block.level < 3 ? "section" : "entry") + "\" href=\"#" +
               html_escaped(block.anchor) + "\">" + html_escaped(block.text) + "</a>\n";
    }
    out += "</nav>\n";
}

void heading(std::string& out, const Block& block) {
    const std::string element = 'h' + std::to_string(block.level), anchor = html_escaped(block.anchor);
    out += '<' + element + " id=\"" + anchor + '"' + (block.struck ? " class=\"struck\"" : "") + "><a href=\"#" +
           anchor + "\">" + html_escaped(block.text) + "</a>";
    for (const std::string& badge : block.badges) out += "<span class=\"badge\">" + html_escaped(badge) + "</span>";
    out += "</" + element + ">\n";
}

void table(std::string& out, const Block& block) {
    const auto row = [&](const std::vector<std::string>& cells, std::string_view element) {
        out += "<tr>";
        for (const std::string& cell : cells)
            out.append("<")
                .append(element)
                .append(">")
                .append(html_of_inline(printable(cell)))
                .append("</")
                .append(element)
                .append(">");
        out += "</tr>\n";
    };
    out += "<div class=\"wide\"><table>\n<thead>";
    row(block.headers, "th");
    out += "</thead>\n<tbody>\n";
    for (const auto& cells : block.rows) row(cells, "td");
    out += "</tbody>\n</table></div>\n";
}

}  // namespace

std::vector<OutputFile> html(const Program&, const File& file) {
    const std::vector<Block> blocks = reference(file, ".html");
    std::string out = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
    out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>";
    out += html_escaped(file.name_space) + ' ' + html_escaped(file.version) + "</title>\n<style>";
    out.append(style).append("</style>\n</head>\n<body>\n");
    navigation(out, blocks);
    out += "<main>\n";
    for (const Block& block : blocks) {
        switch (block.kind) {
            case Block::Kind::heading:
                heading(out, block);
                break;
            case Block::Kind::prose:
                out += html_of_markdown(block.text);
                break;
            case Block::Kind::table:
                table(out, block);
                break;
            case Block::Kind::code:
                out += "<pre><code>" + html_escaped(block.text) + "</code></pre>\n";
                break;
        }
    }
    out += "<footer>Generated from " + html_escaped(origin(file)) + ".</footer>\n</main>\n<script>";
    out.append(script).append("</script>\n</body>\n</html>\n");
    return {{file.stem + ".html", out}};
}

}  // namespace antiphon::idl::emit
