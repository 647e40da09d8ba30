#pragma once
#include <simdjson.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "antiphon/json/parser.h"

namespace antiphon::json {

/// The integers in a text that need more than 64 bits, as they stand in it.
std::vector<std::string_view> large_integers(std::string_view text);

/// One document at a time: its padded text, simdjson's tape, and what is derived from both when asked for.
struct Parser::Impl {
    simdjson::dom::parser simd;
    Tape tape;
    std::vector<char> copy;  ///< of the text, padded; unused by parse_in_place
    std::string_view text;   ///< of the document, wherever it lies
    std::vector<std::uint32_t>
        tokens;  ///< tape index → index into simdjson's list of token offsets; empty until needed

    /// An array or object that the walk over the tape is inside of.
    struct Open {
        std::size_t object = 0;     ///< its tape index; 0 for an array
        std::size_t first_key = 0;  ///< where its names begin in `keys`
        std::uint64_t seen = 0;     ///< key_bit() of each name so far
    };
    std::vector<Open> open;
    std::vector<std::string_view> keys;

    Value read(const char* padded, std::size_t size, const ParseLimits& limits);
    void prepare(std::size_t size, const ParseLimits& limits);

    /// Where the value at this tape index begins in the text.
    std::size_t offset_of(std::size_t tape_index);
    std::string_view text_of(const Value& value);

  private:
    /// Reads `text` again when integers of more than 64 bits are why it was refused. False when they are not.
    bool read_large_integers();
    void index_tokens();
    void check_structure(std::size_t max_depth);
    void add_key(Open& object, std::size_t at);
    void check_many_keys(const Open& object);
    [[noreturn]] void refuse_duplicate(std::size_t object);
};

}  // namespace antiphon::json
