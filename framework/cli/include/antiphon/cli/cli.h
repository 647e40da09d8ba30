#pragma once
// The command `antiphon`, as a function: the program calls it, and so do tests.

#include <filesystem>
#include <functional>
#include <optional>
#include <ostream>
#include <span>
#include <string>

namespace antiphon::cli {

/// What a command sees of the world beside files and the network.
struct Surroundings {
    std::ostream& out;
    std::ostream& err;
    /// A variable of the environment; nothing when it is not set.
    std::function<std::optional<std::string>(const std::string&)> environment;
    std::filesystem::path folder = ".";  ///< where build/demo.json is looked for
    bool colour = false;                 ///< standard output is a terminal
};

/// Runs `antiphon <arguments>` and returns its exit code: 0 done, 1 findings or an error, 2 called wrongly. Throws
/// nothing.
int run(std::span<const std::string> arguments, const Surroundings& surroundings);

/// docs/cli.md: every command with its help.
std::string reference();

}  // namespace antiphon::cli
