// Generated from bigint.json (golden.bank 1.0.0). Changes are lost when it is generated again.

import * as antiphon from "@antiphon/client";
import * as money from "./money.js";

export interface Account {
  id: AccountId;
  balance: bigint;
  /** @defaultValue `"500"` */
  limit: bigint;
  before: bigint[];
  by_code: Record<string, bigint>;
  parent?: Account;
  plain: number;
  plain_id?: number;
  last?: Booking;
  range: Range;
  owner: string;
  fee: money.Cents;
}

/** Account as a caller gives it: what has a default may be left out. */
export interface AccountInput {
  id: AccountId;
  balance: bigint;
  /** @defaultValue `"500"` */
  limit?: bigint;
  before: bigint[];
  by_code: Record<string, bigint>;
  parent?: AccountInput;
  plain: number;
  plain_id?: number;
  last?: Booking;
  range: Range;
  owner: string;
  fee: money.Cents;
}

export type AccountId = antiphon.Branded<bigint, "golden.bank.AccountId">;
export const AccountId = (value: bigint): AccountId => value as AccountId;

export type Booking = ({ kind: "paid" } & Paid) | ({ kind: "noted" } & Noted) | { kind: antiphon.UnknownTag };

export interface Paid {
  amount: bigint;
}

export interface Noted {
  text: string;
}

export type Range = [bigint, string, bigint | null];

export type AmountOrText = boolean | bigint | Noted | Paid[];

export interface OverdrawnData {
  missing: bigint;
}

export interface OpenParams {
  account: AccountInput;
}

export interface SumsParams {
  ids: AccountId[];
  since?: antiphon.Timestamp;
}

export interface NameParams {
  id: string;
}

export interface PickParams {
  one: AmountOrText;
}

export interface Booked {
  account: bigint;
  amount: bigint;
}

export interface Closed {
  account: bigint;
  reason: string;
}

/** Where 64-bit integers stand: digits on the wire, `bigint` here. */
export const wire: Record<"Account" | "AccountId" | "Booking" | "Paid" | "Range" | "AmountOrText" | "OverdrawnData" | "OpenParams"
  | "SumsParams" | "PickParams" | "Booked" | "Closed", antiphon.Codec> = {
  Account: antiphon.members(() => ({
    id: wire.AccountId,
    balance: antiphon.int64,
    limit: antiphon.int64,
    before: antiphon.list(antiphon.int64),
    by_code: antiphon.record(antiphon.int64),
    parent: wire.Account,
    last: wire.Booking,
    range: wire.Range,
    fee: money.wire.Cents,
  })),
  AccountId: antiphon.later(() => antiphon.int64),
  Booking: antiphon.tagged("kind", () => ({ paid: wire.Paid })),
  Paid: antiphon.members(() => ({ amount: antiphon.int64 })),
  Range: antiphon.items(() => [antiphon.int64, undefined, antiphon.int64]),
  AmountOrText: antiphon.untagged(() => [
    { kind: "boolean", member: "", codec: undefined },
    { kind: "string", member: "", codec: antiphon.int64 },
    { kind: "object", member: "", codec: undefined },
    { kind: "array", member: "", codec: antiphon.list(wire.Paid) },
  ]),
  OverdrawnData: antiphon.members(() => ({ missing: antiphon.int64 })),
  OpenParams: antiphon.members(() => ({ account: wire.Account })),
  SumsParams: antiphon.members(() => ({ ids: antiphon.list(wire.AccountId) })),
  PickParams: antiphon.members(() => ({ one: wire.AmountOrText })),
  Booked: antiphon.members(() => ({ account: antiphon.int64, amount: antiphon.int64 })),
  Closed: antiphon.members(() => ({ account: antiphon.int64 })),
};

/** {missing} are missing */
export type Overdrawn = antiphon.DeclaredError<"bank.Overdrawn", OverdrawnData>;
export function isOverdrawn(error: unknown): error is Overdrawn {
  return antiphon.isDeclared(error, "bank.Overdrawn", wire.OverdrawnData);
}

