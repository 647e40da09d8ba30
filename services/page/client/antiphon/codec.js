class Shape {
    walk;
    constructor(walk) {
        this.walk = walk;
    }
    read(value) {
        return this.walk(value, toBigInt);
    }
    write(value) {
        return this.walk(value, toDigits);
    }
}
function toBigInt(value) {
    if (typeof value === "number" && !Number.isSafeInteger(value))
        throw new RangeError(`${value} as a number may have been rounded on its way`);
    return typeof value === "number" || (typeof value === "string" && /^-?(0|[1-9][0-9]*)$/.test(value)) ? BigInt(value) : refuse(value);
}
function toDigits(value) {
    return typeof value === "bigint" ? value.toString() : refuse(value);
}
function refuse(value) {
    throw new TypeError(`expected a 64-bit integer, found ${typeof value}`);
}
function walk(codec, value, leaf) {
    return codec === undefined || value === null || value === undefined ? value : codec.walk(value, leaf);
}
/** Types may hold themselves, so what they are made of is looked at when the first value comes. */
function once(make) {
    let made;
    return () => (made ??= { parts: make() }).parts;
}
function kindOf(value) {
    if (Array.isArray(value))
        return "array";
    return typeof value === "bigint" ? "string" : typeof value;
}
const isObject = (value) => kindOf(value) === "object" && value !== null;
export const int64 = new Shape((value, leaf) => leaf(value));
export function later(codec) {
    return new Shape((value, leaf) => walk(codec(), value, leaf));
}
export function list(item) {
    return new Shape((value, leaf) => (Array.isArray(value) ? value.map((one) => walk(item, one, leaf)) : value));
}
export function record(item) {
    return new Shape((value, leaf) => isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(item, one, leaf)])) : value);
}
export function members(codecs) {
    const known = once(() => Object.entries(codecs()));
    return new Shape((value, leaf) => {
        if (!isObject(value))
            return value;
        const out = { ...value };
        for (const [name, codec] of known())
            if (Object.hasOwn(out, name))
                out[name] = walk(codec, out[name], leaf);
        return out;
    });
}
export function items(codecs) {
    const known = once(codecs);
    return new Shape((value, leaf) => (Array.isArray(value) ? value.map((one, at) => walk(known()[at], one, leaf)) : value));
}
export function tagged(tag, variants) {
    const known = once(() => new Map(Object.entries(variants())));
    return new Shape((value, leaf) => (isObject(value) ? walk(known().get(String(value[tag])), value, leaf) : value));
}
/** Variants are told apart by the member that only one has, or by their JSON kind. */
export function untagged(variants) {
    const known = once(variants);
    return new Shape((value, leaf) => {
        const fitting = known().filter(({ kind }) => kind === kindOf(value));
        const found = fitting.find(({ member }) => member !== "" && isObject(value) && Object.hasOwn(value, member));
        return walk((found ?? fitting.find(({ member }) => member === ""))?.codec, value, leaf);
    });
}
/** @internal A result, as its type says. */
export async function read(codec, result) {
    const value = await result;
    return value === null || value === undefined ? value : codec.read(value);
}
