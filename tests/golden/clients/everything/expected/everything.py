"""Every form that the language has.

Generated from everything.json (demo.everything 1.2.0). Changes are lost when it is generated again.
"""

from __future__ import annotations

import dataclasses

import antiphon




class Color(antiphon.OpenEnum):
    """Open: more will come."""
    red = "red"
    #: Like the sea.
    #: Deprecated: use red
    dark_blue = "dark-blue"


class Level(antiphon.ClosedEnum):
    low = 1
    under = -2


@dataclasses.dataclass(slots=True, kw_only=True)
class Circle(antiphon.Struct):
    radius: float


@dataclasses.dataclass(slots=True, kw_only=True)
class Square(antiphon.Struct):
    side: float
    color: Color = Color("red")


@dataclasses.dataclass(slots=True, kw_only=True)
class Tree(antiphon.Struct):
    name: str
    children: list[Tree]
    first: Tree | None = None


@dataclasses.dataclass(slots=True, kw_only=True)
class Nested(antiphon.Struct):
    inner: dict[str, Nested]


@dataclasses.dataclass(slots=True, kw_only=True)
class Loose(antiphon.Struct):
    known: str
    #: Members that this version does not know.
    extra: dict[str, antiphon.Any] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(slots=True, kw_only=True)
class Tight(antiphon.Struct):
    known: str


@dataclasses.dataclass(slots=True, kw_only=True)
class Patch(antiphon.Struct):
    note: str | None | antiphon.Unset = antiphon.UNSET
    must: int | None


@dataclasses.dataclass(slots=True, kw_only=True)
class Everything(antiphon.Struct):
    boolean: bool
    i8: int
    u8: int
    i16: int
    u16: int
    i32: int
    u32: int
    i53: int
    i64: int
    u64: int
    n64: int
    f32: float
    f64: float
    amount: antiphon.Decimal
    text: str
    data: bytes
    id: antiphon.UUID
    at: antiphon.datetime
    day: antiphon.date
    lasts: antiphon.timedelta
    any: antiphon.Any
    maybe: str | None = None
    list_: list[str]
    holes: list[int | None]
    by_name: dict[str, int]
    by_id: dict[antiphon.UUID, Color]
    by_number: dict[int, str]
    name: Name
    key: Key
    color: Color
    level: Level
    shape: Shape
    fixed: Fixed
    either: IdOrName
    pair: Pair
    tree: Tree
    nested: Nested
    loose: Loose
    patch: Patch
    #: How often.
    count: int = 3
    tags: dict[str, str] = dataclasses.field(default_factory=dict)
    items: list[str] = dataclasses.field(default_factory=antiphon.default_of(lambda: Everything, "items", ["a", "b"]))
    fee: antiphon.Decimal = dataclasses.field(default_factory=antiphon.default_of(lambda: Everything, "fee", "1.50"))
    wait: antiphon.timedelta = dataclasses.field(default_factory=antiphon.default_of(lambda: Everything, "wait", 250))
    favourite: Color = Color("dark-blue")
    pin: str | None = dataclasses.field(default=None, repr=False)
    hidden: str = dataclasses.field(default="x", repr=False)


@dataclasses.dataclass(slots=True, kw_only=True)
class TooMuchData(antiphon.Struct):
    limit: int


@dataclasses.dataclass(slots=True, kw_only=True)
class EverythingParams(antiphon.Struct):
    value: Everything


@dataclasses.dataclass(slots=True, kw_only=True)
class ListParams(antiphon.Struct):
    limit: int = 10


@dataclasses.dataclass(slots=True, kw_only=True)
class RowParams(antiphon.Struct):
    a: int
    b: str | None = None


@dataclasses.dataclass(slots=True, kw_only=True)
class TellParams(antiphon.Struct):
    text: str


@dataclasses.dataclass(slots=True, kw_only=True)
class MakeResult(antiphon.Struct):
    shape: Shape
    at: antiphon.datetime | None = None


@dataclasses.dataclass(slots=True, kw_only=True)
class InsideParams(antiphon.Struct):
    x: int


@dataclasses.dataclass(slots=True, kw_only=True)
class Said(antiphon.Struct):
    room: Key
    user: str
    text: str


@dataclasses.dataclass(slots=True, kw_only=True)
class Left(antiphon.Struct):
    room: Key
    user: str


