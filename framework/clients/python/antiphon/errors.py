"""What can go wrong with a value or a call."""

from __future__ import annotations

import random
import typing


class InvalidValue(ValueError):
    """A value does not have the form that the interface asks for. `path` says where: ``lines[2].sku``."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}" if path else reason)
        self.path = path
        self.reason = reason


class Code:
    """The codes that a client acts on; all of them stand in docs/errors.md."""

    invalid_params = -32602
    cancelled = -32050
    unavailable = -32051
    deadline_exceeded = -32052
    overloaded = -32053
    rate_limited = -32054
    dependency_down = -32055
    unauthenticated = -32060
    permission_denied = -32061
    token_expired = -32062


_RETRYABLE = {Code.unavailable, Code.overloaded, Code.rate_limited, Code.dependency_down}


class RpcError(Exception):
    """An answer that says no."""

    def __init__(self, code: int, message: str, data: dict[str, typing.Any] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.data = data if isinstance(data, dict) else {}

    @property
    def type(self) -> str | None:
        """The name of an error that the IDL declares: ``orders.OutOfStock``."""
        return self.data.get("type")

    @property
    def retryable(self) -> bool:
        """Whether the same call may succeed later."""
        return bool(self.data.get("retryable", self.code in _RETRYABLE))


class ConnectionLost(RpcError):
    """The connection was lost, or no answer came in time: the call may have happened."""


class DeclaredError(RpcError):
    """An error of the IDL: generated classes derive from it and hold its data as `detail`."""

    declared_code: int = 0
    wire_type: str = ""
    codec: typing.Any = None

    def __init__(self, detail: typing.Any = None, message: str = "", data: dict[str, typing.Any] | None = None) -> None:
        super().__init__(self.declared_code, message or self.wire_type, data)
        self.detail = detail


Errors = typing.Dict[str, typing.Type[DeclaredError]]


def errors(*classes: type[DeclaredError]) -> Errors:
    return {one.wire_type: one for one in classes}


def error_from(answer: dict[str, typing.Any], known: Errors) -> RpcError:
    """The `error` member of an answer as an exception, of its own class when the interface declares it."""
    code, message, data = answer.get("code", 0), answer.get("message", ""), answer.get("data")
    declared = known.get(data.get("type", "")) if isinstance(data, dict) else None
    if declared is None or not isinstance(data, dict):
        return RpcError(code, message, data)
    try:
        detail = declared.codec.read(data.get("detail"), "detail") if declared.codec else None
    except InvalidValue:
        return RpcError(code, message, data)  # a newer service may say it differently
    return declared(detail, message, data)


class Backoff:
    """Full jitter: between 100 ms and a ceiling that doubles from 500 ms to 20 s. In seconds."""

    def __init__(self) -> None:
        self._attempt = 0

    def next(self) -> float:
        ceiling = min(20.0, 0.5 * 2**self._attempt)
        self._attempt = min(self._attempt + 1, 16)
        return random.uniform(0.1, ceiling)

    def reset(self) -> None:
        self._attempt = 0


def is_mistake(code: int) -> bool:
    """Whether something that was sent is why the connection was closed: no frames, no text, no UTF-8, too much at once. Sent
    again it would be closed again."""
    return code in (1002, 1003, 1007, 1009)


def reconnects_after(code: int) -> bool:
    """Whether a client connects again after this close: the rule of docs/gateway.md."""
    return code < 4000 or code in (4408, 4419, 4429, 4499) or 4430 <= code < 4440 or 4500 <= code < 4510
