#pragma once
// How long things are kept, where what keeps them and what tells of it stand on different floors.

#include <chrono>
#include <cstddef>

namespace antiphon {

/// The answer of a call that came with an idempotency key: from its end, for the same tenant, user and method.
inline constexpr std::chrono::hours idempotency_retention{24};

/// About so many events are kept by a stream whose channel gives no `maxLen`.
inline constexpr std::size_t default_stream_length = 100'000;

}  // namespace antiphon
