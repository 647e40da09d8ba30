import type { Caller, CallOptions, Session } from "./caller.js";
import type { Codec } from "./codec.js";
import type { SubscribeOptions, Subscription } from "./subscription.js";
import type { Position } from "./wire.js";

/** @internal What generated code knows about a channel. */
export interface Channel {
  name: string;
  /** What a message looks like; a CloudEvent when left out. */
  envelope?: "none" | { type: string; data: string };
  /** Event names to what they are called on the wire. */
  events: Record<string, string>;
  /** Where 64-bit integers are `bigint`: what converts the params, and payloads by their wire name. */
  params?: Codec;
  payloads?: Record<string, Codec>;
}

/** What is known of an event besides its payload. Foreign publishers tell less. */
export interface Delivery {
  type: string;
  id?: string;
  time?: string;
  source?: string;
  tenant?: string;
  /** In a durable channel: where one is. */
  position?: Position;
}

export type Handler<Payload> = (payload: Payload, delivery: Delivery) => void;

export interface UnknownHandler {
  /** Called for events that this version of the interface does not have. */
  unknown?: (payload: unknown, delivery: Delivery) => void;
}

export type ListenOptions = SubscribeOptions;

/** @internal */
export function listen(session: Session, channel: Channel, params: object | undefined,
                       handlers: object, options?: ListenOptions): Subscription {
  const byName = handlers as { [event: string]: Handler<never> | undefined };
  const { unknown } = handlers as UnknownHandler;
  const byType = new Map<string, Handler<never>>();
  for (const [event, type] of Object.entries(channel.events)) {
    const handler = Object.hasOwn(byName, event) ? byName[event] : undefined;
    if (handler) byType.set(type, handler);
  }
  const known = new Set(Object.values(channel.events));
  return session.subscribe(channel.name, given(channel, params), (message, position) => {
    const [payload, delivery] = opened(channel, message);
    if (position) delivery.position = position;
    const handler = byType.get(delivery.type);
    const codec = payloadCodec(channel, delivery.type);
    if (handler) handler((codec ? codec.read(payload) : payload) as never, delivery);
    else if (!known.has(delivery.type)) unknown?.(payload, delivery);
  }, options);
}

/** @internal */
export async function publish(caller: Caller, channel: Channel, params: object | undefined, event: string, data: unknown, options?: CallOptions): Promise<void> {
  const codec = payloadCodec(channel, event), sent = codec ? codec.write(data) : data, members = given(channel, params);
  await caller.call("rpc.publish", { channel: channel.name, ...(members && { params: members }), event, ...(sent !== undefined && { data: sent }) }, options);
}

function payloadCodec({ payloads }: Channel, type: string): Codec | undefined {
  return payloads && Object.hasOwn(payloads, type) ? payloads[type] : undefined;
}

function given(channel: Channel, params: object | undefined): object | undefined {
  return params && channel.params ? channel.params.write(params) : params;
}

function opened(channel: Channel, message: unknown): [payload: unknown, delivery: Delivery] {
  if (channel.envelope === "none") return [message, { type: Object.values(channel.events)[0] ?? "" }];
  const members = message as Record<string, unknown>;
  if (channel.envelope) return [members[channel.envelope.data], { type: String(members[channel.envelope.type]) }];
  const delivery: Delivery = { type: String(members["type"]) };
  for (const name of ["id", "time", "source", "tenant"] as const) {
    const value = members[name];
    if (typeof value === "string") delivery[name] = value;
  }
  return [members["data"], delivery];
}
