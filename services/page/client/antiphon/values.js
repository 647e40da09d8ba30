export function toBase64(bytes) {
    let binary = "";
    for (const byte of bytes)
        binary += String.fromCharCode(byte);
    return btoa(binary);
}
export function fromBase64(text) {
    const binary = atob(text);
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
/** Params in a row; those at the end that were left out stay out. */
export function positional(values) {
    let count = values.length;
    while (count > 0 && values[count - 1] === undefined)
        count -= 1;
    return values.slice(0, count).map((value) => value ?? null);
}
