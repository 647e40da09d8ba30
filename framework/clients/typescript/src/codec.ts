/** @internal Where 64-bit integers stand in a type: digits on the wire, `bigint` in programs. What is no such integer
 *  stays as it is: types are the wire. */
export interface Codec {
  read<T>(value: unknown): T;
  write<T>(value: T): T;
}

type Leaf = (value: unknown) => unknown;
type Walk = (value: unknown, leaf: Leaf) => unknown;

class Shape implements Codec {
  constructor(readonly walk: Walk) {}

  read<T>(value: unknown): T {
    return this.walk(value, toBigInt) as T;
  }

  write<T>(value: T): T {
    return this.walk(value, toDigits) as T;
  }
}

function toBigInt(value: unknown): unknown {
  if (typeof value === "number" && !Number.isSafeInteger(value))
    throw new RangeError(`${value} as a number may have been rounded on its way`);
  return typeof value === "number" || (typeof value === "string" && /^-?(0|[1-9][0-9]*)$/.test(value)) ? BigInt(value) : refuse(value);
}

function toDigits(value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : refuse(value);
}

function refuse(value: unknown): never {
  throw new TypeError(`expected a 64-bit integer, found ${typeof value}`);
}

function walk(codec: Codec | undefined, value: unknown, leaf: Leaf): unknown {
  return codec === undefined || value === null || value === undefined ? value : (codec as Shape).walk(value, leaf);
}

/** Types may hold themselves, so what they are made of is looked at when the first value comes. */
function once<T>(make: () => T): () => T {
  let made: { parts: T } | undefined;
  return () => (made ??= { parts: make() }).parts;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "bigint" ? "string" : typeof value;
}

const isObject = (value: unknown): value is Record<string, unknown> => kindOf(value) === "object" && value !== null;

export const int64: Codec = new Shape((value, leaf) => leaf(value));

export function later(codec: () => Codec): Codec {
  return new Shape((value, leaf) => walk(codec(), value, leaf));
}

export function list(item: Codec): Codec {
  return new Shape((value, leaf) => (Array.isArray(value) ? value.map((one) => walk(item, one, leaf)) : value));
}

export function record(item: Codec): Codec {
  return new Shape((value, leaf) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(item, one, leaf)])) : value);
}

export function members(codecs: () => Record<string, Codec>): Codec {
  const known = once(() => Object.entries(codecs()));
  return new Shape((value, leaf) => {
    if (!isObject(value)) return value;
    const out = { ...value };
    for (const [name, codec] of known()) if (Object.hasOwn(out, name)) out[name] = walk(codec, out[name], leaf);
    return out;
  });
}

export function items(codecs: () => (Codec | undefined)[]): Codec {
  const known = once(codecs);
  return new Shape((value, leaf) => (Array.isArray(value) ? value.map((one, at) => walk(known()[at], one, leaf)) : value));
}

export function tagged(tag: string, variants: () => Record<string, Codec>): Codec {
  const known = once(() => new Map(Object.entries(variants())));
  return new Shape((value, leaf) => (isObject(value) ? walk(known().get(String(value[tag])), value, leaf) : value));
}

/** Variants are told apart by the member that only one has, or by their JSON kind. */
export function untagged(variants: () => { kind: string; member: string; codec: Codec | undefined }[]): Codec {
  const known = once(variants);
  return new Shape((value, leaf) => {
    const fitting = known().filter(({ kind }) => kind === kindOf(value));
    const found = fitting.find(({ member }) => member !== "" && isObject(value) && Object.hasOwn(value, member));
    return walk((found ?? fitting.find(({ member }) => member === ""))?.codec, value, leaf);
  });
}

/** @internal A result, as its type says. */
export async function read<T>(codec: Codec, result: Promise<unknown>): Promise<T> {
  const value = await result;
  return value === null || value === undefined ? (value as T) : codec.read(value);
}
