// round_trips.mjs URL TOKEN CASES: the TypeScript part of the round trips. Says "ready" when it listens and begins when a line comes.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire, register } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { isDeepStrictEqual } from "node:util";
import { pathToFileURL } from "node:url";

const [url, token, casesFile] = process.argv.slice(2), folder = process.env.ANTIPHON_NODE;
register("data:text/javascript," + encodeURIComponent(`
  export const resolve = (name, context, next) => name === "@antiphon/client" ? { url: ${JSON.stringify(pathToFileURL(process.env.ANTIPHON_CLIENT).href)}, shortCircuit: true } : next(name, context);
`));
const { Antiphon } = await import("@antiphon/client");
const { EchoClient, isRefused, isTaken } = await import(join(folder, "out/generated/echo/echo.js"));
const big = await import(join(folder, "out/generated/echo/bigint/echo.js"));  // the same interface, with bigint
// Node.js has a WebSocket of its own from 22 on; Debian 12's is older.
const webSocket = globalThis.WebSocket ?? createRequire(join(folder, "package.json"))("ws");

const cases = JSON.parse(readFileSync(casesFile, "utf8"));
const session = new Antiphon(url, { token: () => token, webSocket });
const echo = new EchoClient(session);
const heard = [], positions = [];
const all = 6 * cases.length;  // three callers, two publishers, and what is told while the gateway is away
const waiting = new Map();
const told = (count) => new Promise((resolve) => (heard.length >= count ? resolve() : waiting.set(count, resolve)));

/** The value as the client with bigint has it: 64-bit integers are numbers to compute with, but as keys and with `wire: number`. */
function withBigints(value) {
  const integers = (list) => list.map((one) => BigInt(one));
  const mapped = (object, make) => Object.fromEntries(Object.entries(object).map(([key, one]) => [key, make(one)]));
  const pair = ([text, number, color]) => [text, BigInt(number), color];
  const shape = (one) => ("at" in one ? { ...one, at: pair(one.at) } : one);
  return {
    ...value, i64: BigInt(value.i64), u64: BigInt(value.u64), list: integers(value.list), pair: pair(value.pair), shape: shape(value.shape),
    shapes: value.shapes.map(shape), by_small: mapped(value.by_small, (lists) => mapped(lists, integers)),
  };
}

const log = echo.on.given(({ sender, value }, { position }) => {
  heard.push([sender, value]);
  positions.push(position);
  waiting.get(heard.length)?.();
});
// What the other client publishes, as it wrote it.
const said = [];
const talk = echo.on.said({ room: "all" }, ({ value }) => {
  said.push(value);
  waiting.get("said")?.();
});
await Promise.all([log.ready, talk.ready]);
console.log("ready");
await createInterface({ input: process.stdin }).question("");

for (const value of cases) assert.deepEqual(await echo.give({ value, sender: "typescript" }), value);
for (const value of cases) await echo.publish.said({ room: "all" }, { room: "all", value });
assert.deepEqual(await echo.row({ a: "-9223372036854775808" }), ["without", "-9223372036854775808", null]);
assert.deepEqual(await echo.row({ a: "1", b: "2026-03-01T13:00:00+01:00" }), ["with a time", "1", null]);
assert.deepEqual([await echo.maybe({ value: "1.50" }), await echo.maybe()], ["1.50", null]);
await assert.rejects(echo.refuse({ value: cases[0] }), (error) => isRefused(error) && isDeepStrictEqual(error.detail, { value: cases[0], why: "asked for" }));
const pairs = [cases[0].pair, cases[1].pair];
await assert.rejects(echo.take({ pairs }), (error) => isTaken(error) && isDeepStrictEqual(error.detail, pairs));
await assert.rejects(echo.give({ value: { ...cases[0], i8: 128 }, sender: "" }), ({ code, data }) => code === -32602 && data.path === "value.i8");
const counting = new big.EchoClient(session), least = -(2n ** 63n);
for (const value of cases.map(withBigints))
  await assert.rejects(counting.refuse({ value }), (error) => big.isRefused(error) && isDeepStrictEqual(error.detail, { value, why: "asked for" }));
assert.deepEqual(await counting.row({ a: least }), ["without", least, null]);
await assert.rejects(counting.take({ pairs: [["x", least, null]] }), (error) => big.isTaken(error) && error.detail[0][1] === least);
const options = { idempotencyKey: "typescript-1" };
assert.deepEqual([await echo.once({ number: 1 }, options), await echo.once({ number: 1 }, options), await echo.once({ number: 1 })], [1, 1, 2]);

await told(5 * cases.length);
while (said.length < 2 * cases.length) await new Promise((resolve) => waiting.set("said", resolve));
for (const value of cases) assert.equal(said.filter((one) => isDeepStrictEqual(one, value)).length, 2);
for (const [index, value] of cases.entries()) {
  const senders = heard.filter(([, one]) => isDeepStrictEqual(one, value)).map(([sender]) => sender).sort();
  assert.deepEqual(senders, ["cpp", "python", "said", "said", "typescript"], `case ${index}`);
}

// The gateway goes away; what is told meanwhile comes when there is one again, once and in order.
console.log("complete");
await told(all);
assert.deepEqual(heard.slice(-cases.length), cases.map((value) => ["meanwhile", value]));

// From the third event on once more, in a session of its own.
const later = [], again = new Antiphon(url, { token: () => token, webSocket });
await new Promise((resolve) => new EchoClient(again).on.given(({ sender, value }) => {
  later.push([sender, value]);
  if (later.length === all - 3) resolve();
}, { since: positions[2] }));
assert.deepEqual(later, heard.slice(3));
const counted = [];
await new Promise((resolve) => new big.EchoClient(again).on.given(({ sender, value }) => {
  counted.push([sender, value]);
  if (counted.length === all - 3) resolve();
}, { since: positions[2] }));
assert.deepEqual(counted, later.map(([sender, value]) => [sender, withBigints(value)]));
again.close();
session.close();
console.log("done");
process.exit(0);