@dataclasses.dataclass(slots=True, kw_only=True)
class RoomChannel(antiphon.Struct):
    """Which `room`."""
    room: Key
    user: str | None = None

Name: antiphon.TypeAlias = "str"

#: Not just any string.
Key = antiphon.NewType("Key", "str")

#: Told apart by `kind`.
Shape: antiphon.TypeAlias = "Circle | Square | antiphon.Unknown"

Fixed: antiphon.TypeAlias = "Circle | Square"

IdOrName: antiphon.TypeAlias = "int | str | Circle | Square | list[bool]"

Pair: antiphon.TypeAlias = "tuple[str, int, Color | None]"


class TooMuch(antiphon.DeclaredError):
    """There is a limit."""
    declared_code = 4001
    wire_type = "echo.TooMuch"
    detail: TooMuchData

    def __init__(self, detail: TooMuchData, message: str = "", data: dict[str, antiphon.Any] | None = None) -> None:
        super().__init__(detail, message or "more than {limit}", data)


class Taken(antiphon.DeclaredError):
    """Somebody has it."""
    declared_code = 4003
    wire_type = "echo.Taken"
    detail: list[Shape]

    def __init__(self, detail: list[Shape], message: str = "", data: dict[str, antiphon.Any] | None = None) -> None:
        super().__init__(detail, message or "taken", data)


class Gone(antiphon.DeclaredError):
    """gone

    Deprecated: never given any more
    """
    declared_code = 4002
    wire_type = "echo.Gone"


