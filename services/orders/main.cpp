// The order book: places orders and keeps them up to date with what inventory, payment and shipping report.

#include <antiphon/runtime/app.h>

#include "order_desk.h"
#include "payment.h"
#include "shipping.h"

int main(int argc, char** argv) {
    using antiphon::events::on;
    using orders::Status;
    antiphon::App app(argc, argv);
    OrderBook book(app.redis());
    CardSafe cards(app.redis());
    OrderDesk desk(book, cards, app.bus(), inventory::Client(app.channel("inventory")));

    const auto reserved = [&](const inventory::Reserved& news, auto&) { desk.follow(news.order_id, Status::reserved); };
    const auto rejected = [&](const inventory::Rejected& news, auto&) {
        desk.follow(news.order_id, Status::rejected, {.reason = news.reason});
    };
    const auto paid = [&](const payment::Paid& news, auto&) { desk.follow(news.order_id, Status::paid); };
    const auto declined = [&](const payment::Declined& news, auto&) {
        desk.follow(news.order_id, Status::declined, {.reason = news.reason});
    };
    const auto shipped = [&](const shipping::Shipped& news, auto&) {
        desk.follow(news.order_id, Status::shipped, {.tracking_code = news.tracking_code});
    };

    const antiphon::events::ConsumerOptions group{.group = "orders"};
    const auto stock =
        app.bus().consume(group, on<inventory::events::reserved>(reserved), on<inventory::events::rejected>(rejected));
    const auto money =
        app.bus().consume(group, on<payment::events::paid>(paid), on<payment::events::declined>(declined));
    const auto parcels = app.bus().consume(group, on<shipping::events::shipped>(shipped));

    app.serve(desk);
    return app.run();
}
