#include "card_safe.h"

using antiphon::Secret;
using antiphon::Uuid;

namespace {

constexpr const char* one_hour = "3600";

std::string key_of(const Uuid& order) { return "shop:card:" + order.text(); }

}  // namespace

void CardSafe::put(const Uuid& order, const Secret& card) {
    redis_.call({"SET", key_of(order), card.reveal(), "EX", one_hour});
}

std::optional<Secret> CardSafe::look(const Uuid& order) const {
    antiphon::redis::Reply card = redis_.call({"GET", key_of(order)});
    if (card.is_nil()) return std::nullopt;
    return Secret(std::move(card.text));
}

void CardSafe::forget(const Uuid& order) { redis_.call({"DEL", key_of(order)}); }
