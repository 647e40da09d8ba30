// events_worker URL PREFIX GROUP LEASE_MS [die_of=N] [stay_at=N]
// Consumes shop.placed and says what it handles, one line each, as soon as it happens.

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <map>
#include <semaphore>
#include <string>

#include "antiphon/events/redis_bus.h"
#include "antiphon/redis/options.h"
#include "shop_events.h"

namespace {

std::binary_semaphore released{0};
std::binary_semaphore ended{0};

void say(const std::string& line) { std::cout << line + '\n' << std::flush; }

}  // namespace

int main(int argc, char** argv) {
    if (argc < 5) return 2;
    std::map<std::string, int> wanted;
    for (int i = 5; i < argc; ++i) {
        const std::string word = argv[i];
        const auto equals = word.find('=');
        if (equals == std::string::npos) return 2;
        wanted[word.substr(0, equals)] = std::stoi(word.substr(equals + 1));
    }
    std::signal(SIGTERM, [](int) { ended.release(); });
    std::signal(SIGUSR1, [](int) { released.release(); });

    antiphon::events::RedisBus bus(antiphon::redis::Options::from_url(argv[1]), {.prefix = argv[2]});
    antiphon::events::ConsumerOptions options{.group = argv[3]};
    options.lease = std::chrono::milliseconds(std::stoi(argv[4]));
    options.prefetch = 10;
    const auto work = bus.consume<shop::events::placed>(options, [&](const shop::Order& order, const auto& delivery) {
        if (order.number == wanted["die_of"]) std::abort();
        if (order.number == wanted["stay_at"]) {
            say("staying");
            released.acquire();
        }
        say("handled " + std::to_string(order.number) + " attempt " + std::to_string(delivery.attempt));
    });
    say("ready");
    ended.acquire();
    return 0;
}
