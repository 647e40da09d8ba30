#pragma once
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>

#include "antiphon/events/bus.h"
#include "antiphon/redis/client.h"
#include "group_store.h"

namespace antiphon::events {

/// A group's consumer in Redis. Commands go over the client that all share; reading has a connection of its own, since
/// a waiting XREADGROUP holds up what comes behind it.
class RedisGroupStore final : public GroupStore, public std::enable_shared_from_this<RedisGroupStore> {
  public:
    RedisGroupStore(std::shared_ptr<redis::Loop> loop, const redis::Options& redis, std::weak_ptr<redis::Client> shared,
                    const std::string& prefix, const std::string& address, const ConsumerOptions& options);
    /// Before use: asks for the number of the reading connection whenever it connects.
    void start();

    void read(std::size_t count, Got got) override;
    void take_over(std::size_t count, Got got) override;
    void acknowledge(std::vector<Claim> claims, Checked checked) override;
    void keep(std::vector<Claim> claims, Checked checked) override;
    void begin_again(Claim claim, Checked checked) override;
    void park(Claim claim, Failure failure, Checked checked) override;
    void release(std::vector<Claim> claims, Checked checked) override;
    void stop() noexcept override;

  private:
    using Reading = std::shared_ptr<redis::Client>;
    using Then = std::function<void(std::exception_ptr)>;

    void ensure_group(Then then);
    void read_now(const Reading& reading, std::size_t count, Got got);
    void read_waiting(const Reading& reading, std::size_t count, Got got);
    void finish_read(const Got& got, Batch batch, std::exception_ptr error);
    /// The error that ends a read, or nothing when the group was lost and will be made again.
    std::exception_ptr unless_group_lost(std::exception_ptr error);
    void run_on_claims(const redis::Script& script, std::vector<std::string> keys, redis::Arguments arguments,
                       const std::vector<Claim>& claims, Checked checked);
    void sweep(std::chrono::milliseconds silent, const std::string& only);
    Reading reading();
    void run(const redis::Script& script, std::vector<std::string> keys, redis::Arguments arguments, redis::Done done);
    void unblock(const Reading& reading);

    // set at construction, never changes
    const std::weak_ptr<redis::Client> shared_;  ///< weak: what waits in the client holds this
    const ConsumerOptions options_;
    const std::string stream_;
    const std::string meta_;
    const std::string tries_;
    const std::string dead_;

    std::mutex mutex_;
    std::condition_variable read_ended_;
    // guarded by mutex_
    Reading reading_;              ///< null once stopped
    std::int64_t connection_ = 0;  ///< its number in Redis
    int reads_ = 0;                ///< under way: one, or two while one begins the next
    bool group_known_ = false;
    bool ever_known_ = false;
    std::string epoch_;
    int take_overs_ = 0;
};

}  // namespace antiphon::events
