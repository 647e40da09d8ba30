#include "till.h"

using antiphon::Uuid;

namespace {

constexpr const char* one_week = "604800";

/// The bank of this shop.
std::string refusal_of(const antiphon::Secret& card) {
    return card.reveal().ends_with("0000") ? "the card was declined by its bank" : "";
}

}  // namespace

std::string Till::charge(const Uuid& order) {
    const std::string key = "shop:charge:" + order.text();
    const auto card = cards_.look(order);
    // Without a card this order was charged before, or it waited for longer than a card is kept.
    const std::string refusal = card ? refusal_of(*card) : "its card is not known any more";
    redis_.call({"SET", key, refusal, "NX", "EX", one_week});
    const std::string outcome = redis_.call({"GET", key}).text;  // the first one counts
    cards_.forget(order);
    return outcome;
}
