#pragma once
// How IDL types are spelled in C++.

#include <set>
#include <string>

#include "antiphon/idl/emit.h"

namespace antiphon::idl::emit::cpp_language {

/// Which types must be boxed, and in which order they can be defined: what a struct holds by value comes before it.
class Order {
  public:
    explicit Order(const File& file);
    const std::vector<const TypeDef*>& types() const noexcept { return types_; }
    /// Whether an optional of this type inside `holder` would contain itself.
    bool boxed(const TypeDef& holder, const Type& type) const;

  private:
    void visit(const TypeDef& type);
    void visit(const TypeDef& holder, const Type& type);
    std::vector<const TypeDef*> types_;
    std::set<const TypeDef*> done_, open_;
    std::set<std::pair<const TypeDef*, const TypeDef*>> boxed_;
};

/// Spells names as seen from one file.
class Names {
  public:
    Names(const File& file, const Order& order) : file_(file), order_(order) {}

    /// "antiphon", or "::antiphon" where the author's own namespace would hide it.
    std::string root() const;
    std::string name(const TypeDef& type) const;
    std::string name(const ErrorDef& error) const;

    /// `std::vector<Item>`; `holder` is the type in which it stands, if any.
    std::string type(const Type& type, const TypeDef* holder = nullptr) const;
    /// `wire::Array<wire::Object<Item>>`, for source files, which say what `wire` is.
    std::string form(const Type& type, WireForm wire = WireForm::standard, const TypeDef* holder = nullptr) const;

    /// The type of a field's member, with nothing, null and default accounted for.
    std::string member_type(const Field& field, const TypeDef* holder) const;
    /// The form behind optional and nullable.
    std::string member_form(const Field& field, const TypeDef* holder) const;
    /// ` = 20`, `{}` or nothing.
    std::string initializer(const Field& field, const TypeDef* holder) const;
    /// Whether the default must be read from its JSON text.
    bool has_read_default(const Field& field) const;
    std::string default_function(const TypeDef& holder, const Field& field) const;

  private:
    std::string simple_default(const Type& type, const Json& value) const;
    const File& file_;
    const Order& order_;
};

/// Adds `_` to what C++ keeps for itself.
std::string identifier(std::string_view name);
/// A string literal, quotes included.
std::string literal(std::string_view text);
/// R"x(…)x" with a delimiter that the text does not contain, in pieces that every compiler takes.
std::string raw_literal(std::string_view text);
/// `/// …` lines; nothing in them can end the comment.
void document(Writer& out, const Described& what);
bool has_codec_form(const TypeDef& type);  // an alias with constraints

}  // namespace antiphon::idl::emit::cpp_language
