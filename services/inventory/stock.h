#pragma once
#include <optional>
#include <string>
#include <vector>

#include <antiphon/redis/client.h>

#include "inventory.h"
#include "orders.h"

/// What is in stock, kept in Redis. Reservations are made and given back by scripts, so each happens once however often
/// it is asked for. Any thread, any number of instances.
class Stock {
  public:
    /// Fills in what the catalogue has and Redis does not know yet.
    explicit Stock(antiphon::redis::Client& redis);  // borrowed

    std::vector<inventory::Article> catalogue() const;

    /// Sets all items aside, or none. Answers a repeated order with what it answered first: nothing when it is
    /// reserved, otherwise the article that was short.
    std::optional<std::string> reserve(const antiphon::Uuid& order, const std::vector<orders::Item>& items);

    /// Puts back what was reserved for the order; nothing happens the second time.
    void give_back(const antiphon::Uuid& order);

  private:
    antiphon::redis::Client& redis_;
};
