#pragma once
// The single arguments of generated clients: `orders.get(order_id)` beside `orders.get({.id = order_id})`.

#include <concepts>
#include <limits>
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

/// Whether T has a place for it; a float may lose digits. What is not finite is refused where it is written. Without
/// <cmath>, whose global `log` would be in the way of those who call theirs so.
template <class T, class A>
bool has_place_for(A given) {
    if constexpr (Integer<T>) return std::in_range<T>(given);
    if constexpr (std::floating_point<T> && std::floating_point<A>) {
        const bool finite = given - given == 0;
        return !finite || (given >= std::numeric_limits<T>::lowest() && given <= std::numeric_limits<T>::max());
    }
    return true;
}

/// How an error shows it.
template <class A>
std::string shown(A given) {
    if constexpr (Integer<A>) return std::to_string(given);
    return "the number";
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

/// A number, or null, as a `T`, `param` being its name. Throws InvalidData when it has no place in T.
template <class T, class A>
T number(A given, const char* param) {
    if constexpr (std::same_as<A, std::nullopt_t>) {
        return given;
    } else if constexpr (detail::Nullable<A>::value) {
        return given ? T(number<typename detail::Nullable<T>::Value>(*given, param)) : std::nullopt;
    } else if constexpr (detail::Nullable<T>::value) {
        return number<typename detail::Nullable<T>::Value>(given, param);
    } else {
        if (!detail::has_place_for<T>(given))
            throw InvalidData(param, detail::shown(given) + " does not fit its type of " +
                                         std::to_string(sizeof(T) * 8) + " bits" +
                                         (std::is_unsigned_v<T> ? " without a sign" : ""));
        return static_cast<T>(given);
    }
}

}  // namespace antiphon::rpc
