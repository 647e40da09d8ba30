#include "order_book.h"

#include <antiphon/json/parser.h>
#include <algorithm>

#include "embedded/keep_if_further.h"

namespace redis = antiphon::redis;

namespace {

std::string key_of(const antiphon::Uuid& id) { return "shop:order:" + id.text(); }
std::string list_of(std::string_view user) { return "shop:orders_of:" + std::string(user); }

std::string encoded(const orders::Order& order) {
    std::string text;
    write_json(text, order);
    return text;
}

orders::Order decoded(std::string_view text) {
    orders::Order order;
    read_json(antiphon::json::thread_parser().parse(text), antiphon::json::Path(antiphon::json::Reading::tolerant),
              order);
    return order;
}

/// How far along its way an order is.
int rank(orders::Status status) {
    switch (status) {
        case orders::Status::placed:
            return 1;
        case orders::Status::reserved:
            return 2;
        case orders::Status::rejected:
        case orders::Status::paid:
            return 3;
        case orders::Status::declined:
        case orders::Status::shipped:
            return 4;
        case orders::Status::unknown_:
            break;
    }
    return 0;
}

const redis::Script keep_if_further{antiphon::embedded::keep_if_further};

}  // namespace

void OrderBook::insert(const orders::Order& order) {
    const auto placed_ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(order.placed_at.time_since_epoch()).count();
    advance(order);
    redis_.call({"ZADD", list_of(order.user), std::to_string(placed_ms), order.id.text()});
}

std::optional<orders::Order> OrderBook::find(const antiphon::Uuid& id) const {
    const redis::Reply reply = redis_.call({"HGET", key_of(id), "order"});
    if (reply.is_nil()) return std::nullopt;
    return decoded(reply.text);
}

std::vector<orders::Order> OrderBook::of_user(std::string_view user, int limit) const {
    const redis::Reply ids = redis_.call({"ZREVRANGE", list_of(user), "0", std::to_string(limit - 1)});
    std::vector<orders::Order> found;
    for (const redis::Reply& id : ids.items) {
        if (auto order = find(antiphon::Uuid::parse(id.text).value())) found.push_back(std::move(*order));
    }
    return found;
}

void OrderBook::advance(const orders::Order& order) {
    redis_.run(keep_if_further, {key_of(order.id)}, {std::to_string(rank(order.status)), encoded(order)});
}

std::vector<orders::Status> steps_between(orders::Status from, orders::Status to) {
    using enum orders::Status;
    std::vector<orders::Status> way;
    switch (to) {
        case reserved:
            way = {placed, reserved};
            break;
        case rejected:
            way = {placed, rejected};
            break;
        case paid:
            way = {placed, reserved, paid};
            break;
        case declined:
            way = {placed, reserved, declined};
            break;
        case shipped:
            way = {placed, reserved, paid, shipped};
            break;
        default:
            return {};
    }
    const auto here = std::find(way.begin(), way.end(), from);
    if (here == way.end()) return {};
    return {here + 1, way.end()};
}
