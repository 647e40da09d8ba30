#include "order_desk.h"

#include <antiphon/base/log.h>
#include <algorithm>

namespace log = antiphon::log;

orders::Order OrderDesk::place(const orders::PlaceParams& params, antiphon::Context& context) {
    orders::Order order{.id = antiphon::Uuid::v7(), .user = context.user(), .items = params.items};
    order.total_cents = total_of(params.items);
    order.status = orders::Status::placed;
    order.placed_at = order.updated_at = antiphon::now();

    cards_.put(order.id, antiphon::Secret(params.card));
    book_.insert(order);
    // The owner's channel first: nothing that follows from the order may be seen before it.
    tell_owner(order);
    bus_.publish(orders::events::placed{
        {.order_id = order.id, .user = order.user, .items = order.items, .total_cents = order.total_cents}});
    log::info("order placed", {{"order", order.id.text()}, {"user", order.user}, {"total_cents", order.total_cents}});
    return order;
}

orders::Order OrderDesk::get(const orders::GetParams& params, antiphon::Context& context) {
    auto order = book_.find(params.id);
    // Somebody else's order is as good as none: nothing is revealed.
    if (!order || order->user != context.user()) throw orders::UnknownOrder({.id = params.id});
    return std::move(*order);
}

std::vector<orders::Order> OrderDesk::list(const orders::ListParams& params, antiphon::Context& context) {
    return book_.of_user(context.user(), params.limit);
}

void OrderDesk::follow(const antiphon::Uuid& order_id, orders::Status status, const OrderNews& news) {
    auto order = book_.find(order_id);
    if (!order) return log::warning("news of an order that is not here", {{"order", order_id.text()}});
    for (const orders::Status step : steps_between(order->status, status)) {
        order->status = step;
        order->updated_at = antiphon::now();
        if (step == status) {
            if (news.reason) order->reason = news.reason;
            if (news.tracking_code) order->tracking_code = news.tracking_code;
        }
        // Told, then kept: what dies in between tells it again and never leaves a step out. For a moment who has heard
        // may know more than orders.get; the event holds the whole order.
        tell_owner(*order);
        book_.advance(*order);
        log::info("order moved on", {{"order", order_id.text()}, {"status", to_string(step)}});
    }
}

std::int64_t OrderDesk::total_of(const std::vector<orders::Item>& items) {
    const std::vector<inventory::Article> catalogue = inventory_.catalogue();
    std::int64_t total = 0;
    for (const orders::Item& item : items) {
        const auto article =
            std::find_if(catalogue.begin(), catalogue.end(), [&](const auto& one) { return one.sku == item.sku; });
        if (article == catalogue.end()) throw orders::OutOfStock({.sku = item.sku});
        total += article->price_cents * item.quantity;
    }
    return total;
}

void OrderDesk::tell_owner(const orders::Order& order) {
    namespace happened = orders::events;
    // One step of one order is one event, however often it is told.
    const antiphon::events::PublishOptions once{.id = order.id.text() + ':' + std::string(to_string(order.status))};
    switch (order.status) {
        case orders::Status::placed:
            bus_.publish(happened::my_placed{order}, once);
            break;
        case orders::Status::reserved:
            bus_.publish(happened::reserved{order}, once);
            break;
        case orders::Status::rejected:
            bus_.publish(happened::rejected{order}, once);
            break;
        case orders::Status::paid:
            bus_.publish(happened::paid{order}, once);
            break;
        case orders::Status::declined:
            bus_.publish(happened::declined{order}, once);
            break;
        case orders::Status::shipped:
            bus_.publish(happened::shipped{order}, once);
            break;
        case orders::Status::unknown_:
            break;
    }
}
