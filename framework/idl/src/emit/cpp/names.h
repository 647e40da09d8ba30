#pragma once
// What everything is called in C++, as seen from one file.

#include <map>
#include <memory>
#include <set>
#include <string>

#include "holders.h"
#include "order.h"
#include "text.h"

namespace antiphon::idl::emit::cpp_language {

/// Names that are given once each; a second one, or a reserved one, gets `_` at its end until it is free.
class Scope {
  public:
    Scope() = default;
    explicit Scope(std::set<std::string> reserved) : taken_(std::move(reserved)) {}
    std::string take(std::string name) {
        while (!taken_.insert(name).second) name += '_';
        return name;
    }
    void reserve(const std::string& name) { taken_.insert(name); }
    bool has(const std::string& name) const { return taken_.contains(name); }
    const std::set<std::string>& names() const noexcept { return taken_; }

  private:
    std::set<std::string> taken_;
};

/// The names that one file gives: the same from wherever they are looked at.
class FileNames {
  public:
    explicit FileNames(const File& file);

    const std::string& of(const void* declared) const { return names_.at(declared); }
    const std::string& form(const TypeDef& alias) const { return forms_.at(&alias); }
    const std::string& message(const ErrorDef& error) const { return messages_.at(&error); }
    const std::string& client(const Service& service) const { return clients_.at(&service); }
    const std::string& async(const Method& method) const { return asyncs_.at(&method); }
    const std::string& member(const TypeDef& holder, const Field& field) const;
    const std::string& space() const noexcept { return space_; }

  private:
    void name_types(const File& file);
    void name_members(const TypeDef& holder, const std::vector<Field>& fields, Scope scope);
    void name_service(const File& file, const Service& service);
    template <class Items>
    void name_all(const Items& items, std::set<std::string> reserved);

    std::string space_;
    Scope scope_;
    std::map<const void*, std::string> names_, forms_, messages_, clients_, asyncs_;
    std::map<const TypeDef*, std::map<std::string, std::string, std::less<>>> members_;
};

class Names {
  public:
    Names(const Program& program, const File& file);

    const File& file() const noexcept { return file_; }
    const Order& order() const noexcept { return order_; }
    /// What holds limits, and what holds secrets.
    const Holders& limited() const noexcept { return limited_; }
    const Holders& secretive() const noexcept { return secretive_; }
    std::string space() const { return own().space(); }

    std::string name(const TypeDef& type) const { return qualified(*type.file) + names_of(*type.file).of(&type); }
    std::string name(const ErrorDef& error) const { return qualified(*error.file) + names_of(*error.file).of(&error); }
    /// The function that makes the message of an error with fields; only the source has it.
    std::string message(const ErrorDef& error) const { return own().message(error); }
    std::string name(const Service& service) const { return own().of(&service); }
    std::string client(const Service& service) const { return own().client(service); }
    std::string name(const Method& method) const { return own().of(&method); }
    std::string async(const Method& method) const { return own().async(method); }
    std::string enumerator(const EnumValue& value, const TypeDef& type) const {
        return names_of(*type.file).of(&value);
    }
    std::string member(const TypeDef& holder, const Field& field) const {
        return names_of(*holder.file).member(holder, field);
    }
    std::string param(const Field& param) const { return own().of(&param); }
    /// "channels::mine", "chat_events::posted".
    std::string name(const Channel& channel) const {
        return space_of(*channel.service, "channels") + "::" + bare(channel);
    }
    template <class Item>
    std::string bare(const Item& item) const {
        return own().of(&item);
    }
    /// "events", or "chat_events" in a file with several services.
    std::string space_of(const Service& service, std::string_view kind) const;

    /// `std::vector<Item>`. Optional ones inside `holder` may be boxed.
    std::string spelled(const Type& type) const;
    /// `wire::Array<wire::Object<Item>>`, for sources, which say what `wire` is.
    std::string form(const Type& type, WireForm wire = WireForm::standard) const;
    std::string form_name(const TypeDef& alias) const {
        return qualified(*alias.file) + names_of(*alias.file).form(alias);
    }

    /// What checks the limits inside a value: `json::check::Each<json::check::Of<Item>>`. Empty when there are none.
    std::string limits(const Type& type) const;

    /// The type of a field's member, with nothing and null accounted for; the form behind them.
    std::string member_type(const Field& field, const TypeDef& holder) const;
    std::string member_form(const Field& field, const TypeDef& holder) const;
    /// ` = 20` or `{}`.
    std::string initializer(const Field& field) const;
    /// A JSON value as an expression of the type.
    std::string value(const Type& type, const Json& json) const;
    /// `expression` without the strong types around it.
    static std::string plain(const Type& type, std::string expression);

  private:
    const FileNames& own() const { return names_of(file_); }
    const FileNames& names_of(const File& file) const { return *files_.at(&file); }
    std::string qualified(const File& file) const;
    std::string builtin_value(Builtin type, const Json& json) const;
    std::string struct_value(const TypeDef& type, const Json& json) const;
    std::string union_value(const TypeDef& type, const Union& body, const Json& json) const;

    const File& file_;
    const Order order_;
    const Holders limited_, secretive_;
    std::map<const File*, std::unique_ptr<FileNames>> files_;
};

/// Whether absent, null and a value are three things: a field with a default is never absent.
inline bool has_three_states(const Field& field) {
    return field.nullable && field.type.is_optional() && !field.default_value;
}

/// Service and method in one word, for functions that no header shows.
std::string unique_name(const Method& method);

/// Whether the wire form of an alias checks more than that of its type.
inline bool has_limits(const TypeDef& type) {
    const Alias* alias = type.as<Alias>();
    return alias != nullptr && alias->constraints.any();
}

}  // namespace antiphon::idl::emit::cpp_language
