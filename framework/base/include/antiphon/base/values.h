#pragma once
// Types that generated structs are made of, where the standard library has none.

#include <compare>
#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace antiphon {

using Bytes = std::vector<std::uint8_t>;

/// JSON that nobody has looked at: kept as its text, numbers exactly as they were written. `json::to_dynamic` makes
/// a Json::Value of it when somebody asks.
struct JsonText {
    std::string text = "null";  ///< one valid JSON value
    friend bool operator==(const JsonText&, const JsonText&) = default;
};

/// A distinct type over another: `strong: true` in the IDL. `Tag` is only a name.
template <class Tag, class T>
struct Strong {
    T value{};
    Strong() = default;
    explicit Strong(T from) : value(std::move(from)) {}
    const T& operator*() const noexcept { return value; }
    const T* operator->() const noexcept { return &value; }
    friend auto operator<=>(const Strong&, const Strong&) = default;
};

/// An enum that keeps what it does not know. `E` is the generated enum class; it has an enumerator `unknown_`.
template <class E>
class OpenEnum {
  public:
    OpenEnum() = default;
    OpenEnum(E known) : known_(known) {}  // implicit on purpose: `order.status = OrderStatus::paid`
    static OpenEnum unknown(std::string text) { return OpenEnum(E::unknown_, std::move(text)); }

    operator E() const noexcept { return known_; }
    bool is_known() const noexcept { return known_ != E::unknown_; }
    /// The text of an unknown value, as it came; empty for a known one.
    const std::string& unknown_text() const noexcept { return text_; }
    friend bool operator==(const OpenEnum&, const OpenEnum&) = default;
    friend auto operator<=>(const OpenEnum&, const OpenEnum&) = default;
    friend bool operator==(const OpenEnum& a, E b) noexcept { return a.known_ == b; }

  private:
    OpenEnum(E known, std::string text) : known_(known), text_(std::move(text)) {}

    E known_{};
    std::string text_;
};

/// Absent, null or a value: a field that is both optional and nullable.
template <class T>
class Patch {
  public:
    Patch() = default;                         ///< absent
    Patch(std::nullopt_t) : present_(true) {}  ///< null
    Patch(T value) : present_(true), value_(std::move(value)) {}
    bool is_absent() const noexcept { return !present_; }
    bool is_null() const noexcept { return present_ && !value_; }
    const std::optional<T>& value() const noexcept { return value_; }
    friend bool operator==(const Patch&, const Patch&) = default;

  private:
    bool present_ = false;
    std::optional<T> value_;
};

/// An owned value on the heap with value semantics; for types that contain themselves. Never empty except after a move.
template <class T>
class Box {
  public:
    Box() : value_(std::make_unique<T>()) {}
    /// Takes a T and nothing else, so that a Box of a type that is not complete yet can be a member.
    template <class U>
    requires std::same_as<std::remove_cvref_t<U>, T> Box(U&& value)
        : value_(std::make_unique<T>(std::forward<U>(value))) {}
    Box(const Box& other) : value_(std::make_unique<T>(*other.value_)) {}
    Box(Box&&) noexcept = default;
    Box& operator=(const Box& other) {
        value_ = std::make_unique<T>(*other.value_);
        return *this;
    }
    Box& operator=(Box&&) noexcept = default;
    T& operator*() noexcept { return *value_; }
    const T& operator*() const noexcept { return *value_; }
    T* operator->() noexcept { return value_.get(); }
    const T* operator->() const noexcept { return value_.get(); }
    friend bool operator==(const Box& a, const Box& b) { return *a == *b; }

  private:
    std::unique_ptr<T> value_;
};

/// A variant of an open union that this program does not know: tag and whole text, written back unchanged.
struct UnknownVariant {
    std::string tag;
    JsonText value;
    friend bool operator==(const UnknownVariant&, const UnknownVariant&) = default;
};

}  // namespace antiphon
