"""*/ ${process.exit()} `x` \"\"\" \\     </script><script>alert(1)</script> [x](javascript:alert(1)) | a
b ends with \"

Generated from hostile.json (demo.hostile 1.0.0). Changes are lost when it is generated again.
"""

from __future__ import annotations

import dataclasses

import antiphon

from . import everything as antiphon_
from . import common as import_



class None_(antiphon.OpenEnum):
    None_ = "None"
    True_ = "True"
    mro_ = "mro"
    name_ = "name"
    value_ = "value"
    v_x_ = "_x_"
    odd = "a\"b\\c${d}*/\n"
    v__proto__ = "__proto__"
    class_ = "class"
    constructor = "constructor"


@dataclasses.dataclass(slots=True, kw_only=True)
class Numbered(antiphon.Struct):
    serial: Serial


@dataclasses.dataclass(slots=True, kw_only=True)
class Promise(antiphon.Struct):
    """*/ }"""
    class__: int
    default: str | None = None
    __proto____: int
    constructor: str
    int_: int = 3
    other: int = 4
    weird: str
    quoted: str | None = None
    self_: int | None = None
    from_: int | None = None
    None_: int | None = None
    __private__: int | None = None
    list_: list[str] = dataclasses.field(default_factory=list)
    antiphon_: antiphon_.Name | None = None
    dataclasses_: int = 1
    to_json_: int | None = None
    extra_: int | None = None
    class_: int | None = None


@dataclasses.dataclass(slots=True, kw_only=True)
class Record(antiphon.Struct):
    a: dict[str, Promise]


@dataclasses.dataclass(slots=True, kw_only=True)
class PromiseInput(antiphon.Struct):
    x: Promise


@dataclasses.dataclass(slots=True, kw_only=True)
class Exception(antiphon.Struct):
    pass


@dataclasses.dataclass(slots=True, kw_only=True)
class HostileClient(antiphon.Struct):
    x: Money2 | None = None


@dataclasses.dataclass(slots=True, kw_only=True)
class BreakData(antiphon.Struct):
    x: None_


@dataclasses.dataclass(slots=True, kw_only=True)
class ConstructorParams(antiphon.Struct):
    arguments: int
    await_: int | None = None


@dataclasses.dataclass(slots=True, kw_only=True)
class DeleteParams(antiphon.Struct):
    self_: int


@dataclasses.dataclass(slots=True, kw_only=True)
class HostileClassChannel(antiphon.Struct):
    """Which `class`."""
    class_: int
    from_: int


@dataclasses.dataclass(slots=True, kw_only=True)
class SecondClassChannel(antiphon.Struct):
    """Which `class`."""
    class_: int

Serial: antiphon.TypeAlias = "int"

Error = antiphon.NewType("Error", "None_")

HostileEvents: antiphon.TypeAlias = "str"

Money2: antiphon.TypeAlias = "import_.Money"

T: antiphon.TypeAlias = "Record | Exception | antiphon.Unknown"


class Break(antiphon.DeclaredError):
    """*/ \"\"\" {x} `"""
    declared_code = 5001
    wire_type = "hostile.Break"
    detail: BreakData

    def __init__(self, detail: BreakData, message: str = "", data: dict[str, antiphon.Any] | None = None) -> None:
        super().__init__(detail, message or "*/ \"\"\" {x} `", data)


class ValueError(antiphon.DeclaredError):
    """v"""
    declared_code = 5002
    wire_type = "hostile.ValueError"


