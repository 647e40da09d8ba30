#pragma once
// Every rule of the compiler: the one list of the codes that findings of compile() can have. Tests hold each of them to
// a golden file and a page.

#include <cstdint>
#include <span>
#include <string_view>

namespace antiphon::idl {

enum class Level : std::uint8_t { off, warning, error };

struct Rule {
    std::string_view code;
    Level level;        ///< when the file does not say
    bool lint = false;  ///< may be set in options.lint
    bool text = false;  ///< about the text, not its meaning: shown before all others
};

std::span<const Rule> rules() noexcept;  ///< sorted by code
const Rule* find_rule(std::string_view code) noexcept;

}  // namespace antiphon::idl
