#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace antiphon::ws {

/// Bytes ready for the socket, whole frames of one or more messages. Immutable and shared: make one Run of all that one
/// read from Redis brought and send the same to every listener. A copy costs one atomic increment. Any thread.
class Run {
  public:
    Run() noexcept = default;  ///< nothing
    Run(std::string bytes, std::uint32_t messages)
        : data_(std::make_shared<const Data>(Data{std::move(bytes), messages})) {}

    /// A run of one text frame.
    static Run text(std::string_view payload);

    std::string_view bytes() const noexcept { return data_ ? std::string_view(data_->bytes) : std::string_view(); }
    std::uint32_t messages() const noexcept { return data_ ? data_->messages : 0; }
    bool empty() const noexcept { return bytes().empty(); }

  private:
    struct Data {
        std::string bytes;
        std::uint32_t messages;
    };
    std::shared_ptr<const Data> data_;
};

}  // namespace antiphon::ws
