#pragma once
// Another program, run without a shell.

#include <chrono>
#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace antiphon::cli {

struct Program {
    std::vector<std::string> words;         ///< the first is looked for in PATH
    std::string name;                       ///< in errors
    std::string_view input = {};            ///< its standard input; it need not read all of it
    std::ostream* messages = nullptr;       ///< gets its standard error as it comes; nullptr: Finished::err does
    std::size_t max_output_bytes = 0;       ///< of standard output
    std::size_t max_message_bytes = 0;      ///< of standard error
    std::chrono::milliseconds deadline{0};  ///< from its start to its end
    std::string longer = {};                ///< what gives it more time, for the error
};

struct Finished {
    int exit_code = 0;  ///< -1 when a signal ended it
    int signal = 0;     ///< that ended it, or 0
    std::string out;
    std::string err;

    friend bool operator==(const Finished&, const Finished&) = default;
};

/// Runs it in a process group of its own and waits for its end. Nothing when there is no such program. Throws
/// Error(unavailable) when it writes too much, takes too long or the system refuses; it is ended then, with all that it
/// has started in its group.
std::optional<Finished> run_program(const Program& program);

}  // namespace antiphon::cli
