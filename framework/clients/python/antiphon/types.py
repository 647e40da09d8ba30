"""Codecs of what is made of other types, and the classes that generated types derive from."""

from __future__ import annotations

import dataclasses
import enum
import typing

from .errors import InvalidValue
from .wire import Codec, Json, expected, in_length, shown


class Unset(enum.Enum):
    """Of a member that may be absent *or* null: `UNSET` leaves it out, None writes null."""

    UNSET = "unset"

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> bool:
        return False


UNSET = Unset.UNSET
_Self = typing.TypeVar("_Self", bound="Struct")


class Struct:
    """What generated dataclasses derive from."""

    __slots__ = ()
    __antiphon__: typing.ClassVar[typing.Any]

    def to_json(self) -> dict[str, typing.Any]:
        """The value as `json.dumps` takes it. Raises InvalidValue, with the path, for what does not fit."""
        return typing.cast("dict[str, typing.Any]", self.__antiphon__.write(self))

    @classmethod
    def from_json(cls: type[_Self], value: Json) -> _Self:
        """From what `json.loads` gave. Members that are not known are ignored, or as the interface says."""
        return typing.cast(_Self, cls.__antiphon__.read(value))


class OpenEnum(enum.Enum):
    """Values that a newer service may send are kept: `is_known` is then False, and `value` is the text."""

    @property
    def is_known(self) -> bool:
        return self._value_ in type(self)._value2member_map_

    @classmethod
    def _missing_(cls, value: object) -> typing.Any:
        kinds = {type(member._value_) for member in cls}
        if type(value) not in kinds:
            return None
        unknown = object.__new__(cls)
        unknown._name_ = f"unknown({value!r})"
        unknown._value_ = value
        return unknown

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._value_ == typing.cast(enum.Enum, other)._value_

    def __hash__(self) -> int:
        return hash(self._value_)


class ClosedEnum(enum.Enum):
    pass


@dataclasses.dataclass(slots=True, frozen=True)
class Unknown:
    """A variant of a union that a newer service has sent: its tag, and the whole of it."""

    tag: str
    value: typing.Any


class Lazy(Codec):
    """A type that is defined further down."""

    def __init__(self, table: dict[str, Codec], name: str) -> None:
        self._table, self._name = table, name

    @property
    def kind(self) -> str:  # type: ignore[override]
        return self._table[self._name].kind

    def read(self, value: Json, path: str = "") -> typing.Any:
        return self._table[self._name].read(value, path)

    def write(self, value: typing.Any, path: str = "") -> Json:
        return self._table[self._name].write(value, path)

    def holds(self, value: typing.Any) -> bool:
        return self._table[self._name].holds(value)


class Wire:
    """The codecs of a module's types, by name."""

    def __init__(self) -> None:
        self._table: dict[str, Codec] = {}

    def __getitem__(self, name: str) -> Codec:
        return self._table.get(name) or Lazy(self._table, name)

    def __setitem__(self, name: str, codec: Codec) -> None:
        self._table[name] = codec


class Nullable(Codec):
    """None is null: elements of arrays, values of maps, results."""

    def __init__(self, item: Codec) -> None:
        self.item = item

    def read(self, value: Json, path: str = "") -> typing.Any:
        return None if value is None else self.item.read(value, path)

    def write(self, value: typing.Any, path: str = "") -> Json:
        return None if value is None else self.item.write(value, path)

    def holds(self, value: typing.Any) -> bool:
        return value is None or self.item.holds(value)


class Array(Codec):
    kind = "array"

    def __init__(self, item: Codec, min_items: int | None = None, max_items: int | None = None) -> None:
        self.item, self.min_items, self.max_items = item, min_items, max_items

    def read(self, value: Json, path: str = "") -> list[typing.Any]:
        if not isinstance(value, list):
            raise expected(path, "an array", value)
        return [self.item.read(one, f"{path}[{at}]") for at, one in enumerate(value)]

    def write(self, value: typing.Any, path: str = "") -> Json:
        if not isinstance(value, (list, tuple)):
            raise expected(path, "a list", value)
        in_length(len(value), self.min_items, self.max_items, "items", path)
        return [self.item.write(one, f"{path}[{at}]") for at, one in enumerate(value)]

    def holds(self, value: typing.Any) -> bool:
        return isinstance(value, list)


