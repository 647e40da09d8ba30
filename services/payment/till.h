#pragma once
#include <string>

#include <antiphon/redis/client.h>

#include "card_safe.h"

/// Charges cards, each order's once: what came of it is kept for a week, the card no longer than it takes. Any thread,
/// any number of instances.
class Till {
  public:
    explicit Till(antiphon::redis::Client& redis) : redis_(redis), cards_(redis) {}  // borrowed

    /// Why the card was refused; empty when it was charged. The same however often it is asked.
    std::string charge(const antiphon::Uuid& order);
    /// Nothing is to be charged.
    void drop(const antiphon::Uuid& order) { cards_.forget(order); }

  private:
    antiphon::redis::Client& redis_;
    CardSafe cards_;
};
