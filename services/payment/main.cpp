// The till: charges the card of an order once its articles are reserved.

#include <antiphon/base/log.h>
#include <antiphon/runtime/app.h>

#include "inventory.h"
#include "payment.h"
#include "till.h"

namespace {

void report(antiphon::events::Bus& bus, const inventory::Reserved& order, const std::string& refusal) {
    namespace happened = payment::events;
    const antiphon::events::PublishOptions once{.id = order.order_id.text() + ":charge"};
    if (refusal.empty())
        bus.publish(happened::paid{{.order_id = order.order_id, .user = order.user, .total_cents = order.total_cents}},
                    once);
    else
        bus.publish(happened::declined{{.order_id = order.order_id, .user = order.user, .reason = refusal}}, once);
    antiphon::log::info(refusal.empty() ? "card charged" : "card declined", {{"order", order.order_id.text()}});
}

}  // namespace

int main(int argc, char** argv) {
    using antiphon::events::on;
    antiphon::App app(argc, argv);
    Till till(app.redis());
    payment::Service desk;  // no methods: it only consumes and publishes

    const auto reserved = [&](const inventory::Reserved& order, auto&) {
        report(app.bus(), order, till.charge(order.order_id));
    };
    const auto rejected = [&](const inventory::Rejected& order, auto&) { till.drop(order.order_id); };
    const auto stock = app.bus().consume({.group = "payment"}, on<inventory::events::reserved>(reserved),
                                         on<inventory::events::rejected>(rejected));

    app.serve(desk);
    return app.run();
}
