#pragma once
#include <string>

#include "antiphon/redis/reply.h"

namespace antiphon::redis {

/// Appends a command in RESP. Every argument travels with its length, so no byte in it can be taken for anything else.
void append_command(std::string& out, const Arguments& arguments);

}  // namespace antiphon::redis
