#pragma once
#include <antiphon/events/bus.h>

#include "card_safe.h"
#include "inventory.h"
#include "order_book.h"
#include "orders.h"

/// What a service reports beside an order's new status.
struct OrderNews {
    std::optional<std::string> reason = std::nullopt;
    std::optional<std::string> tracking_code = std::nullopt;
};

/// Takes orders, and follows what the other services make of them.
class OrderDesk final : public orders::Service {
  public:
    OrderDesk(OrderBook& book, CardSafe& cards, antiphon::events::Bus& bus, inventory::Client inventory)
        : book_(book), cards_(cards), bus_(bus), inventory_(std::move(inventory)) {}  // borrows all but the client

    orders::Order place(const orders::PlaceParams& params, antiphon::Context& context) override;
    orders::Order get(const orders::GetParams& params, antiphon::Context& context) override;
    std::vector<orders::Order> list(const orders::ListParams& params, antiphon::Context& context) override;

    /// Brings an order to `status` and tells its owner of each step on the way. The same news twice changes nothing.
    void follow(const antiphon::Uuid& order_id, orders::Status status, const OrderNews& news = {});

  private:
    std::int64_t total_of(const std::vector<orders::Item>& items);
    void tell_owner(const orders::Order& order);

    OrderBook& book_;
    CardSafe& cards_;
    antiphon::events::Bus& bus_;
    inventory::Client inventory_;
};
