// One WebSocket session with a gateway: calls, subscriptions that resume where they were, reconnects with full jitter.

const reconnects = (code) => code < 4000 || [4408, 4419, 4429, 4499].includes(code) || (code >= 4430 && code < 4440) || code >= 4500;

export class RpcError extends Error {
  constructor({ code, message, data }) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

export class Session {
  #socket; #url; #token; #next = 1; #calls = new Map(); #channels = new Map(); #attempt = 0; #stopped = false;

  /** hooks: state(name, detail), frame(direction, message), note(event) for messages to this user. */
  constructor(url, token, hooks) {
    this.#url = url;
    this.#token = token;
    this.hooks = hooks;
    this.#connect();
  }

  call(method, params = {}, timeout = 10000) {
    return new Promise((resolve, reject) => {
      if (this.#socket?.readyState !== WebSocket.OPEN) return reject(new Error("not connected"));
      const id = this.#next++;
      const timer = setTimeout(() => {
        this.#calls.delete(id);
        reject(new Error(`${method}: no answer within ${timeout} ms; it may have happened`));
      }, timeout);
      this.#calls.set(id, { resolve, reject, timer });
      this.#send({ jsonrpc: "2.0", id, method, params });
    });
  }

  /** Calls handler(event) for each event, once and in order, over any number of reconnects; lost() when some are gone. */
  async subscribe(channel, handler, lost = () => {}) {
    const entry = { channel, handler, lost, position: undefined, id: undefined };
    this.#channels.set(channel, entry);
    if (this.#socket?.readyState === WebSocket.OPEN) await this.#resume(entry);
  }

  #connect() {
    this.hooks.state("connecting");
    const bearer = this.#token ? ["base64url.bearer." + btoa(this.#token).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")] : [];
    const socket = this.#socket = new WebSocket(this.#url, ["antiphon.v1.json", ...bearer]);
    socket.onopen = async () => {
      this.#attempt = 0;
      this.hooks.state("connected");
      for (const entry of this.#channels.values()) {
        await this.#resume(entry).catch((error) => console.warn(`${entry.channel}: ${error.message}`));
      }
    };
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(data));
    socket.onclose = ({ code, reason }) => this.#closed(code, reason);
  }

  #closed(code, reason) {
    for (const { reject, timer } of this.#calls.values()) {
      clearTimeout(timer);
      reject(new Error("the connection was lost; the call may have happened"));
    }
    this.#calls.clear();
    if (this.#stopped || !reconnects(code)) return this.hooks.state("stopped", `${code} ${reason}`);
    let hint;
    try { hint = JSON.parse(reason).reconnect_after_ms; } catch { /* a close without our reason */ }
    const ceiling = Math.min(20000, 500 * 2 ** this.#attempt++);
    this.hooks.state("reconnecting");
    setTimeout(() => this.#connect(), hint ?? 100 + Math.random() * (ceiling - 100));
  }

  async #resume(entry) {
    const answer = await this.call("rpc.subscribe", { channel: entry.channel, ...(entry.position && { since: entry.position }) });
    entry.id = answer.subscription;
    const missed = answer.events ?? [];
    if (entry.position && !answer.recovered) entry.lost();
    entry.position = answer.epoch && { epoch: answer.epoch, offset: answer.offset };
    for (const event of missed) entry.handler(event.event ?? event);
  }

  #receive(message) {
    this.hooks.frame("in", message);
    if ("id" in message && !("method" in message)) {
      const call = this.#calls.get(message.id);
      if (!call) return;
      this.#calls.delete(message.id);
      clearTimeout(call.timer);
      return message.error ? call.reject(new RpcError(message.error)) : call.resolve(message.result);
    }
    if (message.method !== "rpc.event") return;
    const { subscription, offset, event } = message.params;
    if (/^rpc\.(user|tenant|all)/.test(subscription)) return this.hooks.note(event);
    for (const entry of this.#channels.values()) {
      if (entry.id !== subscription) continue;
      if (entry.position && offset !== undefined) {
        if (offset <= entry.position.offset) return;
        entry.position = { ...entry.position, offset };
      }
      entry.handler(event);
    }
  }

  #send(message) {
    this.hooks.frame("out", message);
    this.#socket.send(JSON.stringify(message));
  }
}
