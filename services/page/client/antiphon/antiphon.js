import { Backoff } from "./backoff.js";
import { Code, ConnectionError, isMistake, reconnectsAfter, RpcError } from "./errors.js";
import { Liveness } from "./liveness.js";
import { Budget, newKey, retried } from "./retry.js";
import { Subscription } from "./subscription.js";
import { Topic } from "./topic.js";
/** One session with a gateway. It connects by itself, comes back after a loss with full jitter, and resumes every
 *  subscription where it was. Calls made while it is away wait for it, until their deadline. */
export class Antiphon {
    #url;
    #options;
    #backoff = new Backoff();
    #calls = new Map();
    #topics = new Map();
    /** Calls that wait for a connection. */
    #ready = new Map();
    #budget = new Budget();
    #socket;
    #liveness;
    #next = 1;
    #stopped = false;
    #timer;
    constructor(url, options = {}) {
        this.#url = url;
        this.#options = options;
        void this.#connect("connecting");
    }
    /** A call that may be repeated (`idempotency`) goes out again when its connection was lost, or after an error that may
     *  pass. A "keyed" one carries a key, so that the service does it once. */
    call(method, params, options = {}, idempotency) {
        const key = options.idempotencyKey ?? (idempotency === "keyed" ? newKey() : undefined);
        const ends = performance.now() + this.#deadline(options);
        const meta = (left) => ({ ...(key !== undefined && { idempotency_key: key }), timeout_ms: Math.max(1, Math.floor(left)) });
        const work = () => this.#request(method, params, { ...options, deadline: Math.max(1, ends - performance.now()) }, { repeats: idempotency !== undefined, meta });
        return idempotency === undefined ? work() : retried(work, { ends, budget: this.#budget, signal: options.signal, lost: false });
    }
    notify(method, params, options = {}) {
        return this.#request(method, params, options, { answered: false });
    }
    #deadline(options) {
        return options.deadline ?? this.#options.deadline ?? 30_000;
    }
    async #request(method, params, options, how) {
        const deadline = this.#deadline(options), ends = performance.now() + deadline;
        const id = this.#next++;
        let timer;
        let abort;
        try {
            return await new Promise((resolve, reject) => {
                const send = () => {
                    if (how.answered === false) {
                        this.#send({ jsonrpc: "2.0", method, ...(params && { params }) });
                        return resolve(undefined);
                    }
                    this.#calls.set(id, {
                        resolve: (result) => {
                            how.taken?.(result);
                            resolve(result);
                        },
                        reject,
                        again: how.repeats ? () => this.#ready.set(send, reject) : undefined,
                    });
                    const meta = how.meta?.(ends - performance.now());
                    this.#send({ jsonrpc: "2.0", id, method, ...(params && { params }), ...(meta && { meta }) });
                };
                const cancel = (error) => {
                    this.#ready.delete(send);
                    if (this.#calls.has(id) && this.#connected)
                        this.#send({ jsonrpc: "2.0", method: "rpc.cancel", params: { id } });
                    reject(error);
                };
                timer = setTimeout(() => cancel(new ConnectionError(Code.deadline_exceeded, `${method}: no answer within ${Math.round(deadline)} ms`)), deadline);
                abort = () => cancel(new ConnectionError(Code.cancelled, `${method}: cancelled`));
                options.signal?.addEventListener("abort", abort);
                if (options.signal?.aborted)
                    abort();
                else if (this.#connected)
                    send();
                else if (this.#stopped)
                    reject(new ConnectionError(Code.unavailable, `${method}: the session has ended`));
                else
                    this.#ready.set(send, reject);
            });
        }
        finally {
            clearTimeout(timer);
            if (abort)
                options.signal?.removeEventListener("abort", abort);
            this.#calls.delete(id);
        }
    }
    /** The handler is called for each event of the channel. It starts as soon as there is a connection. Listeners of one
     *  channel share one subscription at the gateway. */
    subscribe(channel, params, handler, options = {}) {
        const members = params;
        const subscription = new Subscription(channel, members, handler, options, (ended) => this.#leave(key, ended));
        const key = Topic.key(channel, members);
        if (this.#stopped) {
            queueMicrotask(() => subscription.failed(new ConnectionError(Code.unavailable, `${channel}: the session has ended`)));
            return subscription;
        }
        const topic = this.#topics.get(key) ?? new Topic(key, channel, members);
        this.#topics.set(key, topic);
        const next = topic.join(subscription);
        if (next !== "joined" && this.#connected)
            void this.#resume(topic);
        return subscription;
    }
    /** Ends the session and its subscriptions. Calls that wait fail. */
    close() {
        this.#stopped = true;
        clearTimeout(this.#timer);
        const topics = [...this.#topics.values()];
        this.#topics.clear();
        for (const topic of topics)
            for (const listener of topic.listeners)
                listener.cancel();
        const socket = this.#socket;
        this.#socket = undefined;
        this.#lost("the session has ended");
        socket?.close(1000);
    }
    get #connected() {
        return this.#socket?.readyState === 1;
    }
    async #connect(state) {
        this.#options.onState?.(state);
        let token;
        try {
            token = await this.#options.token?.();
        }
        catch {
            return this.#again();
        }
        if (this.#stopped)
            return;
        const Socket = this.#options.webSocket ?? WebSocket;
        const socket = new Socket(this.#url, ["antiphon.v1.json", ...(token ? ["base64url.bearer." + base64url(token)] : [])]);
        this.#socket = socket;
        socket.onopen = () => this.#opened(socket);
        socket.onerror = () => { }; // the close that follows says it; the package ws would end the program without this
        socket.onmessage = ({ data }) => socket === this.#socket && this.#receive(JSON.parse(String(data)));
        socket.onclose = ({ code, reason }) => this.#closed(socket, code, reason);
    }
    #opened(socket) {
        if (socket !== this.#socket)
            return;
        this.#options.onState?.("connected");
        // Whom the gateway does not let in it tells with the close code, so the error is not looked at.
        const taken = (answer) => this.#watch(socket, answer);
        this.#request("rpc.connect", { client: { name: "antiphon-typescript", version } }, {}, { taken }).catch(() => { });
        for (const topic of this.#topics.values())
            void this.#resume(topic);
        const waiting = [...this.#ready.keys()];
        this.#ready.clear();
        for (const send of waiting)
            send();
    }
    #watch(socket, { ping_ms = 25_000, pong_timeout_ms = 10_000 }) {
        this.#liveness = new Liveness(ping_ms, pong_timeout_ms, () => void this.#request("rpc.ping", undefined, {}, {}).catch(() => { }), () => {
            socket.close();
            this.#closed(socket, 4499, "");
        });
    }
    #closed(socket, code, reason) {
        if (socket !== this.#socket || this.#stopped)
            return;
        this.#socket = undefined;
        const calls = [...this.#calls.values()];
        this.#calls.clear();
        this.#liveness?.stop();
        this.#liveness = undefined;
        const comesBack = reconnectsAfter(code);
        for (const { reject, again } of calls) {
            if (comesBack && again && !isMistake(code))
                again();
            else
                reject(new ConnectionError(Code.unavailable, "the connection was lost; the call may have happened"));
        }
        for (const topic of this.#topics.values())
            topic.lost();
        if (comesBack)
            return this.#again(hint(reason));
        this.#stopped = true;
        this.#lost(`the gateway closed the session: ${code} ${reason}`);
        this.#options.onState?.("stopped", { code, reason });
    }
    #again(after = this.#backoff.next()) {
        if (this.#stopped)
            return;
        this.#timer = setTimeout(() => void this.#connect("reconnecting"), after);
    }
    #lost(message) {
        this.#liveness?.stop();
        const error = new ConnectionError(Code.unavailable, message);
        for (const { reject } of this.#calls.values())
            reject(error);
        this.#calls.clear();
        for (const reject of this.#ready.values())
            reject(error);
        this.#ready.clear();
        for (const topic of this.#topics.values())
            for (const listener of topic.listeners)
                listener.failed(error);
    }
    async #resume(topic) {
        const before = topic.id;
        if (before !== undefined)
            this.call("rpc.unsubscribe", { subscription: before }).catch(() => { });
        let complete = true;
        const taken = (answer) => {
            if (this.#topics.get(topic.key) === topic)
                complete = topic.resumed(answer);
            else
                this.call("rpc.unsubscribe", { subscription: answer.subscription }).catch(() => { });
        };
        try {
            await this.#request("rpc.subscribe", topic.request(), {}, { taken });
            if (!complete)
                void this.#resume(topic);
        }
        catch (error) {
            const wanted = this.#topics.get(topic.key) === topic;
            if (error instanceof ConnectionError) {
                // After a loss the next connection asks again; without an answer in time this one does.
                if (wanted && this.#connected)
                    void this.#resume(topic);
                return;
            }
            if (wanted && error instanceof RpcError && error.retryable) {
                const { retry_after_ms = 1000 } = error.data;
                topic.lost();
                setTimeout(() => {
                    if (this.#topics.get(topic.key) === topic && this.#connected && topic.idle)
                        void this.#resume(topic);
                }, retry_after_ms);
                return;
            }
            this.#fail(topic, error);
        }
    }
    #fail(topic, error) {
        if (this.#topics.get(topic.key) === topic)
            this.#topics.delete(topic.key);
        for (const listener of topic.listeners)
            listener.failed(error);
    }
    #leave(key, listener) {
        const topic = this.#topics.get(key);
        if (!topic?.listeners.delete(listener) || topic.listeners.size > 0)
            return;
        this.#topics.delete(key);
        if (topic.id !== undefined && this.#connected)
            this.call("rpc.unsubscribe", { subscription: topic.id }).catch(() => { });
    }
    #receive(message) {
        this.#options.onFrame?.("in", message);
        this.#backoff.reset(); // only now: a gateway that opens and closes at once is not there yet
        this.#liveness?.heard();
        for (const one of Array.isArray(message) ? message : [message]) {
            if (one.method === undefined)
                this.#answer(one);
            else
                this.#notified(one.method, one.params ?? {});
        }
    }
    #answer({ id, result, error }) {
        const waiting = typeof id === "number" ? this.#calls.get(id) : undefined;
        if (!waiting)
            return;
        this.#calls.delete(id);
        if (error)
            return waiting.reject(new RpcError(error.code, error.message, error.data));
        waiting.resolve(result);
    }
    #notified(method, params) {
        const id = params["subscription"];
        if (method === "rpc.event") {
            const event = params["event"];
            if (id && /^rpc\.(user|tenant|all)\b/.test(id))
                return this.#options.onMessage?.(event);
            for (const topic of this.#topicsNamed(id))
                if (!topic.deliver(event, params["offset"]))
                    void this.#resume(topic);
        }
        else if (method === "rpc.gap") {
            for (const topic of this.#topicsNamed(id))
                for (const listener of topic.listeners)
                    listener.gap();
        }
        else if (method === "rpc.dropped") {
            for (const topic of this.#topicsNamed(id))
                for (const listener of topic.listeners)
                    listener.dropped(Number(params["count"]), String(params["policy"]));
        }
        else if (method === "rpc.unsubscribed") {
            const error = new RpcError(Code.permission_denied, `the gateway ended the subscription: ${String(params["reason"])}`);
            for (const topic of this.#topicsNamed(id))
                this.#fail(topic, error);
        }
        else if (method === "rpc.token_expiring") {
            void this.#refresh();
        }
        else if (method === "rpc.ping") {
            this.#send({ jsonrpc: "2.0", method: "rpc.pong" });
        }
    }
    #topicsNamed(id) {
        return [...this.#topics.values()].filter((topic) => topic.id !== undefined && topic.id === id);
    }
    async #refresh() {
        try {
            const token = await this.#options.token?.();
            if (token)
                await this.call("rpc.refresh", { token });
        }
        catch {
            // The gateway closes with 4419 when the token is over, and the next connection asks for a fresh one.
        }
    }
    #send(message) {
        this.#options.onFrame?.("out", message);
        this.#socket?.send(JSON.stringify(message));
    }
}
const version = "0.1.0";
function base64url(text) {
    const binary = String.fromCharCode(...new TextEncoder().encode(text));
    return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
function hint(reason) {
    try {
        const after = JSON.parse(reason).reconnect_after_ms;
        return typeof after === "number" ? after : undefined;
    }
    catch {
        return undefined;
    }
}
