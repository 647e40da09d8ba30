#include "backoff.h"

#include <algorithm>
#include <random>

namespace antiphon::redis {

using namespace std::chrono_literals;

std::chrono::milliseconds Backoff::next() {
    thread_local std::minstd_rand random{std::random_device{}()};
    const auto ceiling = std::min<std::chrono::milliseconds>(5s, 100ms * (2 << std::min(attempt_++, 6)));
    return std::chrono::milliseconds(std::uniform_int_distribution<std::int64_t>(100, ceiling.count())(random));
}

}  // namespace antiphon::redis
