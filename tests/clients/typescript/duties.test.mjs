// What PROTOCOL asks of a client beyond answers and events, seen from the gateway.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { fakeGateway } from "./fake_gateway.mjs";

const { Antiphon, ConnectionError, Http } = await import(process.env.ANTIPHON_CLIENT);
const WebSocketOfNode = createRequire(join(process.env.ANTIPHON_NODE, "package.json"))("ws");
const timeout = 20_000;
const soon = "{\"reconnect_after_ms\":1}";
const busy = { code: -32053, message: "busy", data: { retry_after_ms: 1 } };

function started(t, options = {}) {
  const gateway = fakeGateway();
  const session = new Antiphon("ws://test", { webSocket: gateway.Socket, ...options });
  t.after(() => session.close());
  return { gateway, session };
}

test("a keyed call carries a key, the same one when it goes out again", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const call = session.call("pay", { cents: 1 }, {}, "keyed");
  const first = await gateway.frame("pay");
  assert.match(first.meta.idempotency_key, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  gateway.drop(4503, soon);
  const second = await gateway.frame("pay");
  assert.equal(second.meta.idempotency_key, first.meta.idempotency_key);
  gateway.say({ id: second.id, error: busy });
  const third = await gateway.frame("pay");
  assert.equal(third.meta.idempotency_key, first.meta.idempotency_key);
  gateway.say({ id: third.id, result: "paid" });
  assert.equal(await call, "paid");
});

test("a key of the caller's own wins, and calls that are not keyed have none", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  session.call("pay", {}, { idempotencyKey: "k-1" }, "keyed").catch(() => {});
  session.call("get", {}, {}, "readonly").catch(() => {});
  assert.equal((await gateway.frame("pay")).meta.idempotency_key, "k-1");
  assert.equal("idempotency_key" in (await gateway.frame("get")).meta, false);
});

test("the time that is left travels along", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  session.call("a", {}, { deadline: 5000 }).catch(() => {});
  const { timeout_ms } = (await gateway.frame("a")).meta;
  assert.ok(timeout_ms > 0 && timeout_ms <= 5000, String(timeout_ms));
});

test("a call out of time ends here and is cancelled at the gateway; one that never went out needs no cancelling", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const late = session.call("slow", {}, { deadline: 20 }, "readonly");
  const asked = await gateway.frame("slow");
  await assert.rejects(late, { code: -32052, name: "ConnectionError" });
  assert.deepEqual((await gateway.frame("rpc.cancel")).params, { id: asked.id });
  gateway.drop(4503, "{\"reconnect_after_ms\":60000}");
  await assert.rejects(session.call("other", {}, { deadline: 20 }), { code: -32052 });
  assert.deepEqual(gateway.frames.filter(({ method }) => method === "other" || method === "rpc.cancel"), []);
});

test("an error that may pass is tried three times, and only for calls that may be repeated", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const once = session.call("place");
  gateway.say({ id: (await gateway.frame("place")).id, error: busy });
  await assert.rejects(once, { code: -32053 });
  const thrice = session.call("get", {}, {}, "readonly");
  for (let attempt = 1; attempt <= 3; attempt += 1) gateway.say({ id: (await gateway.frame("get")).id, error: busy });
  await assert.rejects(thrice, { code: -32053 });
  assert.equal(gateway.frames.filter(({ method }) => method === "get").length, 0);
  const lasting = session.call("get", {}, {}, "readonly");
  gateway.say({ id: (await gateway.frame("get")).id, error: { code: -32602, message: "no" } });
  await assert.rejects(lasting, { code: -32602 });
});

test("retries end before they become the load", { timeout }, async () => {
  let sent = 0;
  const http = new Http("http://test/rpc", { fetch: async () => {
    sent += 1;
    return new Response(JSON.stringify({ jsonrpc: "2.0", id: 1, error: busy }));
  } });
  for (let call = 1; call <= 20; call += 1) await assert.rejects(http.call("get", {}, {}, "readonly"), { code: -32053 });
  assert.equal(sent, 20 + 10);
});

test("how long to wait may stand in the headers", { timeout }, async () => {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, error: { code: -32054, message: "slower", data: null } });
  const http = new Http("http://test/rpc", { fetch: async () => new Response(body, { status: 429, headers: { "Retry-After": "7" } }) });
  await assert.rejects(http.call("get", {}, { deadline: 2000 }, "readonly"), { code: -32054, data: { retry_after_ms: 7000 } });
});

test("a subscription says when it is ready, or why it never will be", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const first = session.subscribe("room", {}, () => {});
  gateway.say({ id: (await gateway.frame("rpc.subscribe")).id, result: { subscription: "room:a" } });
  await first.ready;
  await session.subscribe("room", {}, () => {}).ready;  // shares the subscription that is there
  const refused = session.subscribe("other", {}, () => {});
  gateway.say({ id: (await gateway.frame("rpc.subscribe")).id, error: { code: -32083, message: "no such channel" } });
  await assert.rejects(refused.ready, { code: -32083 });
  const cancelled = session.subscribe("third", {}, () => {});
  cancelled.cancel();
  await assert.rejects(cancelled.ready, { code: -32050 });
  const closed = session.subscribe("fourth", {}, () => {});
  session.close();
  await assert.rejects(closed.ready, { code: -32050 });
  await assert.rejects(session.subscribe("fifth", {}, () => {}).ready, ConnectionError);
});

