// The dispatch room: gives every paid order a tracking code and sends it off.

#include <antiphon/redis/client.h>
#include <antiphon/runtime/app.h>

#include "payment.h"
#include "shipping.h"

namespace {

/// Made once per order, the same each time it is asked for.
std::string tracking_code(antiphon::redis::Client& redis, const antiphon::Uuid& order) {
    const std::string key = "shop:parcel:" + order.text();
    redis.call({"HSETNX", key, "tracking_code", "AN-" + antiphon::random_text(10)});
    return redis.call({"HGET", key, "tracking_code"}).text;
}

}  // namespace

int main(int argc, char** argv) {
    antiphon::App app(argc, argv);
    shipping::Service desk;  // no methods: it only consumes and publishes

    const auto paid = [&](const payment::Paid& order, auto&) {
        app.bus().publish(shipping::events::shipped{{.order_id = order.order_id,
                                                     .user = order.user,
                                                     .tracking_code = tracking_code(app.redis(), order.order_id)}},
                          {.id = order.order_id.text() + ":parcel"});
    };
    const auto parcels = app.bus().consume<payment::events::paid>({.group = "shipping"}, paid);

    app.serve(desk);
    return app.run();
}
