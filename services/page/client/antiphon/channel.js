/** @internal */
export function listen(session, channel, params, handlers, options) {
    const byName = handlers;
    const { unknown } = handlers;
    const byType = new Map();
    for (const [event, type] of Object.entries(channel.events)) {
        const handler = Object.hasOwn(byName, event) ? byName[event] : undefined;
        if (handler)
            byType.set(type, handler);
    }
    const known = new Set(Object.values(channel.events));
    return session.subscribe(channel.name, given(channel, params), (message, position) => {
        const [payload, delivery] = opened(channel, message);
        if (position)
            delivery.position = position;
        const handler = byType.get(delivery.type);
        const codec = payloadCodec(channel, delivery.type);
        if (handler)
            handler((codec ? codec.read(payload) : payload), delivery);
        else if (!known.has(delivery.type))
            unknown?.(payload, delivery);
    }, options);
}
/** @internal */
export async function publish(caller, channel, params, event, data, options) {
    const codec = payloadCodec(channel, event), sent = codec ? codec.write(data) : data, members = given(channel, params);
    await caller.call("rpc.publish", { channel: channel.name, ...(members && { params: members }), event, ...(sent !== undefined && { data: sent }) }, options);
}
function payloadCodec({ payloads }, type) {
    return payloads && Object.hasOwn(payloads, type) ? payloads[type] : undefined;
}
function given(channel, params) {
    return params && channel.params ? channel.params.write(params) : params;
}
function opened(channel, message) {
    if (channel.envelope === "none")
        return [message, { type: Object.values(channel.events)[0] ?? "" }];
    const members = message;
    if (channel.envelope)
        return [members[channel.envelope.data], { type: String(members[channel.envelope.type]) }];
    const delivery = { type: String(members["type"]) };
    for (const name of ["id", "time", "source", "tenant"]) {
        const value = members[name];
        if (typeof value === "string")
            delivery[name] = value;
    }
    return [members["data"], delivery];
}
