// A WebSocket class whose other end is the test.

export function fakeGateway() {
  const sockets = [], frames = [];
  const waiting = [];
  const told = () => { for (const wake of waiting.splice(0)) wake(); };
  class Socket {
    readyState = 0;
    constructor(url, protocols) {
      Object.assign(this, { url, protocols });
      sockets.push(this);
      queueMicrotask(() => { this.readyState = 1; this.onopen?.(); told(); });
    }
    send(text) { frames.push(JSON.parse(text)); told(); }
    close(code = 1000) { this.readyState = 3; this.closedWith = code; }
  }
  const gateway = {
    Socket, sockets, frames,
    get socket() { return sockets.at(-1); },
    say(message) { gateway.socket.onmessage({ data: JSON.stringify({ jsonrpc: "2.0", ...message }) }); },
    drop(code = 1006, reason = "") { gateway.socket.readyState = 3; gateway.socket.onclose({ code, reason }); },
    /** The next frame that fits, taken out; the test's own timeout ends a wait in vain. */
    async frame(method) {
      for (;;) {
        const at = frames.findIndex((frame) => frame.method === method);
        if (at >= 0) return frames.splice(at, 1)[0];
        await new Promise((resolve) => waiting.push(resolve));
      }
    },
    event(subscription, offset, type, data) {
      gateway.say({ method: "rpc.event", params: { subscription, ...(offset !== undefined && { offset }), event: { specversion: "1.0", id: `e${offset}`, type, data } } });
    },
  };
  return gateway;
}
