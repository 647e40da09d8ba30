#pragma once
#include <chrono>

namespace antiphon::redis {

/// How long to wait before the next attempt to connect: anything from 100 ms to a ceiling that doubles up to 5 s, so
/// that many clients do not come back at once.
class Backoff {
  public:
    std::chrono::milliseconds next();
    void reset() noexcept { attempt_ = 0; }

  private:
    int attempt_ = 0;
};

}  // namespace antiphon::redis
