#pragma once
#include <simdjson.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "antiphon/json/parser.h"

namespace antiphon::json {

/// One document at a time: its padded text, simdjson's tape, and what is derived from both when asked for.
struct Parser::Impl {
    simdjson::dom::parser simd;
    Tape tape;
    std::vector<char> copy;  ///< of the text, padded; unused by parse_in_place
    std::string_view text;   ///< of the document, wherever it lies
    std::vector<std::uint32_t>
        tokens;  ///< tape index → index into simdjson's list of token offsets; empty until needed
    std::vector<std::string_view> keys;  ///< scratch of the duplicate check

    Value read(const char* padded, std::size_t size, const ParseLimits& limits);
    void prepare(std::size_t size, const ParseLimits& limits);

    /// Where the value at this tape index begins in the text.
    std::size_t offset_of(std::size_t tape_index);
    std::string_view text_of(const Value& value);

  private:
    void index_tokens();
    void check_structure(std::size_t max_depth);
    void check_members(std::size_t object);
    void check_many_members(std::size_t object);
    [[noreturn]] void refuse_duplicate(std::size_t object);
};

}  // namespace antiphon::json
