export function session(caller) {
    if ("subscribe" in caller && typeof caller.subscribe === "function")
        return caller;
    throw new TypeError("events need a session with a gateway: new Antiphon(url)");
}
