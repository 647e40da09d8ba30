#pragma once
// The IDL compiler, as commands use it.

#include <string>
#include <vector>

#include "antiphon/idl/compiler.h"

namespace antiphon::cli {

/// Reads files from the disk.
idl::Compilation compile_files(const std::vector<std::string>& files, const std::vector<std::string>& import_paths);

/// The IR of an IDL file. Throws Error(invalid) with the diagnostics.
std::string compile_to_ir(const std::string& file);

}  // namespace antiphon::cli
