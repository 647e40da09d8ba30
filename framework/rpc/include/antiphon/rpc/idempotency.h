#pragma once
// Calls of `keyed` methods that carry an idempotency key are run once: the answer is kept and given again.

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "antiphon/base/clock.h"
#include "antiphon/base/retention.h"

namespace antiphon::redis {
class Client;
}

namespace antiphon::rpc {

/// Whose key it is. The same key of another user, tenant or method is another key.
struct KeyedCall {
    std::string_view tenant;
    std::string_view user;
    std::string_view method;
    std::string_view key;
    std::string_view params;  ///< as text; the same key with other params is a conflict
};

/// Any thread. Implementations throw Error(unavailable, dependency_down) when they cannot answer: the call is then not
/// run, since it might run twice.
class IdempotencyStore {
  public:
    enum class Claim : unsigned char {
        fresh,     ///< run it, then finish() or abandon()
        running,   ///< somebody else runs it now
        done,      ///< `answer` holds what it answered
        conflict,  ///< the key was used with other params
    };
    struct Claimed {
        Claim claim = Claim::fresh;
        std::string token;   ///< fresh: proves that the claim is ours
        std::string answer;  ///< done: a member of a response, `"result":…` or `"error":…`
    };

    virtual ~IdempotencyStore() = default;
    /// A claim that is neither finished nor abandoned ends `lease` later.
    virtual Claimed claim(const KeyedCall& call, std::chrono::milliseconds lease) = 0;
    virtual void finish(const KeyedCall& call, const std::string& token, std::string_view answer) = 0;
    virtual void abandon(const KeyedCall& call, const std::string& token) = 0;
};

/// In this process, for tests and services of one instance. Holds at most `capacity` answers, each for
/// idempotency_retention (base/retention.h); the oldest go first.
std::unique_ptr<IdempotencyStore> make_memory_idempotency_store(std::size_t capacity = 10'000);

/// Keys `<prefix>:ik:{…}`, kept for idempotency_retention. Borrows `client`. Blocks the calling thread while Redis
/// answers, so keyed methods belong on the worker pool.
std::unique_ptr<IdempotencyStore> make_redis_idempotency_store(redis::Client& client, std::string prefix);

}  // namespace antiphon::rpc
