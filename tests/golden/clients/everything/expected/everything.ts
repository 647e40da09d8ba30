// Generated from everything.json (demo.everything 1.2.0). Changes are lost when it is generated again.

import * as antiphon from "@antiphon/client";

export type Name = string;

/** Not just any string. */
export type Key = antiphon.Branded<string, "demo.everything.Key">;
export const Key = (value: string): Key => value as Key;

/** Open: more will come. */
export type Color = "red" | "dark-blue" | (string & {});
export const Color = {
  red: "red",
  /**
   * Like the sea.
   * @deprecated use red
   */
  dark_blue: "dark-blue",
} as const;

export type Level = 1 | -2;
export const Level = {
  low: 1,
  under: -2,
} as const;

export interface Circle {
  radius: number;
}

export interface Square {
  side: number;
  /** @defaultValue `"red"` */
  color: Color;
}

/** Square as a caller gives it: what has a default may be left out. */
export interface SquareInput {
  side: number;
  /** @defaultValue `"red"` */
  color?: Color;
}

/** Told apart by `kind`. */
export type Shape =
  | ({ kind: "circle" } & Circle)
  | ({ kind: "square" } & Square)
  | { kind: antiphon.UnknownTag };

/** Shape as a caller gives it: what has a default may be left out. */
export type ShapeInput =
  | ({ kind: "circle" } & Circle)
  | ({ kind: "square" } & SquareInput)
  | { kind: antiphon.UnknownTag };

export type Fixed = ({ type: "circle" } & Circle) | ({ type: "square" } & Square);

/** Fixed as a caller gives it: what has a default may be left out. */
export type FixedInput = ({ type: "circle" } & Circle) | ({ type: "square" } & SquareInput);

export type IdOrName = number | string | Circle | Square | boolean[];

/** IdOrName as a caller gives it: what has a default may be left out. */
export type IdOrNameInput = number | string | Circle | SquareInput | boolean[];

export type Pair = [string, antiphon.Int64, Color | null];

export interface Tree {
  name: string;
  children: Tree[];
  first?: Tree;
}

export interface Nested {
  inner: Record<string, Nested>;
}

export interface Loose {
  known: string;
  /** Members that this version does not know. */
  [extra: string]: unknown;
}

export interface Tight {
  known: string;
}

export interface Patch {
  note?: string | null;
  must: number | null;
}

export interface Everything {
  boolean: boolean;
  i8: number;
  u8: number;
  i16: number;
  u16: number;
  i32: number;
  u32: number;
  i53: number;
  i64: antiphon.Int64;
  u64: antiphon.Int64;
  n64: number;
  f32: number;
  f64: number;
  amount: antiphon.Decimal;
  text: string;
  data: antiphon.Base64;
  id: antiphon.Uuid;
  at: antiphon.Timestamp;
  day: antiphon.PlainDate;
  lasts: antiphon.Milliseconds;
  any: antiphon.JsonValue;
  maybe?: string;
  list: string[];
  holes: (number | null)[];
  by_name: Record<string, antiphon.Int64>;
  by_id: Record<string, Color>;
  by_number: Record<string, string>;
  name: Name;
  key: Key;
  color: Color;
  level: Level;
  shape: Shape;
  fixed: Fixed;
  either: IdOrName;
  pair: Pair;
  tree: Tree;
  nested: Nested;
  loose: Loose;
  patch: Patch;
  /**
   * How often.
   * @defaultValue `3`
   */
  count: number;
  /** @defaultValue `{}` */
  tags: Record<string, string>;
  /** @defaultValue `["a","b"]` */
  items: string[];
  /** @defaultValue `"1.50"` */
  fee: antiphon.Decimal;
  /** @defaultValue `250` */
  wait: antiphon.Milliseconds;
  /** @defaultValue `"dark-blue"` */
  favourite: Color;
  pin?: string;
  /** @defaultValue `"x"` */
  hidden: string;
}

