// The examples of docs/typescript.md: compiled with the client of idl/orders.json and run by guide.test.mjs.

// [connect]
import { Antiphon, ConnectionError, Http, RpcError, type Position } from "@antiphon/client";
import { OrdersClient, isOutOfStock, type Order } from "./orders.js";

export function connect(url: string, fetchToken: () => Promise<string>): Antiphon {
  return new Antiphon(url, {
    token: fetchToken,  // asked before every connection, and when a token runs out
    onState: (state) => console.log(state),  // connecting, connected, reconnecting, stopped
  });
}
// [end]

// [call]
export async function buy(session: Antiphon, card: string): Promise<Order> {
  const orders = new OrdersClient(session);
  return orders.place({ items: [{ sku: "A-1", quantity: 2 }], card });
}
// [end]

// [errors]
export async function tryToBuy(session: Antiphon, card: string): Promise<string> {
  try {
    const order = await buy(session, card);
    return `ordered: ${order.id}`;
  } catch (error) {
    if (isOutOfStock(error)) return `no ${error.detail.sku} left`;  // declared in the interface, its data is typed
    if (error instanceof ConnectionError) return "no answer: it may have happened";
    if (error instanceof RpcError) return error.retryable ? "try again later" : error.message;
    throw error;
  }
}
// [end]

// [options]
export function list(session: Antiphon, stop: AbortSignal): Promise<Order[]> {
  return new OrdersClient(session).list({ limit: 50 }, { deadline: 2000, signal: stop });
}
// [end]

// [event]
export function watch(session: Antiphon, draw: (order: Order) => void, reload: () => void): () => void {
  const orders = new OrdersClient(session);
  const subscription = orders.on.shipped({}, (order) => draw(order), { onGap: reload });
  return () => subscription.cancel();
}
// [end]

// [channel]
export function follow(session: Antiphon, draw: (order: Order) => void, since: Position | undefined, keep: (position: Position) => void): void {
  const changed = (order: Order, { position }: { position?: Position }): void => {
    draw(order);
    if (position) keep(position);
  };
  new OrdersClient(session).channels.mine({}, {
    my_placed: changed, reserved: changed, paid: changed, shipped: changed,
    unknown: (payload, { type }) => console.log(`an event of a newer service: ${type}`, payload),
  }, since ? { since } : {});
}
// [end]

// [http]
export function listOverHttp(token: string): Promise<Order[]> {
  const orders = new OrdersClient(new Http("https://shop.example/rpc", { token: () => token }));
  return orders.list();
}
// [end]
