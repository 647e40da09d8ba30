#pragma once
// A JSON text as a tree that still has its comments and line breaks.

#include <string>
#include <string_view>
#include <vector>

namespace antiphon::idl::layout {

struct Comment {
    std::string_view text;
    std::size_t newlines = 0;  ///< in front of it
};

struct Element;

struct Value {
    std::string_view text;  ///< of a scalar; of a container its first bracket
    bool container = false;
    bool broken = false;            ///< its author began it on a line of its own, or it cannot stand on one line
    std::vector<Element> elements;  ///< members or items
    std::vector<Comment> dangling;  ///< behind the last of them
};

struct Element {
    std::vector<Comment> before;    ///< on lines of their own
    std::vector<Comment> trailing;  ///< on its line
    std::string_view key;           ///< with quotes; empty in an array
    Value value;
    std::size_t newlines = 0;  ///< in front of it; behind its comments, if there are any
};

struct Document {
    std::vector<Comment> before, after;
    Value root;
};

/// `text` is JSON with comments, without a mistake.
Document read(std::string_view text);

}  // namespace antiphon::idl::layout
