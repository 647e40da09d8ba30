#pragma once
// JSON as a value that keeps the order of members and the text of numbers: what defaults, examples and `x-` keys are
// kept as, and what the emitters of JSON documents build.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace antiphon::idl {

class Json {
  public:
    enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
    using Member = std::pair<std::string, Json>;

    Json() = default;
    Json(bool value) : kind_(Kind::boolean), text_(value ? "true" : "false") {}
    Json(const char* text) : Json(std::string(text)) {}
    Json(std::string_view text) : Json(std::string(text)) {}
    Json(std::string text) : kind_(Kind::string), text_(std::move(text)) {}
    Json(std::int64_t number) : kind_(Kind::number), text_(std::to_string(number)) {}
    Json(std::uint64_t number) : kind_(Kind::number), text_(std::to_string(number)) {}
    Json(int number) : Json(static_cast<std::int64_t>(number)) {}
    static Json number(std::string text);  ///< as it was written
    static Json array(std::vector<Json> items = {});
    static Json object(std::vector<Member> members = {});

    Kind kind() const noexcept { return kind_; }
    bool is(Kind kind) const noexcept { return kind_ == kind; }
    bool boolean() const noexcept { return text_ == "true"; }
    const std::string& text() const noexcept { return text_; }  ///< of a string or number
    const std::vector<Json>& items() const noexcept { return items_; }
    const std::vector<Member>& members() const noexcept { return members_; }

    const Json* find(std::string_view key) const noexcept;
    /// Appends a member; the key must be new. Returns *this, for chains.
    Json& set(std::string key, Json value);
    /// The same, unless `value` is null, "", [] or {}.
    Json& set_unless_empty(std::string key, Json value);
    void push(Json value) { items_.push_back(std::move(value)); }

    /// Two spaces a level, one line where it fits into `width`.
    std::string pretty(std::size_t width = 120) const;
    /// No spaces; line breaks behind the members down to `break_depth`, so that diffs and compilers are happy.
    std::string compact(int break_depth = 0) const;
    void append(std::string& out) const;

    friend bool operator==(const Json&, const Json&) = default;

  private:
    Kind kind_ = Kind::null;
    std::string text_;
    std::vector<Json> items_;
    std::vector<Member> members_;
};

/// Quoted and escaped; `text` is valid UTF-8.
void append_quoted(std::string& out, std::string_view text);
std::string quoted(std::string_view text);

}  // namespace antiphon::idl
