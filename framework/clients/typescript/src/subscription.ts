import { Code, RpcError } from "./errors.js";
import type { CloudEvent, Position, SubscribeResult } from "./wire.js";

export interface SubscribeOptions {
  /** Continue after this position. */
  since?: Position;
  /** After a loss of the connection, ask for what was missed: no event of a durable channel is lost or repeated. The
   *  default; `false` starts anew with what comes next. */
  resume?: boolean;
  /** Called when events were missed and cannot be had: read the state anew. */
  onGap?: () => void;
  /** Called when the gateway left out live events because this client was too slow. */
  onDropped?: (count: number, policy: string) => void;
  /** Called when the gateway refuses the subscription; it is then over. */
  onError?: (error: Error) => void;
}

export type EventHandler = (event: CloudEvent, position: Position | undefined) => void;

/** One listener of a channel, over any number of connections. Each event of a durable channel comes once, in order. */
export class Subscription {
  readonly channel: string;
  readonly params: Record<string, unknown> | undefined;
  /** Settled when the gateway has subscribed it for the first time: what is published from then on is heard. Rejected when it
   *  refuses, or when it is cancelled before. */
  readonly ready: Promise<void>;
  #settle: { resolve: () => void; reject: (error: Error) => void } | undefined;
  #position: Position | undefined;
  #ended = false;
  readonly #handler: EventHandler;
  readonly #options: SubscribeOptions;
  readonly #end: (subscription: Subscription) => void;

  /** @internal */
  constructor(channel: string, params: Record<string, unknown> | undefined, handler: EventHandler, options: SubscribeOptions,
              end: (subscription: Subscription) => void) {
    this.channel = channel;
    this.params = params;
    this.#handler = handler;
    this.#options = options;
    this.#position = options.since;
    this.#end = end;
    this.ready = new Promise((resolve, reject) => { this.#settle = { resolve, reject }; });
    this.ready.catch(() => {});  // whom it concerns has onError
  }

  /** The last event that was handled; keep it to resume in another session. */
  get position(): Position | undefined {
    return this.#position;
  }

  /** No handler call starts any more. */
  cancel(): void {
    this.#ended = true;
    this.#settle?.reject(new RpcError(Code.cancelled, `${this.channel}: cancelled`));
    this.#end(this);
  }

  /** @internal the connection was lost */
  paused(): void {
    if (this.#options.resume === false) this.#position = undefined;
  }

  /** @internal joins a channel that is listened to already, from `now` on */
  joined(now: Position | undefined): void {
    this.#position ??= now;
    this.#settle?.resolve();
  }

  /** @internal the answer to rpc.subscribe: what was missed comes before anything else */
  resumed(answer: SubscribeResult): void {
    const now = answer.epoch === undefined ? undefined : { epoch: answer.epoch, offset: answer.offset ?? 0 };
    const asked = this.#position;
    this.#settle?.resolve();
    if (asked && answer.recovered) {
      for (const { offset, event } of answer.events ?? []) this.deliver(event, offset);
      return;
    }
    this.#position = now;
    if (asked && !(now && now.epoch === asked.epoch && now.offset === asked.offset)) this.#options.onGap?.();
  }

  /** @internal */
  deliver(event: CloudEvent, offset: number | undefined): void {
    if (this.#ended) return;
    if (this.#position && offset !== undefined) {
      if (offset <= this.#position.offset) return;
      this.#position = { epoch: this.#position.epoch, offset };
    }
    this.#handler(event, this.#position);
  }

  /** @internal */
  gap(): void {
    this.#options.onGap?.();
  }

  /** @internal */
  dropped(count: number, policy: string): void {
    this.#options.onDropped?.(count, policy);
  }

  /** @internal */
  failed(error: Error): void {
    this.#settle?.reject(error);
    this.#options.onError?.(error);
  }
}
