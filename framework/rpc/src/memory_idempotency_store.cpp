#include <deque>
#include <map>
#include <mutex>

#include "antiphon/base/uuid.h"
#include "antiphon/rpc/idempotency.h"
#include "idempotency_key.h"

namespace antiphon::rpc {

namespace {

struct Kept {
    std::string params;
    std::string token;  // empty: done
    std::string answer;
    Clock::time_point until{};
};

class MemoryIdempotencyStore final : public IdempotencyStore {
  public:
    explicit MemoryIdempotencyStore(std::size_t capacity) : capacity_(capacity) {}

    Claimed claim(const KeyedCall& call, std::chrono::milliseconds lease) override {
        const std::string name = key_name(call);
        const std::lock_guard lock(mutex_);
        const auto now = Clock::now();
        if (const auto found = kept_.find(name); found != kept_.end() && found->second.until > now) {
            const Kept& kept = found->second;
            if (kept.params != call.params) return {Claim::conflict, {}, {}};
            if (!kept.token.empty()) return {Claim::running, {}, {}};
            return {Claim::done, {}, kept.answer};
        }
        make_room();
        if (kept_.insert_or_assign(name, Kept{std::string(call.params), random_text(16), {}, now + lease}).second)
            order_.push_back(name);
        return {Claim::fresh, kept_[name].token, {}};
    }

    void finish(const KeyedCall& call, const std::string& token, std::string_view answer) override {
        const std::lock_guard lock(mutex_);
        const auto found = kept_.find(key_name(call));
        if (found == kept_.end() || found->second.token != token) return;
        found->second.token.clear();
        found->second.answer = answer;
        found->second.until = Clock::now() + idempotency_retention;
    }

    void abandon(const KeyedCall& call, const std::string& token) override {
        const std::lock_guard lock(mutex_);
        const auto found = kept_.find(key_name(call));
        if (found != kept_.end() && found->second.token == token) found->second.until = Clock::time_point();
    }

  private:
    void make_room() {
        while (kept_.size() >= capacity_ && !order_.empty()) {
            kept_.erase(order_.front());
            order_.pop_front();
        }
    }

    const std::size_t capacity_;
    std::mutex mutex_;
    // guarded by mutex_
    std::map<std::string, Kept> kept_;
    std::deque<std::string> order_;
};

}  // namespace

std::unique_ptr<IdempotencyStore> make_memory_idempotency_store(std::size_t capacity) {
    return std::make_unique<MemoryIdempotencyStore>(capacity);
}

}  // namespace antiphon::rpc