# How values look on the wire.
_wire = antiphon.Wire()
_wire["Name"] = antiphon.string(min_length=1, max_length=32)
_wire["Key"] = antiphon.string(max_length=10, pattern="[a-z]+")
_wire["Color"] = antiphon.enum_(Color)
_wire["Level"] = antiphon.enum_(Level)
_wire["Circle"] = antiphon.struct(
    Circle,
    antiphon.member("radius", antiphon.float64()),
)
_wire["Square"] = antiphon.struct(
    Square,
    antiphon.member("side", antiphon.float64()),
    antiphon.member("color", _wire["Color"], default=True),
)
_wire["Shape"] = antiphon.tagged("kind", {
    "circle": _wire["Circle"],
    "square": _wire["Square"],
}, open=True)
_wire["Fixed"] = antiphon.tagged("type", {
    "circle": _wire["Circle"],
    "square": _wire["Square"],
}, open=False)
_wire["IdOrName"] = antiphon.untagged(
    ("", antiphon.int32()),
    ("", antiphon.string()),
    ("radius", _wire["Circle"]),
    ("side", _wire["Square"]),
    ("", antiphon.array(antiphon.boolean())),
    open=False,
)
_wire["Pair"] = antiphon.tuple_(
    antiphon.string(),
    antiphon.int64(),
    antiphon.nullable(_wire["Color"]),
)
_wire["Tree"] = antiphon.struct(
    Tree,
    antiphon.member("name", antiphon.string()),
    antiphon.member("children", antiphon.array(_wire["Tree"])),
    antiphon.member("first", _wire["Tree"], optional=True),
)
_wire["Nested"] = antiphon.struct(
    Nested,
    antiphon.member("inner", antiphon.map_(antiphon.string(), _wire["Nested"])),
)
_wire["Loose"] = antiphon.struct(
    Loose,
    antiphon.member("known", antiphon.string()),
    unknown="keep",
)
_wire["Tight"] = antiphon.struct(
    Tight,
    antiphon.member("known", antiphon.string()),
    unknown="reject",
)
_wire["Patch"] = antiphon.struct(
    Patch,
    antiphon.member("note", antiphon.string(), optional=True, nullable=True),
    antiphon.member("must", antiphon.int32(), nullable=True),
)
_wire["Everything"] = antiphon.struct(
    Everything,
    antiphon.member("boolean", antiphon.boolean()),
    antiphon.member("i8", antiphon.int8()),
    antiphon.member("u8", antiphon.uint8()),
    antiphon.member("i16", antiphon.int16()),
    antiphon.member("u16", antiphon.uint16()),
    antiphon.member("i32", antiphon.int32()),
    antiphon.member("u32", antiphon.uint32()),
    antiphon.member("i53", antiphon.int53()),
    antiphon.member("i64", antiphon.int64()),
    antiphon.member("u64", antiphon.uint64()),
    antiphon.member("n64", antiphon.int64(wire="number")),
    antiphon.member("f32", antiphon.float32()),
    antiphon.member("f64", antiphon.float64()),
    antiphon.member("amount", antiphon.decimal(precision=19, scale=4)),
    antiphon.member("text", antiphon.string(min_length=0, max_length=100)),
    antiphon.member("data", antiphon.bytes_()),
    antiphon.member("id", antiphon.uuid()),
    antiphon.member("at", antiphon.timestamp()),
    antiphon.member("day", antiphon.date_()),
    antiphon.member("lasts", antiphon.duration()),
    antiphon.member("any", antiphon.json_()),
    antiphon.member("maybe", antiphon.string(), optional=True),
    antiphon.member("list", antiphon.array(antiphon.string()), "list_"),
    antiphon.member("holes", antiphon.array(antiphon.nullable(antiphon.int32()))),
    antiphon.member("by_name", antiphon.map_(antiphon.string(), antiphon.int64())),
    antiphon.member("by_id", antiphon.map_(antiphon.uuid(), _wire["Color"])),
    antiphon.member("by_number", antiphon.map_(antiphon.int32(), antiphon.string())),
    antiphon.member("name", _wire["Name"]),
    antiphon.member("key", _wire["Key"]),
    antiphon.member("color", _wire["Color"]),
    antiphon.member("level", _wire["Level"]),
    antiphon.member("shape", _wire["Shape"]),
    antiphon.member("fixed", _wire["Fixed"]),
    antiphon.member("either", _wire["IdOrName"]),
    antiphon.member("pair", _wire["Pair"]),
    antiphon.member("tree", _wire["Tree"]),
    antiphon.member("nested", _wire["Nested"]),
    antiphon.member("loose", _wire["Loose"]),
    antiphon.member("patch", _wire["Patch"]),
    antiphon.member("count", antiphon.int32(min=1, max=9), default=True),
    antiphon.member("tags", antiphon.map_(antiphon.string(), antiphon.string()), default=True),
    antiphon.member("items", antiphon.array(antiphon.string()), default=True),
    antiphon.member("fee", antiphon.decimal(), default=True),
    antiphon.member("wait", antiphon.duration(), default=True),
    antiphon.member("favourite", _wire["Color"], default=True),
    antiphon.member("pin", antiphon.string(max_length=8), optional=True),
    antiphon.member("hidden", antiphon.string(max_length=8), default=True),
)
_wire["TooMuchData"] = antiphon.struct(
    TooMuchData,
    antiphon.member("limit", antiphon.int32()),
)
_wire["EverythingParams"] = antiphon.struct(
    EverythingParams,
    antiphon.member("value", _wire["Everything"]),
)
_wire["ListParams"] = antiphon.struct(
    ListParams,
    antiphon.member("limit", antiphon.int32(), default=True),
)
_wire["RowParams"] = antiphon.struct(
    RowParams,
    antiphon.member("a", antiphon.int32()),
    antiphon.member("b", antiphon.string(), optional=True),
)
_wire["TellParams"] = antiphon.struct(
    TellParams,
    antiphon.member("text", antiphon.string()),
)
_wire["MakeResult"] = antiphon.struct(
    MakeResult,
    antiphon.member("shape", _wire["Shape"]),
    antiphon.member("at", antiphon.timestamp(), optional=True),
)
_wire["InsideParams"] = antiphon.struct(
    InsideParams,
    antiphon.member("x", antiphon.int32()),
)
_wire["Said"] = antiphon.struct(
    Said,
    antiphon.member("room", _wire["Key"]),
    antiphon.member("user", antiphon.string()),
    antiphon.member("text", antiphon.string()),
)
_wire["Left"] = antiphon.struct(
    Left,
    antiphon.member("room", _wire["Key"]),
    antiphon.member("user", antiphon.string()),
)
TooMuch.codec = _wire["TooMuchData"]
Taken.codec = antiphon.array(_wire["Shape"])

