#pragma once
// What the compiler tells the author: collected as values, rendered at the end.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/idl/source.h"

namespace antiphon::idl {

enum class Severity : std::uint8_t { warning, error };

/// A second place: "first used here".
struct Note {
    Span span;
    std::string message;
};

struct Diagnostic {
    Severity severity = Severity::error;
    std::string_view code;  ///< kebab-case, stable for ever; from static storage
    Span span;              ///< the smallest thing that is wrong
    std::string message;
    std::string help;  ///< what to do; may be empty
    std::vector<Note> notes = {};

    Diagnostic& with_help(std::string text) {
        help = std::move(text);
        return *this;
    }
    Diagnostic& with_note(Span where, std::string text) {
        notes.push_back({where, std::move(text)});
        return *this;
    }
};

/// Collects. Keeps at most `kept` findings and counts the others, so that no input can make it grow without bound.
class Diagnostics {
  public:
    static constexpr std::size_t kept = 500;

    /// The reference is good until the next call.
    Diagnostic& error(std::string_view code, Span span, std::string message);
    Diagnostic& warning(std::string_view code, Span span, std::string message);
    Diagnostic& add(Severity severity, std::string_view code, Span span, std::string message);

    std::size_t errors() const noexcept { return errors_; }
    std::size_t warnings() const noexcept { return warnings_; }
    const std::vector<Diagnostic>& all() const noexcept { return findings_; }

    /// So many findings that searching for suggestions is no longer worth it.
    bool crowded() const noexcept { return findings_.size() > 50; }

    /// Syntax first, then by file and place: the order in which they are shown.
    void sort();

  private:
    std::vector<Diagnostic> findings_;
    Diagnostic overflow_;
    std::size_t errors_ = 0;
    std::size_t warnings_ = 0;
};

enum class Format : std::uint8_t {
    gcc,    ///< `file:line:column: error: … [code]`, the line, a caret, help and notes
    json,   ///< one array of objects
    sarif,  ///< SARIF 2.1.0
};

struct RenderOptions {
    Format format = Format::gcc;
    std::size_t most = 20;  ///< shown; then a count of the others. For gcc only: programs get all that was kept
};

std::string render(const Diagnostics& diagnostics, const Sources& sources, const RenderOptions& options = {});

/// The page behind a code: what is wrong, why, a wrong and a right example; or of a change, the two versions.
struct Explanation {
    std::string_view code;
    std::string_view title;
    std::string_view text;                     ///< a few lines of prose
    std::string_view wrong = {}, right = {};   ///< members of a file or of a service; may be empty
    std::string_view before = {}, after = {};  ///< the same, of codes that `antiphon breaking` tells
};
std::span<const Explanation> explanations() noexcept;  ///< sorted by code
const Explanation* explain(std::string_view code) noexcept;
/// The page below its title, with the examples; ends in a line break.
std::string text(const Explanation& page);

}  // namespace antiphon::idl
