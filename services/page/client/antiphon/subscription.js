import { Code, RpcError } from "./errors.js";
/** One listener of a channel, over any number of connections. Each event of a durable channel comes once, in order. */
export class Subscription {
    channel;
    params;
    /** Settled when the gateway has subscribed it for the first time: what is published from then on is heard. Rejected when it
     *  refuses, or when it is cancelled before. */
    ready;
    #settle;
    #position;
    #ended = false;
    #handler;
    #options;
    #end;
    /** @internal */
    constructor(channel, params, handler, options, end) {
        this.channel = channel;
        this.params = params;
        this.#handler = handler;
        this.#options = options;
        this.#position = options.since;
        this.#end = end;
        this.ready = new Promise((resolve, reject) => { this.#settle = { resolve, reject }; });
        this.ready.catch(() => { }); // whom it concerns has onError
    }
    /** The last event that was handled; keep it to resume in another session. */
    get position() {
        return this.#position;
    }
    /** No handler call starts any more. */
    cancel() {
        this.#ended = true;
        this.#settle?.reject(new RpcError(Code.cancelled, `${this.channel}: cancelled`));
        this.#end(this);
    }
    /** @internal the connection was lost */
    paused() {
        if (this.#options.resume === false)
            this.#position = undefined;
    }
    /** @internal joins a channel that is listened to already, from `now` on */
    joined(now) {
        this.#position ??= now;
        this.#settle?.resolve();
    }
    /** @internal the answer to rpc.subscribe: what was missed comes before anything else */
    resumed(answer) {
        const now = answer.epoch === undefined ? undefined : { epoch: answer.epoch, offset: answer.offset ?? 0 };
        const asked = this.#position;
        this.#settle?.resolve();
        if (asked && answer.recovered) {
            for (const { offset, event } of answer.events ?? [])
                this.deliver(event, offset);
            return;
        }
        this.#position = now;
        if (asked && !(now && now.epoch === asked.epoch && now.offset === asked.offset))
            this.#options.onGap?.();
    }
    /** @internal */
    deliver(event, offset) {
        if (this.#ended)
            return;
        if (this.#position && offset !== undefined) {
            if (offset <= this.#position.offset)
                return;
            this.#position = { epoch: this.#position.epoch, offset };
        }
        this.#handler(event, this.#position);
    }
    /** @internal */
    gap() {
        this.#options.onGap?.();
    }
    /** @internal */
    dropped(count, policy) {
        this.#options.onDropped?.(count, policy);
    }
    /** @internal */
    failed(error) {
        this.#settle?.reject(error);
        this.#options.onError?.(error);
    }
}
