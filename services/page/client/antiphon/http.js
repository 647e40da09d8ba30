import { Code, ConnectionError, RpcError } from "./errors.js";
import { Budget, newKey, retried } from "./retry.js";
/** Calls over `POST /rpc`, of a gateway or of a service itself. It does not listen. */
export class Http {
    #url;
    #options;
    #budget = new Budget();
    #next = 1;
    constructor(url, options = {}) {
        this.#url = url;
        this.#options = options;
    }
    async call(method, params, options = {}, idempotency) {
        const ends = performance.now() + (options.deadline ?? this.#options.deadline ?? 30_000);
        const key = options.idempotencyKey ?? (idempotency === "keyed" ? newKey() : undefined);
        const body = JSON.stringify({ jsonrpc: "2.0", id: this.#next++, method, ...(params && { params }) });
        const work = () => this.#once(method, body, ends, key, options.signal);
        return idempotency === undefined ? work() : retried(work, { ends, budget: this.#budget, signal: options.signal, lost: true });
    }
    async notify(method, params, options = {}) {
        const ends = performance.now() + (options.deadline ?? this.#options.deadline ?? 30_000);
        const body = JSON.stringify({ jsonrpc: "2.0", method, ...(params && { params }) });
        await this.#post(method, body, ends, options.idempotencyKey, options.signal);
    }
    async #once(method, body, ends, key, signal) {
        const response = await this.#post(method, body, ends, key, signal);
        let answer;
        try {
            answer = JSON.parse(response.text);
        }
        catch {
            throw new ConnectionError(Code.unavailable, `${method}: HTTP ${response.status} without a JSON-RPC answer`);
        }
        if (answer.error) {
            const error = new RpcError(answer.error.code, answer.error.message, answer.error.data);
            if (response.retryAfter > 0)
                error.data.retry_after_ms ??= response.retryAfter * 1000;
            throw error;
        }
        return answer.result;
    }
    async #post(method, body, ends, key, signal) {
        const left = Math.max(1, Math.floor(ends - performance.now()));
        const headers = { "Content-Type": "application/json", "Antiphon-Timeout-Ms": String(left) };
        const token = await this.#options.token?.();
        if (token)
            headers["Authorization"] = `Bearer ${token}`;
        if (key !== undefined)
            headers["Idempotency-Key"] = key;
        const late = AbortSignal.timeout(left);
        try {
            const send = this.#options.fetch ?? fetch;
            const response = await send(this.#url, { method: "POST", headers, body, signal: signal ? anyOf(signal, late) : late });
            return { status: response.status, text: await response.text(), retryAfter: Number(response.headers.get("Retry-After")) };
        }
        catch (error) {
            if (signal?.aborted)
                throw new ConnectionError(Code.cancelled, `${method}: cancelled`);
            if (late.aborted)
                throw new ConnectionError(Code.deadline_exceeded, `${method}: no answer in time`);
            throw new ConnectionError(Code.unavailable, `${method}: ${String(error)}`);
        }
    }
}
function anyOf(first, second) {
    const both = new AbortController();
    for (const signal of [first, second]) {
        if (signal.aborted)
            both.abort(signal.reason);
        else
            signal.addEventListener("abort", () => both.abort(signal.reason), { once: true, signal: both.signal });
    }
    return both.signal;
}
