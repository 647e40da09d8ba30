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

    const auto orders =
        app.bus().consume<orders::events::placed>({.group = "inventory"}, [&](const orders::Placed& order, auto&) {
            const antiphon::events::PublishOptions once{.id = order.order_id.text() + ":stock"};
            if (const auto sku = stock.reserve(order.order_id, order.items)) {
                app.bus().publish(
                    inventory::events::rejected{{.order_id = order.order_id,
                                                 .user = order.user,
                                                 .sku = *sku,
                                                 .reason = "there is not enough of " + *sku + " in stock"}},
                    once);
            } else {
                app.bus().publish(
                    inventory::events::reserved{
                        {.order_id = order.order_id, .user = order.user, .total_cents = order.total_cents}},
                    once);
            }
        });
    const auto refusals = app.bus().consume<payment::events::declined>(
        {.group = "inventory"}, [&](const payment::Declined& refusal, auto&) { stock.give_back(refusal.order_id); });

    app.serve(desk);
    return app.run();
}
