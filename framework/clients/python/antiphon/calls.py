"""What a method is, and calls over HTTP: `Http` for programs without asyncio."""

from __future__ import annotations

import dataclasses
import http.client
import inspect
import json
import random
import time
import typing
import urllib.error
import urllib.request
import uuid
import warnings

from .errors import Code, ConnectionLost, Errors, error_from
from .types import Struct
from .wire import Codec

Params = typing.Union[typing.Dict[str, typing.Any], typing.List[typing.Any], None]
Token = typing.Union[str, typing.Callable[[], typing.Union[str, typing.Awaitable[str]]], None]


@dataclasses.dataclass(slots=True, frozen=True, kw_only=True)
class CallOptions:
    """`deadline`: seconds for the whole call. `idempotency_key`: for methods whose idempotency is "keyed"; over HTTP one
    is made when it is left out."""

    deadline: float | None = None
    idempotency_key: str | None = None


@dataclasses.dataclass(slots=True, frozen=True, kw_only=True)
class Method:
    """What generated code knows about a method."""

    name: str
    params: Codec | None = None
    result: Codec | None = None
    errors: Errors = dataclasses.field(default_factory=dict)
    idempotency: str = ""
    positional: tuple[str, ...] = ()

    def encode(self, params: Struct | None) -> Params:
        if self.params is None:
            return None
        members = self.params.write(params, "params")
        if not self.positional:
            return members
        row = [members.get(name) for name in self.positional]
        while row and row[-1] is None:
            row.pop()
        return row

    def decode(self, result: typing.Any) -> typing.Any:
        return None if self.result is None else self.result.read(result, "result")

    @property
    def repeats(self) -> bool:
        return self.idempotency in ("readonly", "idempotent")


def warn_deprecated(what: str) -> None:
    warnings.warn(what, DeprecationWarning, stacklevel=3)


def message(id: int | None, method: str, params: Params) -> str:
    out: dict[str, typing.Any] = {"jsonrpc": "2.0"}
    if id is not None:
        out["id"] = id
    out["method"] = method
    if params is not None:
        out["params"] = params
    return json.dumps(out, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


class Http:
    """Calls over `POST /rpc`, of a gateway or of a service itself. Threads may share one."""

    _attempts = 3

    def __init__(self, url: str, *, token: str | typing.Callable[[], str] | None = None, deadline: float = 30.0,
                 headers: dict[str, str] | None = None) -> None:
        self._url, self._token, self._deadline, self._headers = url, token, deadline, dict(headers or {})

    def call(self, method: Method, params: Struct | None, options: CallOptions | None = None) -> typing.Any:
        answer = self.request(method.name, method.encode(params), options, method.idempotency)
        if "error" in answer:
            raise error_from(answer["error"], method.errors)
        return method.decode(answer.get("result"))

    def notify(self, method: Method, params: Struct | None, options: CallOptions | None = None) -> None:
        options = options or CallOptions()
        ends = time.monotonic() + (options.deadline or self._deadline)
        self._post(method.name, message(None, method.name, method.encode(params)), ends, options.idempotency_key)

    def request(self, method: str, params: Params = None, options: CallOptions | None = None, idempotency: str = "") -> dict[str, typing.Any]:
        """The answer as it came, with `result` or `error`. Repeats what may be repeated, as long as there is time."""
        options = options or CallOptions()
        ends = time.monotonic() + (options.deadline or self._deadline)
        key = options.idempotency_key or (str(uuid.uuid4()) if idempotency == "keyed" else None)
        body = message(1, method, params)
        for attempt in range(1, self._attempts + 1):
            wait, last = 0.1 * 2 ** (attempt - 1) * random.uniform(0.8, 1.2), attempt == self._attempts
            try:
                answer = self._answer(method, self._post(method, body, ends, key))
            except ConnectionLost as error:
                if not idempotency or last or not error.retryable or time.monotonic() + wait >= ends:
                    raise
            else:
                failed = error_from(answer["error"], {}) if "error" in answer else None
                if failed is not None:
                    hint = failed.data.get("retry_after_ms")
                    wait = hint / 1000 if isinstance(hint, (int, float)) else wait
                if failed is None or not idempotency or last or not failed.retryable or time.monotonic() + wait >= ends:
                    return answer
            time.sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _post(self, method: str, body: str, ends: float, key: str | None) -> bytes:
        left = max(0.001, ends - time.monotonic())
        headers = {"Content-Type": "application/json", "Antiphon-Timeout-Ms": str(max(1, int(left * 1000))), **self._headers}
        token = self._token() if callable(self._token) else self._token
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if key:
            headers["Idempotency-Key"] = key
        request = urllib.request.Request(self._url, body.encode(), headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=left) as response:
                return typing.cast(bytes, response.read())
        except urllib.error.HTTPError as error:
            with error:
                text = error.read()
            return text or json.dumps({"error": {"code": Code.unavailable, "message": f"{method}: HTTP {error.code}"}}).encode()
        except TimeoutError:
            raise ConnectionLost(Code.deadline_exceeded, f"{method}: no answer in time") from None
        except (OSError, http.client.HTTPException) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise ConnectionLost(Code.deadline_exceeded, f"{method}: no answer in time") from None
            raise ConnectionLost(Code.unavailable, f"{method}: {error}") from error

    @staticmethod
    def _answer(method: str, text: bytes) -> dict[str, typing.Any]:
        try:
            answer = json.loads(text)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise ConnectionLost(Code.unavailable, f"{method}: the answer is no JSON-RPC")
        return answer


async def token_text(token: Token) -> str | None:
    found = token() if callable(token) else token
    return await found if inspect.isawaitable(found) else found


