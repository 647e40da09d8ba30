"""What is listened to: listeners of a channel share one subscription at the gateway."""

from __future__ import annotations

import asyncio
import dataclasses
import inspect
import json
import logging
import typing

from .errors import Code, RpcError

log = logging.getLogger("antiphon")


@dataclasses.dataclass(slots=True, frozen=True)
class Position:
    """Where one is in a durable channel. Keep it to resume in another session."""

    epoch: str
    offset: int


@dataclasses.dataclass(slots=True, frozen=True, kw_only=True)
class ListenOptions:
    """`resume`: after a loss of the connection ask for what was missed, so that no event of a durable channel is lost or
    repeated; False starts anew with what comes next. `since`: continue after this position. `on_gap`: events were missed
    and cannot be had. `on_dropped(count, policy)`: the gateway left out live events, this client was too slow.
    `on_error`: the gateway refused; it is over."""

    resume: bool = True
    since: Position | None = None
    on_gap: typing.Callable[[], None] | None = None
    on_dropped: typing.Callable[[int, str], None] | None = None
    on_error: typing.Callable[[Exception], None] | None = None


Message = typing.Callable[[typing.Any, typing.Optional[Position]], typing.Any]


class Subscription:
    """One listener. Its handler is called for one event after another, in order; a coroutine is awaited."""

    def __init__(self, handler: Message, options: ListenOptions, end: typing.Callable[[Subscription], None]) -> None:
        self.position = options.since
        self.options = options
        self._handler, self._end = handler, end
        self._waiting: asyncio.Queue[tuple[typing.Any, Position | None]] = asyncio.Queue()
        self._task = asyncio.ensure_future(self._work())
        self._answered = asyncio.Event()
        self._refused: Exception | None = None

    async def ready(self) -> None:
        """Returns when the gateway has subscribed it for the first time: what is published from then on is heard. Raises
        what it refused with, or RpcError when it is cancelled before."""
        await self._answered.wait()
        if self._refused:
            raise self._refused

    def cancel(self) -> None:
        """No handler call starts any more; one that runs is cancelled."""
        self._end(self)
        self._refused = self._refused or RpcError(Code.cancelled, "the subscription was cancelled")
        self._answered.set()
        self._task.cancel()

    async def _work(self) -> None:
        while True:
            event, position = await self._waiting.get()
            try:
                done = self._handler(event, position)
                if inspect.isawaitable(done):
                    await done
            except Exception:
                log.exception("a handler failed")

    def joined(self, now: Position | None) -> None:
        self.position = now
        self._answered.set()

    def paused(self) -> None:
        if not self.options.resume:
            self.position = None

    def resumed(self, answer: dict[str, typing.Any], now: Position | None) -> None:
        asked = self.position
        self._answered.set()
        if asked and answer.get("recovered"):
            for one in answer.get("events", []):
                self.deliver(one.get("event"), one.get("offset"))
            return
        self.position = now
        if asked and asked != now:
            self.gap()

    def deliver(self, event: typing.Any, offset: int | None) -> None:
        if self.position and offset is not None:
            if offset <= self.position.offset:
                return
            self.position = Position(self.position.epoch, offset)
        self._waiting.put_nowait((event, self.position))

    def gap(self) -> None:
        if self.options.on_gap:
            self.options.on_gap()

    def dropped(self, count: int, policy: str) -> None:
        if self.options.on_dropped:
            self.options.on_dropped(count, policy)

    def failed(self, error: Exception) -> None:
        self._refused = error
        self._answered.set()
        self._task.cancel()
        if self.options.on_error:
            self.options.on_error(error)
        else:
            log.error("a subscription ended: %s", error)


def key_of(channel: str, params: dict[str, typing.Any]) -> str:
    return channel + json.dumps(params, sort_keys=True)


class Topic:
    """A channel that is subscribed at the gateway, once, for any number of listeners."""

    def __init__(self, channel: str, params: dict[str, typing.Any]) -> None:
        self.channel, self.params = channel, params
        self.listeners: list[Subscription] = []
        self.id: str | None = None
        self._asking = False
        self._asked: Position | None = None
        self._position: Position | None = None

    def join(self, listener: Subscription) -> bool:
        """True: the gateway has to be asked (again)."""
        self.listeners.append(listener)
        if self._asking:
            return False
        if self.id is None:
            return True
        since, now = listener.position, self._position
        if since and not (now and since.epoch == now.epoch and since.offset >= now.offset):
            return True
        listener.joined(since or now)
        return False

    @property
    def idle(self) -> bool:
        """Neither subscribed nor asked for."""
        return self.id is None and not self._asking

    def lost(self) -> None:
        self.id, self._asking = None, False
        for listener in self.listeners:
            listener.paused()

    def request(self) -> dict[str, typing.Any]:
        self.id, self._asking = None, True
        positions = [listener.position for listener in self.listeners if listener.position]
        same = [one for one in positions if one.epoch == positions[0].epoch]
        self._asked = min(same, key=lambda one: one.offset) if same else None
        asked = {"since": dataclasses.asdict(self._asked)} if self._asked else {}
        return {"channel": self.channel, **({"params": self.params} if self.params else {}), **asked}

    def resumed(self, answer: dict[str, typing.Any]) -> bool:
        """Takes the gateway's answer. False: a listener that came meanwhile wants more than was asked for; ask again."""
        self._asking, self.id = False, answer.get("subscription")
        epoch = answer.get("epoch")
        self._position = Position(epoch, answer.get("offset", 0)) if epoch is not None else None
        covered = [one for one in self.listeners if self._covers(one.position)]
        complete = len(covered) == len(self.listeners)
        for listener in covered:
            listener.resumed(answer, self._position)
        return complete

    def _covers(self, since: Position | None) -> bool:
        now, asked = self._position, self._asked
        if not since or not now or since.epoch != now.epoch or since.offset >= now.offset:
            return True
        return asked is not None and asked.epoch == now.epoch and since.offset >= asked.offset

    def deliver(self, event: typing.Any, offset: int | None) -> bool:
        """False: events are missing before this one, and the gateway has to be asked again."""
        if self._position and offset is not None:
            if offset > self._position.offset + 1:
                return False
            self._position = Position(self._position.epoch, max(offset, self._position.offset))
        for listener in list(self.listeners):
            listener.deliver(event, offset)
        return True
