export { Antiphon } from "./antiphon.js";
export { session } from "./caller.js";
export { int64, items, later, list, members, read, record, tagged, untagged } from "./codec.js";
export { listen, publish } from "./channel.js";
export { Code, ConnectionError, isDeclared, RpcError, reconnectsAfter } from "./errors.js";
export { Http } from "./http.js";
export { Subscription } from "./subscription.js";
export { fromBase64, positional, toBase64, } from "./values.js";
