// The session with a gateway that does what the test says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeGateway } from "./fake_gateway.mjs";

const { Antiphon, ConnectionError, RpcError } = await import(process.env.ANTIPHON_CLIENT);
const timeout = 20_000;
const now = "\"reconnect_after_ms\":1";

function started(t, options = {}) {
  const gateway = fakeGateway();
  const session = new Antiphon("ws://test", { webSocket: gateway.Socket, ...options });
  t.after(() => session.close());
  return { gateway, session };
}

async function subscribed(gateway, epoch = "k", offset = 10) {
  const asked = await gateway.frame("rpc.subscribe");
  gateway.say({ id: asked.id, result: { subscription: "room:a", epoch, offset, recovered: asked.params.since !== undefined, events: [] } });
  return asked;
}

test("calls wait for the connection and get their own answers", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const [first, second] = [session.call("a"), session.call("b", { x: 1 })];
  const a = await gateway.frame("a"), b = await gateway.frame("b");
  gateway.say({ id: b.id, result: 2 });
  gateway.say({ id: a.id, result: 1 });
  assert.deepEqual([await first, await second, b.params], [1, 2, { x: 1 }]);
});

test("an error of the interface keeps its name and data", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const call = session.call("a");
  gateway.say({ id: (await gateway.frame("a")).id, error: { code: 4101, message: "none left", data: { type: "s.OutOfStock", detail: { sku: "A" } } } });
  await assert.rejects(call, (error) => error instanceof RpcError && error.is("s.OutOfStock") && error.detail.sku === "A" && !error.retryable);
});

test("a lost connection fails calls, save those that may be repeated", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const once = session.call("place"), again = session.call("get", undefined, {}, "readonly");
  await gateway.frame("place");
  await gateway.frame("get");
  gateway.drop(4503, `{${now}}`);
  await assert.rejects(once, ConnectionError);
  gateway.say({ id: (await gateway.frame("get")).id, result: "there" });
  assert.equal(await again, "there");
});

test("a close that means stop ends the session", { timeout }, async (t) => {
  const states = [];
  const { gateway, session } = started(t, { onState: (state) => states.push(state) });
  const call = session.call("a", undefined, {}, "readonly");
  await gateway.frame("a");
  gateway.drop(4401, "{\"name\":\"invalid_token\"}");
  await assert.rejects(call, ConnectionError);
  await assert.rejects(session.call("b"), ConnectionError);
  assert.equal(states.at(-1), "stopped");
});

test("listeners of one channel share a subscription", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const heard = [[], []];
  const listeners = heard.map((list) => session.subscribe("room", { a: 1 }, (event, position) => list.push([event.data, position?.offset])));
  await subscribed(gateway);
  gateway.event("room:a", 11, "t", "x");
  assert.deepEqual(heard, [[["x", 11]], [["x", 11]]]);
  listeners[0].cancel();
  gateway.event("room:a", 12, "t", "y");
  assert.deepEqual(heard.map((list) => list.length), [1, 2]);
  listeners[1].cancel();
  await gateway.frame("rpc.unsubscribe");
  assert.equal(gateway.frames.filter(({ method }) => method === "rpc.subscribe").length, 0);
});

test("a subscription resumes where it was: nothing lost, nothing twice", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const heard = [];
  session.subscribe("room", { a: 1 }, (event) => heard.push(event.data));
  await subscribed(gateway);
  gateway.event("room:a", 11, "t", "x");
  gateway.event("room:a", 11, "t", "x");
  gateway.drop(4503, `{${now}}`);
  const asked = await gateway.frame("rpc.subscribe");
  assert.deepEqual(asked.params.since, { epoch: "k", offset: 11 });
  const event = (data) => ({ specversion: "1.0", type: "t", data });
  gateway.say({ id: asked.id, result: { subscription: "room:a", epoch: "k", offset: 13, recovered: true, events: [{ offset: 12, event: event("y") }, { offset: 13, event: event("z") }] } });
  gateway.event("room:a", 13, "t", "z");
  gateway.event("room:a", 14, "t", "end");
  assert.deepEqual(heard, ["x", "y", "z", "end"]);
});

