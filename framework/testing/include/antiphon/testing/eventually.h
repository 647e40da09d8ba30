#pragma once
#include <functional>

#include "antiphon/base/clock.h"

namespace antiphon::testing {

/// True once `holds` says so; false when it did not before the deadline. Asked again every few milliseconds, and once
/// more at the end. For what tells nobody when it happens: another process, a counter. Where there is a future or a
/// callback, wait for that. This is the one place of the tests that waits by the clock.
bool eventually(Deadline deadline, const std::function<bool()>& holds);
inline bool eventually(std::chrono::milliseconds limit, const std::function<bool()>& holds) {
    return eventually(Deadline::in(limit), holds);
}

}  // namespace antiphon::testing
