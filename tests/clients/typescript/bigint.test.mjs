// Generated clients whose 64-bit integers are bigint: digits on the wire, numbers to compute with in the program.

import assert from "node:assert/strict";
import { register } from "node:module";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { fakeGateway } from "./fake_gateway.mjs";

register("data:text/javascript," + encodeURIComponent(`
  export const resolve = (name, context, next) => name === "@antiphon/client" ? { url: ${JSON.stringify(pathToFileURL(process.env.ANTIPHON_CLIENT).href)}, shortCircuit: true } : next(name, context);
`));
const { Antiphon } = await import("@antiphon/client");
const { AccountId, BankClient, isOverdrawn, isTaken } = await import(`${process.env.ANTIPHON_GENERATED}/bigint/expected/bigint.js`);
const timeout = 20_000;
const least = -(2n ** 63n), most = 2n ** 64n - 1n;

function started(t) {
  const gateway = fakeGateway();
  const session = new Antiphon("ws://test", { webSocket: gateway.Socket });
  t.after(() => session.close());
  return { gateway, bank: new BankClient(session) };
}

const account = () => ({
  id: AccountId(7n), balance: least, limit: most, before: [1n, 2n], by_code: { a: 3n }, plain: 5, owner: "7", range: [1n, "2", null],
  parent: { id: AccountId(8n), balance: 0n, limit: 1n, before: [], by_code: {}, plain: 6, owner: "o", range: [0n, "", 4n], fee: { cents: 0n, currency: "EUR" } },
  last: { kind: "paid", amount: 9n }, fee: { cents: 10n, currency: "EUR" },
});
const onTheWire = {
  id: "7", balance: "-9223372036854775808", limit: "18446744073709551615", before: ["1", "2"], by_code: { a: "3" }, plain: 5, owner: "7", range: ["1", "2", null],
  parent: { id: "8", balance: "0", limit: "1", before: [], by_code: {}, plain: 6, owner: "o", range: ["0", "", "4"], fee: { cents: "0", currency: "EUR" } },
  last: { kind: "paid", amount: "9" }, fee: { cents: "10", currency: "EUR" },
};

test("every place of a type is converted, both ways", { timeout }, async (t) => {
  const { gateway, bank } = started(t);
  const given = account(), call = bank.open({ account: given });
  const { id, params } = await gateway.frame("bank.open");
  assert.deepEqual(params, { account: onTheWire });
  gateway.say({ id, result: onTheWire });
  assert.deepEqual(await call, given);
  assert.deepEqual(given, account());  // what the caller gave is left alone
});

test("params in a row, maps with nulls, unions by kind", { timeout }, async (t) => {
  const { gateway, bank } = started(t);
  const sums = bank.sums({ ids: [AccountId(1n)] });
  const asked = await gateway.frame("bank.sums");
  assert.deepEqual(asked.params, [["1"]]);
  gateway.say({ id: asked.id, result: { 1: "5", 2: null } });
  assert.deepEqual(await sums, { 1: 5n, 2: null });
  for (const [one, wire] of [[5n, "5"], [true, true], [{ text: "5" }, { text: "5" }], [[{ amount: 1n }], [{ amount: "1" }]]]) {
    const picked = bank.pick({ one });
    const frame = await gateway.frame("bank.pick");
    assert.deepEqual(frame.params, { one: wire });
    gateway.say({ id: frame.id, result: wire });
    assert.deepEqual(await picked, one);
  }
});

test("events, their params, and what clients publish", { timeout }, async (t) => {
  const { gateway, bank } = started(t);
  const heard = [];
  bank.on.booked({ account: 7n }, ({ amount }) => heard.push(amount));
  const asked = await gateway.frame("rpc.subscribe");
  assert.deepEqual(asked.params.params, { account: "7" });
  gateway.say({ id: asked.id, result: { subscription: "b" } });
  gateway.event("b", undefined, "bank.booked", { account: "7", amount: "12" });
  assert.deepEqual(heard, [12n]);
  bank.publish.booked({ account: 7n }, { account: 7n, amount: 1n }).catch(() => {});
  assert.deepEqual((await gateway.frame("rpc.publish")).params, { channel: "bank.bookings", params: { account: "7" }, event: "bank.booked", data: { account: "7", amount: "1" } });
});

test("data of errors, however often one asks", { timeout }, async (t) => {
  const { gateway, bank } = started(t);
  const call = bank.name({ id: "x" });
  gateway.say({ id: (await gateway.frame("bank.name")).id, error: { code: 4001, message: "m", data: { type: "bank.Overdrawn", detail: { missing: "3" } } } });
  await assert.rejects(call, (error) => isOverdrawn(error) && isOverdrawn(error) && error.detail.missing === 3n);
});

test("data that is no struct", { timeout }, async (t) => {
  const { gateway, bank } = started(t);
  const call = bank.name({ id: "x" });
  gateway.say({ id: (await gateway.frame("bank.name")).id, error: { code: 4003, message: "taken", data: { type: "bank.Taken", detail: { a: ["1", "2"] } } } });
  await assert.rejects(call, (error) => isTaken(error) && isTaken(error) && error.detail.a[1] === 2n);
});

test("what is no integer, or was rounded on its way, is refused", { timeout }, async (t) => {
  const { gateway, bank } = started(t);
  for (const wrong of ["1.5", "0x10", "", true, 2 ** 53]) {
    const sums = bank.sums({ ids: [] });
    gateway.say({ id: (await gateway.frame("bank.sums")).id, result: { a: wrong } });
    await assert.rejects(sums, /integer|rounded/);
  }
  assert.throws(() => bank.sums({ ids: [5] }), TypeError);
});
