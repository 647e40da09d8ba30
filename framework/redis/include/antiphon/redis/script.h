#pragma once
#include <string>
#include <string_view>

namespace antiphon::redis {

/// A Lua script, known to Redis by its SHA-1. Make it once, in static storage.
class Script {
  public:
    explicit Script(std::string_view text);
    const std::string& text() const noexcept { return text_; }
    const std::string& sha() const noexcept { return sha_; }

  private:
    std::string text_;
    std::string sha_;
};

}  // namespace antiphon::redis
