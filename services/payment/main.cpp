// The till: charges the card of an order once its articles are reserved.

#include <antiphon/base/log.h>
#include <antiphon/runtime/app.h>

#include "payment.h"
#include "till.h"

namespace {

void report(antiphon::events::Bus& bus, const std::optional<Till::Charge>& charge) {
    if (!charge) return;
    const antiphon::events::PublishOptions once{.id = charge->order_id.text() + ":charge"};
    if (charge->refusal)
        bus.publish(
            payment::events::declined{{.order_id = charge->order_id, .user = charge->user, .reason = *charge->refusal}},
            once);
    else
        bus.publish(
            payment::events::paid{
                {.order_id = charge->order_id, .user = charge->user, .total_cents = charge->total_cents}},
            once);
    antiphon::log::info(charge->refusal ? "card declined" : "card charged", {{"order", charge->order_id.text()}});
}

}  // namespace

int main(int argc, char** argv) {
    antiphon::App app(argc, argv);
    Till till(app.redis());
    payment::Service desk;  // no methods: it only consumes and publishes

    const auto orders = app.bus().consume<orders::events::placed>(
        {.group = "payment"}, [&](const orders::Placed& order, auto&) { report(app.bus(), till.card(order)); });
    const auto reservations = app.bus().consume<inventory::events::reserved>(
        {.group = "payment"},
        [&](const inventory::Reserved& reserved, auto&) { report(app.bus(), till.reservation(reserved)); });

    app.serve(desk);
    return app.run();
}