# How values look on the wire.
_wire = antiphon.Wire()
_wire["Serial"] = antiphon.int64(min=0)
_wire["Numbered"] = antiphon.struct(
    Numbered,
    antiphon.member("serial", antiphon.int64(min=0, wire="number")),
)
_wire["Promise"] = antiphon.struct(
    Promise,
    antiphon.member("class", antiphon.int32(), "class__"),
    antiphon.member("default", antiphon.string(), optional=True),
    antiphon.member("__proto__", antiphon.int32(), "__proto____"),
    antiphon.member("constructor", antiphon.string()),
    antiphon.member("int", antiphon.int32(), "int_", default=True),
    antiphon.member("other", antiphon.int32(), default=True),
    antiphon.member("weird-name", antiphon.string(), "weird"),
    antiphon.member("with \"quotes\" \\ and */", antiphon.string(), "quoted", optional=True),
    antiphon.member("self", antiphon.int32(), "self_", optional=True),
    antiphon.member("from", antiphon.int32(), "from_", optional=True),
    antiphon.member("None", antiphon.int32(), "None_", optional=True),
    antiphon.member("__private", antiphon.int32(), "__private__", optional=True),
    antiphon.member("list", antiphon.array(antiphon.string()), "list_", default=True),
    antiphon.member("antiphon", antiphon_._wire["Name"], "antiphon_", optional=True),
    antiphon.member("dataclasses", antiphon.int32(), "dataclasses_", default=True),
    antiphon.member("to_json", antiphon.int32(), "to_json_", optional=True),
    antiphon.member("extra", antiphon.int32(), "extra_", optional=True),
    antiphon.member("class_", antiphon.int32(), optional=True),
)
_wire["Record"] = antiphon.struct(
    Record,
    antiphon.member("a", antiphon.map_(antiphon.string(), _wire["Promise"])),
)
_wire["None"] = antiphon.enum_(None_)
_wire["Error"] = _wire["None"]
_wire["PromiseInput"] = antiphon.struct(
    PromiseInput,
    antiphon.member("x", _wire["Promise"]),
)
_wire["Exception"] = antiphon.struct(
    Exception,
)
_wire["HostileClient"] = antiphon.struct(
    HostileClient,
    antiphon.member("x", _wire["Money2"], optional=True),
)
_wire["HostileEvents"] = antiphon.string()
_wire["Money2"] = import_._wire["Money"]
_wire["T"] = antiphon.tagged("the \"tag\"", {
    "a\"b": _wire["Record"],
    "*/": _wire["Exception"],
}, open=True)
_wire["BreakData"] = antiphon.struct(
    BreakData,
    antiphon.member("x", _wire["None"]),
)
_wire["ConstructorParams"] = antiphon.struct(
    ConstructorParams,
    antiphon.member("arguments", antiphon.int32()),
    antiphon.member("await", antiphon.int32(), "await_", optional=True),
)
_wire["DeleteParams"] = antiphon.struct(
    DeleteParams,
    antiphon.member("self", antiphon.int32(), "self_"),
)
Break.codec = _wire["BreakData"]

_hostile_errors = antiphon.errors(Break, ValueError)
_hostile_constructor: antiphon.Method[T] = antiphon.Method(
    name="hostile.constructor",
    params=_wire["ConstructorParams"],
    result=_wire["T"],
    errors=_hostile_errors,
    positional=("arguments", "await",),
)
_hostile_delete: antiphon.Method[None] = antiphon.Method(
    name="hostile.delete",
    params=_wire["DeleteParams"],
    errors=_hostile_errors,
)
_hostile_import: antiphon.Method[None] = antiphon.Method(
    name="hostile.import",
    errors=_hostile_errors,
)
_hostile_on: antiphon.Method[None] = antiphon.Method(
    name="hostile.on",
    errors=_hostile_errors,
)
_hostile_publish: antiphon.Method[None] = antiphon.Method(
    name="hostile.publish",
    errors=_hostile_errors,
)
_hostile_then: antiphon.Method[None] = antiphon.Method(
    name="hostile.then",
    errors=_hostile_errors,
)
_hostile___init__: antiphon.Method[None] = antiphon.Method(
    name="hostile.__init__",
    errors=_hostile_errors,
)
_hostile___private: antiphon.Method[None] = antiphon.Method(
    name="hostile.__private",
    errors=_hostile_errors,
)
_hostile_call: antiphon.Method[None] = antiphon.Method(
    name="hostile.call",
    params=_wire["Record"],
    errors=_hostile_errors,
)
_hostile_channels: antiphon.Method[None] = antiphon.Method(
    name="hostile.channels",
    errors=_hostile_errors,
)
_hostile_await: antiphon.Method[None] = antiphon.Method(
    name="hostile.await",
    errors=_hostile_errors,
)
_hostile_class_channel = antiphon.Channel(
    name="hostile.class",
    params=antiphon.struct(
        HostileClassChannel,
        antiphon.member("class", antiphon.int32(), "class_"),
        antiphon.member("from", antiphon.int32(), "from_"),
    ),
    events={
        "hostile.unknown": _wire["Promise"],
        "hostile.constructor": None,
        "hostile.class": _wire["PromiseInput"],
    },
)
_hostile_constructor_channel = antiphon.Channel(
    name="hostile.constructor",
    events={
        "hostile.__proto__": _wire["Exception"],
    },
)
_hostile_prototype_channel = antiphon.Channel(
    name="hostile.prototype",
    events={
    },
)