_echo_errors = antiphon.errors(TooMuch, Taken, Gone)
_echo_everything: antiphon.Method[Everything] = antiphon.Method(
    name="echo.everything",
    params=_wire["EverythingParams"],
    result=_wire["Everything"],
    errors=_echo_errors,
    idempotency="readonly",
)
_echo_list: antiphon.Method[Color | None] = antiphon.Method(
    name="echo.list",
    params=_wire["ListParams"],
    result=antiphon.nullable(_wire["Color"]),
    errors=_echo_errors,
)
_echo_row: antiphon.Method[antiphon.List[int | None]] = antiphon.Method(
    name="echo.row",
    params=_wire["RowParams"],
    result=antiphon.array(antiphon.nullable(antiphon.int32())),
    errors=_echo_errors,
    positional=("a", "b",),
)
_echo_tell: antiphon.Method[None] = antiphon.Method(
    name="echo.tell",
    params=_wire["TellParams"],
)
_echo_make: antiphon.Method[MakeResult] = antiphon.Method(
    name="echo.make",
    params=_wire["Circle"],
    result=_wire["MakeResult"],
    errors=_echo_errors,
    idempotency="keyed",
)
_echo_ping: antiphon.Method[None] = antiphon.Method(
    name="echo.ping",
    errors=_echo_errors,
)
_echo_inside: antiphon.Method[bool] = antiphon.Method(
    name="echo.inside",
    params=_wire["InsideParams"],
    result=antiphon.boolean(),
    errors=_echo_errors,
)
_room_channel = antiphon.Channel(
    name="echo.room",
    params=antiphon.struct(
        RoomChannel,
        antiphon.member("room", _wire["Key"]),
        antiphon.member("user", antiphon.string(max_length=40), optional=True),
    ),
    events={
        "echo.said": _wire["Said"],
        "echo.left": _wire["Left"],
    },
)
_news_channel = antiphon.Channel(
    name="echo.news",
    events={
        "echo.typing": _wire["Square"],
    },
)
_raw_channel = antiphon.Channel(
    name="echo.raw",
    events={
        "echo.number": _wire["Circle"],
    },
    envelope=None,
)
_foreign_channel = antiphon.Channel(
    name="echo.foreign",
    events={
        "order.created": _wire["Loose"],
    },
    envelope=("event", "data"),
)


class EchoEvents:
    def __init__(self, session: antiphon.Session) -> None:
        self._session = session

    def said(self, params: RoomChannel, handler: antiphon.Handler[Said], options: antiphon.ListenOptions | None = None) -> antiphon.Subscription:
        """Somebody spoke."""
        return antiphon.listen(self._session, _room_channel, params, {"echo.said": handler}, None, options)

    def left(self, params: RoomChannel, handler: antiphon.Handler[Left], options: antiphon.ListenOptions | None = None) -> antiphon.Subscription:
        return antiphon.listen(self._session, _room_channel, params, {"echo.left": handler}, None, options)

    def typing(self, handler: antiphon.Handler[Square], options: antiphon.ListenOptions | None = None) -> antiphon.Subscription:
        return antiphon.listen(self._session, _news_channel, None, {"echo.typing": handler}, None, options)

    def number(self, handler: antiphon.Handler[Circle], options: antiphon.ListenOptions | None = None) -> antiphon.Subscription:
        return antiphon.listen(self._session, _raw_channel, None, {"echo.number": handler}, None, options)

    def order_created(self, handler: antiphon.Handler[Loose], options: antiphon.ListenOptions | None = None) -> antiphon.Subscription:
        return antiphon.listen(self._session, _foreign_channel, None, {"order.created": handler}, None, options)


