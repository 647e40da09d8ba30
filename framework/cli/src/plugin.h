#pragma once
// Generators of others: programs that read the intermediate representation from standard input and write files as JSON
// to standard output. docs/ir.md, "Plug-ins".

#include <chrono>
#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/idl/emit.h"
#include "antiphon/idl/syntax.h"

namespace antiphon::cli {

inline constexpr std::size_t max_plugin_output_bytes = idl::syntax::max_bytes;  ///< of standard output: 16 MiB
inline constexpr std::size_t max_plugin_message_bytes = 1024 * 1024;            ///< of standard error; then it is ended
inline constexpr std::size_t max_plugin_files = 10'000;
inline constexpr std::size_t max_plugin_name_bytes = 255;  ///< of one file's name
inline constexpr std::chrono::seconds plugin_timeout{60};  ///< for one IDL file, when --plugin-timeout says nothing

/// Runs `program` (found like a command of the shell, without arguments) with `ir` as its standard input. What it
/// writes to standard error goes to `messages`. Throws Error(unavailable) when it cannot be started, ends with
/// something else than 0, takes longer than `timeout` or writes too much: it is ended then, with all it has started in
/// its process group.
std::string run_plugin(const std::string& program, std::string_view ir, std::chrono::milliseconds timeout,
                       std::ostream& messages);

/// The files of `{"files": [{"name": …, "content": …}]}`. Throws Error(invalid) with the place when it is something
/// else, or when a name is absolute, leads upwards, stands twice or cannot be a file's.
std::vector<idl::emit::OutputFile> plugin_files(const std::string& program, const std::string& output);

}  // namespace antiphon::cli
