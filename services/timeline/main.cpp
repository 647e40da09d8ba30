// What happens in the shop, one line each. `--once`: places an order through the first gateway, watches it through the
// last as the same user, and ends with 0 only if every step came.

#include <antiphon/auth/token.h>
#include <antiphon/events/redis_bus.h>
#include <antiphon/redis/options.h>

#include <csignal>
#include <deque>
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

/// The steps of one order that are still to come, and the messages about them.
class Expected {
  public:
    bool is_complete() const { return steps_.empty() && messages_.empty(); }
    std::string next() const {
        return !steps_.empty() ? steps_.front() : !messages_.empty() ? "a message of kind " + *messages_.begin() : "";
    }

    void message(const std::string& kind) { messages_.erase(kind); }
    /// What is wrong with this event; empty when it is the one that had to come.
    std::string step(const Session::Event& event) {
        if (steps_.empty() || event.type != steps_.front()) return "an event out of order: " + event.text;
        if (last_offset_ && event.offset != *last_offset_ + 1) return "a hole in the offsets before " + event.text;
        steps_.pop_front();
        last_offset_ = event.offset;
        return "";
    }

  private:
    std::deque<std::string> steps_ = {"orders.placed", "orders.reserved", "orders.paid", "orders.shipped"};
    std::set<std::string> messages_ = {"reserved", "paid", "shipped"};
    std::optional<std::uint64_t> last_offset_;
};

/// Until everything has come, or something is wrong: that is the answer then.
std::string watch(Session& watcher, const std::string& gateway, const Timeline& timeline, Deadline deadline) {
    Expected expected;
    while (!expected.is_complete()) {
        const auto event = watcher.next(deadline);
        if (!event) return "waited 20 s for " + expected.next();
        if (event->type == "notification.message") {
            json::Parser parser;
            const json::Value data = parser.parse(event->data);
            expected.message(std::string(data.find("kind")->string()));
            timeline.line("message", std::string(data.find("text")->string()));
            continue;
        }
        if (const std::string problem = expected.step(*event); !problem.empty()) return problem;
        timeline.line(event->type, "offset " + std::to_string(event->offset.value_or(0)) + " through " + gateway);
    }
    return "";
}

int once(const Demo& demo) {
    const std::string token = demo.token("once-" + antiphon::random_text(6));
    const std::string &here = demo.gateways.front(), &there = demo.gateways.back();
    const Deadline deadline = Deadline::in(20s);
    const Timeline timeline;

    Session watcher(there, token);
    const auto subscribed = watcher.call("rpc.subscribe", R"({"channel":"orders.mine"})", deadline);
    if (subscribed.code != 0) return fail("rpc.subscribe was refused: " + subscribed.error);
    timeline.line("subscribed", "to orders.mine at " + there);

    Session buyer(here, token);
    const auto placed = buyer.call(
        "orders.place",
        R"({"items":[{"sku":"A-1","quantity":2},{"sku":"C-3","quantity":1}],"card":"4242424242424242"})", deadline);
    if (placed.code != 0) return fail("orders.place was refused: " + placed.error);
    timeline.line("orders.place answered", "at " + here);

    const std::string problem = watch(watcher, there, timeline, deadline);
    if (!problem.empty()) return fail(problem);
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
