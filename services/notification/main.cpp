// Tells each user what happens to an order, on every socket they have open, whatever gateway it is on.

#include <antiphon/redis/client.h>
#include <antiphon/runtime/app.h>

#include "inventory.h"
#include "notification.h"
#include "payment.h"
#include "shipping.h"

namespace {

class Messenger {
  public:
    Messenger(antiphon::events::Bus& bus, antiphon::redis::Client& redis) : bus_(bus), redis_(redis) {}  // borrows both

    /// Once per order and kind. Told first and noted then: after a crash in between, a second message is better than
    /// none.
    void tell(const antiphon::Uuid& order, const std::string& user, notification::Kind kind, std::string text) {
        const std::string key = "shop:told:" + order.text() + ':' + std::string(to_string(kind));
        if (redis_.call({"EXISTS", key}).integer == 1) return;
        bus_.to_user(user, notification::events::message{{.order_id = order, .kind = kind, .text = std::move(text)}});
        redis_.call({"SET", key, "1", "EX", "604800"});
    }

  private:
    antiphon::events::Bus& bus_;
    antiphon::redis::Client& redis_;
};

}  // namespace

int main(int argc, char** argv) {
    using antiphon::events::on;
    using notification::Kind;
    antiphon::App app(argc, argv);
    Messenger messenger(app.bus(), app.redis());
    notification::Service desk;  // no methods: it only consumes and publishes

    const auto reserved = [&](const inventory::Reserved& news, auto&) {
        messenger.tell(news.order_id, news.user, Kind::reserved, "Your articles are set aside.");
    };
    const auto rejected = [&](const inventory::Rejected& news, auto&) {
        messenger.tell(news.order_id, news.user, Kind::rejected, "We are sorry: " + news.reason + ".");
    };
    const auto paid = [&](const payment::Paid& news, auto&) {
        messenger.tell(news.order_id, news.user, Kind::paid, "Your payment arrived. Thank you!");
    };
    const auto declined = [&](const payment::Declined& news, auto&) {
        messenger.tell(news.order_id, news.user, Kind::declined, "Your order was not paid: " + news.reason + ".");
    };
    const auto shipped = [&](const shipping::Shipped& news, auto&) {
        messenger.tell(news.order_id, news.user, Kind::shipped,
                       "Your parcel is on its way: " + news.tracking_code + ".");
    };

    const antiphon::events::ConsumerOptions group{.group = "notification"};
    const auto stock =
        app.bus().consume(group, on<inventory::events::reserved>(reserved), on<inventory::events::rejected>(rejected));
    const auto money =
        app.bus().consume(group, on<payment::events::paid>(paid), on<payment::events::declined>(declined));
    const auto parcels = app.bus().consume(group, on<shipping::events::shipped>(shipped));

    app.serve(desk);
    return app.run();
}
