#pragma once
#include <span>
#include <string>

#include "command.h"

namespace antiphon::cli {

/// One command line, understood: run `command` with `arguments`, or print `text` and exit.
struct Parsed {
    const Command* command = nullptr;
    Arguments arguments;
    int exit_code = 0;
    std::string text;
};

Parsed parse(std::span<const std::string> arguments);

/// What `antiphon <command> --help` prints.
std::string help_of(const Command& command);
std::string help_of_all();

}  // namespace antiphon::cli
