#include "antiphon/base/clock.h"

namespace antiphon {

using std::chrono::milliseconds;

Deadline Deadline::in(milliseconds left) noexcept {
    const Clock::time_point now = Clock::now();
    // Compared as milliseconds: the sum in nanoseconds would wrap around.
    const auto most = std::chrono::floor<milliseconds>(Clock::time_point::max() - now);
    if (left >= most) return never();
    return Deadline(left <= -most ? now - most : now + left);
}

milliseconds Deadline::remaining() const noexcept {
    if (is_never()) return milliseconds::max();
    const Clock::time_point now = Clock::now();
    return moment_ <= now ? milliseconds::zero() : std::chrono::ceil<milliseconds>(moment_ - now);
}

}  // namespace antiphon
