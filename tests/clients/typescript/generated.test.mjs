// Generated clients over a session, seen from the gateway.

import assert from "node:assert/strict";
import { register } from "node:module";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { fakeGateway } from "./fake_gateway.mjs";

// "@antiphon/client" is what was compiled.
register("data:text/javascript," + encodeURIComponent(`
  export const resolve = (name, context, next) => name === "@antiphon/client" ? { url: ${JSON.stringify(pathToFileURL(process.env.ANTIPHON_CLIENT).href)}, shortCircuit: true } : next(name, context);
`));
const { Antiphon, fromBase64, Http, toBase64 } = await import("@antiphon/client");
const { EchoClient, isTooMuch, Key } = await import(`${process.env.ANTIPHON_GENERATED}/everything/expected/everything.js`);
const { HostileClient_ } = await import(`${process.env.ANTIPHON_GENERATED}/hostile/expected/hostile.js`);
const timeout = 20_000;

function started(t) {
  const gateway = fakeGateway();
  const session = new Antiphon("ws://test", { webSocket: gateway.Socket });
  t.after(() => session.close());
  return { gateway, echo: new EchoClient(session), hostile: new HostileClient_(session) };
}

/** What becomes of a call is not this test's business. */
const begin = (call) => void call.catch(() => {});

test("params by position are a row, without what was left out at its end", { timeout }, async (t) => {
  const { gateway, echo } = started(t);
  begin(echo.row({ a: 1 }));
  assert.deepEqual((await gateway.frame("echo.row")).params, [1]);
  begin(echo.row({ a: 1, b: "x" }));
  assert.deepEqual((await gateway.frame("echo.row")).params, [1, "x"]);
});

test("a notification has no id", { timeout }, async (t) => {
  const { gateway, echo } = started(t);
  await echo.tell({ text: "x" });
  assert.equal((await gateway.frame("echo.tell")).id, undefined);
});

test("errors are told apart by name", { timeout }, async (t) => {
  const { gateway, echo } = started(t);
  const call = echo.ping();
  gateway.say({ id: (await gateway.frame("echo.ping")).id, error: { code: 4001, message: "m", data: { type: "echo.TooMuch", detail: { limit: 3 } } } });
  await assert.rejects(call, (error) => isTooMuch(error) && error.detail.limit === 3);
});

test("each event reaches the handler of its name, others the one for unknown ones", { timeout }, async (t) => {
  const { gateway, echo } = started(t);
  const heard = [];
  echo.channels.room({ room: Key("a") }, { said: ({ text }) => heard.push(text), unknown: (payload, { type }) => heard.push(type) });
  const asked = await gateway.frame("rpc.subscribe");
  assert.deepEqual(asked.params, { channel: "echo.room", params: { room: "a" } });
  gateway.say({ id: asked.id, result: { subscription: "r", epoch: "k", offset: 0 } });
  gateway.event("r", 1, "echo.said", { text: "hi" });
  gateway.event("r", 2, "echo.left", {});
  gateway.event("r", 3, "echo.newer", {});
  assert.deepEqual(heard, ["hi", "echo.newer"]);
});

test("foreign envelopes are opened", { timeout }, async (t) => {
  const { gateway, echo } = started(t);
  const heard = [];
  echo.on.number((circle) => heard.push(circle.radius));
  gateway.say({ id: (await gateway.frame("rpc.subscribe")).id, result: { subscription: "plain_numbers" } });
  echo.on.order_created((order, { type }) => heard.push(order.known, type));
  gateway.say({ id: (await gateway.frame("rpc.subscribe")).id, result: { subscription: "events:order" } });
  gateway.say({ method: "rpc.event", params: { subscription: "plain_numbers", event: { radius: 2 } } });
  gateway.say({ method: "rpc.event", params: { subscription: "events:order", event: { event: "order.created", data: { known: "k" } } } });
  assert.deepEqual(heard, [2, "k", "order.created"]);
});

test("clients publish where the interface lets them", { timeout }, async (t) => {
  const { gateway, echo } = started(t);
  begin(echo.publish.typing({ side: 2 }));
  assert.deepEqual((await gateway.frame("rpc.publish")).params, { channel: "echo.news", event: "echo.typing", data: { side: 2 } });
});

test("names that other objects have do no harm", { timeout }, async (t) => {
  const { gateway, hostile } = started(t);
  const heard = [];
  hostile.on.constructor_({ class: 1, from: 2 }, () => heard.push("constructor"));
  hostile.on.unknown({ class: 1, from: 2 }, () => heard.push("unknown"));
  const asked = await gateway.frame("rpc.subscribe");
  gateway.say({ id: asked.id, result: { subscription: "c" } });
  gateway.event("c", undefined, "hostile.constructor");
  gateway.event("c", undefined, "hostile.unknown", {});
  gateway.event("c", undefined, "hostile.class", {});
  assert.deepEqual(heard, ["constructor", "unknown"]);
  assert.equal(await (async () => hostile)(), hostile);  // a method `then` would make it a promise
});

test("without a gateway there are calls, and events say what they need", { timeout }, async () => {
  const sent = [];
  const answers = [{ error: { code: -32053, message: "busy", data: { retry_after_ms: 1 } } }, { result: "red" }];
  const http = new Http("http://test/rpc", { fetch: async (url, request) => {
    sent.push(request);
    return new Response(JSON.stringify({ jsonrpc: "2.0", id: 1, ...answers.shift() }));
  } });
  const echo = new EchoClient(http);
  await assert.rejects(echo.list(), { code: -32053 });  // may not be repeated
  answers.unshift({ error: { code: -32053, message: "busy", data: { retry_after_ms: 1 } } });
  assert.equal(await echo.everything({ value: {} }), "red");
  answers.push({ result: {} });
  await echo.make({ radius: 1 });
  assert.equal(sent.length, 4);
  assert.match(sent.at(-1).headers["Idempotency-Key"], /^[0-9a-f-]{36}$/);
  assert.throws(() => echo.on.typing(() => {}), /need a session with a gateway/);
});

test("bytes are base64", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
  assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
});
