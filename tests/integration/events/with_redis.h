#pragma once
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "antiphon/events/redis_bus.h"
#include "antiphon/testing/eventually.h"
#include "antiphon/testing/process.h"
#include "antiphon/testing/redis_server.h"
#include "shop_events.h"

namespace antiphon::events {

using namespace std::chrono_literals;

constexpr const char* prefix = "t";
constexpr const char* flow = "shop.flow";

inline shop::Order order(int number) { return {"o-" + std::to_string(number), number}; }

inline ConsumerOptions billing(std::chrono::milliseconds lease = 600ms) {
    return {.group = "billing", .lease = lease, .retry_after = 20ms};
}

inline std::unique_ptr<testing::Process> start_worker(const testing::RedisServer& server, int lease_milliseconds,
                                                      std::vector<std::string> more = {}) {
    std::vector<std::string> command{EVENTS_WORKER, server.url(), prefix, "billing",
                                     std::to_string(lease_milliseconds)};
    command.insert(command.end(), more.begin(), more.end());
    return std::make_unique<testing::Process>(std::move(command));
}

/// The numbers of the events that a worker said it handled.
inline std::vector<int> handled_by(const testing::Process& worker) {
    std::vector<int> numbers;
    std::istringstream lines(worker.output());
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with("handled ")) numbers.push_back(std::stoi(line.substr(8)));
    return numbers;
}

inline bool nothing_left(RedisBus& bus) {
    return testing::eventually(20s, [&] {
        const Depth depth = bus.depth(flow, "billing");
        return depth.pending == 0 && depth.waiting == 0;
    });
}

}  // namespace antiphon::events
