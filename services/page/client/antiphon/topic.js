/** @internal A channel that is subscribed at the gateway, once, for any number of listeners. */
export class Topic {
    key;
    channel;
    params;
    listeners = new Set();
    /** The gateway's name for it, while connected. */
    id;
    #asking = false;
    #asked;
    #position;
    constructor(key, channel, params) {
        this.key = key;
        this.channel = channel;
        this.params = params;
    }
    static key(channel, params) {
        const sorted = Object.entries(params ?? {}).filter(([, value]) => value !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
        return channel + JSON.stringify(sorted);
    }
    /** Adds a listener; says whether the gateway has to be asked again, for events that came before. */
    join(listener) {
        this.listeners.add(listener);
        if (this.#asking)
            return "joined";
        if (this.id === undefined)
            return "subscribe";
        const since = listener.position;
        if (since && !(this.#position && since.epoch === this.#position.epoch && since.offset >= this.#position.offset))
            return "again";
        listener.joined(this.#position);
        return "joined";
    }
    /** Neither subscribed nor asked for. */
    get idle() {
        return this.id === undefined && !this.#asking;
    }
    lost() {
        this.id = undefined;
        this.#asking = false;
        for (const listener of this.listeners)
            listener.paused();
    }
    request() {
        this.id = undefined;
        this.#asking = true;
        this.#asked = this.#oldest();
        return { channel: this.channel, ...(this.params && { params: this.params }), ...(this.#asked && { since: this.#asked }) };
    }
    /** Takes the gateway's answer. False: a listener that came meanwhile wants more than was asked for; ask again. */
    resumed(answer) {
        this.#asking = false;
        this.id = answer.subscription;
        this.#position = answer.epoch === undefined ? undefined : { epoch: answer.epoch, offset: answer.offset ?? 0 };
        const [covered, early] = [[], []];
        for (const listener of this.listeners)
            (this.#covers(listener.position) ? covered : early).push(listener);
        each(covered, (listener) => listener.resumed(answer));
        return early.length === 0;
    }
    #covers(since) {
        const now = this.#position;
        if (!since || !now || since.epoch !== now.epoch || since.offset >= now.offset)
            return true;
        return this.#asked !== undefined && this.#asked.epoch === now.epoch && since.offset >= this.#asked.offset;
    }
    /** False: events are missing before this one, and the gateway has to be asked again. */
    deliver(event, offset) {
        if (this.#position && offset !== undefined) {
            if (offset > this.#position.offset + 1)
                return false;
            if (offset === this.#position.offset + 1)
                this.#position = { epoch: this.#position.epoch, offset };
        }
        each([...this.listeners], (listener) => listener.deliver(event, offset));
        return true;
    }
    #oldest() {
        let oldest;
        for (const { position } of this.listeners)
            if (position && (!oldest || (position.epoch === oldest.epoch && position.offset < oldest.offset)))
                oldest = position;
        return oldest;
    }
}
/** A handler that throws does not keep the others from their event; the error is reported as uncaught. */
function each(listeners, tell) {
    for (const listener of listeners) {
        try {
            tell(listener);
        }
        catch (error) {
            queueMicrotask(() => {
                throw error;
            });
        }
    }
}
