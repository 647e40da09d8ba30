#pragma once
// What a group's reader needs from the place where streams are kept: memory or Redis.

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <vector>

namespace antiphon::events {

/// An event that this consumer holds. `attempt` is the token that fences: whoever took it over raised it.
struct Claim {
    std::uint64_t offset = 0;
    int attempt = 1;
};

struct Entry {
    Claim claim;
    std::string text;
};

struct Batch {
    std::vector<Entry> entries;
    std::string epoch;          ///< of the stream they are from
    std::uint64_t trimmed = 0;  ///< events that retention took before the group had them
};

struct Failure {
    int attempts = 1;
    std::string reason;
    std::string path;
    std::string id;    ///< the event's; empty when it could not be read
    std::string text;  ///< as it was in the stream
};

/// One consumer of one group of one channel. Callbacks come exactly once, on any thread, at once or later, with an
/// exception when the place could not be reached. None is called with a lock of the store held.
class GroupStore {
  public:
    using Got = std::function<void(Batch, std::exception_ptr)>;
    /// Those of the claims that are not this consumer's any more.
    using Checked = std::function<void(std::vector<Claim> lost, std::exception_ptr)>;

    virtual ~GroupStore() = default;

    /// Waits for new events; may come back with none. One at a time.
    virtual void read(std::size_t count, Got got) = 0;
    /// Takes what others have held in silence for a lease; raises their attempt.
    virtual void take_over(std::size_t count, Got got) = 0;
    virtual void acknowledge(std::vector<Claim> claims, Checked checked) = 0;
    /// Begins the leases anew.
    virtual void keep(std::vector<Claim> claims, Checked checked) = 0;
    /// Raises the attempt by one, and remembers when it first failed.
    virtual void begin_again(Claim claim, Checked checked) = 0;
    /// Into the dead letters, and acknowledged, in one step.
    virtual void park(Claim claim, Failure failure, Checked checked) = 0;
    /// Gives back what was not begun, so that others take it over at once; not an attempt.
    virtual void release(std::vector<Claim> claims, Checked checked) = 0;

    /// Ends a waiting read, and removes the consumer's name if it holds nothing. Waits a moment at most.
    virtual void stop() noexcept = 0;
};

}  // namespace antiphon::events
