#pragma once
#include <vector>

#include "antiphon/idl/emit.h"

namespace antiphon::idl::emit {

/// `<stem>.asyncapi.json`
std::vector<OutputFile> asyncapi_file(const Program& program, const File& file, const Options& options);
/// `<stem>.schema.json`: the file's types, and those they are made of.
std::vector<OutputFile> json_schema_file(const Program& program, const File& file);

}  // namespace antiphon::idl::emit
