#pragma once
// The reader behind syntax::read: one pass over the text, in two halves. Scanner knows characters, strings and numbers;
// Reader knows objects and arrays and how to go on after an error.

#include <optional>
#include <string>
#include <string_view>

#include "antiphon/idl/syntax.h"

namespace antiphon::idl::syntax {

class Scanner {
  public:
    Scanner(const Sources& sources, std::uint32_t file, Comments comments, Diagnostics& diagnostics);

  protected:
    bool at_end() const noexcept { return at_ >= text_.size(); }
    char peek(std::size_t ahead = 0) const noexcept { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    Span span(std::size_t begin, std::size_t end) const noexcept;
    /// One character, or nothing at the end of the file.
    Span here() const noexcept;
    std::string shown_here() const;

    Diagnostic& fault(Span where, std::string message);

    /// Skips white space and comments.
    void space();
    Node string();
    Node number();
    /// true, false, null, or what others write for them.
    Node word();
    std::optional<std::string> single_quoted();

    const std::string_view text_;
    const std::uint32_t file_;
    Diagnostics& diagnostics_;
    std::size_t at_ = 0;
    std::size_t value_end_ = 0;  ///< behind the last value or bracket: where a comma would have stood

  private:
    void comment();
    void escape(Node& node);
    std::optional<unsigned> hex();

    const Comments comments_;
    std::size_t content_begin_ = 0;  ///< of the string that is being read
    bool told_of_comment_ = false;
};

}  // namespace antiphon::idl::syntax
