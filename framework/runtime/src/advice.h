#pragma once
#include <string>

#include "antiphon/base/error.h"

namespace antiphon::runtime {

/// The reason why a port cannot be had, and what the operator can do about it: another one with this flag ("--port").
Error with_advice(const Error& error, const std::string& flag);

}  // namespace antiphon::runtime
