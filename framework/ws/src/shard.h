#pragma once
#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "antiphon/net/loop.h"
#include "antiphon/ws/server.h"
#include "gate.h"
#include "link.h"

namespace antiphon::ws {

/// Counted by one loop, read by any thread.
struct ShardStats {
    using Count = std::atomic<std::uint64_t>;
    Count connections{0}, sockets{0}, bad_requests{0}, frames_in{0}, bytes_in{0}, messages_out{0}, bytes_out{0},
        slow_closed{0};

    /// Only the loop writes, so no locked instruction is needed.
    static void add(Count& count, std::uint64_t amount) {
        count.store(count.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
    }
};

/// What all shards of a server share.
struct Common {
    Common(Application& its_application, const ServerLimits& its_limits)
        : application(its_application),
          limits(its_limits),
          gate(its_limits.max_connections, its_limits.max_connections_per_address) {}

    Application& application;
    const ServerLimits limits;
    Gate gate;
    std::atomic<std::uint64_t> last_id{0};
    std::atomic<bool> draining{false};
    std::atomic<std::uint64_t> accepted{0};
    std::atomic<std::uint64_t> refused{0};
};

/// The part of a server that lives on one loop: its links, the buffer they read into, its clock. All on the loop but
/// where said otherwise.
class Shard final : public std::enable_shared_from_this<Shard> {
  public:
    Shard(net::Loop& its_loop, std::shared_ptr<Common> common);
    ~Shard();

    void start();
    void adopt(int descriptor, Remote remote);
    /// Ends all links and the clock. From any thread once the loop has stopped.
    void close();

    /// Link `link` has something to flush, or died: it is looked at when this turn of the loop is over.
    void touch(Link& link);

    /// The time of the last sweep: exact enough for limits of seconds, and free.
    Clock::time_point coarse_now() const noexcept { return coarse_now_; }
    /// "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
    const std::string& date_header();
    std::uint64_t next_id() noexcept { return common_->last_id.fetch_add(1) + 1; }
    std::size_t load() const noexcept {  // any thread
        return expected.load(std::memory_order_relaxed);
    }

    bool draining() const noexcept { return common_->draining.load(std::memory_order_relaxed); }

  private:
    const std::shared_ptr<Common> common_;

  public:
    net::Loop& loop;
    Application& application;
    const ServerLimits& limits;
    ShardStats stats;
    std::array<char, 64 * 1024> read_buffer;
    std::atomic<std::size_t> expected{0};  ///< links here and on their way here; the acceptor adds, the loop subtracts

  private:
    void sweep();
    void end_turn();
    void remove(Link& link);

    std::vector<std::unique_ptr<Link>> links_;
    std::vector<Link*> touched_;
    std::vector<Link*> ending_;  // the batch of touched_ that is being looked at
    bool turn_ends_soon_ = false;
    bool closed_ = false;
    net::Timer sweep_timer_;
    std::chrono::milliseconds sweep_interval_;
    Clock::time_point coarse_now_ = Clock::now();
    std::string date_;
    Clock::time_point date_until_{};
};

}  // namespace antiphon::ws
