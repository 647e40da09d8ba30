import type { EventHandler, SubscribeOptions, Subscription } from "./subscription.js";

export interface CallOptions {
  /** Milliseconds for the whole call, waiting for a connection included. */
  deadline?: number;
  signal?: AbortSignal;
  /** For methods whose idempotency is "keyed": the service answers a repeat from its record. Made when left out. */
  idempotencyKey?: string;
}

/** What the IDL says about doing a call twice: without it, a call whose connection was lost is never repeated. */
export type Idempotency = "readonly" | "idempotent" | "keyed";

/** Something that calls methods: a session with a gateway (`Antiphon`), or a service's HTTP endpoint (`Http`). */
export interface Caller {
  call<Result = unknown>(method: string, params?: object, options?: CallOptions, idempotency?: Idempotency): Promise<Result>;
  /** Settled when the message was sent: nobody answers it. */
  notify(method: string, params?: object, options?: CallOptions): Promise<void>;
}

/** A caller that listens, too. */
export interface Session extends Caller {
  subscribe(channel: string, params: object | undefined, handler: EventHandler, options?: SubscribeOptions): Subscription;
}

export function session(caller: Caller): Session {
  if ("subscribe" in caller && typeof caller.subscribe === "function") return caller as Session;
  throw new TypeError("events need a session with a gateway: new Antiphon(url)");
}
