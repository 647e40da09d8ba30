#pragma once
// The reader of the intermediate representation, in two halves: types.cpp has types and errors, services.cpp the rest.
// Names come first, so that what refers to them can be filled in in one pass.

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../compile/keys.h"
#include "antiphon/idl/diagnostics.h"
#include "antiphon/idl/model.h"

namespace antiphon::idl::ir {

inline constexpr std::size_t max_type_depth = 64;  ///< nested operators of a type expression

class Reader {
  public:
    Reader(Diagnostics& diagnostics, Program& program) : diagnostics_(diagnostics), program_(program) {}

    /// Adds the document's files to the program.
    void read(const Node& root, const std::string& path, std::uint32_t source);

  private:
    void header(const Keys& keys);
    /// The file and the bare name of "acme.common.Money"; of "Money" the document's own file.
    std::pair<File*, std::string> home(const std::string& name);
    Diagnostic& wrong(const Node& node, std::string message);

    // types.cpp
    void declare_types(const Node& types);
    void declare_errors(const Node& errors);
    void define(TypeDef& type, const Node& node);
    void define_struct(TypeDef& type, const Keys& keys);
    void define_enum(TypeDef& type, const Keys& keys);
    void define_union(TypeDef& type, const Keys& keys);
    void define_alias(TypeDef& type, const Keys& keys);
    void define_tuple(TypeDef& type, const Keys& keys);
    void define_error(ErrorDef& error, const Node& node);
    Type type(const Node& expression);
    Field field(std::string_view name, const Node& node, Span span);
    void constraints(const Keys& keys, Constraints& out);
    TypeDef* named(const Node& name);  ///< null, with a report, when there is none

    // services.cpp
    void service(Service& service, const Node& node);
    void method(Service& service, Method& method, const Node& node);
    void channel(Channel& channel, const Node& node);
    void authorize(Service& service, Channel& channel, const Node& node);
    void event(Service& service, Event& event, const Node& node);
    void queue(Queue& queue, const Node& node);
    Access access(const Keys& keys);
    const TypeDef* payload(const Keys& keys, std::string_view key);
    const Field* payload_field(const TypeDef* payload, const Node& name);

    Diagnostics& diagnostics_;
    Program& program_;
    File* file_ = nullptr;
    std::map<std::string, File*, std::less<>> files_;  ///< others, by namespace
    std::map<std::string, TypeDef*, std::less<>> types_;
    std::map<std::string, ErrorDef*, std::less<>> errors_;
};

/// A type expression in which `find` gives what a name stands for, or null.
class Expression {
  public:
    template <class Find>
    Expression(const Node& node, const Find& find) : node_(node), text_(node.text) {
        type_ = expression(0, find);
        failed_ = failed_ || at_ != text_.size();
    }
    bool failed() const noexcept { return failed_; }
    Type take() { return std::move(type_); }

  private:
    template <class Find>
    Type expression(std::size_t depth, const Find& find) {
        const std::size_t begin = at_;
        Type type = eat("map<") ? map(depth, find) : name(find);
        for (;; ++depth) {
            Type outer;
            if (eat("?"))
                outer.kind = Type::Kind::optional;
            else if (eat("[]"))
                outer.kind = Type::Kind::array;
            else
                break;
            failed_ = failed_ || depth > max_type_depth;
            if (failed_) break;
            outer.parts.push_back(std::move(type));
            type = std::move(outer);
        }
        type.span = node_.part(begin, at_);
        return type;
    }
    template <class Find>
    Type map(std::size_t depth, const Find& find) {
        Type type;
        type.kind = Type::Kind::map;
        failed_ = failed_ || depth > max_type_depth;
        if (failed_) return type;
        Type first = expression(depth + 1, find);
        if (eat(", ")) {
            type.parts.push_back(std::move(first));
            first = expression(depth + 1, find);
        } else {
            Type key;
            key.kind = Type::Kind::builtin;
            key.builtin = Builtin::string;
            type.parts.push_back(std::move(key));
        }
        type.parts.push_back(std::move(first));
        failed_ = failed_ || !eat(">");
        return type;
    }
    template <class Find>
    Type name(const Find& find) {
        const std::size_t end = std::min(text_.find_first_of("<>[]?, ", at_), text_.size());
        const std::string_view word = text_.substr(at_, end - at_);
        at_ = end;
        Type type;
        if (const auto builtin = find_builtin(word)) {
            type.kind = Type::Kind::builtin;
            type.builtin = *builtin;
        } else if (const TypeDef* found = failed_ ? nullptr : find(word)) {
            type.kind = Type::Kind::named;
            type.named = found;
        } else {
            failed_ = true;
        }
        return type;
    }
    bool eat(std::string_view word) {
        if (failed_ || text_.substr(at_, word.size()) != word) return false;
        at_ += word.size();
        return true;
    }

    const Node& node_;
    std::string_view text_;
    std::size_t at_ = 0;
    bool failed_ = false;
    Type type_;
};

}  // namespace antiphon::idl::ir