/** taken */
export type Taken = antiphon.DeclaredError<"bank.Taken", Record<string, bigint[]>>;
export function isTaken(error: unknown): error is Taken {
  return antiphon.isDeclared(error, "bank.Taken", antiphon.record(antiphon.list(antiphon.int64)));
}

export class BankClient {
  readonly #caller: antiphon.Caller;

  constructor(caller: antiphon.Caller) {
    this.#caller = caller;
  }

  /** Events, one by one: `on.name(params, handler)`. */
  get on(): BankEvents {
    return new BankEvents(antiphon.session(this.#caller));
  }

  /** Channels: `channels.name(params, { event(payload) {} })`. */
  get channels(): BankChannels {
    return new BankChannels(antiphon.session(this.#caller));
  }

  /** What clients may say to each other. */
  get publish(): BankPublish {
    return new BankPublish(this.#caller);
  }

  /**
   * @throws bank.Overdrawn
   * @throws bank.Taken
   */
  open(params: OpenParams, options?: antiphon.CallOptions): Promise<Account> {
    return antiphon.read(wire.Account, this.#caller.call("bank.open", wire.OpenParams.write(params), options));
  }

  /**
   * @throws bank.Overdrawn
   * @throws bank.Taken
   */
  sums(params: SumsParams, options?: antiphon.CallOptions): Promise<Record<string, bigint | null>> {
    const row = wire.SumsParams.write(params);
    return antiphon.read(antiphon.record(antiphon.int64), this.#caller.call("bank.sums", antiphon.positional([row["ids"], row["since"]]), options, "readonly"));
  }

  /**
   * @throws bank.Overdrawn
   * @throws bank.Taken
   */
  name(params: NameParams, options?: antiphon.CallOptions): Promise<string> {
    return this.#caller.call("bank.name", params, options);
  }

  /**
   * @throws bank.Overdrawn
   * @throws bank.Taken
   */
  pick(params: PickParams, options?: antiphon.CallOptions): Promise<AmountOrText> {
    return antiphon.read(wire.AmountOrText, this.#caller.call("bank.pick", wire.PickParams.write(params), options));
  }
}

/** Which `bookings`. */
export interface BookingsChannel {
  account: bigint;
}

const bookingsChannel: antiphon.Channel = {
  name: "bank.bookings",
  events: { booked: "bank.booked", closed: "bank.closed" },
  params: antiphon.members(() => ({ account: antiphon.int64 })),
  payloads: { ["bank.booked"]: wire.Booked, ["bank.closed"]: wire.Closed },
};

export class BankEvents {
  readonly #session: antiphon.Session;

  constructor(session: antiphon.Session) {
    this.#session = session;
  }

  booked(params: BookingsChannel, handler: antiphon.Handler<Booked>, options?: antiphon.ListenOptions): antiphon.Subscription {
    return antiphon.listen(this.#session, bookingsChannel, params, { booked: handler }, options);
  }

  closed(params: BookingsChannel, handler: antiphon.Handler<Closed>, options?: antiphon.ListenOptions): antiphon.Subscription {
    return antiphon.listen(this.#session, bookingsChannel, params, { closed: handler }, options);
  }
}

export class BankChannels {
  readonly #session: antiphon.Session;

  constructor(session: antiphon.Session) {
    this.#session = session;
  }

  bookings(
    params: BookingsChannel,
    handlers: {
      booked?: antiphon.Handler<Booked>;
      closed?: antiphon.Handler<Closed>;
    } & antiphon.UnknownHandler,
    options?: antiphon.ListenOptions,
  ): antiphon.Subscription {
    return antiphon.listen(this.#session, bookingsChannel, params, handlers, options);
  }
}

export class BankPublish {
  readonly #caller: antiphon.Caller;

  constructor(caller: antiphon.Caller) {
    this.#caller = caller;
  }

  booked(params: BookingsChannel, data: Booked, options?: antiphon.CallOptions): Promise<void> {
    return antiphon.publish(this.#caller, bookingsChannel, params, "bank.booked", data, options);
  }
}
