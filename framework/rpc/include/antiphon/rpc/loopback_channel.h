#pragma once
#include "antiphon/rpc/channel.h"

namespace antiphon::rpc {

class Dispatcher;

/// Calls a dispatcher in this process, without a port: for tests, and for services that live together. Requests and
/// responses are encoded and decoded as on a wire. The handler runs on the calling thread inside start().
class LoopbackChannel final : public Channel {
  public:
    explicit LoopbackChannel(Dispatcher& dispatcher, Caller caller = {})
        : dispatcher_(dispatcher), caller_(std::move(caller)) {}  // borrows the dispatcher

    /// The handler sees the current Context's caller, or `caller` when there is none.
    void start(Outgoing call, Done done) override;

  private:
    Dispatcher& dispatcher_;
    const Caller caller_;
};

}  // namespace antiphon::rpc
