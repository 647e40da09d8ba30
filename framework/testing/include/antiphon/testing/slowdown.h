#pragma once

namespace antiphon::testing {

/// By how much a promise about processor time is loosened in this build: the sanitizers cost a factor of 2 to 20.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr int slowdown = 20;
#else
inline constexpr int slowdown = 1;
#endif

}  // namespace antiphon::testing
