// Generated from orders.json (shop.orders 1.0.0). Changes are lost when it is generated again.
import * as antiphon from "@antiphon/client";
export const Status = {
    placed: "placed",
    reserved: "reserved",
    rejected: "rejected",
    paid: "paid",
    declined: "declined",
    shipped: "shipped",
};
export function isOutOfStock(error) {
    return antiphon.isDeclared(error, "orders.OutOfStock");
}
export function isUnknownOrder(error) {
    return antiphon.isDeclared(error, "orders.UnknownOrder");
}
/** The order book. */
export class OrdersClient {
    #caller;
    constructor(caller) {
        this.#caller = caller;
    }
    /** Events, one by one: `on.name(params, handler)`. */
    get on() {
        return new OrdersEvents(antiphon.session(this.#caller));
    }
    /** Channels: `channels.name(params, { event(payload) {} })`. */
    get channels() {
        return new OrdersChannels(antiphon.session(this.#caller));
    }
    /**
     * Stores an order and starts its way through stock, payment and shipping.
     * @throws orders.OutOfStock
     */
    place(params, options) {
        return this.#caller.call("orders.place", params, options, "keyed");
    }
    /**
     * One order of the caller's own.
     * @throws orders.UnknownOrder
     */
    get(params, options) {
        return this.#caller.call("orders.get", params, options, "readonly");
    }
    /** The caller's orders, newest first. */
    list(params = {}, options) {
        return this.#caller.call("orders.list", params, options, "readonly");
    }
}
const mineChannel = {
    name: "orders.mine",
    events: { my_placed: "orders.placed", reserved: "orders.reserved", rejected: "orders.rejected", paid: "orders.paid", declined: "orders.declined", shipped: "orders.shipped" },
};
export class OrdersEvents {
    #session;
    constructor(session) {
        this.#session = session;
    }
    /** The first event of an order. */
    my_placed(params, handler, options) {
        return antiphon.listen(this.#session, mineChannel, params, { my_placed: handler }, options);
    }
    /** The articles are set aside. */
    reserved(params, handler, options) {
        return antiphon.listen(this.#session, mineChannel, params, { reserved: handler }, options);
    }
    /** There was not enough stock. */
    rejected(params, handler, options) {
        return antiphon.listen(this.#session, mineChannel, params, { rejected: handler }, options);
    }
    /** The card was charged. */
    paid(params, handler, options) {
        return antiphon.listen(this.#session, mineChannel, params, { paid: handler }, options);
    }
    /** The card was refused; the reservation was given back. */
    declined(params, handler, options) {
        return antiphon.listen(this.#session, mineChannel, params, { declined: handler }, options);
    }
    /** The parcel is on its way. */
    shipped(params, handler, options) {
        return antiphon.listen(this.#session, mineChannel, params, { shipped: handler }, options);
    }
}
export class OrdersChannels {
    #session;
    constructor(session) {
        this.#session = session;
    }
    /** Everything that happens to the orders of one user, in order. */
    mine(params, handlers, options) {
        return antiphon.listen(this.#session, mineChannel, params, handlers, options);
    }
}
