// What happens in the shop, one line each. `--once`: places an order through the first gateway, watches it through the
// last as the same user, and ends with 0 only if every step came.

#include <antiphon/auth/token.h>
#include <antiphon/events/redis_bus.h>
#include <antiphon/redis/options.h>

#include <csignal>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>

#include "inventory.h"
#include "orders.h"
#include "payment.h"
#include "session.h"
#include "shipping.h"

namespace {

using antiphon::Deadline;
using namespace std::chrono_literals;
namespace json = antiphon::json;

/// build/demo.json, as `./dev demo` leaves it.
struct Demo {
    std::vector<std::string> gateways;
    std::string redis;
    std::string key_file;

    explicit Demo(const std::string& path) {
        std::ifstream file(path);
        if (!file)
            throw antiphon::Error(antiphon::ErrorKind::invalid, antiphon::Code::invalid_params,
                                  path + " is not there; './dev demo' makes it");
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        json::Parser parser;
        const json::Value root = parser.parse(text);
        for (const json::Value gateway : root.find("gateways")->elements())
            gateways.emplace_back(gateway.find("url")->string());
        redis = root.find("redis")->find("url")->string();
        key_file = root.find("key_file")->string();
    }

    std::string token(const std::string& user) const {
        const auto keys = antiphon::auth::Keys::from_file(key_file);
        antiphon::auth::Claims claims;
        claims.caller.user = user;
        claims.caller.tenant = "acme";
        return antiphon::auth::Signer(*keys.signing()).sign(claims, 1h);
    }
};

class Timeline {
  public:
    void line(const std::string& what, const std::string& detail) const {
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(antiphon::Clock::now() - start_).count();
        std::printf("%7lld ms  %-22s %s\n", static_cast<long long>(ms), what.c_str(), detail.c_str());
        std::fflush(stdout);
    }

  private:
    const antiphon::Clock::time_point start_ = antiphon::Clock::now();
};

int fail(const std::string& problem) {
    std::cerr << "timeline: " << problem << '\n';
    return 1;
}

int once(const Demo& demo) {
    const std::string token = demo.token("once-" + antiphon::random_text(6));
    const Deadline deadline = Deadline::in(20s);
    Timeline timeline;

    Session watcher(demo.gateways.back(), token);
    const auto subscribed = watcher.call("rpc.subscribe", R"({"channel":"orders.mine"})", deadline);
    if (subscribed.code != 0) return fail("rpc.subscribe was refused: " + subscribed.error);
    timeline.line("subscribed", "to orders.mine at " + demo.gateways.back());

    Session buyer(demo.gateways.front(), token);
    const auto placed = buyer.call(
        "orders.place",
        R"({"items":[{"sku":"A-1","quantity":2},{"sku":"C-3","quantity":1}],"card":"4242424242424242"})", deadline);
    if (placed.code != 0) return fail("orders.place was refused: " + placed.error);
    timeline.line("orders.place answered", "at " + demo.gateways.front());

    std::vector<std::string> steps = {"orders.placed", "orders.reserved", "orders.paid", "orders.shipped"};
    std::set<std::string> messages = {"reserved", "paid", "shipped"};
    std::optional<std::uint64_t> last_offset;
    std::size_t next_step = 0;
    while (next_step < steps.size() || !messages.empty()) {
        const auto event = watcher.next(deadline);
        if (!event)
            return fail("waited 20 s for " +
                        (next_step < steps.size() ? steps[next_step] : "a message of kind " + *messages.begin()));
        if (event->type == "notification.message") {
            json::Parser parser;
            const json::Value data = parser.parse(event->data);
            messages.erase(std::string(data.find("kind")->string()));
            timeline.line("message", std::string(data.find("text")->string()));
            continue;
        }
        if (next_step == steps.size() || event->type != steps[next_step])
            return fail("an event out of order: " + event->text);
        if (last_offset && event->offset != *last_offset + 1)
            return fail("a hole in the offsets before " + event->text);
        last_offset = event->offset;
        ++next_step;
        timeline.line(event->type,
                      "offset " + std::to_string(event->offset.value_or(0)) + " through " + demo.gateways.back());
    }
    timeline.line("done", "every step came");
    return 0;
}

int follow(const Demo& demo) {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);

    Timeline timeline;
    antiphon::events::RedisBus bus(antiphon::redis::Options::from_url(demo.redis), {});
    const auto show = [&](const auto& payload, const antiphon::events::Delivery& delivery) {
        timeline.line(std::string(delivery.type), payload.order_id.text().substr(0, 13) + " of " + payload.user);
    };
    const auto placed = bus.listen<orders::events::placed>(show);
    const auto reserved = bus.listen<inventory::events::reserved>(show);
    const auto rejected = bus.listen<inventory::events::rejected>(show);
    const auto paid = bus.listen<payment::events::paid>(show);
    const auto declined = bus.listen<payment::events::declined>(show);
    const auto shipped = bus.listen<shipping::events::shipped>(show);
    int signal = 0;
    sigwait(&ends, &signal);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    bool is_once = false;
    std::string path = "build/demo.json";
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--once")
            is_once = true;
        else if (arguments[i] == "--demo" && i + 1 < arguments.size())
            path = arguments[++i];
        else
            return fail("usage: timeline [--once] [--demo build/demo.json]"), 2;
    }
    try {
        const Demo demo(path);
        return is_once ? once(demo) : follow(demo);
    } catch (const std::exception& error) {
        return fail(error.what());
    }
}
