// bench_events live|durable ours|hand PORT COUNT
// One process publishes and receives COUNT events over the Redis at PORT and prints how many it did per second.
// `hand` is what a careful programmer would write on hiredis: pipelined, without decoding anything.

#include <hiredis/hiredis.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "antiphon/events/redis_bus.h"
#include "antiphon/redis/options.h"
#include "shop_events.h"

namespace {

using Clock = std::chrono::steady_clock;
constexpr int window = 512;  // publishes under way

/// Lets `window` through at a time.
class Window {
  public:
    void enter() {
        std::unique_lock lock(mutex_);
        left_.wait(lock, [this] { return inside_ < window; });
        ++inside_;
    }
    void leave() {
        std::lock_guard lock(mutex_);
        if (inside_-- == window) left_.notify_one();
    }

  private:
    std::mutex mutex_;
    std::condition_variable left_;
    int inside_ = 0;
};

/// Counts to a number that somebody waits for.
class Count {
  public:
    explicit Count(int last) : last_(last) {}
    void add(int more = 1) {
        if (reached_ += more; reached_ < last_) return;
        std::lock_guard lock(mutex_);
        done_.notify_all();
    }
    bool wait() {
        std::unique_lock lock(mutex_);
        return done_.wait_for(lock, std::chrono::minutes(1), [this] { return reached_ >= last_; });
    }

  private:
    const int last_;
    std::atomic<int> reached_{0};
    std::mutex mutex_;
    std::condition_variable done_;
};

shop::Order order_of(int number) {
    return {"0198c0de-0000-7000-8000-000000000000-and-the-other-fields-of-a-small-order-that-somebody-placed", number};
}

template <class E>
void publish_ours(antiphon::events::Bus& bus, int count) {
    Window open;
    for (int number = 1; number <= count; ++number) {
        open.enter();
        bus.publish_then(E{order_of(number)}, [&open](auto&&, std::exception_ptr error) {
            if (error) std::terminate();
            open.leave();
        });
    }
    for (int i = 0; i < window; ++i) open.enter();
}

bool live_ours(int port, int count) {
    antiphon::events::RedisBus bus(antiphon::redis::Options::from_url("redis://127.0.0.1:" + std::to_string(port)), {});
    Count heard(count);
    const auto live =
        bus.listen<shop::events::ticked>([&](const shop::Order&, const auto&) { heard.add(); },
                                         {.max_waiting_messages = 1'000'000, .max_waiting_bytes = 1 << 30});
    publish_ours<shop::events::ticked>(bus, count);
    return heard.wait();
}

bool durable_ours(int port, int count) {
    antiphon::events::RedisBus bus(antiphon::redis::Options::from_url("redis://127.0.0.1:" + std::to_string(port)), {});
    Count handled(count);
    const auto work =
        bus.consume<shop::events::placed>({.group = "bench"}, [&](const shop::Order&, const auto&) { handled.add(); });
    publish_ours<shop::events::placed>(bus, count);
    while (bus.depth("shop.flow", "bench").pending > 0) std::this_thread::yield();
    return handled.wait();
}

redisContext* connect(int port) {
    redisContext* context = redisConnect("127.0.0.1", port);
    if (context == nullptr || context->err != 0) std::exit(1);
    return context;
}

redisReply* next(redisContext* context) {
    void* reply = nullptr;
    if (redisGetReply(context, &reply) != REDIS_OK) std::exit(1);
    return static_cast<redisReply*>(reply);
}

void append(redisContext* context, const std::vector<std::string>& words) {
    std::vector<const char*> texts;
    std::vector<std::size_t> sizes;
    for (const auto& word : words) texts.push_back(word.data()), sizes.push_back(word.size());
    redisAppendCommandArgv(context, static_cast<int>(words.size()), texts.data(), sizes.data());
}

std::string message(int number) {
    return R"({"specversion":"1.0","id":"0198c0de-0000-7000-8000-)" + std::to_string(100000000000 + number) +
           R"(","source":"bench","type":"shop.placed","time":"2026-01-01T00:00:00.000Z","traceparent":)"
           R"("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","data":{"id":"0198c0de-0000-7000-8000-)"
           R"(000000000000-and-the-other-fields-of-a-small-order-that-somebody-placed","number":)" +
           std::to_string(number) + "}}";
}

