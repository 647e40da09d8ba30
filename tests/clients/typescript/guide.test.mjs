// The examples of docs/typescript.md do what the page says.

import assert from "node:assert/strict";
import { register } from "node:module";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { fakeGateway } from "./fake_gateway.mjs";

register("data:text/javascript," + encodeURIComponent(`
  export const resolve = (name, context, next) => name === "@antiphon/client" ? { url: ${JSON.stringify(pathToFileURL(process.env.ANTIPHON_CLIENT).href)}, shortCircuit: true } : next(name, context);
`));
const guide = await import(process.env.ANTIPHON_GUIDE);
const timeout = 20_000;
const order = { id: "7c9e6679-7425-40de-944b-e07fc1f90ae7", status: "placed" };

function started(t) {
  const gateway = fakeGateway();
  globalThis.WebSocket = gateway.Socket;
  t.mock.method(console, "log", () => {});
  const session = guide.connect("wss://shop.example/ws", async () => "token");
  t.after(() => session.close());
  return { gateway, session };
}

test("an order is placed, with a key", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const bought = guide.buy(session, "4242");
  const asked = await gateway.frame("orders.place");
  assert.deepEqual([asked.params.items, typeof asked.meta.idempotency_key], [[{ sku: "A-1", quantity: 2 }], "string"]);
  gateway.say({ id: asked.id, result: order });
  assert.deepEqual(await bought, order);
  assert.equal(gateway.socket.protocols[1], `base64url.bearer.${btoa("token").replace(/=+$/, "")}`);
});

test("errors are told apart", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const outcome = async (error) => {
    const said = guide.tryToBuy(session, "4242");
    for (let attempt = 1; attempt <= (error.data?.retryable ? 3 : 1); attempt += 1)
      gateway.say({ id: (await gateway.frame("orders.place")).id, error });
    return said;
  };
  assert.equal(await outcome({ code: 4101, message: "m", data: { type: "orders.OutOfStock", detail: { sku: "A-1" } } }), "no A-1 left");
  assert.equal(await outcome({ code: -32053, message: "busy", data: { retryable: true, retry_after_ms: 1 } }), "try again later");
  assert.equal(await outcome({ code: -32061, message: "not yours" }), "not yours");
  const lost = guide.tryToBuy(session, "4242");
  await gateway.frame("orders.place");
  gateway.drop(4401);
  assert.equal(await lost, "no answer: it may have happened");
});

test("a call has a deadline and can be given up", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const stop = new AbortController();
  const listed = guide.list(session, stop.signal);
  const asked = await gateway.frame("orders.list");
  assert.ok(asked.params.limit === 50 && asked.meta.timeout_ms <= 2000);
  stop.abort();
  await assert.rejects(listed, { code: -32050 });
});

test("events are heard until one has enough", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const drawn = [];
  const stop = guide.watch(session, (one) => drawn.push(one.status), () => {});
  gateway.say({ id: (await gateway.frame("rpc.subscribe")).id, result: { subscription: "m", epoch: "k", offset: 1 } });
  gateway.event("m", 2, "orders.shipped", { ...order, status: "shipped" });
  stop();
  gateway.event("m", 3, "orders.shipped", order);
  assert.deepEqual(drawn, ["shipped"]);
});

test("a channel goes on from a position that was kept", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const drawn = [], kept = [];
  guide.follow(session, (one) => drawn.push(one.status), { epoch: "k", offset: 7 }, (position) => kept.push(position.offset));
  const asked = await gateway.frame("rpc.subscribe");
  assert.deepEqual(asked.params.since, { epoch: "k", offset: 7 });
  const events = [{ offset: 8, event: { type: "orders.paid", data: { ...order, status: "paid" } } }];
  gateway.say({ id: asked.id, result: { subscription: "m", epoch: "k", offset: 8, recovered: true, events } });
  gateway.event("m", 9, "orders.gift_wrapped", {});
  assert.deepEqual([drawn, kept], [["paid"], [8]]);
});

test("calls work without a session", { timeout }, async (t) => {
  t.mock.method(globalThis, "fetch", async () => new Response(JSON.stringify({ jsonrpc: "2.0", id: 1, result: [order] })));
  assert.deepEqual(await guide.listOverHttp("token"), [order]);
  assert.equal(fetch.mock.calls[0].arguments[1].headers["Authorization"], "Bearer token");
});
