// bench_rpc_client URL SECONDS [in flight]: calls per second of our client; 1 in flight: synchronous.

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>

#include "antiphon/rpc/client.h"
#include "antiphon/rpc/http_channel.h"

namespace {

using namespace antiphon;
constexpr auto method = "bench.add";

long synchronous(rpc::Channel& channel, Deadline end) {
    long calls = 0;
    for (; !end.passed(); ++calls) {
        const auto sum = rpc::call<json::wire::Int53, std::int64_t>(channel, method, R"({"a":20,"b":22})",
                                                                    rpc::Idempotency::none, {}, nullptr);
        if (sum != 42) std::abort();
    }
    return calls;
}

/// Keeps `most` calls in flight: each answer starts the next.
class Loop {
  public:
    Loop(rpc::Channel& channel, Deadline end) : channel_(channel), end_(end) {}
    long run(int most) {
        in_flight_ = most;
        for (int i = 0; i < most; ++i) next();
        std::unique_lock lock(mutex_);
        ended_.wait(lock, [this] { return in_flight_ == 0; });
        return calls_;
    }

  private:
    void next() {
        channel_.start({.method = method, .params = R"({"a":20,"b":22})"}, [this](std::string_view response,
                                                                                  const std::exception_ptr&) {
            const auto sum = rpc::detail::read_result<json::wire::Int53, std::int64_t>(method, response, nullptr);
            if (sum != 42) std::abort();
            {
                const std::lock_guard lock(mutex_);
                ++calls_;
                if (end_.passed()) {
                    --in_flight_;
                    ended_.notify_all();
                    return;
                }
            }
            next();
        });
    }
    rpc::Channel& channel_;
    const Deadline end_;
    std::mutex mutex_;
    std::condition_variable ended_;
    long calls_ = 0;
    int in_flight_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) return 2;
    rpc::HttpChannel channel(argv[1]);
    const int seconds = std::atoi(argv[2]);
    const int in_flight = argc > 3 ? std::atoi(argv[3]) : 1;
    synchronous(channel, Deadline::in(std::chrono::milliseconds(200)));
    const Deadline end = Deadline::in(std::chrono::seconds(seconds));
    const long calls = in_flight == 1 ? synchronous(channel, end) : Loop(channel, end).run(in_flight);
    std::printf("%ld\n", calls / seconds);
}