/// Appends `window` commands at a time, then reads their answers.
template <class Command>
void publish_by_hand(int port, int count, Command command) {
    redisContext* context = connect(port);
    for (int number = 1; number <= count;) {
        int sent = 0;
        for (; sent < window && number <= count; ++sent, ++number) append(context, command(number));
        for (; sent > 0; --sent) freeReplyObject(next(context));
    }
    redisFree(context);
}

bool live_by_hand(int port, int count) {
    redisContext* context = connect(port);
    append(context, {"SUBSCRIBE", "bench"});
    freeReplyObject(next(context));
    std::thread listener([&] {
        for (int heard = 0; heard < count; ++heard) freeReplyObject(next(context));
    });
    publish_by_hand(port, count, [](int number) {
        return std::vector<std::string>{"PUBLISH", "bench", message(number)};
    });
    listener.join();
    redisFree(context);
    return true;
}

constexpr const char* script =
    "if not redis.call('SET', KEYS[3], 1, 'NX', 'PX', 120000) then return 0 end "
    "local offset = redis.call('HINCRBY', KEYS[2], 'offset', 1) "
    "redis.call('XADD', KEYS[1], 'MAXLEN', '~', 100000, offset .. '-0', 'id', ARGV[2], 'event', ARGV[3]) "
    "redis.call('PUBLISH', ARGV[1], '{\"offset\":' .. offset .. ',' .. string.sub(ARGV[3], 2)) return offset";

bool durable_by_hand(int port, int count) {
    redisContext* context = connect(port);
    append(context, {"SCRIPT", "LOAD", script});
    redisReply* loaded = next(context);
    const std::string sha(loaded->str, loaded->len);
    freeReplyObject(loaded);
    append(context, {"XGROUP", "CREATE", "hand", "bench", "0", "MKSTREAM"});
    freeReplyObject(next(context));
    std::thread consumer([&] {
        for (int handled = 0; handled < count;) {
            append(context,
                   {"XREADGROUP", "GROUP", "bench", "one", "COUNT", "256", "BLOCK", "1000", "STREAMS", "hand", ">"});
            redisReply* reply = next(context);
            if (reply->type != REDIS_REPLY_ARRAY) {
                freeReplyObject(reply);
                continue;
            }
            const redisReply* entries = reply->element[0]->element[1];
            std::vector<std::string> done{"XACK", "hand", "bench"};
            for (std::size_t i = 0; i < entries->elements; ++i)
                done.emplace_back(entries->element[i]->element[0]->str, entries->element[i]->element[0]->len);
            handled += static_cast<int>(entries->elements);
            freeReplyObject(reply);
            append(context, done);
            freeReplyObject(next(context));
        }
    });
    publish_by_hand(port, count, [&](int number) {
        const std::string id = "id-" + std::to_string(number);
        return std::vector<std::string>{"EVALSHA", sha, "3", "hand", "meta", "dd:" + id, "bench", id, message(number)};
    });
    consumer.join();
    redisFree(context);
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) return 2;
    const bool live = std::string(argv[1]) == "live";
    const bool ours = std::string(argv[2]) == "ours";
    const int port = std::stoi(argv[3]);
    const int count = std::stoi(argv[4]);
    const auto began = Clock::now();
    const bool done = live ? (ours ? live_ours(port, count) : live_by_hand(port, count))
                           : (ours ? durable_ours(port, count) : durable_by_hand(port, count));
    if (!done) return 1;
    std::cout << static_cast<double>(count) / std::chrono::duration<double>(Clock::now() - began).count() << '\n';
    return 0;
}
