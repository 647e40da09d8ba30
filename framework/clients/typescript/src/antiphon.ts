import { Backoff } from "./backoff.js";
import { Code, ConnectionError, reconnectsAfter, RpcError, type ErrorData } from "./errors.js";
import { Subscription, type EventHandler, type SubscribeOptions } from "./subscription.js";
import type { CloudEvent, Incoming, SubscribeResult } from "./wire.js";

export type State = "connecting" | "connected" | "reconnecting" | "stopped";

export interface Options {
  /** Asked before every connection and when a token runs out, so it may fetch a fresh one. */
  token?: () => string | Promise<string>;
  /** For calls that name none; 30 s. */
  deadline?: number;
  onState?: (state: State, detail?: { code: number; reason: string }) => void;
  /** Messages to this user, this tenant, everybody. */
  onMessage?: (event: CloudEvent) => void;
  /** Every message in both directions, for a log. */
  onFrame?: (direction: "in" | "out", message: unknown) => void;
  /** Where there is no global one (Node.js before 22). */
  webSocket?: typeof WebSocket;
}

export interface CallOptions {
  /** Milliseconds for the whole call, waiting for a connection included. */
  deadline?: number;
  signal?: AbortSignal;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** One session with a gateway. It connects by itself, comes back after a loss with full jitter, and resumes every
 *  subscription where it was. Calls made while it is away wait for it, until their deadline. */
export class Antiphon {
  readonly #url: string;
  readonly #options: Options;
  readonly #backoff = new Backoff();
  readonly #calls = new Map<number, Waiting>();
  readonly #subscriptions = new Set<Subscription>();
  #ready: (() => void)[] = [];
  #socket: WebSocket | undefined;
  #next = 1;
  #stopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string, options: Options = {}) {
    this.#url = url;
    this.#options = options;
    void this.#connect("connecting");
  }

  call<Result = unknown>(method: string, params?: object, options: CallOptions = {}): Promise<Result> {
    return this.#request<Result>(method, params, options);
  }

  /** `taken` sees the result before the next frame is read; a promise would see it later. */
  async #request<Result>(method: string, params: object | undefined, options: CallOptions, taken?: (result: Result) => void): Promise<Result> {
    const deadline = options.deadline ?? this.#options.deadline ?? 30_000;
    const id = this.#next++;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let abort: (() => void) | undefined;
    try {
      return await new Promise<Result>((resolve, reject) => {
        const send = (): void => {
          this.#calls.set(id, {
            resolve: (result) => {
              taken?.(result as Result);
              resolve(result as Result);
            },
            reject,
          });
          this.#send({ jsonrpc: "2.0", id, method, ...(params && { params }) });
        };
        const cancel = (error: Error): void => {
          this.#ready = this.#ready.filter((waiting) => waiting !== send);
          if (this.#calls.has(id) && this.#connected) this.#send({ jsonrpc: "2.0", method: "rpc.cancel", params: { id } });
          reject(error);
        };
        timer = setTimeout(() => cancel(new ConnectionError(Code.deadline_exceeded, `${method}: no answer within ${deadline} ms`)), deadline);
        abort = () => cancel(new ConnectionError(Code.cancelled, `${method}: cancelled`));
        options.signal?.addEventListener("abort", abort);
        if (options.signal?.aborted) abort();
        else if (this.#connected) send();
        else if (this.#stopped) reject(new ConnectionError(Code.unavailable, `${method}: the session has ended`));
        else this.#ready.push(send);
      });
    } finally {
      clearTimeout(timer);
      if (abort) options.signal?.removeEventListener("abort", abort);
      this.#calls.delete(id);
    }
  }

