// Generated from hostile.json (demo.hostile 1.0.0). Changes are lost when it is generated again.

import * as antiphon from "@antiphon/client";
import type * as antiphon_ from "./everything.js";
import type * as import_ from "./common.js";

export type Serial = antiphon.Int64;

export interface Numbered {
  serial: number;
}

/** *\/ } */
export interface Promise_ {
  class: number;
  default?: string;
  __proto__: number;
  constructor: string;
  /** @defaultValue `3` */
  int: number;
  /** @defaultValue `4` */
  other: number;
  "weird-name": string;
  "with \"quotes\" \\ and */"?: string;
  self?: number;
  from?: number;
  None?: number;
  __private?: number;
  /** @defaultValue `[]` */
  list: string[];
  antiphon?: antiphon_.Name;
  /** @defaultValue `1` */
  dataclasses: number;
  to_json?: number;
  extra?: number;
  class_?: number;
}

/** Promise_ as a caller gives it: what has a default may be left out. */
export interface PromiseInput_ {
  class: number;
  default?: string;
  __proto__: number;
  constructor: string;
  /** @defaultValue `3` */
  int?: number;
  /** @defaultValue `4` */
  other?: number;
  "weird-name": string;
  "with \"quotes\" \\ and */"?: string;
  self?: number;
  from?: number;
  None?: number;
  __private?: number;
  /** @defaultValue `[]` */
  list?: string[];
  antiphon?: antiphon_.Name;
  /** @defaultValue `1` */
  dataclasses?: number;
  to_json?: number;
  extra?: number;
  class_?: number;
}

export interface Record_ {
  a: Record<string, Promise_>;
}

/** Record_ as a caller gives it: what has a default may be left out. */
export interface RecordInput {
  a: Record<string, PromiseInput_>;
}

export type None =
  | "None"
  | "True"
  | "mro"
  | "name"
  | "value"
  | "_x_"
  | "a\"b\\c${d}*/\n"
  | "__proto__"
  | "class"
  | "constructor"
  | (string & {});
export const None = {
  None: "None",
  True: "True",
  mro: "mro",
  name: "name",
  value: "value",
  _x_: "_x_",
  odd: "a\"b\\c${d}*/\n",
  ["__proto__"]: "__proto__",
  class: "class",
  constructor: "constructor",
} as const;

export type Error = antiphon.Branded<None, "demo.hostile.Error">;
export const Error = (value: None): Error => value as Error;

export interface PromiseInput {
  x: Promise_;
}

/** PromiseInput as a caller gives it: what has a default may be left out. */
export interface PromiseInputInput {
  x: PromiseInput_;
}

export interface Exception {}

export interface HostileClient {
  x?: Money2;
}

export type HostileEvents = string;

export type Money2 = import_.Money;

export type T =
  | ({ "the \"tag\"": "a\"b" } & Record_)
  | ({ "the \"tag\"": "*/" } & Exception)
  | { "the \"tag\"": antiphon.UnknownTag };

/** T as a caller gives it: what has a default may be left out. */
export type TInput =
  | ({ "the \"tag\"": "a\"b" } & RecordInput)
  | ({ "the \"tag\"": "*/" } & Exception)
  | { "the \"tag\"": antiphon.UnknownTag };

export interface BreakData {
  x: None;
}

export interface ConstructorParams {
  arguments: number;
  await?: number;
}

export interface DeleteParams {
  self: number;
}

/** *\/ """ {x} ` */
export type Break = antiphon.DeclaredError<"hostile.Break", BreakData>;
export function isBreak(error: unknown): error is Break {
  return antiphon.isDeclared(error, "hostile.Break");
}

/** v */
export type ValueError = antiphon.DeclaredError<"hostile.ValueError", undefined>;
export function isValueError(error: unknown): error is ValueError {
  return antiphon.isDeclared(error, "hostile.ValueError");
}

/** """ *\/ \ */
export class HostileClient_ {
  readonly #caller: antiphon.Caller;

  constructor(caller: antiphon.Caller) {
    this.#caller = caller;
  }

