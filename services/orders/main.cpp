// The order book: places orders and keeps them up to date with what inventory, payment and shipping report.

#include <antiphon/runtime/app.h>

#include "order_desk.h"
#include "payment.h"
#include "shipping.h"

int main(int argc, char** argv) {
    using antiphon::events::on;
    antiphon::App app(argc, argv);
    OrderBook book(app.redis());
    CardSafe cards(app.redis());
    OrderDesk desk(book, cards, app.bus(), inventory::Client(app.channel("inventory")));

    const auto stock =
        app.bus().consume({.group = "orders"}, on<inventory::events::reserved>([&](const auto& news, auto&) {
                              desk.follow(news.order_id, orders::Status::reserved);
                          }),
                          on<inventory::events::rejected>([&](const auto& news, auto&) {
                              desk.follow(news.order_id, orders::Status::rejected, {.reason = news.reason});
                          }));
    const auto money = app.bus().consume(
        {.group = "orders"},
        on<payment::events::paid>([&](const auto& news, auto&) { desk.follow(news.order_id, orders::Status::paid); }),
        on<payment::events::declined>([&](const auto& news, auto&) {
            desk.follow(news.order_id, orders::Status::declined, {.reason = news.reason});
        }));
    const auto parcels =
        app.bus().consume<shipping::events::shipped>({.group = "orders"}, [&](const auto& news, auto&) {
            desk.follow(news.order_id, orders::Status::shipped, {.tracking_code = news.tracking_code});
        });

    app.serve(desk);
    return app.run();
}
