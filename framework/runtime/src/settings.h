#pragma once
// The table behind flags, environment and config file: what each setting is called and how its text becomes a value.

#include <span>
#include <string>

#include "antiphon/runtime/config.h"

namespace antiphon::runtime {

struct Setting {
    OptionInfo info;
    bool repeatable;
    /// Takes the text into the configuration. Returns what was expected instead, empty when all is well.
    std::string (*take)(Config&, const std::string& text);
};

std::span<const Setting> settings();

}  // namespace antiphon::runtime
