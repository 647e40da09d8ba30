#pragma once
// Another program, run without a shell.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace antiphon::cli {

struct Finished {
    int exit_code = 0;  ///< -1: ended by a signal
    std::string out;
    std::string err;

    friend bool operator==(const Finished&, const Finished&) = default;
};

/// Looks for words[0] in PATH and waits for its end; its standard input is empty. Nothing when there is no such
/// program. Throws Error(unavailable) when it says more than `most` bytes, takes longer than `deadline`, or the system
/// refuses; it is ended then.
std::optional<Finished> run_program(const std::vector<std::string>& words, std::size_t most,
                                    std::chrono::milliseconds deadline);

}  // namespace antiphon::cli