test("a subscription that the gateway takes back is over, and its listeners are told", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const told = new Promise((resolve) => session.subscribe("room", {}, () => {}, { onError: resolve }));
  gateway.say({ id: (await gateway.frame("rpc.subscribe")).id, result: { subscription: "room:a" } });
  gateway.say({ method: "rpc.unsubscribed", params: { subscription: "room:a", reason: "permission_denied" } });
  assert.equal((await told).code, -32061);
  gateway.drop(4503, soon);
  await gateway.frame("rpc.connect");
  await gateway.frame("rpc.connect");
  assert.equal(gateway.frames.filter(({ method }) => method === "rpc.subscribe").length, 0);
});

test("subscribing waits when the gateway says that it is too much at once", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const heard = [];
  session.subscribe("room", {}, (event) => heard.push(event.data));
  gateway.say({ id: (await gateway.frame("rpc.subscribe")).id, error: { code: -32054, message: "slower", data: { retry_after_ms: 1 } } });
  gateway.say({ id: (await gateway.frame("rpc.subscribe")).id, result: { subscription: "room:a" } });
  gateway.event("room:a", undefined, "t", "x");
  assert.deepEqual(heard, ["x"]);
});

test("a token that runs out is replaced on the live connection", { timeout }, async (t) => {
  let count = 0;
  const { gateway } = started(t, { token: () => `t${(count += 1)}` });
  await gateway.frame("rpc.connect");
  gateway.say({ method: "rpc.token_expiring", params: { expires_in_ms: 30_000 } });
  assert.deepEqual((await gateway.frame("rpc.refresh")).params, { token: "t2" });
  assert.equal(gateway.sockets.length, 1);
});

test("the gateway's ping is answered", { timeout }, async (t) => {
  const { gateway } = started(t);
  await gateway.frame("rpc.connect");
  gateway.say({ method: "rpc.ping" });
  assert.equal("id" in (await gateway.frame("rpc.pong")), false);
});

test("a connection over which nothing comes is asked, then left", { timeout }, async (t) => {
  const { gateway } = started(t);
  const connect = await gateway.frame("rpc.connect");
  assert.equal(connect.params.client.name, "antiphon-typescript");
  gateway.say({ id: connect.id, result: { ping_ms: 20, pong_timeout_ms: 20 } });
  gateway.say({ id: (await gateway.frame("rpc.ping")).id, result: "pong" });
  await gateway.frame("rpc.ping");  // nobody answers this one
  await gateway.frame("rpc.connect");
  assert.equal(gateway.sockets.length, 2);
  assert.equal(gateway.sockets[0].readyState, 3);
});

test("closing tells nobody of an error but those who wait for an answer", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const errors = [];
  session.subscribe("room", {}, () => {}, { onError: (error) => errors.push(error) });
  const call = session.call("a", {}, {}, "readonly");
  await gateway.frame("a");
  session.close();
  await assert.rejects(call, ConnectionError);
  assert.deepEqual(errors, []);
  assert.equal(gateway.socket.closedWith, 1000);
});

test("what the gateway closed the connection for is not sent again", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const call = session.call("get", { much: "x" }, {}, "readonly");
  await gateway.frame("get");
  gateway.drop(1009, soon);
  await assert.rejects(call, ConnectionError);
  session.call("other").catch(() => {});
  await gateway.frame("other");
  assert.equal(gateway.frames.filter(({ method }) => method === "get").length, 0);
});

test("nobody there is no reason to end the program", { timeout }, async (t) => {
  const states = [];
  const tried = new Promise((resolve) => {
    const session = new Antiphon("ws://127.0.0.1:1/ws", { webSocket: WebSocketOfNode, onState: (state) => states.push(state) > 2 && resolve() });
    t.after(() => session.close());
  });
  await tried;
  assert.deepEqual(states.slice(0, 3), ["connecting", "reconnecting", "reconnecting"]);
});

test("a gateway that is being replaced says when to come back", { timeout }, async (t) => {
  const { setTimeout: later } = globalThis, waits = [];
  t.mock.method(globalThis, "setTimeout", (work, ms) => {
    waits.push(ms);
    return later(work, ms === 8123 ? 0 : ms);
  });
  const { gateway } = started(t);
  await gateway.frame("rpc.connect");
  gateway.drop(4503, "{\"name\":\"draining\",\"reconnect_after_ms\":8123}");
  await gateway.frame("rpc.connect");
  assert.ok(waits.includes(8123));
  assert.equal(gateway.sockets.length, 2);
});

test("the wait for the next connection doubles while none is any good", { timeout }, async (t) => {
  const waits = [];
  const { Backoff } = await import(process.env.ANTIPHON_CLIENT.replace(/index\.js$/, "backoff.js"));
  const backoff = new Backoff();
  for (let at = 0; at < 8; at += 1) waits.push(backoff.next(() => 1));
  assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000, 16000, 20000, 20000]);
  assert.equal(backoff.next(() => 0), 100);
  backoff.reset();
  assert.equal(backoff.next(() => 1), 500);
});