class HostileEvents_:
    def __init__(self, session: antiphon.Session) -> None:
        self._session = session

    def unknown(self, params: HostileClassChannel, handler: antiphon.Handler[Promise], options: antiphon.ListenOptions | None = None) -> antiphon.Subscription:
        return antiphon.listen(self._session, _hostile_class_channel, params, {"hostile.unknown": handler}, None, options)

    def constructor(self, params: HostileClassChannel, handler: antiphon.Handler[None], options: antiphon.ListenOptions | None = None) -> antiphon.Subscription:
        return antiphon.listen(self._session, _hostile_class_channel, params, {"hostile.constructor": handler}, None, options)

    def __proto____(self, handler: antiphon.Handler[Exception], options: antiphon.ListenOptions | None = None) -> antiphon.Subscription:
        return antiphon.listen(self._session, _hostile_constructor_channel, None, {"hostile.__proto__": handler}, None, options)

    def class_(self, params: HostileClassChannel, handler: antiphon.Handler[PromiseInput], options: antiphon.ListenOptions | None = None) -> antiphon.Subscription:
        return antiphon.listen(self._session, _hostile_class_channel, params, {"hostile.class": handler}, None, options)


class HostileChannels:
    def __init__(self, session: antiphon.Session) -> None:
        self._session = session

    def class_(
        self,
        params: HostileClassChannel,
        *,
        unknown_: antiphon.Handler[Promise] | None = None,
        constructor: antiphon.Handler[None] | None = None,
        class_: antiphon.Handler[PromiseInput] | None = None,
        unknown: antiphon.Handler[antiphon.Any] | None = None,
        options: antiphon.ListenOptions | None = None,
    ) -> antiphon.Subscription:
        return antiphon.listen(
            self._session, _hostile_class_channel, params,
            {"hostile.unknown": unknown_, "hostile.constructor": constructor, "hostile.class": class_}, unknown, options)

    def constructor(
        self,
        *,
        __proto____: antiphon.Handler[Exception] | None = None,
        unknown: antiphon.Handler[antiphon.Any] | None = None,
        options: antiphon.ListenOptions | None = None,
    ) -> antiphon.Subscription:
        return antiphon.listen(
            self._session, _hostile_constructor_channel, None,
            {"hostile.__proto__": __proto____}, unknown, options)

    def prototype(
        self,
        *,
        unknown: antiphon.Handler[antiphon.Any] | None = None,
        options: antiphon.ListenOptions | None = None,
    ) -> antiphon.Subscription:
        return antiphon.listen(
            self._session, _hostile_prototype_channel, None,
            {}, unknown, options)


class HostilePublish:
    def __init__(self, session: antiphon.Session) -> None:
        self._session = session

    async def unknown(self, params: HostileClassChannel, data: Promise, options: antiphon.CallOptions | None = None) -> None:
        await antiphon.publish(self._session, _hostile_class_channel, params, "hostile.unknown", data, options)


class HostileClient_:
    """\"\"\" */ \\

    For asyncio, over a session with a gateway.
    """

    def __init__(self, caller: antiphon.Session) -> None:
        self._caller = caller
        #: Events: `on.name(params, handler)`.
        self.on = HostileEvents_(caller)
        #: Channels: `channels.name(params, event=handler, unknown=handler)`.
        self.channels = HostileChannels(caller)
        #: What clients may say to each other.
        self.publish = HostilePublish(caller)

    async def constructor(self, params: ConstructorParams, options: antiphon.CallOptions | None = None) -> T:
        """ends with backslash \\"""
        return await self._caller.call(_hostile_constructor, params, options)

    async def delete(self, params: DeleteParams, options: antiphon.CallOptions | None = None) -> None:
        await self._caller.call(_hostile_delete, params, options)

    async def import_(self, options: antiphon.CallOptions | None = None) -> None:
        await self._caller.call(_hostile_import, None, options)

    async def on_(self, options: antiphon.CallOptions | None = None) -> None:
        await self._caller.call(_hostile_on, None, options)

    async def publish_(self, options: antiphon.CallOptions | None = None) -> None:
        await self._caller.call(_hostile_publish, None, options)

    async def then(self, options: antiphon.CallOptions | None = None) -> None:
        await self._caller.call(_hostile_then, None, options)

    async def __init____(self, options: antiphon.CallOptions | None = None) -> None:
        await self._caller.call(_hostile___init__, None, options)

    async def __private__(self, options: antiphon.CallOptions | None = None) -> None:
        await self._caller.call(_hostile___private, None, options)

    async def call(self, params: Record, options: antiphon.CallOptions | None = None) -> None:
        await self._caller.call(_hostile_call, params, options)

    async def channels_(self, options: antiphon.CallOptions | None = None) -> None:
        """Deprecated: */ \"\"\""""
        antiphon.warn_deprecated("hostile.channels is deprecated: */ \"\"\"")
        await self._caller.call(_hostile_channels, None, options)

    async def await_(self, options: antiphon.CallOptions | None = None) -> None:
        await self._caller.call(_hostile_await, None, options)


