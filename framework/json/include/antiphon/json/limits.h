#pragma once
// The limits of values that are already there, for those who send: generated `check_limits(path, value)` is made of
// these. Readers check while they read, level by level. Each has `static void check(const Path&, const T&)`, which
// throws InvalidData; so have the forms of aliases with limits.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/json/wire.h"

namespace antiphon::json::check {

struct Nothing {
    template <class T>
    static void check(const Path&, const T&) noexcept {}
};

/// A generated type: its own check_limits, found by argument-dependent lookup.
template <class S>
struct Of {
    static void check(const Path& path, const S& value) { check_limits(path, value); }
};

template <class First, class Second>
struct Both {
    template <class T>
    static void check(const Path& path, const T& value) {
        First::check(path, value);
        Second::check(path, value);
    }
};

template <class Item>
struct Each {
    template <class T>
    static void check(const Path& path, const std::vector<T>& items) {
        std::size_t index = 0;
        for (const auto& item : items) Item::check(Path(path, index++), item);
    }
};

/// Keys and values of a map; `KeyForm` gives a key its text in the path.
template <class KeyForm, class KeyLimits, class Item>
struct Entries {
    template <class K, class T>
    static void check(const Path& path, const std::map<K, T>& items) {
        for (const auto& [key, item] : items) {
            std::string text;
            wire::Key<KeyForm>::write(text, key);
            const Path place(path, std::string_view(text).substr(1, text.size() - 2));
            KeyLimits::check(place, key);
            Item::check(place, item);
        }
    }
};

template <class Item>
struct Present {
    template <class T>
    static void check(const Path& path, const std::optional<T>& value) {
        if (value) Item::check(path, *value);
    }
};

template <class Item>
struct Boxed {
    template <class T>
    static void check(const Path& path, const Box<T>& value) {
        Item::check(path, *value);
    }
};

template <class Item>
struct Strong {
    template <class Tag, class T>
    static void check(const Path& path, const antiphon::Strong<Tag, T>& value) {
        Item::check(path, value.value);
    }
};

}  // namespace antiphon::json::check
