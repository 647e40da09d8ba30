"""A WebSocket server that does what the test says."""

import asyncio
import json

import websockets


class FakeGateway:
    def __init__(self):
        self.sockets = []
        self._frames = []
        self._came = asyncio.Condition()

    async def __aenter__(self):
        self._server = await websockets.serve(self._serve, "127.0.0.1", 0, subprotocols=["antiphon.v1.json"])
        self.url = f"ws://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/ws"
        return self

    async def __aexit__(self, *_):
        self._server.close()
        await self._server.wait_closed()

    async def _serve(self, socket, _path=None):
        self.sockets.append(socket)
        try:
            async for text in socket:
                async with self._came:
                    self._frames.append(json.loads(text))
                    self._came.notify_all()
        except websockets.ConnectionClosed:
            pass

    async def frame(self, method):
        """The next frame of this method, taken out."""
        def found():
            return next((frame for frame in self._frames if frame.get("method") == method), None)

        async with self._came:
            await asyncio.wait_for(self._came.wait_for(found), 20)
            frame = found()
            self._frames.remove(frame)
            return frame

    async def say(self, **message):
        await self.sockets[-1].send(json.dumps({"jsonrpc": "2.0", **message}))

    async def event(self, subscription, offset, type, data):
        event = {"specversion": "1.0", "id": f"e{offset}", "type": type, "data": data}
        await self.say(method="rpc.event", params={"subscription": subscription, "offset": offset, "event": event})

    async def subscribed(self, epoch="k", offset=10):
        asked = await self.frame("rpc.subscribe")
        await self.say(id=asked["id"], result={"subscription": "room:a", "epoch": epoch, "offset": offset})
        return asked

    async def drop(self, code=4503):
        await self.sockets[-1].close(code, '{"reconnect_after_ms":1}')
