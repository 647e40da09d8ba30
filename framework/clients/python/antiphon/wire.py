"""How values look on the wire: one codec per type. Reading is tolerant (what a service sends was checked there); writing
checks ranges, lengths and patterns, so that a mistake is told where it was made."""

from __future__ import annotations

import base64
import binascii
import math
import re
import typing
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

from .errors import InvalidValue
from .formats import has_format

SAFE = 2**53 - 1
Json = typing.Any


def shown(value: typing.Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def expected(path: str, what: str, value: typing.Any) -> InvalidValue:
    return InvalidValue(path, f"expected {what}, found {shown(value)}")


class Codec:
    """`kind` is how JSON tells the value from others: boolean, number, string, array, object, or any."""

    kind = "any"

    def read(self, value: Json, path: str = "") -> typing.Any:
        return value

    def write(self, value: typing.Any, path: str = "") -> Json:
        return value

    def holds(self, value: typing.Any) -> bool:
        """Whether a Python value is one of this type: how the variant of an untagged union is found."""
        return True


class Boolean(Codec):
    kind = "boolean"

    def read(self, value: Json, path: str = "") -> bool:
        if not isinstance(value, bool):
            raise expected(path, "true or false", value)
        return value

    write = read

    def holds(self, value: typing.Any) -> bool:
        return isinstance(value, bool)


def in_range(value: typing.Any, least: typing.Any, most: typing.Any, path: str) -> None:
    if least is not None and value < least:
        raise InvalidValue(path, f"{value} is less than {least}")
    if most is not None and value > most:
        raise InvalidValue(path, f"{value} is more than {most}")


class Integer(Codec):
    kind = "number"

    def __init__(self, lowest: int, highest: int, min: int | None = None, max: int | None = None) -> None:
        self.lowest, self.highest, self.min, self.max = lowest, highest, min, max

    def read(self, value: Json, path: str = "") -> int:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise expected(path, "an integer", value)
        in_range(value, self.lowest, self.highest, path)
        return value

    def write(self, value: int, path: str = "") -> Json:
        value = Integer.read(self, value, path)
        in_range(value, self.min, self.max, path)
        return value

    def holds(self, value: typing.Any) -> bool:
        return isinstance(value, int) and not isinstance(value, bool)


class LongInteger(Integer):
    """Digits in a string, since a number over 2^53 does not survive every hop."""

    kind = "string"
    _digits = re.compile(r"-?(0|[1-9][0-9]*)", re.ASCII)

    def __init__(self, lowest: int, highest: int, min: int | None = None, max: int | None = None, wire: str = "string") -> None:
        super().__init__(lowest, highest, min, max)
        self.numeric = wire == "number"
        if self.numeric:
            self.kind = "number"

    def read(self, value: Json, path: str = "") -> int:
        if isinstance(value, str):
            if not self._digits.fullmatch(value) or len(value) > 20:
                raise expected(path, "the digits of an integer", value)
            value = int(value)
        elif not self.numeric and isinstance(value, (int, float)) and abs(value) > SAFE:
            raise InvalidValue(path, f"{value} as a number may have been rounded on its way; send its digits as a string")
        return super().read(value, path)

    def write(self, value: int, path: str = "") -> Json:
        value = super().write(value, path)
        return value if self.numeric else str(value)


class Float(Codec):
    kind = "number"

    def __init__(self, min: float | None = None, max: float | None = None) -> None:
        self.min, self.max = min, max

    def read(self, value: Json, path: str = "") -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise expected(path, "a number", value)
        return float(value)

    def write(self, value: float, path: str = "") -> Json:
        value = self.read(value, path)
        if not math.isfinite(value):
            raise InvalidValue(path, f"JSON has no {value}")
        in_range(value, self.min, self.max, path)
        return value

    def holds(self, value: typing.Any) -> bool:
        return isinstance(value, (int, float)) and not isinstance(value, bool)


class DecimalNumber(Codec):
    kind = "string"
    _form = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", re.ASCII)

    def __init__(self, precision: int | None = None, scale: int | None = None, min: str | None = None, max: str | None = None,
                 wire: str = "string") -> None:
        self.precision, self.scale = precision, scale
        self.min, self.max = (Decimal(limit) if limit is not None else None for limit in (min, max))
        self.numeric = wire == "number"

    def read(self, value: Json, path: str = "") -> Decimal:
        if isinstance(value, str) and self._form.fullmatch(value):
            return Decimal(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if self.numeric or (abs(value) <= SAFE and float(value).is_integer()):
                return Decimal(repr(value) if isinstance(value, float) and not value.is_integer() else int(value))
        raise expected(path, "a decimal number as a string", value)

    def write(self, value: Decimal, path: str = "") -> Json:
        if isinstance(value, bool) or not isinstance(value, (Decimal, int)):
            raise expected(path, "a Decimal", value)
        value = Decimal(value)
        if not value.is_finite():
            raise InvalidValue(path, f"JSON has no {value}")
        text = format(value, "f")
        whole, _, behind = text.lstrip("-").partition(".")
        if self.scale is not None and len(behind) > self.scale:
            raise InvalidValue(path, f"{text} has more than {self.scale} digits behind the point")
        if self.precision is not None and len((whole + behind).lstrip("0")) > self.precision:
            raise InvalidValue(path, f"{text} has more than {self.precision} digits")
        in_range(value, self.min, self.max, path)
        return (float(text) if behind else int(text)) if self.numeric else text

    def holds(self, value: typing.Any) -> bool:
        return isinstance(value, Decimal)


def in_length(length: int, least: int | None, most: int | None, unit: str, path: str) -> None:
    if least is not None and length < least:
        raise InvalidValue(path, f"{length} {unit}; at least {least}")
    if most is not None and length > most:
        raise InvalidValue(path, f"{length} {unit}; at most {most}")


class String(Codec):
    kind = "string"

    def __init__(self, min_length: int | None = None, max_length: int | None = None, pattern: str | None = None,
                 format: str | None = None) -> None:
        self.min_length, self.max_length, self.format = min_length, max_length, format
        self.pattern = re.compile(pattern, re.ASCII) if pattern is not None else None

    def read(self, value: Json, path: str = "") -> str:
        if not isinstance(value, str):
            raise expected(path, "a string", value)
        return value

    def write(self, value: str, path: str = "") -> Json:
        value = self.read(value, path)
        try:
            value.encode()
        except UnicodeEncodeError:
            raise InvalidValue(path, "holds half of a surrogate pair") from None
        in_length(len(value), self.min_length, self.max_length, "characters", path)
        if self.pattern and not self.pattern.fullmatch(value):
            raise InvalidValue(path, f"{shown(value)} is not like {self.pattern.pattern}")
        if self.format and not has_format(value, self.format):
            raise InvalidValue(path, f"expected the format {self.format}, found {shown(value)}")
        return value

    def holds(self, value: typing.Any) -> bool:
        return isinstance(value, str)


class Bytes(Codec):
    kind = "string"

    def __init__(self, min_length: int | None = None, max_length: int | None = None) -> None:
        self.min_length, self.max_length = min_length, max_length

    def read(self, value: Json, path: str = "") -> bytes:
        if not isinstance(value, str):
            raise expected(path, "base64", value)
        text = value.translate({ord("-"): "+", ord("_"): "/"}).rstrip("=")
        try:
            return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
        except (binascii.Error, ValueError):
            raise expected(path, "base64", value) from None

    def write(self, value: bytes, path: str = "") -> Json:
        if not isinstance(value, (bytes, bytearray, memoryview)):
            raise expected(path, "bytes", value)
        in_length(len(value), self.min_length, self.max_length, "bytes", path)
        return base64.b64encode(value).decode()

    def holds(self, value: typing.Any) -> bool:
        return isinstance(value, (bytes, bytearray))


class Uuid(Codec):
    kind = "string"
    _form = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

    def read(self, value: Json, path: str = "") -> UUID:
        if not isinstance(value, str) or not self._form.fullmatch(value):
            raise expected(path, "a UUID", value)
        return UUID(value)

    def write(self, value: UUID, path: str = "") -> Json:
        if not isinstance(value, UUID):
            raise expected(path, "a UUID", value)
        return str(value)

    def holds(self, value: typing.Any) -> bool:
        return isinstance(value, UUID)


class Timestamp(Codec):
    kind = "string"
    _form = re.compile(
        r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:)(\d\d)(?:\.(\d{1,9}))?(?:([Zz])|([+-])(\d\d):(\d\d))", re.ASCII)

    def read(self, value: Json, path: str = "") -> datetime:
        match = self._form.fullmatch(value) if isinstance(value, str) else None
        if not match:
            raise expected(path, "a time like 2026-03-01T12:00:00Z", value)
        day, minutes, seconds, fraction, _, sign, hours, more = match.groups()
        micros = (fraction or "").ljust(6, "0")[:6]
        if seconds == "60":
            seconds, micros = "59", "999999"
        try:
            local = datetime.fromisoformat(f"{day}T{minutes}{seconds}.{micros}+00:00")
            offset = timedelta(hours=int(hours or 0), minutes=int(more or 0))
            return local + offset if sign == "-" else local - offset
        except (ValueError, OverflowError):
            raise expected(path, "a time that exists", value) from None

    def write(self, value: datetime, path: str = "") -> Json:
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise expected(path, "a datetime with a time zone", value)
        utc = value.astimezone(timezone.utc)
        text = utc.replace(microsecond=0, tzinfo=None).isoformat()
        if utc.microsecond:
            text += f".{utc.microsecond:06}" if utc.microsecond % 1000 else f".{utc.microsecond // 1000:03}"
        return text + "Z"

    def holds(self, value: typing.Any) -> bool:
        return isinstance(value, datetime)


class Date(Codec):
    kind = "string"
    _form = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

    def read(self, value: Json, path: str = "") -> date:
        try:
            if isinstance(value, str) and self._form.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise expected(path, "a date like 2026-03-01", value)

    def write(self, value: date, path: str = "") -> Json:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise expected(path, "a date", value)
        return value.isoformat()

    def holds(self, value: typing.Any) -> bool:
        return isinstance(value, date) and not isinstance(value, datetime)


class Duration(Codec):
    """Whole milliseconds."""

    kind = "number"

    def __init__(self, min: int | None = None, max: int | None = None) -> None:
        self._number = Integer(-SAFE, SAFE, min, max)

    def read(self, value: Json, path: str = "") -> timedelta:
        return timedelta(milliseconds=self._number.read(value, path))

    def write(self, value: timedelta, path: str = "") -> Json:
        if not isinstance(value, timedelta):
            raise expected(path, "a timedelta", value)
        whole, rest = divmod(value, timedelta(milliseconds=1))
        if rest:
            raise InvalidValue(path, f"{value} is no whole number of milliseconds")
        return self._number.write(whole, path)

    def holds(self, value: typing.Any) -> bool:
        return isinstance(value, timedelta)


def _integer(lowest: int, highest: int) -> typing.Callable[..., Integer]:
    return lambda min=None, max=None: Integer(lowest, highest, min, max)


def _long(lowest: int, highest: int) -> typing.Callable[..., LongInteger]:
    return lambda min=None, max=None, wire="string": LongInteger(lowest, highest, min, max, wire)


# The names of the IDL.
boolean = Boolean
int8, uint8 = _integer(-(2**7), 2**7 - 1), _integer(0, 2**8 - 1)
int16, uint16 = _integer(-(2**15), 2**15 - 1), _integer(0, 2**16 - 1)
int32, uint32 = _integer(-(2**31), 2**31 - 1), _integer(0, 2**32 - 1)
int53 = _integer(-SAFE, SAFE)
int64, uint64 = _long(-(2**63), 2**63 - 1), _long(0, 2**64 - 1)
float32 = float64 = Float
decimal = DecimalNumber
string = String
bytes_ = Bytes
uuid = Uuid
timestamp = Timestamp
date_ = Date
duration = Duration
json_ = Codec


