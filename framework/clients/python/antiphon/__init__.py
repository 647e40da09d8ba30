"""The runtime of clients that are generated from an Antiphon interface: values, calls, events.

What programs use: `Session` (asyncio, calls and events), `Http` (calls without asyncio), `CallOptions`, `ListenOptions`,
`Position`, `Delivery`, `RpcError`, `ConnectionLost`, `InvalidValue`, `UNSET`, `Unknown`. The rest is for generated code."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Dict, List, NewType, TypeAlias
from uuid import UUID

from .calls import CallOptions, Http, Method, warn_deprecated
from .channel import Channel, Delivery, Handler, listen, publish
from .errors import Code, ConnectionLost, DeclaredError, InvalidValue, RpcError, errors
from .subscription import ListenOptions, Position, Subscription
from .types import (
    UNSET, ClosedEnum, OpenEnum, Struct, Unknown, Unset, Wire, array, checked, default_of, enum_, map_, member, nullable, struct, tagged,
    tuple_, untagged,
)
from .wire import (
    boolean, bytes_, date_, decimal, duration, float32, float64, int8, int16, int32, int53, int64, json_, string, timestamp, uint8, uint16,
    uint32, uint64, uuid,
)

__all__ = [
    "Any", "CallOptions", "Channel", "ClosedEnum", "Code", "ConnectionLost", "Decimal", "DeclaredError", "Delivery", "Dict", "Handler",
    "Http", "InvalidValue", "List", "ListenOptions", "Method", "NewType", "OpenEnum", "Position", "RpcError", "Session", "Struct",
    "Subscription", "TypeAlias", "UNSET", "UUID", "Unknown", "Unset", "Wire", "array", "boolean", "bytes_", "checked", "date",
    "date_", "datetime", "decimal", "default_of", "duration", "enum_", "errors", "float32", "float64", "int16", "int32",
    "int53", "int64", "int8", "json_", "listen", "map_", "member", "nullable", "publish", "string", "struct", "tagged",
    "timedelta", "timestamp", "tuple_", "uint16", "uint32", "uint64", "uint8", "untagged", "uuid", "warn_deprecated",
]

if TYPE_CHECKING:
    from .session import Session


def __getattr__(name: str) -> Any:
    # `Http` works where the package websockets is not installed.
    if name == "Session":
        from .session import Session as found

        return found
    raise AttributeError(f"module 'antiphon' has no attribute {name!r}")
