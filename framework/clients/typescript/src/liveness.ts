/** Notices a connection over which nothing comes any more: after `ping` ms of silence it asks, and after `pong` ms more
 *  without a word the connection is dead. A page sees no ping frames, and a socket may stay open for minutes when the
 *  network is gone. */
export class Liveness {
  #heard = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = false;

  constructor(private readonly ping: number, private readonly pong: number,
              private readonly ask: () => void, private readonly dead: () => void) {
    this.#wait(ping);
  }

  heard(): void {
    this.#heard = performance.now();
    this.#asked = false;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #wait(ms: number): void {
    this.#timer = setTimeout(() => this.#look(), ms);
  }

  #look(): void {
    const limit = this.#asked ? this.ping + this.pong : this.ping, silent = performance.now() - this.#heard;
    if (silent < limit) return this.#wait(limit - silent);
    if (this.#asked) return this.dead();
    this.#asked = true;
    this.ask();
    this.#wait(this.pong);
  }
}
