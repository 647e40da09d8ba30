#include "antiphon/json/tagged.h"

#include <array>

#include "antiphon/json/positional.h"

namespace antiphon::json {

std::string_view read_tag(Value value, const Path& path, std::string_view tag) {
    if (!value.is_object()) wire::expected("an object", value, path);
    const auto found = value.find(tag);
    const Path place(path, tag);
    if (!found) place.fail("is missing: it says which variant this is");
    if (!found->is_string()) wire::expected("a string", *found, place);
    return found->string();
}

UnknownVariant keep_unknown_variant(Value value, const Path& path, std::string_view tag, std::string_view found,
                                    std::string_view known) {
    if (!path.keeps_unknown()) refuse_unknown_variant(path, tag, found, known);
    return {std::string(found), {std::string(value.text())}};
}

void refuse_unknown_variant(const Path& path, std::string_view tag, std::string_view found, std::string_view known) {
    Path(path, tag).fail("expected one of " + std::string(known) + ", found '" + std::string(found.substr(0, 64)) +
                         "'");
}

void refuse_shape(Value value, const Path& path, std::string_view expected) { wire::expected(expected, value, path); }

UnknownVariant keep_unknown_shape(Value value, const Path& path, std::string_view expected) {
    if (!path.keeps_unknown()) refuse_shape(value, path, expected);
    return {{}, {std::string(value.text())}};
}

Value named_params(Value params, const Path& path) {
    if (params.is_null() || (params.is_array() && params.size() == 0)) return empty_object();
    if (!params.is_object()) wire::expected("an object, since params go by name here", params, path);
    return params;
}

Value positional_params(Value params, const Path& path) {
    if (params.is_null() || (params.is_object() && params.size() == 0)) return empty_array();
    if (!params.is_array()) wire::expected("an array, since params go by position here", params, path);
    return params;
}

void no_params(Value params, const Path& path) {
    if (params.is_array() && params.size() > 0) path.fail("expected no params, found " + std::to_string(params.size()));
}

Value empty_array() noexcept {
    static constexpr std::array<std::uint64_t, 3> words = {std::uint64_t{'r'} << 56, std::uint64_t{'['} << 56 | 3,
                                                           std::uint64_t{']'} << 56 | 1};
    static constexpr Tape tape{words.data(), nullptr, nullptr};
    return {&tape, 1};
}

Value empty_object() noexcept {
    // 'r', '{' up to word 3, '}': the tape of {}.
    static constexpr std::array<std::uint64_t, 3> words = {std::uint64_t{'r'} << 56, std::uint64_t{'{'} << 56 | 3,
                                                           std::uint64_t{'}'} << 56 | 1};
    static constexpr Tape tape{words.data(), nullptr, nullptr};
    return {&tape, 1};
}

PositionalReader::PositionalReader(Value value, const Path& path, std::size_t most)
    : path_(path), next_(nullptr, 0), end_(nullptr, 0) {
    if (!value.is_array()) wire::expected("an array", value, path);
    if (const std::size_t size = value.size(); size > most) {
        path.fail("expected at most " + std::to_string(most) + " params, found " + std::to_string(size));
    }
    next_ = value.elements().begin();
    end_ = value.elements().end();
}

Value PositionalReader::take() noexcept {
    if (!(next_ != end_)) return {};
    const Value value = *next_;
    ++next_;
    return value;
}

void PositionalReader::missing(std::string_view key) const { Path(path_, key).fail("is required and missing"); }

}  // namespace antiphon::json