  /** Events, one by one: `on.name(params, handler)`. */
  get on(): HostileEvents_ {
    return new HostileEvents_(antiphon.session(this.#caller));
  }

  /** Channels: `channels.name(params, { event(payload) {} })`. */
  get channels(): HostileChannels {
    return new HostileChannels(antiphon.session(this.#caller));
  }

  /** What clients may say to each other. */
  get publish(): HostilePublish {
    return new HostilePublish(this.#caller);
  }

  /** ends with backslash \ */
  constructor_(params: ConstructorParams, options?: antiphon.CallOptions): Promise<T> {
    return this.#caller.call("hostile.constructor", antiphon.positional([params["arguments"], params["await"]]), options);
  }

  /** @throws hostile.Break */
  delete(params: DeleteParams, options?: antiphon.CallOptions): Promise<void> {
    return this.#caller.call("hostile.delete", params, options);
  }

  import(options?: antiphon.CallOptions): Promise<void> {
    return this.#caller.call("hostile.import", undefined, options);
  }

  on_(options?: antiphon.CallOptions): Promise<void> {
    return this.#caller.call("hostile.on", undefined, options);
  }

  publish_(options?: antiphon.CallOptions): Promise<void> {
    return this.#caller.call("hostile.publish", undefined, options);
  }

  then_(options?: antiphon.CallOptions): Promise<void> {
    return this.#caller.call("hostile.then", undefined, options);
  }

  __init__(options?: antiphon.CallOptions): Promise<void> {
    return this.#caller.call("hostile.__init__", undefined, options);
  }

  __private(options?: antiphon.CallOptions): Promise<void> {
    return this.#caller.call("hostile.__private", undefined, options);
  }

  call(params: RecordInput, options?: antiphon.CallOptions): Promise<void> {
    return this.#caller.call("hostile.call", params, options);
  }

  /** @deprecated *\/ """ */
  channels_(options?: antiphon.CallOptions): Promise<void> {
    return this.#caller.call("hostile.channels", undefined, options);
  }

  await(options?: antiphon.CallOptions): Promise<void> {
    return this.#caller.call("hostile.await", undefined, options);
  }
}

/** Which `class`. */
export interface HostileClassChannel {
  class: number;
  from: number;
}

const hostileClassChannel: antiphon.Channel = {
  name: "hostile.class",
  events: { unknown_: "hostile.unknown", constructor: "hostile.constructor", class: "hostile.class" },
};

const hostileConstructorChannel: antiphon.Channel = {
  name: "hostile.constructor",
  events: { ["__proto__"]: "hostile.__proto__" },
};

const hostilePrototypeChannel: antiphon.Channel = {
  name: "hostile.prototype",
  events: {},
};

export class HostileEvents_ {
  readonly #session: antiphon.Session;

  constructor(session: antiphon.Session) {
    this.#session = session;
  }

  unknown(params: HostileClassChannel, handler: antiphon.Handler<Promise_>, options?: antiphon.ListenOptions): antiphon.Subscription {
    return antiphon.listen(this.#session, hostileClassChannel, params, { unknown_: handler }, options);
  }

  constructor_(params: HostileClassChannel, handler: antiphon.Handler<undefined>, options?: antiphon.ListenOptions): antiphon.Subscription {
    return antiphon.listen(this.#session, hostileClassChannel, params, { constructor: handler }, options);
  }

  __proto__(handler: antiphon.Handler<Exception>, options?: antiphon.ListenOptions): antiphon.Subscription {
    return antiphon.listen(this.#session, hostileConstructorChannel, undefined, { ["__proto__"]: handler }, options);
  }

  class(params: HostileClassChannel, handler: antiphon.Handler<PromiseInput>, options?: antiphon.ListenOptions): antiphon.Subscription {
    return antiphon.listen(this.#session, hostileClassChannel, params, { class: handler }, options);
  }
}

export class HostileChannels {
  readonly #session: antiphon.Session;

  constructor(session: antiphon.Session) {
    this.#session = session;
  }

  class(
    params: HostileClassChannel,
    handlers: {
      unknown_?: antiphon.Handler<Promise_>;
      constructor?: antiphon.Handler<undefined>;
      class?: antiphon.Handler<PromiseInput>;
    } & antiphon.UnknownHandler,
    options?: antiphon.ListenOptions,
  ): antiphon.Subscription {
    return antiphon.listen(this.#session, hostileClassChannel, params, handlers, options);
  }

  constructor_(
    handlers: {
      ["__proto__"]?: antiphon.Handler<Exception>;
    } & antiphon.UnknownHandler,
    options?: antiphon.ListenOptions,
  ): antiphon.Subscription {
    return antiphon.listen(this.#session, hostileConstructorChannel, undefined, handlers, options);
  }

  prototype(
    handlers: {
    } & antiphon.UnknownHandler,
    options?: antiphon.ListenOptions,
  ): antiphon.Subscription {
    return antiphon.listen(this.#session, hostilePrototypeChannel, undefined, handlers, options);
  }
}

export class HostilePublish {
  readonly #caller: antiphon.Caller;

  constructor(caller: antiphon.Caller) {
    this.#caller = caller;
  }

  unknown(params: HostileClassChannel, data: PromiseInput_, options?: antiphon.CallOptions): Promise<void> {
    return antiphon.publish(this.#caller, hostileClassChannel, params, "hostile.unknown", data, options);
  }
}

export class SecondClient {
  readonly #caller: antiphon.Caller;

  constructor(caller: antiphon.Caller) {
    this.#caller = caller;
  }

  /** Events, one by one: `on.name(params, handler)`. */
  get on(): SecondEvents {
    return new SecondEvents(antiphon.session(this.#caller));
  }

  /** Channels: `channels.name(params, { event(payload) {} })`. */
  get channels(): SecondChannels {
    return new SecondChannels(antiphon.session(this.#caller));
  }

  x(options?: antiphon.CallOptions): Promise<void> {
    return this.#caller.call("second.x", undefined, options);
  }
}

/** Which `class`. */
export interface SecondClassChannel {
  class: number;
}

const secondClassChannel: antiphon.Channel = {
  name: "second.class",
  events: { x: "second.x" },
};

export class SecondEvents {
  readonly #session: antiphon.Session;

  constructor(session: antiphon.Session) {
    this.#session = session;
  }

  x(params: SecondClassChannel, handler: antiphon.Handler<Promise_>, options?: antiphon.ListenOptions): antiphon.Subscription {
    return antiphon.listen(this.#session, secondClassChannel, params, { x: handler }, options);
  }
}

export class SecondChannels {
  readonly #session: antiphon.Session;

  constructor(session: antiphon.Session) {
    this.#session = session;
  }

  class(
    params: SecondClassChannel,
    handlers: {
      x?: antiphon.Handler<Promise_>;
    } & antiphon.UnknownHandler,
    options?: antiphon.ListenOptions,
  ): antiphon.Subscription {
    return antiphon.listen(this.#session, secondClassChannel, params, handlers, options);
  }
}
