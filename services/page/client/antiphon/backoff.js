/** Full jitter: between 100 ms and a ceiling that doubles from 500 ms to 20 s. */
export class Backoff {
    #attempt = 0;
    next(random = Math.random) {
        const ceiling = Math.min(20_000, 500 * 2 ** this.#attempt);
        this.#attempt += 1;
        return 100 + random() * (ceiling - 100);
    }
    reset() {
        this.#attempt = 0;
    }
}
