import { ConnectionError, RpcError } from "./errors.js";
const attempts = 3;
/** So many retries that they do not become the load: ten at once, then one for ten calls that succeeded. */
export class Budget {
    #tokens = 10;
    take() {
        if (this.#tokens < 1)
            return false;
        this.#tokens -= 1;
        return true;
    }
    succeeded() {
        this.#tokens = Math.min(10, this.#tokens + 0.1);
    }
}
/** Up to three attempts while the answer is an error that may pass, 100 ms apart and doubling, ±20 %; a wait that the
 *  other side names wins. */
export async function retried(work, { ends, budget, signal, lost }) {
    for (let attempt = 1;; attempt += 1) {
        try {
            const result = await work();
            budget.succeeded();
            return result;
        }
        catch (error) {
            const passes = error instanceof RpcError && error.retryable && (lost || !(error instanceof ConnectionError));
            if (!passes || attempt === attempts || signal?.aborted)
                throw error;
            const wait = error.data.retry_after_ms ?? 100 * 2 ** (attempt - 1) * (0.8 + 0.4 * Math.random());
            if (performance.now() + wait >= ends || !budget.take())
                throw error;
            await new Promise((resolve) => setTimeout(resolve, wait));
        }
    }
}
/** A new idempotency key, where `crypto` is missing, too (pages without TLS, Node.js 18). */
export function newKey() {
    const bytes = new Uint8Array(16);
    if (globalThis.crypto)
        crypto.getRandomValues(bytes);
    else
        bytes.forEach((_, at) => { bytes[at] = Math.random() * 256; });
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
