#pragma once
#include <chrono>
#include <functional>

namespace antiphon::testing {

/// True once `holds` says so; false when it did not within `limit`. For conditions that nothing announces: the one
/// place in the tests that looks again by the clock.
bool eventually(std::chrono::milliseconds limit, const std::function<bool()>& holds);

}  // namespace antiphon::testing
