// The reference as Markdown.

#include <algorithm>

#include "emit/reference.h"

namespace antiphon::idl::emit {

namespace {

/// Markdown of an author without HTML: `<` outside of code becomes text.
std::string without_html(std::string_view text) {
    std::string out;
    bool code = false;
    for (const char c : printable(text)) {
        if (c == '`') code = !code;
        if (c == '\n' && out.ends_with('\n')) code = false;
        if (c == '<' && !code)
            out += "&lt;";
        else
            out += c;
    }
    return out;
}

std::string cell(const std::string& text) { return replaced(replaced(without_html(text), "|", "\\|"), "\n", " "); }

/// Plain text as Markdown shows it.
std::string plain(std::string_view text) {
    std::string out;
    for (const char c : replaced(printable(text), "\n", " ")) {
        static constexpr std::string_view special = "\\`*_[]<>#|";
        if (special.find(c) != std::string_view::npos && c != '_') out += '\\';
        out += c;
    }
    return out;
}

void heading(std::string& out, const Block& block) {
    out += "<a id=\"" + block.anchor + "\"></a>\n\n" + std::string(block.level, '#') + ' ';
    out += block.struck ? "~~" + plain(block.text) + "~~" : plain(block.text);
    out += "\n\n";
    if (block.badges.empty()) return;
    std::vector<std::string> badges;
    for (const std::string& badge : block.badges) badges.push_back('*' + plain(badge) + '*');
    out += join(badges, " · ") + "\n\n";
}

void table(std::string& out, const Block& block) {
    const auto row = [&](const std::vector<std::string>& cells) {
        out += '|';
        for (const std::string& one : cells) out += ' ' + cell(one) + (one.empty() ? "|" : " |");
        out += '\n';
    };
    row(block.headers);
    out += '|';
    for (std::size_t i = 0; i < block.headers.size(); ++i) out += " --- |";
    out += '\n';
    for (const auto& cells : block.rows) row(cells);
    out += '\n';
}

void contents(std::string& out, const std::vector<Block>& blocks) {
    for (const Block& block : blocks)
        if (block.kind == Block::Kind::heading && (block.level == 2 || block.level == 3))
            out += std::string(2 * (block.level - 2), ' ') + "* [" + plain(block.text) + "](#" + block.anchor + ")\n";
    out += '\n';
}

}  // namespace

std::vector<OutputFile> markdown(const Program&, const File& file) {
    const std::vector<Block> blocks = reference(file, ".md");
    std::string out = "<!-- Generated from " + replaced(origin(file), "--", "- -") + " -->\n\n";
    bool listed = false;
    for (const Block& block : blocks) {
        if (block.kind == Block::Kind::heading && block.level == 2 && !std::exchange(listed, true))
            contents(out, blocks);
        switch (block.kind) {
            case Block::Kind::heading:
                heading(out, block);
                break;
            case Block::Kind::prose:
                out += without_html(block.text) + "\n\n";
                break;
            case Block::Kind::table:
                table(out, block);
                break;
            case Block::Kind::code:
                out += "```\n" + block.text + "```\n\n";
                break;
        }
    }
    while (out.ends_with("\n\n")) out.pop_back();
    return {{file.stem + ".md", out}};
}

}  // namespace antiphon::idl::emit