class EchoChannels:
    def __init__(self, session: antiphon.Session) -> None:
        self._session = session

    def room(
        self,
        params: RoomChannel,
        *,
        said: antiphon.Handler[Said] | None = None,
        left: antiphon.Handler[Left] | None = None,
        unknown: antiphon.Handler[antiphon.Any] | None = None,
        options: antiphon.ListenOptions | None = None,
    ) -> antiphon.Subscription:
        """A room."""
        return antiphon.listen(
            self._session, _room_channel, params,
            {"echo.said": said, "echo.left": left}, unknown, options)

    def news(
        self,
        *,
        typing: antiphon.Handler[Square] | None = None,
        unknown: antiphon.Handler[antiphon.Any] | None = None,
        options: antiphon.ListenOptions | None = None,
    ) -> antiphon.Subscription:
        return antiphon.listen(
            self._session, _news_channel, None,
            {"echo.typing": typing}, unknown, options)

    def raw(
        self,
        *,
        number: antiphon.Handler[Circle] | None = None,
        unknown: antiphon.Handler[antiphon.Any] | None = None,
        options: antiphon.ListenOptions | None = None,
    ) -> antiphon.Subscription:
        return antiphon.listen(
            self._session, _raw_channel, None,
            {"echo.number": number}, unknown, options)

    def foreign(
        self,
        *,
        order_created: antiphon.Handler[Loose] | None = None,
        unknown: antiphon.Handler[antiphon.Any] | None = None,
        options: antiphon.ListenOptions | None = None,
    ) -> antiphon.Subscription:
        return antiphon.listen(
            self._session, _foreign_channel, None,
            {"order.created": order_created}, unknown, options)


class EchoPublish:
    def __init__(self, session: antiphon.Session) -> None:
        self._session = session

    async def typing(self, data: Square, options: antiphon.CallOptions | None = None) -> None:
        await antiphon.publish(self._session, _news_channel, None, "echo.typing", data, options)


class EchoClient:
    """Says what it hears.

    For asyncio, over a session with a gateway.
    """

    def __init__(self, caller: antiphon.Session) -> None:
        self._caller = caller
        #: Events: `on.name(params, handler)`.
        self.on = EchoEvents(caller)
        #: Channels: `channels.name(params, event=handler, unknown=handler)`.
        self.channels = EchoChannels(caller)
        #: What clients may say to each other.
        self.publish = EchoPublish(caller)

    async def everything(self, params: EverythingParams, options: antiphon.CallOptions | None = None) -> Everything:
        """Gives back what it got."""
        return await self._caller.call(_echo_everything, params, options)

    async def list(self, params: ListParams | None = None, options: antiphon.CallOptions | None = None) -> Color | None:
        return await self._caller.call(_echo_list, params or ListParams(), options)

    async def row(self, params: RowParams, options: antiphon.CallOptions | None = None) -> antiphon.List[int | None]:
        return await self._caller.call(_echo_row, params, options)

    async def tell(self, params: TellParams, options: antiphon.CallOptions | None = None) -> None:
        await self._caller.notify(_echo_tell, params, options)

    async def make(self, params: Circle, options: antiphon.CallOptions | None = None) -> MakeResult:
        """Deprecated: use everything"""
        antiphon.warn_deprecated("echo.make is deprecated: use everything")
        return await self._caller.call(_echo_make, params, options)

    async def ping(self, options: antiphon.CallOptions | None = None) -> None:
        await self._caller.call(_echo_ping, None, options)

    async def inside(self, params: InsideParams, options: antiphon.CallOptions | None = None) -> bool:
        """Internal: a gateway does not let it through."""
        return await self._caller.call(_echo_inside, params, options)


class EchoSyncClient:
    """Says what it hears.

    Calls over HTTP, without asyncio.
    """

    def __init__(self, caller: antiphon.Http) -> None:
        self._caller = caller

    def everything(self, params: EverythingParams, options: antiphon.CallOptions | None = None) -> Everything:
        """Gives back what it got."""
        return self._caller.call(_echo_everything, params, options)

    def list(self, params: ListParams | None = None, options: antiphon.CallOptions | None = None) -> Color | None:
        return self._caller.call(_echo_list, params or ListParams(), options)

    def row(self, params: RowParams, options: antiphon.CallOptions | None = None) -> antiphon.List[int | None]:
        return self._caller.call(_echo_row, params, options)

    def tell(self, params: TellParams, options: antiphon.CallOptions | None = None) -> None:
        self._caller.notify(_echo_tell, params, options)

    def make(self, params: Circle, options: antiphon.CallOptions | None = None) -> MakeResult:
        """Deprecated: use everything"""
        antiphon.warn_deprecated("echo.make is deprecated: use everything")
        return self._caller.call(_echo_make, params, options)

    def ping(self, options: antiphon.CallOptions | None = None) -> None:
        self._caller.call(_echo_ping, None, options)

    def inside(self, params: InsideParams, options: antiphon.CallOptions | None = None) -> bool:
        return self._caller.call(_echo_inside, params, options)