  /** The handler is called for each event of the channel. It starts as soon as there is a connection. */
  subscribe(channel: string, params: object | undefined, handler: EventHandler, options: SubscribeOptions = {}): Subscription {
    const subscription = new Subscription(channel, params as Record<string, unknown> | undefined, handler, options, (ended) => this.#unsubscribe(ended));
    this.#subscriptions.add(subscription);
    if (this.#connected) void this.#resume(subscription);
    return subscription;
  }

  /** Ends the session. Calls that wait fail. */
  close(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#socket?.close(1000);
    this.#lost("the session has ended");
  }

  get #connected(): boolean {
    return this.#socket?.readyState === 1;
  }

  async #connect(state: State): Promise<void> {
    this.#options.onState?.(state);
    let token: string | undefined;
    try {
      token = await this.#options.token?.();
    } catch {
      return this.#again();
    }
    if (this.#stopped) return;
    const Socket = this.#options.webSocket ?? WebSocket;
    const socket = new Socket(this.#url, ["antiphon.v1.json", ...(token ? ["base64url.bearer." + base64url(token)] : [])]);
    this.#socket = socket;
    socket.onopen = () => this.#opened();
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(String(data)) as Incoming | Incoming[]);
    socket.onclose = ({ code, reason }) => this.#closed(socket, code, reason);
  }

  #opened(): void {
    this.#backoff.reset();
    this.#options.onState?.("connected");
    for (const subscription of this.#subscriptions) void this.#resume(subscription);
    for (const send of this.#ready.splice(0)) send();
  }

  #closed(socket: WebSocket, code: number, reason: string): void {
    if (socket !== this.#socket || this.#stopped) return;
    for (const { reject } of this.#calls.values()) reject(new ConnectionError(Code.unavailable, "the connection was lost; the call may have happened"));
    this.#calls.clear();
    for (const subscription of this.#subscriptions) subscription.id = undefined;
    if (reconnectsAfter(code)) return this.#again(hint(reason));
    this.#stopped = true;
    this.#lost(`the gateway closed the session: ${code} ${reason}`);
    this.#options.onState?.("stopped", { code, reason });
  }

  #again(after = this.#backoff.next()): void {
    this.#timer = setTimeout(() => void this.#connect("reconnecting"), after);
  }

  #lost(message: string): void {
    const error = new ConnectionError(Code.unavailable, message);
    for (const { reject } of this.#calls.values()) reject(error);
    this.#calls.clear();
    this.#ready = [];
    for (const subscription of this.#subscriptions) subscription.failed(error);
  }

  async #resume(subscription: Subscription): Promise<void> {
    try {
      await this.#request<SubscribeResult>("rpc.subscribe", subscription.request(), {}, (answer) => subscription.resumed(answer));
    } catch (error) {
      if (error instanceof ConnectionError) return;  // the next connection tries again
      this.#subscriptions.delete(subscription);
      subscription.failed(error as Error);
    }
  }

  #unsubscribe(subscription: Subscription): void {
    if (!this.#subscriptions.delete(subscription) || subscription.id === undefined || !this.#connected) return;
    this.call("rpc.unsubscribe", { subscription: subscription.id }).catch(() => {});
  }

  #receive(message: Incoming | Incoming[]): void {
    this.#options.onFrame?.("in", message);
    for (const one of Array.isArray(message) ? message : [message]) {
      if (one.method === undefined) this.#answer(one);
      else this.#notified(one.method, one.params ?? {});
    }
  }

  #answer({ id, result, error }: Incoming): void {
    const waiting = typeof id === "number" ? this.#calls.get(id) : undefined;
    if (!waiting) return;
    this.#calls.delete(id as number);
    if (error) return waiting.reject(new RpcError(error.code, error.message, error.data as ErrorData | undefined));
    waiting.resolve(result);
  }

  #notified(method: string, params: Record<string, unknown>): void {
    const id = params["subscription"] as string | undefined;
    if (method === "rpc.event") {
      const event = params["event"] as CloudEvent;
      if (id && /^rpc\.(user|tenant|all)\b/.test(id)) return this.#options.onMessage?.(event);
      for (const subscription of this.#subscriptions) {
        if (subscription.id !== id) continue;
        const offset = params["offset"] as number | undefined;
        if (!subscription.misses(offset)) subscription.deliver(event, offset);
        else void this.#resume(Object.assign(subscription, { id: undefined }));
      }
    } else if (method === "rpc.gap") {
      for (const subscription of this.#subscriptions) if (subscription.id === id) subscription.gap();
    } else if (method === "rpc.token_expiring") {
      void this.#refresh();
    } else if (method === "rpc.ping") {
      this.#send({ jsonrpc: "2.0", method: "rpc.pong" });
    }
  }

  async #refresh(): Promise<void> {
    try {
      const token = await this.#options.token?.();
      if (token) await this.call("rpc.refresh", { token });
    } catch {
      // The gateway closes with 4419 when the token is over, and the next connection asks for a fresh one.
    }
  }

  #send(message: object): void {
    this.#options.onFrame?.("out", message);
    this.#socket?.send(JSON.stringify(message));
  }
}

function base64url(text: string): string {
  const binary = String.fromCharCode(...new TextEncoder().encode(text));
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function hint(reason: string): number | undefined {
  try {
    const after = (JSON.parse(reason) as { reconnect_after_ms?: unknown }).reconnect_after_ms;
    return typeof after === "number" ? after : undefined;
  } catch {
    return undefined;
  }
}