/** Everything as a caller gives it: what has a default may be left out. */
export interface EverythingInput {
  boolean: boolean;
  i8: number;
  u8: number;
  i16: number;
  u16: number;
  i32: number;
  u32: number;
  i53: number;
  i64: antiphon.Int64;
  u64: antiphon.Int64;
  n64: number;
  f32: number;
  f64: number;
  amount: antiphon.Decimal;
  text: string;
  data: antiphon.Base64;
  id: antiphon.Uuid;
  at: antiphon.Timestamp;
  day: antiphon.PlainDate;
  lasts: antiphon.Milliseconds;
  any: antiphon.JsonValue;
  maybe?: string;
  list: string[];
  holes: (number | null)[];
  by_name: Record<string, antiphon.Int64>;
  by_id: Record<string, Color>;
  by_number: Record<string, string>;
  name: Name;
  key: Key;
  color: Color;
  level: Level;
  shape: ShapeInput;
  fixed: FixedInput;
  either: IdOrNameInput;
  pair: Pair;
  tree: Tree;
  nested: Nested;
  loose: Loose;
  patch: Patch;
  /**
   * How often.
   * @defaultValue `3`
   */
  count?: number;
  /** @defaultValue `{}` */
  tags?: Record<string, string>;
  /** @defaultValue `["a","b"]` */
  items?: string[];
  /** @defaultValue `"1.50"` */
  fee?: antiphon.Decimal;
  /** @defaultValue `250` */
  wait?: antiphon.Milliseconds;
  /** @defaultValue `"dark-blue"` */
  favourite?: Color;
  pin?: string;
  /** @defaultValue `"x"` */
  hidden?: string;
}

export interface TooMuchData {
  limit: number;
}

export interface EverythingParams {
  value: EverythingInput;
}

export interface ListParams {
  /** @defaultValue `10` */
  limit?: number;
}

export interface RowParams {
  a: number;
  b?: string;
}

export interface TellParams {
  text: string;
}

export interface MakeResult {
  shape: Shape;
  at?: antiphon.Timestamp;
}

export interface Said {
  room: Key;
  user: string;
  text: string;
}

export interface Left {
  room: Key;
  user: string;
}

/** There is a limit. */
export type TooMuch = antiphon.DeclaredError<"echo.TooMuch", TooMuchData>;
export function isTooMuch(error: unknown): error is TooMuch {
  return antiphon.isDeclared(error, "echo.TooMuch");
}

/** Somebody has it. */
export type Taken = antiphon.DeclaredError<"echo.Taken", Shape[]>;
export function isTaken(error: unknown): error is Taken {
  return antiphon.isDeclared(error, "echo.Taken");
}

/**
 * gone
 * @deprecated never given any more
 */
export type Gone = antiphon.DeclaredError<"echo.Gone", undefined>;
export function isGone(error: unknown): error is Gone {
  return antiphon.isDeclared(error, "echo.Gone");
}

/** Says what it hears. */
export class EchoClient {
  readonly #caller: antiphon.Caller;

  constructor(caller: antiphon.Caller) {
    this.#caller = caller;
  }

