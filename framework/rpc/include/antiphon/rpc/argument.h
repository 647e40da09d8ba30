#pragma once
// The single arguments of generated clients: `orders.get(order_id)` beside `orders.get({.id = order_id})`.

#include <concepts>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "antiphon/base/error.h"
#include "antiphon/rpc/channel.h"

namespace antiphon::rpc {

namespace detail {

template <class T, class... Others>
concept OneOf = (std::same_as<T, Others> || ...);

/// What counts: neither truth nor characters.
template <class T>
concept Integer = std::integral<T> && !OneOf<T, bool, char, wchar_t, char8_t, char16_t, char32_t>;

/// What a nullable param is when it is not null.
template <class T>
struct Nullable : std::false_type {};
template <class T>
struct Nullable<std::optional<T>> : std::true_type {
    using Value = T;
};

template <class A, class T>
consteval bool passes_as() {
    if constexpr (Nullable<T>::value) {
        if constexpr (std::same_as<A, std::nullopt_t>)
            return true;
        else if constexpr (Nullable<A>::value)
            return passes_as<typename Nullable<A>::Value, typename Nullable<T>::Value>();
        else
            return passes_as<A, typename Nullable<T>::Value>();
    }
    if constexpr (std::same_as<T, bool>) return std::same_as<A, bool>;  // pointers convert to bool, too
    if constexpr (Integer<T>) return Integer<A>;
    if constexpr (std::floating_point<T>) return Integer<A> || std::floating_point<A>;
    return true;
}

}  // namespace detail

/// Whether an `A` may stand for a param of type `T` where the caller could also give the whole struct `Params`:
///
///  * It converts to T without a cast; a type that the IDL calls strong is named by the caller.
///  * An integer is taken for an integer of any width (`number` checks it), any number for a float, a bool for a bool.
///  * A nullable param takes std::nullopt, and with or without a std::optional around it what it takes otherwise.
///  * Params and CallOptions are always themselves, also where a T could be made of them.
///
/// A braced list has no type, so it never fits: `get({.id = id})` and `get({id})` are the struct.
template <class A, class T, class Params>
concept Argument = std::convertible_to<A, T> && detail::passes_as<std::remove_cvref_t<A>, T>() &&
                   !std::convertible_to<A, Params> &&
                   !std::convertible_to<A, CallOptions>;

/// A number, or null, as a `T`, `param` being its name. Throws InvalidData when an integer has no place in T.
template <class T, class A>
T number(A given, const char* param) {
    if constexpr (std::same_as<A, std::nullopt_t>) {
        return given;
    } else if constexpr (detail::Nullable<A>::value) {
        return given ? T(number<typename detail::Nullable<T>::Value>(*given, param)) : std::nullopt;
    } else if constexpr (detail::Nullable<T>::value) {
        return number<typename detail::Nullable<T>::Value>(given, param);
    } else {
        if constexpr (detail::Integer<T>)
            if (!std::in_range<T>(given))
                throw InvalidData(param, std::to_string(given) + " does not fit its type of " +
                                             std::to_string(sizeof(T) * 8) + " bits" +
                                             (std::is_unsigned_v<T> ? " without a sign" : ""));
        return static_cast<T>(given);
    }
}

}  // namespace antiphon::rpc
