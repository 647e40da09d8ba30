#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include <antiphon/redis/client.h>

#include "orders.h"

/// The orders, kept in Redis: a hash per order and a list per user. The shop is one tenant's, so a user is known by
/// name. Any thread, any number of instances.
class OrderBook {
  public:
    explicit OrderBook(antiphon::redis::Client& redis) : redis_(redis) {}  // borrowed

    void insert(const orders::Order& order);
    std::optional<orders::Order> find(const antiphon::Uuid& id) const;

    /// Newest first.
    std::vector<orders::Order> of_user(std::string_view user, int limit) const;

    /// Keeps `order` unless what is kept has come at least as far: of two that report the same step, one changes it.
    void advance(const orders::Order& order);

  private:
    antiphon::redis::Client& redis_;
};

/// The steps that lead an order from one status to another, without the first and with the last; empty when `to` is not
/// ahead of `from`. Events of different services may overtake one another: who hears of `paid` first knows that
/// `reserved` happened.
std::vector<orders::Status> steps_between(orders::Status from, orders::Status to);
