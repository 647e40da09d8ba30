import { Backoff } from "./backoff.js";
import { Code, ConnectionError, isMistake, reconnectsAfter, RpcError } from "./errors.js";
import type { CallOptions, Idempotency, Session } from "./caller.js";
import { Liveness } from "./liveness.js";
import { Budget, newKey, retried } from "./retry.js";
import { Subscription, type EventHandler, type SubscribeOptions } from "./subscription.js";
import { Topic } from "./topic.js";
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

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
  /** Puts it off until there is a connection again; undefined: the call may have happened and must not happen twice. */
  again?: (() => void) | undefined;
}

interface Request<Result> {
  /** It may go out again on another connection. */
  repeats?: boolean;
  answered?: boolean;
  /** Travels beside the params. */
  meta?: (left: number) => Record<string, unknown>;
  /** Sees the result before the next frame is read; a promise would see it later. */
  taken?: (result: Result) => void;
}

/** Of `rpc.connect`. */
interface Connected {
  ping_ms?: number;
  pong_timeout_ms?: number;
}

/** One session with a gateway. It connects by itself, comes back after a loss with full jitter, and resumes every
 *  subscription where it was. Calls made while it is away wait for it, until their deadline. */
export class Antiphon implements Session {
  readonly #url: string;
  readonly #options: Options;
  readonly #backoff = new Backoff();
  readonly #calls = new Map<number, Waiting>();
  readonly #topics = new Map<string, Topic>();
  /** Calls that wait for a connection. */
  readonly #ready = new Map<() => void, (error: Error) => void>();
  readonly #budget = new Budget();
  #socket: WebSocket | undefined;
  #liveness: Liveness | undefined;
  #next = 1;
  #stopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string, options: Options = {}) {
    this.#url = url;
    this.#options = options;
    void this.#connect("connecting");
  }

  /** A call that may be repeated (`idempotency`) goes out again when its connection was lost, or after an error that may
   *  pass. A "keyed" one carries a key, so that the service does it once. */
  call<Result = unknown>(method: string, params?: object, options: CallOptions = {}, idempotency?: Idempotency): Promise<Result> {
    const key = options.idempotencyKey ?? (idempotency === "keyed" ? newKey() : undefined);
    const ends = performance.now() + this.#deadline(options);
    const meta = (left: number): Record<string, unknown> => ({ ...(key !== undefined && { idempotency_key: key }), timeout_ms: Math.max(1, Math.floor(left)) });
    const work = (): Promise<Result> =>
      this.#request<Result>(method, params, { ...options, deadline: Math.max(1, ends - performance.now()) }, { repeats: idempotency !== undefined, meta });
    return idempotency === undefined ? work() : retried(work, { ends, budget: this.#budget, signal: options.signal, lost: false });
  }

  notify(method: string, params?: object, options: CallOptions = {}): Promise<void> {
    return this.#request<void>(method, params, options, { answered: false });
  }

  #deadline(options: CallOptions): number {
    return options.deadline ?? this.#options.deadline ?? 30_000;
  }

  async #request<Result>(method: string, params: object | undefined, options: CallOptions, how: Request<Result>): Promise<Result> {
    const deadline = this.#deadline(options), ends = performance.now() + deadline;
    const id = this.#next++;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let abort: (() => void) | undefined;
    try {
      return await new Promise<Result>((resolve, reject) => {
        const send = (): void => {
          if (how.answered === false) {
            this.#send({ jsonrpc: "2.0", method, ...(params && { params }) });
            return resolve(undefined as Result);
          }
          this.#calls.set(id, {
            resolve: (result) => {
              how.taken?.(result as Result);
              resolve(result as Result);
            },
            reject,
            again: how.repeats ? () => this.#ready.set(send, reject) : undefined,
          });
          const meta = how.meta?.(ends - performance.now());
          this.#send({ jsonrpc: "2.0", id, method, ...(params && { params }), ...(meta && { meta }) });
        };
        const cancel = (error: Error): void => {
          this.#ready.delete(send);
          if (this.#calls.has(id) && this.#connected) this.#send({ jsonrpc: "2.0", method: "rpc.cancel", params: { id } });
          reject(error);
        };
        timer = setTimeout(() => cancel(new ConnectionError(Code.deadline_exceeded, `${method}: no answer within ${Math.round(deadline)} ms`)), deadline);
        abort = () => cancel(new ConnectionError(Code.cancelled, `${method}: cancelled`));
        options.signal?.addEventListener("abort", abort);
        if (options.signal?.aborted) abort();
        else if (this.#connected) send();
        else if (this.#stopped) reject(new ConnectionError(Code.unavailable, `${method}: the session has ended`));
        else this.#ready.set(send, reject);
      });
    } finally {
      clearTimeout(timer);
      if (abort) options.signal?.removeEventListener("abort", abort);
      this.#calls.delete(id);
    }
  }

  /** The handler is called for each event of the channel. It starts as soon as there is a connection. Listeners of one
   *  channel share one subscription at the gateway. */
  subscribe(channel: string, params: object | undefined, handler: EventHandler, options: SubscribeOptions = {}): Subscription {
    const members = params as Record<string, unknown> | undefined;
    const subscription = new Subscription(channel, members, handler, options, (ended) => this.#leave(key, ended));
    const key = Topic.key(channel, members);
    if (this.#stopped) {
      queueMicrotask(() => subscription.failed(new ConnectionError(Code.unavailable, `${channel}: the session has ended`)));
      return subscription;
    }
    const topic = this.#topics.get(key) ?? new Topic(key, channel, members);
    this.#topics.set(key, topic);
    const next = topic.join(subscription);
    if (next !== "joined" && this.#connected) void this.#resume(topic);
    return subscription;
  }

  /** Ends the session and its subscriptions. Calls that wait fail. */
  close(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    const topics = [...this.#topics.values()];
    this.#topics.clear();
    for (const topic of topics) for (const listener of topic.listeners) listener.cancel();
    const socket = this.#socket;
    this.#socket = undefined;
    this.#lost("the session has ended");
    socket?.close(1000);
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
    socket.onopen = () => this.#opened(socket);
    socket.onerror = () => {};  // the close that follows says it; the package ws would end the program without this
    socket.onmessage = ({ data }) => socket === this.#socket && this.#receive(JSON.parse(String(data)) as Incoming | Incoming[]);
    socket.onclose = ({ code, reason }) => this.#closed(socket, code, reason);
  }

  #opened(socket: WebSocket): void {
    if (socket !== this.#socket) return;
    this.#options.onState?.("connected");
    // Whom the gateway does not let in it tells with the close code, so the error is not looked at.
    const taken = (answer: Connected): void => this.#watch(socket, answer);
    this.#request<Connected>("rpc.connect", { client: { name: "antiphon-typescript", version } }, {}, { taken }).catch(() => {});
    for (const topic of this.#topics.values()) void this.#resume(topic);
    const waiting = [...this.#ready.keys()];
    this.#ready.clear();
    for (const send of waiting) send();
  }

  #watch(socket: WebSocket, { ping_ms = 25_000, pong_timeout_ms = 10_000 }: Connected): void {
    this.#liveness = new Liveness(ping_ms, pong_timeout_ms, () => void this.#request("rpc.ping", undefined, {}, {}).catch(() => {}), () => {
      socket.close();
      this.#closed(socket, 4499, "");
    });
  }

  #closed(socket: WebSocket, code: number, reason: string): void {
    if (socket !== this.#socket || this.#stopped) return;
    this.#socket = undefined;
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    this.#liveness?.stop();
    this.#liveness = undefined;
    const comesBack = reconnectsAfter(code);
    for (const { reject, again } of calls) {
      if (comesBack && again && !isMistake(code)) again();
      else reject(new ConnectionError(Code.unavailable, "the connection was lost; the call may have happened"));
    }
    for (const topic of this.#topics.values()) topic.lost();
    if (comesBack) return this.#again(hint(reason));
    this.#stopped = true;
    this.#lost(`the gateway closed the session: ${code} ${reason}`);
    this.#options.onState?.("stopped", { code, reason });
  }

  #again(after = this.#backoff.next()): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void this.#connect("reconnecting"), after);
  }

  #lost(message: string): void {
    this.#liveness?.stop();
    const error = new ConnectionError(Code.unavailable, message);
    for (const { reject } of this.#calls.values()) reject(error);
    this.#calls.clear();
    for (const reject of this.#ready.values()) reject(error);
    this.#ready.clear();
    for (const topic of this.#topics.values()) for (const listener of topic.listeners) listener.failed(error);
  }

  async #resume(topic: Topic): Promise<void> {
    const before = topic.id;
    if (before !== undefined) this.call("rpc.unsubscribe", { subscription: before }).catch(() => {});
    let complete = true;
    const taken = (answer: SubscribeResult): void => {
      if (this.#topics.get(topic.key) === topic) complete = topic.resumed(answer);
      else this.call("rpc.unsubscribe", { subscription: answer.subscription }).catch(() => {});
    };
    try {
      await this.#request<SubscribeResult>("rpc.subscribe", topic.request(), {}, { taken });
      if (!complete) void this.#resume(topic);
    } catch (error) {
      const wanted = this.#topics.get(topic.key) === topic;
      if (error instanceof ConnectionError) {
        // After a loss the next connection asks again; without an answer in time this one does.
        if (wanted && this.#connected) void this.#resume(topic);
        return;
      }
      if (wanted && error instanceof RpcError && error.retryable) {
        const { retry_after_ms = 1000 } = error.data;
        topic.lost();
        setTimeout(() => {
          if (this.#topics.get(topic.key) === topic && this.#connected && topic.idle) void this.#resume(topic);
        }, retry_after_ms);
        return;
      }
      this.#fail(topic, error as Error);
    }
  }

  #fail(topic: Topic, error: Error): void {
    if (this.#topics.get(topic.key) === topic) this.#topics.delete(topic.key);
    for (const listener of topic.listeners) listener.failed(error);
  }

  #leave(key: string, listener: Subscription): void {
    const topic = this.#topics.get(key);
    if (!topic?.listeners.delete(listener) || topic.listeners.size > 0) return;
    this.#topics.delete(key);
    if (topic.id !== undefined && this.#connected) this.call("rpc.unsubscribe", { subscription: topic.id }).catch(() => {});
  }

  #receive(message: Incoming | Incoming[]): void {
    this.#options.onFrame?.("in", message);
    this.#backoff.reset();  // only now: a gateway that opens and closes at once is not there yet
    this.#liveness?.heard();
    for (const one of Array.isArray(message) ? message : [message]) {
      if (one.method === undefined) this.#answer(one);
      else this.#notified(one.method, one.params ?? {});
    }
  }

  #answer({ id, result, error }: Incoming): void {
    const waiting = typeof id === "number" ? this.#calls.get(id) : undefined;
    if (!waiting) return;
    this.#calls.delete(id as number);
    if (error) return waiting.reject(new RpcError(error.code, error.message, error.data));
    waiting.resolve(result);
  }

  #notified(method: string, params: Record<string, unknown>): void {
    const id = params["subscription"] as string | undefined;
    if (method === "rpc.event") {
      const event = params["event"] as CloudEvent;
      if (id && /^rpc\.(user|tenant|all)\b/.test(id)) return this.#options.onMessage?.(event);
      for (const topic of this.#topicsNamed(id)) if (!topic.deliver(event, params["offset"] as number | undefined)) void this.#resume(topic);
    } else if (method === "rpc.gap") {
      for (const topic of this.#topicsNamed(id)) for (const listener of topic.listeners) listener.gap();
    } else if (method === "rpc.dropped") {
      for (const topic of this.#topicsNamed(id)) for (const listener of topic.listeners) listener.dropped(Number(params["count"]), String(params["policy"]));
    } else if (method === "rpc.unsubscribed") {
      const error = new RpcError(Code.permission_denied, `the gateway ended the subscription: ${String(params["reason"])}`);
      for (const topic of this.#topicsNamed(id)) this.#fail(topic, error);
    } else if (method === "rpc.token_expiring") {
      void this.#refresh();
    } else if (method === "rpc.ping") {
      this.#send({ jsonrpc: "2.0", method: "rpc.pong" });
    }
  }

  #topicsNamed(id: string | undefined): Topic[] {
    return [...this.#topics.values()].filter((topic) => topic.id !== undefined && topic.id === id);
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

const version = "0.1.0";

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
