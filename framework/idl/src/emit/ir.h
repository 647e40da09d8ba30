#pragma once
#include <vector>

#include "antiphon/idl/emit.h"

namespace antiphon::idl::emit {

/// `<stem>.ir.json`
std::vector<OutputFile> ir(const Program& program, const File& file);

}  // namespace antiphon::idl::emit
