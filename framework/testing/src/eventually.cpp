#include "antiphon/testing/eventually.h"

#include <thread>

namespace antiphon::testing {

bool eventually(std::chrono::milliseconds limit, const std::function<bool()>& holds) {
    using namespace std::chrono_literals;
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!holds()) {
        if (std::chrono::steady_clock::now() >= end) return false;
        std::this_thread::sleep_for(2ms);
    }
    return true;
}

}  // namespace antiphon::testing
