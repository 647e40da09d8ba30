#pragma once
#include <vector>

#include "antiphon/idl/emit.h"

namespace antiphon::idl::emit {

/// A header and one or several sources: types with their codecs, errors, service, client, channels, events and queues.
std::vector<OutputFile> cpp(const Program& program, const File& file, const Options& options);

}  // namespace antiphon::idl::emit
