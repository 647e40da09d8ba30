"""Types and errors that several services share.

Generated from common.json (acme.common 1.0.0). Changes are lost when it is generated again.
"""

from __future__ import annotations

import dataclasses

import antiphon




@dataclasses.dataclass(slots=True, kw_only=True)
class Money(antiphon.Struct):
    """An amount in one currency. Never a float."""
    amount: antiphon.Decimal
    currency: Currency


@dataclasses.dataclass(slots=True, kw_only=True)
class Audited(antiphon.Struct):
    """Include this in anything that is stored."""
    created_at: antiphon.datetime
    updated_at: antiphon.datetime


@dataclasses.dataclass(slots=True, kw_only=True)
class NotFoundData(antiphon.Struct):
    what: str
    id: str


@dataclasses.dataclass(slots=True, kw_only=True)
class ConflictData(antiphon.Struct):
    current_revision: int

Currency: antiphon.TypeAlias = "str"

UserId = antiphon.NewType("UserId", antiphon.UUID)

TenantId = antiphon.NewType("TenantId", "str")


class NotFound(antiphon.DeclaredError):
    """{what} {id} was not found"""
    declared_code = 1404
    wire_type = "common.NotFound"
    detail: NotFoundData

    def __init__(self, detail: NotFoundData, message: str = "", data: dict[str, antiphon.Any] | None = None) -> None:
        super().__init__(detail, message or "{what} {id} was not found", data)


class Conflict(antiphon.DeclaredError):
    """The object was changed by someone else"""
    declared_code = 1409
    wire_type = "common.Conflict"
    detail: ConflictData

    def __init__(self, detail: ConflictData, message: str = "", data: dict[str, antiphon.Any] | None = None) -> None:
        super().__init__(detail, message or "The object was changed by someone else", data)


# How values look on the wire.
_wire = antiphon.Wire()
_wire["Currency"] = antiphon.string(min_length=3, max_length=3, format="iso4217")
_wire["Money"] = antiphon.struct(
    Money,
    antiphon.member("amount", antiphon.decimal(precision=19, scale=4)),
    antiphon.member("currency", _wire["Currency"]),
)
_wire["UserId"] = antiphon.uuid()
_wire["TenantId"] = antiphon.string(max_length=32, pattern="[a-z0-9-]+")
_wire["Audited"] = antiphon.struct(
    Audited,
    antiphon.member("created_at", antiphon.timestamp()),
    antiphon.member("updated_at", antiphon.timestamp()),
)
_wire["NotFoundData"] = antiphon.struct(
    NotFoundData,
    antiphon.member("what", antiphon.string()),
    antiphon.member("id", antiphon.string()),
)
_wire["ConflictData"] = antiphon.struct(
    ConflictData,
    antiphon.member("current_revision", antiphon.int64()),
)
NotFound.codec = _wire["NotFoundData"]
Conflict.codec = _wire["ConflictData"]