class Map(Codec):
    kind = "object"

    def __init__(self, key: Codec, item: Codec, min_items: int | None = None, max_items: int | None = None) -> None:
        self.key, self.item, self.min_items, self.max_items = key, item, min_items, max_items

    def read(self, value: Json, path: str = "") -> dict[typing.Any, typing.Any]:
        if not isinstance(value, dict):
            raise expected(path, "an object", value)
        return {self._key(key, path): self.item.read(one, joined(path, key)) for key, one in value.items()}

    def _key(self, key: str, path: str) -> typing.Any:
        if self.key.kind == "number" and key.lstrip("-").isdigit():
            return self.key.read(int(key), path)
        return self.key.read(key, path)

    def write(self, value: typing.Any, path: str = "") -> Json:
        if not isinstance(value, dict):
            raise expected(path, "a dict", value)
        in_length(len(value), self.min_items, self.max_items, "entries", path)
        return {str(self.key.write(key, path)): self.item.write(one, joined(path, key)) for key, one in value.items()}

    def holds(self, value: typing.Any) -> bool:
        return isinstance(value, dict)


class Tuple(Codec):
    kind = "array"

    def __init__(self, *items: Codec) -> None:
        self.items = items

    def read(self, value: Json, path: str = "") -> tuple[typing.Any, ...]:
        if not isinstance(value, list) or len(value) != len(self.items):
            raise expected(path, f"an array of {len(self.items)}", value)
        return tuple(item.read(one, f"{path}[{at}]") for at, (item, one) in enumerate(zip(self.items, value)))

    def write(self, value: typing.Any, path: str = "") -> Json:
        if not isinstance(value, (tuple, list)) or len(value) != len(self.items):
            raise expected(path, f"a tuple of {len(self.items)}", value)
        return [item.write(one, f"{path}[{at}]") for at, (item, one) in enumerate(zip(self.items, value))]

    def holds(self, value: typing.Any) -> bool:
        return isinstance(value, tuple)


class EnumCodec(Codec):
    def __init__(self, cls: type[enum.Enum]) -> None:
        self.cls = cls
        self.kind = "number" if all(isinstance(member.value, int) for member in cls) else "string"

    def read(self, value: Json, path: str = "") -> enum.Enum:
        try:
            return self.cls(value)
        except ValueError:
            raise expected(path, f"one of {', '.join(str(member.value) for member in self.cls)}", value) from None

    def write(self, value: enum.Enum, path: str = "") -> Json:
        if not isinstance(value, self.cls):
            raise expected(path, f"a {self.cls.__name__}", value)
        return value.value

    def holds(self, value: typing.Any) -> bool:
        return isinstance(value, self.cls)


class Checked(Codec):
    """A type of another name, with limits of its own: `limits` is the built-in with only those."""

    def __init__(self, codec: Codec, limits: Codec) -> None:
        self.codec, self.limits = codec, limits
        self.kind = limits.kind

    def read(self, value: Json, path: str = "") -> typing.Any:
        return self.codec.read(value, path)

    def write(self, value: typing.Any, path: str = "") -> Json:
        self.limits.write(value, path)
        return self.codec.write(value, path)

    def holds(self, value: typing.Any) -> bool:
        return self.codec.holds(value)


def joined(path: str, name: typing.Any) -> str:
    return f"{path}.{name}" if path else str(name)


@dataclasses.dataclass(slots=True, frozen=True)
class Member:
    """`optional`: None is left out. `nullable`: None is null, and what may be left out is UNSET then."""

    name: str
    codec: Codec
    attribute: str = ""
    optional: bool = False
    nullable: bool = False
    default: bool = False


def member(name: str, codec: Codec, attribute: str = "", *, optional: bool = False, nullable: bool = False, default: bool = False) -> Member:
    return Member(name, codec, attribute or name, optional, nullable, default)


