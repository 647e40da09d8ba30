#pragma once
#include <vector>

#include "antiphon/idl/emit.h"

namespace antiphon::idl::emit {

/// `<stem>.openrpc.json`
std::vector<OutputFile> openrpc_file(const Program& program, const File& file, const Options& options);

}  // namespace antiphon::idl::emit
