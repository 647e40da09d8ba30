import type { CloudEvent, Position, SubscribeResult } from "./wire.js";

export interface SubscribeOptions {
  /** Continue after this position. */
  since?: Position;
  /** Called when events were missed and cannot be had: read the state anew. */
  onGap?: () => void;
  /** Called when the gateway refuses the subscription; it is then over. */
  onError?: (error: Error) => void;
}

export type EventHandler = (event: CloudEvent, position: Position | undefined) => void;

/** One channel that is listened to, over any number of connections. Each event of a durable channel comes once, in order. */
export class Subscription {
  readonly channel: string;
  readonly params: Record<string, unknown> | undefined;
  /** @internal the gateway's name for it, while connected */
  id: string | undefined;
  #position: Position | undefined;
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
  }

  /** The last event that was handled; keep it to resume in another session. */
  get position(): Position | undefined {
    return this.#position;
  }

  /** No handler call starts any more. */
  cancel(): void {
    this.#end(this);
  }

  /** @internal */
  request(): Record<string, unknown> {
    return {
      channel: this.channel,
      ...(this.params && { params: this.params }),
      ...(this.#position && { since: this.#position }),
    };
  }

  /** @internal the answer to rpc.subscribe: what was missed comes before anything else */
  resumed(answer: SubscribeResult): void {
    this.id = answer.subscription;
    const asked = this.#position;
    if (asked && answer.recovered) {
      for (const { offset, event } of answer.events ?? []) this.deliver(event, offset);
    } else {
      this.#position = answer.epoch === undefined ? undefined : { epoch: answer.epoch, offset: answer.offset ?? 0 };
      if (asked) this.#options.onGap?.();
    }
  }

  /** @internal */
  deliver(event: CloudEvent, offset: number | undefined): void {
    if (this.#position && offset !== undefined) {
      if (offset <= this.#position.offset) return;
      this.#position = { epoch: this.#position.epoch, offset };
    }
    this.#handler(event, this.#position);
  }

  /** @internal whether `offset` leaves a hole behind the last one seen */
  misses(offset: number | undefined): boolean {
    return this.#position !== undefined && offset !== undefined && offset > this.#position.offset + 1;
  }

  /** @internal */
  gap(): void {
    this.#options.onGap?.();
  }

  /** @internal */
  failed(error: Error): void {
    this.#options.onError?.(error);
  }
}
