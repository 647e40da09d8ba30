#pragma once
// The reference of a file for people, as a row of blocks: its content is written once, and shown as Markdown or HTML.
// All texts are Markdown; what authors wrote may be anything.

#include <string>
#include <vector>

#include "emit/describe.h"

namespace antiphon::idl::emit {

struct Block {
    enum class Kind : std::uint8_t { heading, prose, table, code };
    Kind kind = Kind::prose;
    std::size_t level = 0;            ///< of a heading: 1 is the title
    std::string anchor;               ///< of a heading
    std::string text;                 ///< of a heading: plain text; code: as it is
    std::vector<std::string> badges;  ///< of a heading: short words
    bool struck = false;              ///< of a heading: deprecated
    std::vector<std::string> headers;
    std::vector<std::vector<std::string>> rows;
};

/// `extension` of the pages of imported files: ".md".
std::vector<Block> reference(const File& file, std::string_view extension);

/// `<stem>.md` and `<stem>.html`
std::vector<OutputFile> markdown(const Program& program, const File& file);
std::vector<OutputFile> html(const Program& program, const File& file);

/// A cell or paragraph that shows `text` as it is, as code.
std::string code_span(std::string_view text);

/// Markdown of authors as HTML: paragraphs, lists, code, emphasis, links to http(s), mailto and anchors. Everything
/// else is shown as text.
std::string html_of_markdown(std::string_view text);
std::string html_of_inline(std::string_view text);
std::string html_escaped(std::string_view text);

}  // namespace antiphon::idl::emit
