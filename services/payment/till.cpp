#include "till.h"

namespace redis = antiphon::redis;

namespace {

// KEYS: the order's payment. ARGV: field, value, seconds to keep. Answers card and reservation, nil where not there
// yet.
const redis::Script note_and_look{R"(
    redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
    redis.call('EXPIRE', KEYS[1], ARGV[3])
    return redis.call('HMGET', KEYS[1], 'card', 'reserved')
)"};

constexpr const char* one_week = "604800";

bool declined(std::string_view card) { return card.ends_with("0000"); }

}  // namespace

std::optional<Till::Charge> Till::card(const orders::Placed& order) {
    return charge_if_complete(order.order_id, order.user, order.total_cents, "card", order.card);
}

std::optional<Till::Charge> Till::reservation(const inventory::Reserved& reserved) {
    return charge_if_complete(reserved.order_id, reserved.user, reserved.total_cents, "reserved", "yes");
}

std::optional<Till::Charge> Till::charge_if_complete(const antiphon::Uuid& order_id, const std::string& user,
                                                     std::int64_t total_cents, const char* field,
                                                     const std::string& value) {
    const redis::Reply known = redis_.run(note_and_look, {"shop:payment:" + order_id.text()}, {field, value, one_week});
    const redis::Reply& card = known.items.at(0);
    if (card.is_nil() || known.items.at(1).is_nil()) return std::nullopt;
    Charge charge{.order_id = order_id, .user = user, .total_cents = total_cents, .refusal = {}};
    if (declined(card.text)) charge.refusal = "the card was declined by its bank";
    return charge;
}
