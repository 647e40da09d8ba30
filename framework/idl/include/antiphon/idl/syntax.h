#pragma once
// First stage: text in, JSON with places out. Knows nothing of the IDL. Goes on after errors, so that one run shows
// several; what was hurt is marked and later stages leave it alone.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/idl/diagnostics.h"
#include "antiphon/idl/source.h"

namespace antiphon::idl::syntax {

inline constexpr std::size_t max_bytes = 16 * 1024 * 1024;
inline constexpr std::size_t max_depth = 64;

enum class Kind : std::uint8_t { broken, null, boolean, number, string, array, object };

std::string_view name(Kind kind) noexcept;  ///< "a string", "an object": for messages

struct Member;

struct Node {
    Kind kind = Kind::broken;
    Span span;                           ///< with the quotes or brackets
    bool boolean = false;                ///< of a boolean
    bool whole = true;                   ///< of an object or array: nothing was lost inside it by a syntax error
    std::string text;                    ///< of a string: decoded, valid UTF-8; of a number: as it was written
    std::vector<Node> items;             ///< of an array
    std::vector<Member> members;         ///< of an object, in order; of duplicates the first
    std::vector<std::uint32_t> escapes;  ///< see part()

    bool is(Kind k) const noexcept { return kind == k; }
    /// Linear. Null when there is no such member.
    const Member* find(std::string_view key) const noexcept;
    /// The place of bytes `begin` to `end` of a string's `text`, in spite of escapes.
    Span part(std::size_t begin, std::size_t end) const noexcept;
};

struct Member {
    std::string key;
    Span key_span;  ///< with the quotes
    Node value;
};

enum class Comments : std::uint8_t { refused, allowed };

/// Strict RFC 8259 in UTF-8, without duplicate members; time is linear in the text, nesting is limited to max_depth.
Node read(const Sources& sources, std::uint32_t file, Comments comments, Diagnostics& diagnostics);

}  // namespace antiphon::idl::syntax
