"""What generated code knows about channels."""

from __future__ import annotations

import dataclasses
import typing

from .calls import CallOptions
from .errors import InvalidValue
from .subscription import ListenOptions, Position, Subscription, log
from .types import Struct
from .wire import Codec

if typing.TYPE_CHECKING:
    from .session import Session

Payload = typing.TypeVar("Payload")


@dataclasses.dataclass(slots=True, frozen=True, kw_only=True)
class Delivery:
    """What is known of an event besides its payload. Foreign publishers tell less."""

    type: str
    id: str = ""
    time: str = ""
    source: str = ""
    tenant: str = ""
    position: Position | None = None


Handler = typing.Callable[[Payload, Delivery], typing.Any]


@dataclasses.dataclass(slots=True, frozen=True, kw_only=True)
class Channel:
    """`events`: wire name to payload. `envelope`: the members of a message that hold the event's name and its payload;
    None: the payload alone."""

    name: str
    params: Codec | None = None
    events: dict[str, Codec | None]
    envelope: tuple[str, str] | None = ("type", "data")

    def opened(self, message: typing.Any, position: Position | None) -> tuple[typing.Any, Delivery]:
        if self.envelope is None:
            return message, Delivery(type=next(iter(self.events), ""), position=position)
        members = message if isinstance(message, dict) else {}
        known = {name: members[name] for name in ("id", "time", "source", "tenant") if isinstance(members.get(name), str)}
        return members.get(self.envelope[1]), Delivery(type=str(members.get(self.envelope[0])), position=position, **known)


def listen(session: Session, channel: Channel, params: Struct | None, handlers: dict[str, Handler[typing.Any] | None],
           unknown: Handler[typing.Any] | None = None, options: ListenOptions | None = None) -> Subscription:
    def handle(message: typing.Any, position: Position | None) -> typing.Any:
        payload, delivery = channel.opened(message, position)
        if delivery.type not in channel.events:
            return unknown(payload, delivery) if unknown else None
        handler, codec = handlers.get(delivery.type), channel.events[delivery.type]
        if handler is None:
            return None
        try:
            value = codec.read(payload, "data") if codec else None
        except InvalidValue as error:
            log.error("%s on %s was left out: %s", delivery.type, channel.name, error)
            return None
        return handler(value, delivery)

    return session.subscribe(channel.name, _params(channel, params), handle, options)


async def publish(session: Session, channel: Channel, params: Struct | None, event: str, data: typing.Any,
                  options: CallOptions | None = None) -> None:
    codec, given = channel.events[event], _params(channel, params)
    message: dict[str, typing.Any] = {"channel": channel.name, **({"params": given} if given else {}), "event": event}
    if codec:
        message["data"] = codec.write(data, "data")
    await session.request("rpc.publish", message, options)


def _params(channel: Channel, params: Struct | None) -> dict[str, typing.Any]:
    out: dict[str, typing.Any] = channel.params.write(params, "params") if channel.params and params is not None else {}
    return out
