#pragma once
// The IDL's own words for what the model keeps as enumerations: one list each, in the enumeration's order, by which
// files are read and everything else is written. What no single word says has an empty one.

#include <array>
#include <cstddef>
#include <string_view>

#include "antiphon/idl/model.h"

namespace antiphon::idl {

template <class E>
inline constexpr std::array<std::string_view, 0> words_of{};
template <>
inline constexpr std::array<std::string_view, 3> words_of<WireForm>{"", "number", "string"};
template <>
inline constexpr std::array<std::string_view, 3> words_of<Struct::Unknown>{"ignore", "keep", "reject"};
template <>
inline constexpr std::array<std::string_view, 5> words_of<Origin>{"", "params", "result", "payload", "errorData"};
template <>
inline constexpr std::array<std::string_view, 3> words_of<Retry>{"never", "later", "afterDelay"};
template <>
inline constexpr std::array<std::string_view, 3> words_of<ParamStructure>{"by-name", "by-position", "either"};
template <>
inline constexpr std::array<std::string_view, 4> words_of<Idempotency>{"none", "readonly", "idempotent", "keyed"};
template <>
inline constexpr std::array<std::string_view, 2> words_of<Expose>{"internal", "client"};
template <>
inline constexpr std::array<std::string_view, 2> words_of<Execution>{"pool", "inline"};
template <>
inline constexpr std::array<std::string_view, 2> words_of<Delivery>{"pubsub", "stream"};
template <>
inline constexpr std::array<std::string_view, 5> words_of<Audience>{"internal", "public", "tenant", "user",
                                                                    "authorized"};
template <>
inline constexpr std::array<std::string_view, 3> words_of<Durability>{"memory", "disk", "replicated"};
template <>
inline constexpr std::array<std::string_view, 3> words_of<Envelope::Kind>{"cloudevents", "none", ""};
template <>
inline constexpr std::array<std::string_view, 4> words_of<OnSlow::Kind>{"disconnect", "drop_oldest", "latest", ""};

template <class E>
constexpr std::string_view word(E value) {
    return words_of<E>.at(static_cast<std::size_t>(value));
}

}  // namespace antiphon::idl
