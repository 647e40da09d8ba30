#pragma once
// The IDL compiler, as commands use it.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "antiphon/idl/compiler.h"
#include "command.h"

namespace antiphon::cli {

/// What a file holds; nothing when it cannot be read.
std::optional<std::string> read_text(const std::string& path);
/// Folders that are missing are made. A file that would not change is left alone, so that what depends on it is not
/// built again. Throws Error(unavailable).
void write_text(const std::filesystem::path& path, const std::string& text);

/// Reads files from the disk.
idl::Compilation compile_files(const std::vector<std::string>& files, const std::vector<std::string>& import_paths);

/// --format or --json.
idl::Format format_of(const Arguments& arguments);

/// The IR of an IDL file. Throws Error(invalid) with the diagnostics.
std::string compile_to_ir(const std::string& file);

}  // namespace antiphon::cli
