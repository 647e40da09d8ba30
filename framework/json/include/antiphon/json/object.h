#pragma once
// Reading and writing the members of one object, as generated code does:
//
//     void read_json(json::Value value, const json::Path& path, Item& out) {
//         json::ObjectReader object(value, path);
//         object.required<wire::String>("sku", out.sku);
//         object.optional<wire::String>("note", out.note);
//         object.defaulted<wire::Int32>("quantity", out.quantity);
//     }

#include <cstring>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "antiphon/json/wire.h"

namespace antiphon::json {

/// Looks members up in the order they are asked for: free when the text has them in that order, a search otherwise.
/// Unknown members are ignored unless reject_unknown() or keep_unknown() is called, last.
class ObjectReader {
  public:
    /// Throws InvalidData unless `value` is an object. Borrows `path`.
    ObjectReader(Value value, const Path& path)
        : path_(path), members_(checked(value, path)), next_(members_.begin()), end_(members_.end()) {}

    template <class Form, class T>
    void required(std::string_view key, T& out) {
        const Value found = take(key);
        if (found.tape() == nullptr) missing(key);
        Form::read(found, Path(path_, key), out);
    }

    /// Absent and null both leave nothing.
    template <class Form, class T>
    void optional(std::string_view key, std::optional<T>& out) {
        const Value found = take(key);
        if (found.is_null())
            out.reset();
        else
            Form::read(found, Path(path_, key), out.emplace());
    }

    /// Absent leaves `out` as it is: the default its struct gave it.
    template <class Form, class T>
    void defaulted(std::string_view key, T& out) {
        const Value found = take(key);
        if (found.tape() != nullptr) Form::read(found, Path(path_, key), out);
    }

    /// Required and nullable: null leaves nothing, absent is an error.
    template <class Form, class T>
    void nullable(std::string_view key, std::optional<T>& out) {
        const Value found = take(key);
        if (found.tape() == nullptr) missing(key);
        wire::Optional<Form>::read(found, Path(path_, key), out);
    }

    /// Optional and nullable: absent, null and value are three things.
    template <class Form, class T>
    void patch(std::string_view key, Patch<T>& out) {
        const Value found = take(key);
        if (found.tape() == nullptr) {
            out = {};
            return;
        }
        std::optional<T> value;
        wire::Optional<Form>::read(found, Path(path_, key), value);
        out = value ? Patch<T>(std::move(*value)) : Patch<T>(std::nullopt);
    }

    /// Throws InvalidData at the first member that is not in `known`.
    void reject_unknown(std::initializer_list<std::string_view> known) const;
    /// Keeps the members that are not in `known`, in order.
    void keep_unknown(std::initializer_list<std::string_view> known, std::map<std::string, JsonText>& extra) const;

  private:
    /// The member's value; a default-made Value when there is none (a JSON null has a tape).
    Value take(std::string_view key) noexcept {
        if (next_ != end_) {
            const Member member = *next_;
            if (member.key.size() == key.size() && std::memcmp(member.key.data(), key.data(), key.size()) == 0) {
                ++next_;
                return member.value;
            }
        }
        return search(key);
    }
    Value search(std::string_view key) noexcept;
    [[noreturn]] void missing(std::string_view key) const;
    static Value checked(Value value, const Path& path) {
        if (!value.is_object()) wire::expected("an object", value, path);
        return value;
    }

    const Path& path_;
    const Members members_;
    Members::Iterator next_;
    const Members::Iterator end_;
    bool skipped_ = false;  ///< some member before next_ has not been asked for
};

/// Writes `{"key":value,…}`; closes the object in the destructor.
class ObjectWriter {
  public:
    explicit ObjectWriter(std::string& out) : out_(out) { out_ += '{'; }
    ~ObjectWriter() { out_ += '}'; }
    ObjectWriter(const ObjectWriter&) = delete;
    ObjectWriter& operator=(const ObjectWriter&) = delete;

    /// `key` is escaped as JSON wants it: generated code and literals only; for outside text use escaped_key().
    void key(std::string_view key) {
        char text[64];
        if (key.size() > sizeof text - 4) return long_key(key);
        char* end = text;
        if (!first_) *end++ = ',';
        *end++ = '"';
        std::memcpy(end, key.data(), key.size());
        end += key.size();
        *end++ = '"';
        *end++ = ':';
        out_.append(text, static_cast<std::size_t>(end - text));  // one append instead of three
        first_ = false;
    }
    void escaped_key(std::string_view key) {
        if (!first_) out_ += ',';
        first_ = false;
        append_string(out_, key);
        out_ += ':';
    }

    template <class Form, class T>
    void required(std::string_view name, const T& value) {
        key(name);
        Form::write(out_, value);
    }
    template <class Form, class T>
    void optional(std::string_view name, const std::optional<T>& value) {
        if (value) required<Form>(name, *value);
    }
    template <class Form, class T>
    void nullable(std::string_view name, const std::optional<T>& value) {
        key(name);
        wire::Optional<Form>::write(out_, value);
    }
    template <class Form, class T>
    void patch(std::string_view name, const Patch<T>& value) {
        if (!value.is_absent()) nullable<Form>(name, value.value());
    }
    void extra(const std::map<std::string, JsonText>& members) {
        for (const auto& [name, value] : members) {
            escaped_key(name);
            out_ += value.text;
        }
    }

  private:
    void long_key(std::string_view key) {
        if (!first_) out_ += ',';
        first_ = false;
        out_.append("\"").append(key).append("\":");
    }

    std::string& out_;
    bool first_ = true;
};

}  // namespace antiphon::json
