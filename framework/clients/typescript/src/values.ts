/** A 64-bit integer as its digits: it may pass 2^53. `BigInt(text)` computes with it. */
export type Int64 = string;
/** A decimal number as text, such as "4.50"; never a float. */
export type Decimal = string;
/** Bytes as base64; `fromBase64` and `toBase64` convert. */
export type Base64 = string;
/** 36 characters, lower case. */
export type Uuid = string;
/** RFC 3339, such as "2026-03-01T12:00:00.123Z". `new Date(text)` reads it, to the millisecond. */
export type Timestamp = string;
/** "2026-03-01": a day without a time zone. */
export type PlainDate = string;
export type Milliseconds = number;

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

declare const brand: unique symbol;
/** T, but not just any: made by the function of the type's name, `OrderId("ord_1")`. */
export type Branded<T, Name extends string> = T & { readonly [brand]: Name };

declare const unknownTag: unique symbol;
/** The tag of a variant that a newer service has sent: a string, `String(tag)`. It is not typed as one, so that `switch`
 *  over the tags that are known tells the variants apart. */
export interface UnknownTag {
  readonly [unknownTag]: true;
  toString(): string;
}

export function toBase64(bytes: Uint8Array): Base64 {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

export function fromBase64(text: Base64): Uint8Array {
  const binary = atob(text);
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** Params in a row; those at the end that were left out stay out. */
export function positional(values: unknown[]): unknown[] {
  let count = values.length;
  while (count > 0 && values[count - 1] === undefined) count -= 1;
  return values.slice(0, count).map((value) => value ?? null);
}
