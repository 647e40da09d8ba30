#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"
#include "antiphon/json/value.h"

namespace antiphon::json {

struct ParseLimits {
    std::size_t max_bytes = limits::max_body_bytes;
    std::size_t max_depth = limits::max_depth;
};

/// Strict parsing: RFC 8259 grammar, valid UTF-8, no lone surrogates, no duplicate members, a depth limit, nothing
/// behind the document. Integers of more than 64 bits are doubles; numbers that are too large for a double are refused.
///
/// Keeps its memory between documents, up to some megabytes. Not thread-safe: one per thread, or thread_parser().
class Parser {
  public:
    Parser();
    ~Parser();
    Parser(Parser&&) noexcept;
    Parser& operator=(Parser&&) noexcept;

    /// The document's value, valid until the next parse. Copies `text` first, so it need not live on.
    /// Throws Error(invalid, parse_error) with what is wrong and the byte offset where that is known;
    /// Error(invalid, request_too_large) over max_bytes.
    Value parse(std::string_view text, const ParseLimits& limits = {});

    /// Parses in place, without the copy; reserves in `text` the room that parsing needs behind it. `text` must stay as
    /// it is while the values are used.
    Value parse_in_place(std::string& text, const ParseLimits& limits = {});

    struct Impl;

  private:
    std::unique_ptr<Impl> impl_;
};

/// A parser of this thread's own, for values that are used up before anything else on this thread parses.
Parser& thread_parser();

/// Whether `text` is valid UTF-8. For frames and names; fast.
bool is_utf8(std::string_view text) noexcept;

}  // namespace antiphon::json
