#pragma once
#include <memory>
#include <span>

#include "antiphon/net/loop.h"
#include "antiphon/ws/outbox.h"
#include "antiphon/ws/run.h"
#include "antiphon/ws/server.h"
#include "gate.h"

namespace antiphon::ws {

class Link;
class Shard;

/// What is spoken on a link: HTTP first, perhaps WebSocket later. Called on the link's loop.
class Protocol {
  public:
    virtual ~Protocol() = default;
    virtual void received(std::span<char> bytes) = 0;  ///< may be changed in place
    virtual void swept(Clock::time_point now) = 0;     ///< now and then: look at your timeouts
    virtual void turn_ended() {}                       ///< after touch(), when nothing else runs
    virtual void drained() {}                          ///< there is room again after a send was refused
    virtual void failed(CloseCode code) = 0;           ///< an exception was caught; say good-bye if you can
    /// The link is gone. `slow`: because nothing left it for too long.
    virtual void gone(bool slow) = 0;
};

/// One TCP connection: a descriptor, its Outbox and the protocol on top. Knows no protocol itself.
class Link final : public net::Watcher {
  public:
    Link(Shard& shard, int descriptor, Remote remote);
    ~Link();

    void speak(std::shared_ptr<Protocol> protocol);
    void ready(net::Readiness) override;

    Sent send(const Run& run, Keep keep);
    /// No byte is read until resume(). The kernel's buffer then fills and the other side has to wait.
    void pause() noexcept { reading_ = false; }
    void resume();
    /// Lets what waits leave, for as long as the other side goes on taking it; then closes our direction and waits
    /// `close_timeout` for the other side to do the same, so that it can read what we said last. Nothing more is sent
    /// or handed on.
    void finish();
    /// Closes at once.
    void abort(bool slow = false);

    /// For the shard, at the end of a turn. False: the link is dead and can be removed.
    bool end_turn();
    void sweep(Clock::time_point now);

    /// Whether the kernel takes no more at present.
    bool congested() const noexcept { return writing_; }
    bool dead() const noexcept { return descriptor_ < 0; }
    Outbox& outbox() noexcept { return outbox_; }
    const Outbox& outbox() const noexcept { return outbox_; }
    Shard& shard() noexcept { return shard_; }
    const Remote& remote() const noexcept { return remote_; }

    // the shard's book-keeping
    std::size_t place = 0;
    bool touched = false;

  private:
    void read();
    void flush();
    void want(bool write);
    void watch();

    Shard& shard_;
    int descriptor_;
    bool reading_ = true;
    bool deaf_ = false;       // bytes came while nothing was read, so the loop no longer tells of them
    bool writing_ = false;    // the kernel's buffer is full: waiting until it is not
    bool refused_ = false;    // a send was answered `full` since the last drained()
    bool finishing_ = false;  // closes when empty
    bool shut_ = false;       // our direction is closed
    bool broken_ = false;     // a send failed
    net::Interest interest_ = net::Interest::read;
    Clock::time_point shut_until_{};  // how long the other side may take to close its direction too
    std::shared_ptr<Protocol> protocol_;
    Outbox outbox_;
    Remote remote_;
};

}  // namespace antiphon::ws