class StructCodec(Codec):
    kind = "object"

    def __init__(self, cls: type[Struct], members: tuple[Member, ...], unknown: str) -> None:
        self.cls, self.members, self.unknown = cls, members, unknown
        self._names = {one.name for one in members}

    def read(self, value: Json, path: str = "") -> Struct:
        if not isinstance(value, dict):
            raise expected(path, "an object", value)
        given: dict[str, typing.Any] = {}
        for one in self.members:
            if one.name not in value or (value[one.name] is None and not one.nullable and (one.optional or one.default)):
                if not one.optional and not one.default:
                    raise InvalidValue(joined(path, one.name), "is missing")
                continue
            found = value[one.name]
            given[one.attribute] = None if found is None and one.nullable else one.codec.read(found, joined(path, one.name))
        if self.unknown != "ignore":
            extra = {name: found for name, found in value.items() if name not in self._names}
            if extra and self.unknown == "reject":
                raise InvalidValue(joined(path, next(iter(extra))), "is not known")
            if self.unknown == "keep":
                given["extra"] = extra
        return self.cls(**given)

    def write(self, value: typing.Any, path: str = "") -> Json:
        if not isinstance(value, self.cls):
            raise expected(path, f"a {self.cls.__name__}", value)
        out: dict[str, typing.Any] = dict(getattr(value, "extra")) if self.unknown == "keep" else {}
        for one in self.members:
            found = getattr(value, one.attribute)
            if found is UNSET or (found is None and one.optional and not one.nullable):
                continue
            out[one.name] = None if found is None and one.nullable else one.codec.write(found, joined(path, one.name))
        return out

    def holds(self, value: typing.Any) -> bool:
        return isinstance(value, self.cls)


def struct(cls: type[Struct], *members: Member, unknown: str = "ignore") -> StructCodec:
    codec = StructCodec(cls, members, unknown)
    cls.__antiphon__ = codec
    return codec


def default_of(cls: typing.Callable[[], type[Struct]], name: str, value: Json) -> typing.Callable[[], typing.Any]:
    """A default that is more than a literal, made anew for each object."""
    return lambda: next(one for one in cls().__antiphon__.members if one.name == name).codec.read(value, name)


class Tagged(Codec):
    kind = "object"

    def __init__(self, tag: str, variants: dict[str, Codec], open: bool) -> None:
        self.tag, self.variants, self.open = tag, variants, open

    def read(self, value: Json, path: str = "") -> typing.Any:
        if not isinstance(value, dict) or not isinstance(value.get(self.tag), str):
            raise expected(path, f'an object with the tag "{self.tag}"', value)
        tag = value[self.tag]
        if tag in self.variants:
            return self.variants[tag].read({name: one for name, one in value.items() if name != self.tag}, path)
        if self.open:
            return Unknown(tag, value)
        raise InvalidValue(joined(path, self.tag), f"expected one of {', '.join(self.variants)}, found {shown(tag)}")

    def write(self, value: typing.Any, path: str = "") -> Json:
        if isinstance(value, Unknown) and self.open:
            return value.value
        for tag, codec in self.variants.items():
            if codec.holds(value):
                return {self.tag: tag, **codec.write(value, path)}
        raise expected(path, f"one of {', '.join(self.variants)}", value)

    def holds(self, value: typing.Any) -> bool:
        return isinstance(value, Unknown) or any(codec.holds(value) for codec in self.variants.values())


_KINDS: list[tuple[typing.Any, str]] = [(bool, "boolean"), ((int, float), "number"), (str, "string"), (list, "array"), (dict, "object")]


class Untagged(Codec):
    """Each variant with the member that only it has; "" where its JSON kind tells it, or for the default."""

    def __init__(self, *variants: tuple[str, Codec], open: bool) -> None:
        self.variants, self.open = variants, open

    def read(self, value: Json, path: str = "") -> typing.Any:
        kind = next((name for types, name in _KINDS if isinstance(value, types)), "null")
        fitting = [(name, codec) for name, codec in self.variants if codec.kind in (kind, "any")]
        for name, codec in fitting:
            if name and isinstance(value, dict) and name in value:
                return codec.read(value, path)
        for name, codec in fitting:
            if not name:
                return codec.read(value, path)
        if self.open:
            return Unknown("", value)
        raise expected(path, "a known variant", value)

    def write(self, value: typing.Any, path: str = "") -> Json:
        if isinstance(value, Unknown) and self.open:
            return value.value
        for _, codec in self.variants:
            if codec.holds(value):
                return codec.write(value, path)
        raise expected(path, "one of the variants", value)

    def holds(self, value: typing.Any) -> bool:
        return isinstance(value, Unknown) or any(codec.holds(value) for _, codec in self.variants)


# The names of the IDL.
nullable, array, map_, tuple_ = Nullable, Array, Map, Tuple
enum_, checked, tagged, untagged = EnumCodec, Checked, Tagged, Untagged
