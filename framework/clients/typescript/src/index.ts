export { Antiphon, type CallOptions, type Options, type State } from "./antiphon.js";
export { Code, ConnectionError, RpcError, reconnectsAfter, type ErrorData } from "./errors.js";
export { Subscription, type EventHandler, type SubscribeOptions } from "./subscription.js";
export type { CloudEvent, Position } from "./wire.js";
