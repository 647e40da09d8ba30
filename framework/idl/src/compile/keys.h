#pragma once
// The members of one object of the IDL, asked for by name. Says what is unknown, missing or of the wrong kind.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../text.h"
#include "../words.h"
#include "antiphon/idl/json.h"
#include "antiphon/idl/model.h"
#include "antiphon/idl/syntax.h"

namespace antiphon::idl {

using syntax::Kind;
using syntax::Node;

using Words = std::initializer_list<std::string_view>;

class Keys {
  public:
    /// `what` as in "a method has no …". Reports members that are not in `known` and do not begin with `x-`.
    Keys(Diagnostics& diagnostics, const Node& object, std::string_view what, Words known);

    /// Null when absent, broken or, with a report, of another kind.
    const Node* find(std::string_view key) const;
    const Node* find(std::string_view key, Kind kind) const;
    /// The same, and reports when it is absent.
    const Node* need(std::string_view key, Kind kind) const;
    const Node* need(std::string_view key) const;
    Span key_span(std::string_view key) const;

    std::string string(std::string_view key) const;
    bool boolean(std::string_view key, bool otherwise) const;
    std::optional<std::uint64_t> count(std::string_view key, std::uint64_t least = 0,
                                       std::uint64_t most = 9007199254740991) const;
    /// A number of these bounds, which need not be whole.
    std::optional<double> number(std::string_view key, int least, int most) const;
    std::vector<const Node*> strings(std::string_view key) const;

    /// One of the IDL's words for E.
    template <class E>
    E choice(std::string_view key, E otherwise) const {
        const Node* found = find(key, Kind::string);
        if (found == nullptr) return otherwise;
        std::vector<std::string_view> words;
        for (std::size_t i = 0; i < words_of<E>.size(); ++i) {
            const std::string_view word = words_of<E>[i];
            if (word.empty()) continue;
            if (word == found->text) return static_cast<E>(i);
            words.push_back(word);
        }
        bad_word(*found, key, words);
        return otherwise;
    }
    /// One of these words.
    template <class E>
    E choice(std::string_view key, std::initializer_list<std::pair<std::string_view, E>> values, E otherwise) const {
        const Node* found = find(key, Kind::string);
        if (found == nullptr) return otherwise;
        for (const auto& [word, value] : values)
            if (word == found->text) return value;
        std::vector<std::string_view> words;
        for (const auto& [word, value] : values) words.push_back(word);
        bad_word(*found, key, words);
        return otherwise;
    }

    /// doc, since, deprecated and x-… into `out`.
    void describe(Described& out) const;

    const Node& object() const noexcept { return object_; }
    Diagnostics& diagnostics() const noexcept { return diagnostics_; }

  private:
    void bad_word(const Node& found, std::string_view key, const std::vector<std::string_view>& words) const;

    Diagnostics& diagnostics_;
    const Node& object_;
    std::string_view what_;
};

/// `did you mean "x"?` with the nearest name of these things; "" when none is near, or when so much has been told
/// already that searching is no longer worth it.
template <class Things, class Name>
std::string did_you_mean(const Diagnostics& diagnostics, std::string_view word, const Things& things, Name name) {
    if (diagnostics.crowded()) return {};
    const std::string near = nearest(word, things, name);
    return near.empty() ? "" : "did you mean " + idl::quoted(near) + "?";
}
inline constexpr auto field_name = [](const Field& field) -> std::string_view { return field.name; };
inline constexpr auto pointee_name = [](const auto& thing) -> std::string_view { return thing->name; };

/// "pubsub or stream"; of very many words the first.
std::string either(const std::vector<std::string_view>& words);
/// Reports unless the node has this kind; broken ones are passed over in silence.
bool expect(Diagnostics& diagnostics, const Node& node, Kind kind, std::string_view what);
/// A string, or an array of lines.
std::string read_doc(Diagnostics& diagnostics, const Node& node);
Json to_json(const Node& node);
/// An integer written without fraction or exponent.
std::optional<std::int64_t> integer_of(const Node& node);

/// What people from elsewhere write: for help texts. Empty when nothing is known.
std::string_view foreign_type(std::string_view name);
std::string_view foreign_key(std::string_view what, std::string_view name);

}  // namespace antiphon::idl
