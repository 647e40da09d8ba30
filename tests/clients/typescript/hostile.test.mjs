// Names that JavaScript has its own meaning for: as members of data they are data.

import assert from "node:assert/strict";
import { register } from "node:module";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { fakeGateway } from "./fake_gateway.mjs";

register("data:text/javascript," + encodeURIComponent(`
  export const resolve = (name, context, next) => name === "@antiphon/client" ? { url: ${JSON.stringify(pathToFileURL(process.env.ANTIPHON_CLIENT).href)}, shortCircuit: true } : next(name, context);
`));
const { Antiphon } = await import("@antiphon/client");
const { WordsClient } = await import(process.env.ANTIPHON_HOSTILE);
const timeout = 20_000;

function started(t) {
  const gateway = fakeGateway();
  const session = new Antiphon("ws://test", { webSocket: gateway.Socket });
  t.after(() => session.close());
  return { gateway, words: new WordsClient(session) };
}

// As text, since `__proto__: …` in a literal would set the prototype.
const onTheWire = () => JSON.parse(`{
  "__proto__": { "__proto__": "1", "constructor": "2", "x": "3" },
  "constructor": { "__proto__": { "__proto__": "4" }, "toString": { "valueOf": "5" } },
  "prototype": { "toString": "__proto__", "__proto__": { "then": "6" }, "constructor": {} },
  "hasOwnProperty": { "__proto__": 7 }
}`);

/** With the digits that are 64-bit integers as such. */
function asBigint(value) {
  if (typeof value === "string") return /^\d+$/.test(value) ? BigInt(value) : value;
  if (typeof value !== "object" || value === null) return value;
  const out = {};
  for (const [key, one] of Object.entries(value)) Object.defineProperty(out, key, { value: asBigint(one), enumerable: true, writable: true, configurable: true });
  return out;
}

/** Own members, and those of theirs: deepEqual looks at prototypes where these names stand. */
function own(value) {
  if (typeof value !== "object" || value === null) return value;
  assert.equal(Object.getPrototypeOf(value), Object.prototype);
  return Object.entries(value).map(([key, one]) => [key, own(one)]).sort(([a], [b]) => (a < b ? -1 : 1));
}

test("members called like those of every object come and go as data, and change no other object", { timeout }, async (t) => {
  const { gateway, words } = started(t);
  const kept = words.keep(asBigint({ ["__proto__"]: onTheWire() }));
  const { id, params } = await gateway.frame("words.keep");
  assert.deepEqual(own(params), own({ ["__proto__"]: onTheWire() }));
  gateway.say({ id, result: onTheWire() });
  assert.deepEqual(own(await kept), own(asBigint(onTheWire())));
  assert.deepEqual(Object.keys(Object.prototype), []);
  assert.equal({}.x, undefined);
});

test("methods called like what JavaScript calls by itself have another name there", { timeout }, async (t) => {
  const { gateway, words } = started(t);
  assert.equal(await words, words);  // no promise, though the service has a method `then`
  assert.equal(String(words), "[object Object]");
  assert.equal(JSON.stringify({ words }), '{"words":{}}');
  const called = words.then_({ then: 1, other: "" });
  const { id, params } = await gateway.frame("words.then");
  assert.deepEqual(params, { then: 1, other: "" });
  gateway.say({ id, result: 1 });
  await called;
});
