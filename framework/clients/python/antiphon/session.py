"""A session with a gateway, for asyncio."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import logging
import time
import typing

import websockets
from websockets.exceptions import ConnectionClosed

from .calls import CallOptions, Method, Params, Result, Token, key_for, message, token_text
from .errors import Backoff, Code, ConnectionLost, Errors, RpcError, error_from, is_mistake, reconnects_after
from .retries import Budget, Retries
from .subscription import ListenOptions, Message, Subscription, Topic, key_of
from .types import Struct

log = logging.getLogger("antiphon")
_Taken = typing.Callable[[typing.Any], None]


class _Call(typing.NamedTuple):
    method: str
    params: Params
    errors: Errors
    repeats: bool
    taken: _Taken | None
    key: str | None
    ends: float

    def meta(self) -> dict[str, typing.Any] | None:
        if self.method.startswith("rpc."):
            return None
        left: dict[str, typing.Any] = {"timeout_ms": max(1, int((self.ends - time.monotonic()) * 1000))}
        return left if self.key is None else {"idempotency_key": self.key, **left}


class Session:
    """It connects by itself, comes back after a loss with full jitter, and resumes every subscription where it was. Calls
    made while it is away wait for it, until their deadline. Belongs to one event loop::

        async with antiphon.Session("wss://shop.example/ws", token=fetch_token) as session:
            orders = OrdersClient(session)
    """

    def __init__(self, url: str, *, token: Token = None, deadline: float = 30.0,
                 on_state: typing.Callable[[str], None] | None = None,
                 on_message: typing.Callable[[typing.Any], None] | None = None) -> None:
        self._url, self._token, self._deadline = url, token, deadline
        self._on_state, self._on_message = on_state or (lambda state: None), on_message
        self._ids = itertools.count(1)
        self._calls: dict[int, tuple[asyncio.Future[typing.Any], _Taken | None]] = {}
        self._topics: dict[str, Topic] = {}
        self._socket: typing.Any = None
        self._closed_with = 0
        self._connected = asyncio.Event()
        self._over: RpcError | None = None
        self._task: asyncio.Task[None] | None = None
        self._asides: set[asyncio.Future[typing.Any]] = set()
        self._budget, self._backoff = Budget(), Backoff()

    async def __aenter__(self) -> Session:
        self._task = asyncio.ensure_future(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Ends the session and its subscriptions. Calls that wait fail."""
        topics = list(self._topics.values())
        self._topics.clear()
        for listener in [one for topic in topics for one in topic.listeners]:
            listener.cancel()
        self._end(ConnectionLost(Code.unavailable, "the session has ended"))
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, *self._asides, return_exceptions=True)

    # Calls

    async def call(self, method: Method[Result], params: Struct | None, options: CallOptions | None = None) -> Result:
        """A call that may be repeated (`idempotency`) goes out again when its connection was lost, or after an error that
        may pass. A "keyed" one carries a key, so that the service does it once."""
        result = await self.request(method.name, method.encode(params), options, method.errors, idempotency=method.idempotency)
        return method.decode(result)

    async def notify(self, method: Method[typing.Any], params: Struct | None, options: CallOptions | None = None) -> None:
        text = message(None, method.name, method.encode(params))
        ends = time.monotonic() + ((options and options.deadline) or self._deadline)
        await self._within(method.name, self._tell(text), ends)

    async def request(self, method: str, params: Params = None, options: CallOptions | None = None, errors: Errors | None = None, *,
                      idempotency: str = "", taken: _Taken | None = None) -> typing.Any:
        """The result as it came. `taken` sees it before the next message is read."""
        options = options or CallOptions()
        ends = time.monotonic() + (options.deadline or self._deadline)
        key, retries = key_for(options, idempotency), Retries(self._budget, idempotency, ends)
        while True:
            call = _Call(method, params, errors or {}, bool(idempotency), taken, key, ends)
            try:
                result = await self._within(method, self._ask(call), ends)
                self._budget.succeeded()
                return result
            except ConnectionLost:
                raise
            except RpcError as error:
                wait = retries.wait(error)
                if wait is None:
                    raise
                await asyncio.sleep(wait)

    async def _within(self, method: str, work: typing.Coroutine[typing.Any, typing.Any, typing.Any], ends: float) -> typing.Any:
        try:
            return await asyncio.wait_for(work, ends - time.monotonic())
        except asyncio.TimeoutError:
            raise ConnectionLost(Code.deadline_exceeded, f"{method}: no answer in time") from None

    async def _tell(self, text: str) -> None:
        await self._ready()
        await self._send(text)

    async def _ask(self, call: _Call) -> typing.Any:
        while True:
            await self._ready()
            id = next(self._ids)
            answered: asyncio.Future[typing.Any] = asyncio.get_running_loop().create_future()
            self._calls[id] = (answered, call.taken)
            try:
                await self._send(message(id, call.method, call.params, call.meta()))
                answer = await answered
            except asyncio.CancelledError:
                if self._connected.is_set():
                    self._aside(self._send(message(None, "rpc.cancel", {"id": id})))
                raise
            except ConnectionLost:
                if not call.repeats or self._over or is_mistake(self._closed_with):
                    raise
                continue
            finally:
                self._calls.pop(id, None)
            if "error" in answer:
                raise error_from(answer["error"], call.errors)
            return answer.get("result")

    async def _ready(self) -> None:
        if self._task is None:
            raise RuntimeError("the session was not entered: async with antiphon.Session(...) as session")
        if not self._over:
            await self._connected.wait()
        if self._over:
            raise self._over

    async def _send(self, text: str) -> None:
        try:
            await self._socket.send(text)
        except ConnectionClosed:
            raise ConnectionLost(Code.unavailable, "the connection was lost; the call may have happened") from None

    def _aside(self, work: typing.Coroutine[typing.Any, typing.Any, typing.Any]) -> None:
        """Runs on its own; nobody waits for how it ends."""
        task = asyncio.ensure_future(work)
        self._asides.add(task)

        def done(ended: asyncio.Future[typing.Any]) -> None:
            self._asides.discard(task)
            if not ended.cancelled() and ended.exception() and not isinstance(ended.exception(), RpcError):
                log.error("antiphon: %r", ended.exception())

        task.add_done_callback(done)

    # Events

    def subscribe(self, channel: str, params: dict[str, typing.Any] | None, handler: Message, options: ListenOptions | None = None) -> Subscription:
        """The handler is called with each message of the channel and its position."""
        params = params or {}
        key = key_of(channel, params)
        subscription = Subscription(handler, options or ListenOptions(), lambda ended: self._leave(key, ended))
        if self._over:
            asyncio.get_running_loop().call_soon(subscription.failed, self._over)
            return subscription
        topic = self._topics.setdefault(key, Topic(channel, params))
        if topic.join(subscription) and self._connected.is_set():
            self._aside(self._resume(key, topic))
        return subscription

    def _leave(self, key: str, listener: Subscription) -> None:
        topic = self._topics.get(key)
        if topic is None or listener not in topic.listeners:
            return
        topic.listeners.remove(listener)
        if topic.listeners:
            return
        del self._topics[key]
        self._unsubscribe(topic.id)

    def _unsubscribe(self, id: str | None) -> None:
        if id is not None and self._connected.is_set():
            self._aside(self.request("rpc.unsubscribe", {"subscription": id}))

    async def _resume(self, key: str, topic: Topic) -> None:
        while not await self._subscribed(key, topic):
            pass

    async def _subscribed(self, key: str, topic: Topic) -> bool:
        """False: it has to be asked for again."""
        complete = True

        def taken(answer: typing.Any) -> None:
            nonlocal complete
            if self._topics.get(key) is topic:
                complete = topic.resumed(answer)
            else:
                self._unsubscribe(answer.get("subscription"))

        def wanted() -> bool:
            return self._connected.is_set() and not self._over and self._topics.get(key) is topic

        try:
            if topic.id is not None:
                # Not a call: it has to go out before the next message, and nobody needs its answer.
                await self._send(message(next(self._ids), "rpc.unsubscribe", {"subscription": topic.id}))
            await self.request("rpc.subscribe", topic.request(), taken=taken)
        except ConnectionLost:
            # After a loss the next connection asks again; without an answer in time this one does.
            return not wanted()
        except RpcError as error:
            if not (error.retryable and wanted()):
                self._fail(key, topic, error)
                return True
            topic.lost()
            await asyncio.sleep(error.data.get("retry_after_ms", 1000) / 1000)
            return not (wanted() and topic.idle)
        return complete

    def _fail(self, key: str, topic: Topic, error: RpcError) -> None:
        if self._topics.get(key) is topic:
            del self._topics[key]
        for listener in list(topic.listeners):
            listener.failed(error)

    # The connection

    async def _run(self) -> None:
        state = "connecting"
        while not self._over:
            self._on_state(state)
            wait: float | None = None
            try:
                protocols = ["antiphon.v1.json"]
                token = await token_text(self._token)
                if token:
                    protocols.append("base64url.bearer." + base64.urlsafe_b64encode(token.encode()).decode().rstrip("="))
                async with websockets.connect(self._url, subprotocols=protocols, max_size=None) as socket:  # type: ignore[attr-defined]
                    self._socket = socket
                    self._on_state("connected")
                    self._connected.set()
                    for key, topic in list(self._topics.items()):
                        self._aside(self._resume(key, topic))
                    await self._read(socket)
            except ConnectionClosed as closed:
                wait = self._closed(closed)
            except asyncio.CancelledError:
                raise
            except Exception as error:
                log.info("antiphon: no connection with %s: %s", self._url, error)
            finally:
                self._lost()
            state = "reconnecting"
            if not self._over:
                await asyncio.sleep(self._backoff.next() if wait is None else wait)
        self._on_state("stopped")

    async def _read(self, socket: typing.Any) -> None:
        while True:
            received = json.loads(await socket.recv())
            self._backoff.reset()  # only now: a gateway that opens and closes at once is not there yet
            for one in received if isinstance(received, list) else [received]:
                if "method" in one:
                    self._notified(one["method"], one.get("params") or {})
                elif one.get("id") in self._calls:
                    answered, taken = self._calls.pop(one["id"])
                    if taken and "error" not in one:
                        taken(one.get("result"))
                    if not answered.done():
                        answered.set_result(one)

    def _closed(self, closed: ConnectionClosed) -> float | None:
        received = getattr(closed, "rcvd", None)
        code, reason = (received.code, received.reason) if received else (1006, "")
        self._closed_with = code
        if not reconnects_after(code):
            self._end(ConnectionLost(Code.unavailable, f"the gateway closed the session: {code} {reason}"))
        try:
            hint = json.loads(reason).get("reconnect_after_ms")
            return hint / 1000 if isinstance(hint, (int, float)) else None
        except (ValueError, AttributeError):
            return None

    def _lost(self) -> None:
        self._connected.clear()
        calls, self._calls = self._calls, {}
        for answered, _ in calls.values():
            if not answered.done():
                answered.set_exception(ConnectionLost(Code.unavailable, "the connection was lost; the call may have happened"))
        for topic in self._topics.values():
            topic.lost()

    def _end(self, error: RpcError) -> None:
        if self._over:
            return
        self._over = error
        self._lost()
        self._connected.set()  # those that wait see that it is over
        for topic in self._topics.values():
            for listener in list(topic.listeners):
                listener.failed(error)

    def _notified(self, method: str, params: dict[str, typing.Any]) -> None:
        id = params.get("subscription")
        topics = [(key, topic) for key, topic in self._topics.items() if topic.id is not None and topic.id == id]
        if method == "rpc.event":
            if isinstance(id, str) and id.split(":")[0] in ("rpc.user", "rpc.tenant", "rpc.all"):
                if self._on_message:
                    self._on_message(params.get("event"))
            for key, topic in topics:
                if not topic.deliver(params.get("event"), params.get("offset")):
                    self._aside(self._resume(key, topic))
        elif method in ("rpc.gap", "rpc.dropped"):
            for _, topic in topics:
                for listener in list(topic.listeners):
                    if method == "rpc.gap":
                        listener.gap()
                    else:
                        listener.dropped(int(params.get("count", 0)), str(params.get("policy", "")))
        elif method == "rpc.unsubscribed":
            for key, topic in topics:
                self._fail(key, topic, RpcError(Code.permission_denied, f"the gateway ended the subscription: {params.get('reason')}"))
        elif method == "rpc.token_expiring":
            self._aside(self._refresh())
        elif method == "rpc.ping":
            self._aside(self._send(message(None, "rpc.pong", None)))

    async def _refresh(self) -> None:
        # Without it the gateway closes with 4419, and the next connection asks for a fresh token.
        token = await token_text(self._token)
        if token:
            await self.request("rpc.refresh", {"token": token})
