#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <vector>

#include "antiphon/cli/cli.h"

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_DFL);  // `antiphon listen … | head -1` ends quietly
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    const auto environment = [](const std::string& name) -> std::optional<std::string> {
        const char* value = std::getenv(name.c_str());
        return value == nullptr ? std::nullopt : std::optional<std::string>(value);
    };
    const bool colour = isatty(STDOUT_FILENO) != 0 && !environment("NO_COLOR");
    return antiphon::cli::run(arguments,
                              {.out = std::cout, .err = std::cerr, .environment = environment, .colour = colour});
}
