// B8's peer: what most people write by hand. Every socket gets every message of one Redis channel, or of its own.
//   node fanout_ws.js PORT REDIS_PORT        sockets say {"subscribe":"channel"} and get {"ok":true}

import { WebSocketServer } from "ws";
import Redis from "ioredis";

const [port, redisPort] = process.argv.slice(2).map(Number);
const redis = new Redis(redisPort, "127.0.0.1");
const listeners = new Map();

redis.on("message", (channel, message) => {
  for (const socket of listeners.get(channel) ?? []) socket.send(message);
});

new WebSocketServer({ host: "127.0.0.1", port, perMessageDeflate: false }).on("connection", (socket) => {
  socket.on("message", async (data) => {
    const { subscribe } = JSON.parse(data);
    if (!listeners.has(subscribe)) {
      listeners.set(subscribe, new Set());
      await redis.subscribe(subscribe);
    }
    listeners.get(subscribe).add(socket);
    socket.send('{"ok":true}');
  });
}).on("listening", () => console.log("ready"));
