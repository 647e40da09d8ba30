/** An answer that says no. `is("orders.OutOfStock")` asks for an error that the IDL declares. */
export class RpcError extends Error {
    name = "RpcError";
    code;
    data;
    constructor(code, message, data) {
        super(message);
        this.code = code;
        this.data = typeof data === "object" && data !== null ? data : {}; // other programs send other things
    }
    is(type) {
        return this.data.type === type;
    }
    /** What the IDL declares as the error's `data`. */
    get detail() {
        return this.data.detail;
    }
    /** Whether the same call may succeed later. */
    get retryable() {
        return this.data.retryable ?? retryableCodes.has(this.code);
    }
}
const decoded = new WeakSet();
/** @internal `codec`: what the error's data needs before it is as its type says. */
export function isDeclared(error, type, codec) {
    if (!(error instanceof RpcError && error.is(type)))
        return false;
    if (codec && !decoded.has(error)) {
        error.data.detail = codec.read(error.data.detail);
        decoded.add(error);
    }
    return true;
}
/** The connection was lost, or no answer came in time: the call may have happened. */
export class ConnectionError extends RpcError {
    name = "ConnectionError";
}
/** The codes that a client acts on; all of them stand in docs/errors.md. */
export const Code = {
    invalid_params: -32602,
    cancelled: -32050,
    unavailable: -32051,
    deadline_exceeded: -32052,
    overloaded: -32053,
    rate_limited: -32054,
    dependency_down: -32055,
    unauthenticated: -32060,
    permission_denied: -32061,
    token_expired: -32062,
};
const retryableCodes = new Set([Code.unavailable, Code.overloaded, Code.rate_limited, Code.dependency_down]);
/** Whether something that was sent is why the connection was closed: no frames, no text, no UTF-8, too much at once. Sent again
 *  it would be closed again. */
export function isMistake(code) {
    return [1002, 1003, 1007, 1009].includes(code);
}
/** Whether a client connects again after this close: the rule of docs/gateway.md. */
export function reconnectsAfter(code) {
    if (code < 4000)
        return true;
    return [4408, 4419, 4429, 4499].includes(code) || (code >= 4430 && code < 4440) || (code >= 4500 && code < 4510);
}
