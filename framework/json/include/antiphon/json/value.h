#pragma once
// A parsed document, seen value by value. Reading one costs a few instructions: the parser leaves a tape of 64-bit
// words (simdjson's documented tape format) and a Value is an index into it.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <optional>
#include <string_view>

namespace antiphon::json {

enum class Kind : std::uint8_t { null, boolean, int64, uint64, number, string, array, object };

std::string_view name(Kind kind) noexcept;  ///< "an integer", "a string", "an array": for messages

/// Where the parser left its result. Internal to Value and Parser.
struct Tape {
    const std::uint64_t* words = nullptr;
    const std::uint8_t* strings = nullptr;
    void* owner = nullptr;  ///< what Value::text() asks
};

class Elements;
class Members;

/// One value in a document. 16 bytes, copied freely; valid until its Parser parses again or goes away. A default-made
/// Value is null. The getters have preconditions on kind(), not checks: json::wire does the checking.
class Value {
  public:
    Value() noexcept = default;
    Value(const Tape* tape, std::size_t index) noexcept : tape_(tape), index_(index) {}

    Kind kind() const noexcept {
        if (tape_ == nullptr) return Kind::null;
        switch (type()) {
            case '{':
                return Kind::object;
            case '[':
                return Kind::array;
            case '"':
                return Kind::string;
            case 'l':
                return Kind::int64;
            case 'u':
                return Kind::uint64;
            case 'd':
                return Kind::number;
            case 't':
            case 'f':
                return Kind::boolean;
            default:
                return Kind::null;
        }
    }
    bool is_null() const noexcept { return kind() == Kind::null; }
    bool is_object() const noexcept { return tape_ != nullptr && type() == '{'; }
    bool is_array() const noexcept { return tape_ != nullptr && type() == '['; }
    bool is_string() const noexcept { return tape_ != nullptr && type() == '"'; }

    bool boolean() const noexcept { return type() == 't'; }
    std::int64_t int64() const noexcept { return static_cast<std::int64_t>(tape_->words[index_ + 1]); }
    std::uint64_t uint64() const noexcept { return tape_->words[index_ + 1]; }  ///< only for values above int64's range
    double number() const noexcept {
        double value;
        std::memcpy(&value, &tape_->words[index_ + 1], sizeof value);
        return value;
    }
    std::string_view string() const noexcept {  ///< unescaped, valid UTF-8
        const std::uint8_t* at = tape_->strings + payload();
        std::uint32_t length;
        std::memcpy(&length, at, sizeof length);
        return {reinterpret_cast<const char*>(at + sizeof length), length};
    }

    Elements elements() const noexcept;  ///< of an array
    Members members() const noexcept;    ///< of an object, in the order of the text
    std::size_t size() const noexcept;   ///< number of elements of an array, of members of an object

    /// The member of this name of an object; nothing if there is none. Linear in the number of members.
    std::optional<Value> find(std::string_view key) const noexcept;

    /// The bytes of the document this value was read from, numbers as they were written; valid as long as the value.
    /// The first call on a document makes an index of its tokens, each later one is a look-up. Like parsing, for one
    /// thread at a time.
    std::string_view text() const;

    /// Index of the word after this value. For iterators.
    std::size_t after() const noexcept {
        switch (type()) {
            case '{':
            case '[':
                return payload() & 0xFFFFFFFFu;
            case 'l':
            case 'u':
            case 'd':
                return index_ + 2;
            default:
                return index_ + 1;
        }
    }
    const Tape* tape() const noexcept { return tape_; }
    std::size_t index() const noexcept { return index_; }

  private:
    char type() const noexcept { return static_cast<char>(tape_->words[index_] >> 56); }
    std::uint64_t payload() const noexcept { return tape_->words[index_] & 0x00FFFFFFFFFFFFFFull; }

    const Tape* tape_ = nullptr;
    std::size_t index_ = 0;
};

/// `for (json::Value element : value.elements())`
class Elements {
  public:
    class Iterator {
      public:
        using value_type = Value;
        using difference_type = std::ptrdiff_t;
        Iterator(const Tape* tape, std::size_t index) noexcept : tape_(tape), index_(index) {}
        Value operator*() const noexcept { return {tape_, index_}; }
        Iterator& operator++() noexcept {
            index_ = Value(tape_, index_).after();
            return *this;
        }
        bool operator!=(const Iterator& other) const noexcept { return index_ != other.index_; }

      private:
        const Tape* tape_;
        std::size_t index_;
    };
    explicit Elements(Value array) noexcept : tape_(array.tape()), begin_(array.index() + 1), end_(array.after() - 1) {}
    Iterator begin() const noexcept { return {tape_, begin_}; }
    Iterator end() const noexcept { return {tape_, end_}; }

  private:
    const Tape* tape_;
    std::size_t begin_;
    std::size_t end_;
};

struct Member {
    std::string_view key;
    Value value;
};

/// `for (json::Member member : value.members())`
class Members {
  public:
    class Iterator {
      public:
        using value_type = Member;
        using difference_type = std::ptrdiff_t;
        Iterator(const Tape* tape, std::size_t index) noexcept : tape_(tape), index_(index) {}
        Member operator*() const noexcept { return {Value(tape_, index_).string(), Value(tape_, index_ + 1)}; }
        Iterator& operator++() noexcept {
            index_ = Value(tape_, index_ + 1).after();
            return *this;
        }
        bool operator!=(const Iterator& other) const noexcept { return index_ != other.index_; }

      private:
        const Tape* tape_;
        std::size_t index_;
    };
    explicit Members(Value object) noexcept
        : tape_(object.tape()), begin_(object.index() + 1), end_(object.after() - 1) {}
    Iterator begin() const noexcept { return {tape_, begin_}; }
    Iterator end() const noexcept { return {tape_, end_}; }

  private:
    const Tape* tape_;
    std::size_t begin_;
    std::size_t end_;
};

inline Elements Value::elements() const noexcept { return Elements(*this); }
inline Members Value::members() const noexcept { return Members(*this); }

}  // namespace antiphon::json
