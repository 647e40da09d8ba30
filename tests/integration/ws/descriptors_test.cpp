#include <sys/resource.h>

#include <ctime>

#include "fixture.h"

namespace antiphon::ws::testing {
namespace {
using namespace std::chrono_literals;

class DescriptorsTest : public ServerTest {
  protected:
    /// Leaves this process so many descriptors more than it has.
    static void leave(rlim_t count) {
        const int next = ::dup(0);
        ::close(next);
        rlimit limit{};
        ::getrlimit(RLIMIT_NOFILE, &limit);
        limit.rlim_cur = static_cast<rlim_t>(next) + count;
        ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &limit), 0);
    }
    std::chrono::nanoseconds loop_cpu() {
        std::promise<std::chrono::nanoseconds> cpu;
        loops.front()->post([&] {
            timespec used{};
            ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
            cpu.set_value(std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec));
        });
        return cpu.get_future().get();
    }
    void let_the_loop_run(std::chrono::milliseconds time) {
        std::promise<void> passed;
        net::Timer timer;
        loops.front()->post([&] { timer = loops.front()->after(time, [&] { passed.set_value(); }); });
        passed.get_future().get();
    }
};

TEST_F(DescriptorsTest, RunningOutOfThemCostsNoTimeAndHurtsNobodyConnected) {
    start();
    std::vector<std::unique_ptr<RawClient>> served;
    for (int i = 0; i < 5; ++i) served.push_back(open_socket());
    std::vector<int> waiting;
    for (int i = 0; i < 40; ++i) waiting.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    leave(2);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server->port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (const int client : waiting)
        EXPECT_EQ(::connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);

    const auto cpu = loop_cpu();
    let_the_loop_run(400ms);
    EXPECT_LT(loop_cpu() - cpu, 80ms) << "more than 20 %";
    EXPECT_GE(server->stats().refused, 1U) << "clients are told, a few a second";
    EXPECT_LE(server->stats().refused, 8U);
    for (const auto& client : served) {
        client->say(client_text("still there"));
        EXPECT_EQ(client->hear_frame(), "1still there");
    }

    for (const int client : waiting) ::close(client);
    const auto again = open_socket();
    again->say(client_text("taken"));
    EXPECT_EQ(again->hear_frame(), "1taken");
}

}  // namespace
}  // namespace antiphon::ws::testing
