#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/redis/loop.h"
#include "antiphon/redis/options.h"

namespace antiphon::redis {

/// A message as Redis pushed it. Borrows: gone when the batch callback returns.
struct PushedMessage {
    std::string_view channel;
    std::string_view payload;
};

enum class SubscriberState : std::uint8_t {
    connected,  ///< every channel is subscribed again; after the first time: messages were missed
    lost,       ///< nothing comes until `connected`
};

/// One connection that listens to channels. After every loss it connects again and subscribes all channels, 512 per
/// command. Its health is proven, not assumed: it sends itself a message on a channel of its own four times in
/// Options::silence_timeout, and connects anew when three did not come back and nothing else came either.
class Subscriber {
  public:
    using Batch = std::span<const PushedMessage>;

    /// `on_batch`: once per read from the socket, with all that it brought. `on_state`: see above. Both run on the loop
    /// and must not block; they may subscribe and unsubscribe.
    Subscriber(std::shared_ptr<Loop> loop, Options options, std::function<void(Batch)> on_batch,
               std::function<void(SubscriberState)> on_state = {});
    ~Subscriber();  ///< when it returned, no callback runs any more
    Subscriber(const Subscriber&) = delete;
    Subscriber& operator=(const Subscriber&) = delete;

    /// `confirmed` is called on the loop once Redis has confirmed all of them, after a lost connection too: every
    /// message published after that is seen. Channels that are subscribed already are confirmed as well, channels that
    /// are unsubscribed meanwhile are not waited for. Any thread.
    void subscribe(std::vector<std::string> channels, std::function<void()> confirmed = {});
    void unsubscribe(std::vector<std::string> channels);  ///< any thread
    bool connected() const noexcept;

    class Impl;

  private:
    std::shared_ptr<Impl> impl_;
};

}  // namespace antiphon::redis
