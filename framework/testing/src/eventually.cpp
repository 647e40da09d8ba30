#include "antiphon/testing/eventually.h"

#include <algorithm>
#include <thread>

namespace antiphon::testing {

bool eventually(Deadline deadline, const std::function<bool()>& holds) {
    auto pause = std::chrono::milliseconds(1);
    while (true) {
        if (holds()) return true;
        if (deadline.passed()) return false;
        std::this_thread::sleep_for(std::min(pause, deadline.remaining()));
        pause = std::min(pause * 2, std::chrono::milliseconds(10));
    }
}

}  // namespace antiphon::testing