class HostileSyncClient:
    """\"\"\" */ \\

    Calls over HTTP, without asyncio.
    """

    def __init__(self, caller: antiphon.Http) -> None:
        self._caller = caller

    def constructor(self, params: ConstructorParams, options: antiphon.CallOptions | None = None) -> T:
        """ends with backslash \\"""
        return self._caller.call(_hostile_constructor, params, options)

    def delete(self, params: DeleteParams, options: antiphon.CallOptions | None = None) -> None:
        self._caller.call(_hostile_delete, params, options)

    def import_(self, options: antiphon.CallOptions | None = None) -> None:
        self._caller.call(_hostile_import, None, options)

    def on_(self, options: antiphon.CallOptions | None = None) -> None:
        self._caller.call(_hostile_on, None, options)

    def publish_(self, options: antiphon.CallOptions | None = None) -> None:
        self._caller.call(_hostile_publish, None, options)

    def then(self, options: antiphon.CallOptions | None = None) -> None:
        self._caller.call(_hostile_then, None, options)

    def __init____(self, options: antiphon.CallOptions | None = None) -> None:
        self._caller.call(_hostile___init__, None, options)

    def __private__(self, options: antiphon.CallOptions | None = None) -> None:
        self._caller.call(_hostile___private, None, options)

    def call(self, params: Record, options: antiphon.CallOptions | None = None) -> None:
        self._caller.call(_hostile_call, params, options)

    def channels_(self, options: antiphon.CallOptions | None = None) -> None:
        """Deprecated: */ \"\"\""""
        antiphon.warn_deprecated("hostile.channels is deprecated: */ \"\"\"")
        self._caller.call(_hostile_channels, None, options)

    def await_(self, options: antiphon.CallOptions | None = None) -> None:
        self._caller.call(_hostile_await, None, options)

_second_errors = antiphon.errors(Break, ValueError)
_second_x: antiphon.Method[None] = antiphon.Method(
    name="second.x",
    errors=_second_errors,
)
_second_class_channel = antiphon.Channel(
    name="second.class",
    params=antiphon.struct(
        SecondClassChannel,
        antiphon.member("class", antiphon.int32(), "class_"),
    ),
    events={
        "second.x": _wire["Promise"],
    },
)


class SecondEvents:
    def __init__(self, session: antiphon.Session) -> None:
        self._session = session

    def x(self, params: SecondClassChannel, handler: antiphon.Handler[Promise], options: antiphon.ListenOptions | None = None) -> antiphon.Subscription:
        return antiphon.listen(self._session, _second_class_channel, params, {"second.x": handler}, None, options)


class SecondChannels:
    def __init__(self, session: antiphon.Session) -> None:
        self._session = session

    def class_(
        self,
        params: SecondClassChannel,
        *,
        x: antiphon.Handler[Promise] | None = None,
        unknown: antiphon.Handler[antiphon.Any] | None = None,
        options: antiphon.ListenOptions | None = None,
    ) -> antiphon.Subscription:
        return antiphon.listen(
            self._session, _second_class_channel, params,
            {"second.x": x}, unknown, options)


class SecondClient:
    """For asyncio, over a session with a gateway."""

    def __init__(self, caller: antiphon.Session) -> None:
        self._caller = caller
        #: Events: `on.name(params, handler)`.
        self.on = SecondEvents(caller)
        #: Channels: `channels.name(params, event=handler, unknown=handler)`.
        self.channels = SecondChannels(caller)

    async def x(self, options: antiphon.CallOptions | None = None) -> None:
        await self._caller.call(_second_x, None, options)


class SecondSyncClient:
    """Calls over HTTP, without asyncio."""

    def __init__(self, caller: antiphon.Http) -> None:
        self._caller = caller

    def x(self, options: antiphon.CallOptions | None = None) -> None:
        self._caller.call(_second_x, None, options)