  /** Events, one by one: `on.name(params, handler)`. */
  get on(): EchoEvents {
    return new EchoEvents(antiphon.session(this.#caller));
  }

  /** Channels: `channels.name(params, { event(payload) {} })`. */
  get channels(): EchoChannels {
    return new EchoChannels(antiphon.session(this.#caller));
  }

  /** What clients may say to each other. */
  get publish(): EchoPublish {
    return new EchoPublish(this.#caller);
  }

  /**
   * Gives back what it got.
   * @throws echo.TooMuch
   * @throws echo.Taken
   */
  everything(params: EverythingParams, options?: antiphon.CallOptions): Promise<Everything> {
    return this.#caller.call("echo.everything", params, options, "readonly");
  }

  list(params: ListParams = {}, options?: antiphon.CallOptions): Promise<Color | null> {
    return this.#caller.call("echo.list", params, options);
  }

  row(params: RowParams, options?: antiphon.CallOptions): Promise<(number | null)[]> {
    return this.#caller.call("echo.row", antiphon.positional([params["a"], params["b"]]), options);
  }

  tell(params: TellParams, options?: antiphon.CallOptions): Promise<void> {
    return this.#caller.notify("echo.tell", params, options);
  }

  /** @deprecated use everything */
  make(params: Circle, options?: antiphon.CallOptions): Promise<MakeResult> {
    return this.#caller.call("echo.make", params, options, "keyed");
  }

  ping(options?: antiphon.CallOptions): Promise<void> {
    return this.#caller.call("echo.ping", undefined, options);
  }
}

/** Which `room`. */
export interface RoomChannel {
  room: Key;
  /** @defaultValue the caller's own */
  user?: string;
}

const roomChannel: antiphon.Channel = {
  name: "echo.room",
  events: { said: "echo.said", left: "echo.left" },
};

const newsChannel: antiphon.Channel = {
  name: "echo.news",
  events: { typing: "echo.typing" },
};

const rawChannel: antiphon.Channel = {
  name: "echo.raw", envelope: "none",
  events: { number: "echo.number" },
};

const foreignChannel: antiphon.Channel = {
  name: "echo.foreign", envelope: { type: "event", data: "data" },
  events: { order_created: "order.created" },
};

export class EchoEvents {
  readonly #session: antiphon.Session;

  constructor(session: antiphon.Session) {
    this.#session = session;
  }

  /** Somebody spoke. */
  said(params: RoomChannel, handler: antiphon.Handler<Said>, options?: antiphon.ListenOptions): antiphon.Subscription {
    return antiphon.listen(this.#session, roomChannel, params, { said: handler }, options);
  }

  left(params: RoomChannel, handler: antiphon.Handler<Left>, options?: antiphon.ListenOptions): antiphon.Subscription {
    return antiphon.listen(this.#session, roomChannel, params, { left: handler }, options);
  }

  typing(handler: antiphon.Handler<Square>, options?: antiphon.ListenOptions): antiphon.Subscription {
    return antiphon.listen(this.#session, newsChannel, undefined, { typing: handler }, options);
  }

  number(handler: antiphon.Handler<Circle>, options?: antiphon.ListenOptions): antiphon.Subscription {
    return antiphon.listen(this.#session, rawChannel, undefined, { number: handler }, options);
  }

  order_created(handler: antiphon.Handler<Loose>, options?: antiphon.ListenOptions): antiphon.Subscription {
    return antiphon.listen(this.#session, foreignChannel, undefined, { order_created: handler }, options);
  }
}

export class EchoChannels {
  readonly #session: antiphon.Session;

  constructor(session: antiphon.Session) {
    this.#session = session;
  }

  /** A room. */
  room(
    params: RoomChannel,
    handlers: {
      said?: antiphon.Handler<Said>;
      left?: antiphon.Handler<Left>;
    } & antiphon.UnknownHandler,
    options?: antiphon.ListenOptions,
  ): antiphon.Subscription {
    return antiphon.listen(this.#session, roomChannel, params, handlers, options);
  }

  news(
    handlers: {
      typing?: antiphon.Handler<Square>;
    } & antiphon.UnknownHandler,
    options?: antiphon.ListenOptions,
  ): antiphon.Subscription {
    return antiphon.listen(this.#session, newsChannel, undefined, handlers, options);
  }

  raw(
    handlers: {
      number?: antiphon.Handler<Circle>;
    } & antiphon.UnknownHandler,
    options?: antiphon.ListenOptions,
  ): antiphon.Subscription {
    return antiphon.listen(this.#session, rawChannel, undefined, handlers, options);
  }

  foreign(
    handlers: {
      order_created?: antiphon.Handler<Loose>;
    } & antiphon.UnknownHandler,
    options?: antiphon.ListenOptions,
  ): antiphon.Subscription {
    return antiphon.listen(this.#session, foreignChannel, undefined, handlers, options);
  }
}

export class EchoPublish {
  readonly #caller: antiphon.Caller;

  constructor(caller: antiphon.Caller) {
    this.#caller = caller;
  }

  typing(data: SquareInput, options?: antiphon.CallOptions): Promise<void> {
    return antiphon.publish(this.#caller, newsChannel, undefined, "echo.typing", data, options);
  }
}
