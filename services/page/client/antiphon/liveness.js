/** Notices a connection over which nothing comes any more: after `ping` ms of silence it asks, and after `pong` ms more
 *  without a word the connection is dead. A page sees no ping frames, and a socket may stay open for minutes when the
 *  network is gone. */
export class Liveness {
    ping;
    pong;
    ask;
    dead;
    #heard = performance.now();
    #timer;
    #asked = false;
    constructor(ping, pong, ask, dead) {
        this.ping = ping;
        this.pong = pong;
        this.ask = ask;
        this.dead = dead;
        this.#wait(ping);
    }
    heard() {
        this.#heard = performance.now();
        this.#asked = false;
    }
    stop() {
        clearTimeout(this.#timer);
    }
    #wait(ms) {
        this.#timer = setTimeout(() => this.#look(), ms);
    }
    #look() {
        const limit = this.#asked ? this.ping + this.pong : this.ping, silent = performance.now() - this.#heard;
        if (silent < limit)
            return this.#wait(limit - silent);
        if (this.#asked)
            return this.dead();
        this.#asked = true;
        this.ask();
        this.#wait(this.pong);
    }
}
