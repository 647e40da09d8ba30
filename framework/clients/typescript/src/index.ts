export { Antiphon, type Options, type State } from "./antiphon.js";
export { session, type Caller, type CallOptions, type Idempotency, type Session } from "./caller.js";
export { int64, items, later, list, members, read, record, tagged, untagged, type Codec } from "./codec.js";
export { listen, publish, type Channel, type Delivery, type Handler, type ListenOptions, type UnknownHandler } from "./channel.js";
export { Code, ConnectionError, isDeclared, RpcError, reconnectsAfter, type DeclaredError, type ErrorData } from "./errors.js";
export { Http, type HttpOptions } from "./http.js";
export { Subscription, type EventHandler, type SubscribeOptions } from "./subscription.js";
export {
  fromBase64, positional, toBase64, type Base64, type Branded, type Decimal, type Int64, type JsonValue, type Milliseconds, type PlainDate,
  type Timestamp, type UnknownTag, type Uuid,
} from "./values.js";
export type { CloudEvent, Position } from "./wire.js";
