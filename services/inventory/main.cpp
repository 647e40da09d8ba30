// The stock: sets articles aside for new orders and takes them back when the card is declined.

#include <antiphon/runtime/app.h>

#include "payment.h"
#include "stock.h"

namespace {

class Desk final : public inventory::Service {
  public:
    explicit Desk(const Stock& stock) : stock_(stock) {}  // borrowed
    std::vector<inventory::Article> catalogue(antiphon::Context&) override { return stock_.catalogue(); }

  private:
    const Stock& stock_;
};

}  // namespace

int main(int argc, char** argv) {
    antiphon::App app(argc, argv);
    Stock stock(app.redis());
    Desk desk(stock);

    const auto placed = [&](const orders::Placed& order, auto&) {
        namespace happened = inventory::events;
        const antiphon::events::PublishOptions once{.id = order.order_id.text() + ":stock"};
        const auto sku = stock.reserve(order.order_id, order.items);
        if (sku)
            app.bus().publish(happened::rejected{{.order_id = order.order_id,
                                                  .user = order.user,
                                                  .sku = *sku,
                                                  .reason = "there is not enough of " + *sku + " in stock"}},
                              once);
        else
            app.bus().publish(
                happened::reserved{{.order_id = order.order_id, .user = order.user, .total_cents = order.total_cents}},
                once);
    };
    const auto declined = [&](const payment::Declined& refusal, auto&) { stock.give_back(refusal.order_id); };

    const antiphon::events::ConsumerOptions group{.group = "inventory"};
    const auto new_orders = app.bus().consume<orders::events::placed>(group, placed);
    const auto refusals = app.bus().consume<payment::events::declined>(group, declined);

    app.serve(desk);
    return app.run();
}
