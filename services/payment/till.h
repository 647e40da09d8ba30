#pragma once
#include <optional>
#include <string>

#include <antiphon/redis/client.h>

#include "inventory.h"
#include "orders.h"

/// Charges cards. What it knows of an order comes in two events that may arrive in either order; it is kept in Redis
/// until both are there. Any thread, any number of instances.
class Till {
  public:
    explicit Till(antiphon::redis::Client& redis) : redis_(redis) {}  // borrowed

    struct Charge {
        antiphon::Uuid order_id;
        std::string user;
        std::int64_t total_cents = 0;
        std::optional<std::string> refusal;  ///< why the card was declined
    };

    /// The card of an order. Answers with the charge once the reservation is known too; the same each time.
    std::optional<Charge> card(const orders::Placed& order);
    /// The reservation of an order. Answers with the charge once the card is known too; the same each time.
    std::optional<Charge> reservation(const inventory::Reserved& reserved);

  private:
    std::optional<Charge> charge_if_complete(const antiphon::Uuid& order_id, const std::string& user,
                                             std::int64_t total_cents, const char* field, const std::string& value);
    antiphon::redis::Client& redis_;
};
