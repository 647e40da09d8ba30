#pragma once
#include <hiredis/hiredis.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/redis/options.h"
#include "antiphon/redis/reply.h"
#include "backoff.h"
#include "loop_impl.h"
#include "resolve.h"

namespace antiphon::redis {

/// A connection that keeps itself: it connects when started and again after every loss, until stopped. One attempt at a
/// time: a new one closes the old socket first. Lives on the loop; every member is called there.
class Connection final : public Watcher, public std::enable_shared_from_this<Connection> {
  public:
    class Owner {
      public:
        virtual void connected() = 0;                      // AUTH, SELECT and PING are through
        virtual void lost(const std::string& reason) = 0;  // after connected(); it is being tried again
        virtual void replied(std::unique_ptr<redisReply, void (*)(void*)> reply) = 0;
        virtual void read_through() {}  // all replies of one read have been handed over

      protected:
        ~Owner() = default;
    };

    Connection(Loop& loop, Options options, Owner& owner);  // borrows loop and owner, until stop()
    ~Connection();

    void start();
    void stop();  // for good; the owner is not called any more
    /// Closes the socket and connects anew.
    void restart(const std::string& reason);
    bool is_connected() const noexcept { return phase_ == Phase::ready; }

    /// Appends to what leaves at the end of this turn.
    void write(const Arguments& command);
    void write_raw(const std::string& bytes);

  private:
    enum class Phase { idle, resolving, connecting, greeting, ready, stopped };

    void ready(std::uint32_t events) override;
    void end_of_turn() override { flush(); }

    void attempt();
    void connect_to_next();
    void greet();
    void greeted(const redisReply& reply);
    void receive();
    bool take_in(std::string_view piece);
    void flush();
    void fail(const std::string& reason);
    void close_socket();

    Loop& loop_;
    const Options options_;
    Owner& owner_;
    Phase phase_ = Phase::idle;
    int socket_ = -1;
    bool wants_write_ = false;
    bool flush_asked_ = false;
    unsigned attempt_ = 0;     // tells a late timer that it is late
    int greetings_ = 0;        // replies that the handshake still waits for
    bool signing_in_ = false;  // AUTH has not been answered
    std::vector<SocketAddress> addresses_;
    std::size_t next_address_ = 0;
    std::string out_;
    std::size_t sent_ = 0;              // bytes of out_ that have left
    std::size_t unanswered_bytes_ = 0;  // fed to reader_ since it last gave a reply
    std::unique_ptr<redisReader, void (*)(redisReader*)> reader_;
    Backoff backoff_;
};

}  // namespace antiphon::redis