test("a hole in the offsets is asked for", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const heard = [];
  session.subscribe("room", {}, (event) => heard.push(event.data));
  await subscribed(gateway);
  gateway.event("room:a", 12, "t", "late");
  await gateway.frame("rpc.unsubscribe");
  const asked = await gateway.frame("rpc.subscribe");
  assert.deepEqual(asked.params.since, { epoch: "k", offset: 10 });
  gateway.say({ id: asked.id, result: { subscription: "room:a", epoch: "k", offset: 12, recovered: true,
    events: [11, 12].map((offset) => ({ offset, event: { type: "t", data: offset } })) } });
  assert.deepEqual(heard, [11, 12]);
});

test("what cannot be recovered is told", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  let gaps = 0;
  const subscription = session.subscribe("room", {}, () => {}, { onGap: () => { gaps += 1; } });
  await subscribed(gateway);
  gateway.event("room:a", 11, "t", "x");
  gateway.drop(4503, `{${now}}`);
  const asked = await gateway.frame("rpc.subscribe");
  gateway.say({ id: asked.id, result: { subscription: "room:a", epoch: "other", offset: 3, recovered: false } });
  assert.equal(gaps, 1);
  assert.deepEqual(subscription.position, { epoch: "other", offset: 3 });
});

test("without resume a listener starts anew", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  session.subscribe("room", {}, () => {}, { resume: false });
  await subscribed(gateway);
  gateway.drop(4503, `{${now}}`);
  assert.equal((await subscribed(gateway)).params.since, undefined);
});

test("a second listener that wants older events makes the gateway tell them", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const heard = [[], []];
  session.subscribe("room", {}, (event) => heard[0].push(event.data));
  await subscribed(gateway);
  session.subscribe("room", {}, (event) => heard[1].push(event.data), { since: { epoch: "k", offset: 8 } });
  await gateway.frame("rpc.unsubscribe");
  const asked = await gateway.frame("rpc.subscribe");
  assert.deepEqual(asked.params.since, { epoch: "k", offset: 8 });
  gateway.say({ id: asked.id, result: { subscription: "room:a", epoch: "k", offset: 10, recovered: true,
    events: [9, 10].map((offset) => ({ offset, event: { type: "t", data: offset } })) } });
  assert.deepEqual(heard, [[], [9, 10]]);
});

test("the gateway's no ends a subscription and is told", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const refused = new Promise((resolve) => session.subscribe("room", {}, () => {}, { onError: resolve }));
  gateway.say({ id: (await gateway.frame("rpc.subscribe")).id, error: { code: -32061, message: "no" } });
  assert.equal((await refused).code, -32061);
});

test("dropped events are told to their listeners", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const told = [];
  session.subscribe("room", {}, () => {}, { onDropped: (count, policy) => told.push([count, policy]) });
  await subscribed(gateway);
  gateway.say({ method: "rpc.dropped", params: { subscription: "room:a", count: 12, policy: "drop_oldest" } });
  assert.deepEqual(told, [[12, "drop_oldest"]]);
});

test("a call that is given up is cancelled at the gateway", { timeout }, async (t) => {
  const { gateway, session } = started(t);
  const stop = new AbortController();
  const call = session.call("slow", undefined, { signal: stop.signal });
  const asked = await gateway.frame("slow");
  stop.abort();
  await assert.rejects(call, { code: -32050 });
  assert.equal((await gateway.frame("rpc.cancel")).params.id, asked.id);
});

test("the token travels as a subprotocol, fresh for every connection", { timeout }, async (t) => {
  let count = 0;
  const { gateway, session } = started(t, { token: () => `t${(count += 1)}` });
  void session.notify("a");
  await gateway.frame("a");
  gateway.drop(4419, `{${now}}`);
  void session.notify("b");
  await gateway.frame("b");
  assert.deepEqual(gateway.sockets.map(({ protocols }) => atob(protocols[1].replace("base64url.bearer.", ""))), ["t1", "t2"]);
});
