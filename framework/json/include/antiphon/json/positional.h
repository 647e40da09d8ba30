#pragma once
// Params by position, read as if they had names: the same calls as ObjectReader, in the order of the IDL's
// `positional`.

#include "antiphon/json/object.h"

namespace antiphon::json {

/// `{}`, for calls that leave their params out.
Value empty_object() noexcept;
Value empty_array() noexcept;

/// What a method reads its params from. Absent, `{}` and `[]` are the same: no params.
Value named_params(Value params, const Path& path);       ///< an object; throws InvalidData for other arrays
Value positional_params(Value params, const Path& path);  ///< an array; throws InvalidData for other objects
void no_params(Value params, const Path& path);           ///< throws InvalidData for an array that is not empty

/// Takes one element per call; elements that are missing at the end count as absent.
class PositionalReader {
  public:
    /// Throws InvalidData unless `value` is an array of at most `most` elements. Borrows `path`.
    PositionalReader(Value value, const Path& path, std::size_t most);

    template <class Form, class T>
    void required(std::string_view key, T& out) {
        const Value found = take();
        if (found.tape() == nullptr) missing(key);
        Form::read(found, Path(path_, key), out);
    }
    template <class Form, class T>
    void optional(std::string_view key, std::optional<T>& out) {
        const Value found = take();
        if (found.is_null())
            out.reset();
        else
            Form::read(found, Path(path_, key), out.emplace());
    }
    template <class Form, class T>
    void defaulted(std::string_view key, T& out) {
        const Value found = take();
        if (found.tape() != nullptr) Form::read(found, Path(path_, key), out);
    }
    template <class Form, class T>
    void nullable(std::string_view key, std::optional<T>& out) {
        const Value found = take();
        if (found.tape() == nullptr) missing(key);
        wire::Optional<Form>::read(found, Path(path_, key), out);
    }
    template <class Form, class T>
    void patch(std::string_view key, Patch<T>& out) {
        const Value found = take();
        out = {};
        if (found.tape() == nullptr) return;
        std::optional<T> value;
        wire::Optional<Form>::read(found, Path(path_, key), value);
        out = value ? Patch<T>(std::move(*value)) : Patch<T>(std::nullopt);
    }

  private:
    Value take() noexcept;
    [[noreturn]] void missing(std::string_view key) const;

    const Path& path_;
    Elements::Iterator next_;
    Elements::Iterator end_;
};

}  // namespace antiphon::json
