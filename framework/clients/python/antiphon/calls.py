"""What a method is, and calls over HTTP: `Http` for programs without asyncio."""

from __future__ import annotations

import dataclasses
import http.client
import json
import time
import typing
import urllib.error
import urllib.request
import warnings

from .errors import Code, ConnectionLost, Errors, error_from
from .retries import Budget, Retries, new_key
from .types import Struct
from .wire import Codec

Params = typing.Union[typing.Dict[str, typing.Any], typing.List[typing.Any], None]
Token = typing.Union[str, typing.Callable[[], typing.Union[str, typing.Awaitable[str]]], None]


@dataclasses.dataclass(slots=True, frozen=True, kw_only=True)
class CallOptions:
    """`deadline`: seconds for the whole call. `idempotency_key`: for methods whose idempotency is "keyed", so that the
    service does the call once however often it comes; made when it is left out."""

    deadline: float | None = None
    idempotency_key: str | None = None


Result = typing.TypeVar("Result")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Method(typing.Generic[Result]):
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
        members: dict[str, typing.Any] = self.params.write(params, "params")
        if not self.positional:
            return members
        row = [members.get(name) for name in self.positional]
        while row and row[-1] is None:
            row.pop()
        return row

    def decode(self, result: typing.Any) -> Result:
        return typing.cast(Result, None if self.result is None else self.result.read(result, "result"))


def key_for(options: CallOptions, idempotency: str) -> str | None:
    return options.idempotency_key or (new_key() if idempotency == "keyed" else None)


def warn_deprecated(what: str) -> None:
    warnings.warn(what, DeprecationWarning, stacklevel=3)


def message(id: int | None, method: str, params: Params, meta: dict[str, typing.Any] | None = None) -> str:
    out: dict[str, typing.Any] = {"jsonrpc": "2.0"}
    if id is not None:
        out["id"] = id
    out["method"] = method
    if params is not None:
        out["params"] = params
    if meta:
        out["meta"] = meta
    return json.dumps(out, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


class Http:
    """Calls over `POST /rpc`, of a gateway or of a service itself. Threads may share one."""

    def __init__(self, url: str, *, token: str | typing.Callable[[], str] | None = None, deadline: float = 30.0,
                 headers: dict[str, str] | None = None) -> None:
        self._url, self._token, self._deadline, self._headers = url, token, deadline, dict(headers or {})
        self._budget = Budget()

    def call(self, method: Method[Result], params: Struct | None, options: CallOptions | None = None) -> Result:
        answer = self.request(method.name, method.encode(params), options, method.idempotency)
        if "error" in answer:
            raise error_from(answer["error"], method.errors)
        return method.decode(answer.get("result"))

    def notify(self, method: Method[typing.Any], params: Struct | None, options: CallOptions | None = None) -> None:
        options = options or CallOptions()
        ends = time.monotonic() + (options.deadline or self._deadline)
        self._post(method.name, message(None, method.name, method.encode(params)), ends, options.idempotency_key)

    def request(self, method: str, params: Params = None, options: CallOptions | None = None, idempotency: str = "") -> dict[str, typing.Any]:
        """The answer as it came, with `result` or `error`. Repeats what may be repeated, as long as there is time."""
        options = options or CallOptions()
        ends = time.monotonic() + (options.deadline or self._deadline)
        key, body = key_for(options, idempotency), message(1, method, params)
        retries = Retries(self._budget, idempotency, ends)
        while True:
            try:
                answer = self._answer(method, *self._post(method, body, ends, key))
                if "error" not in answer:
                    self._budget.succeeded()
                    return answer
                wait = retries.wait(error_from(answer["error"], {}))
                if wait is None:
                    return answer
            except ConnectionLost as error:
                wait = retries.wait(error)
                if wait is None:
                    raise
            time.sleep(wait)

    def _post(self, method: str, body: str, ends: float, key: str | None) -> tuple[bytes, str]:
        """The body, and how many seconds to wait where a failure says so."""
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
                return response.read(), ""
        except urllib.error.HTTPError as error:
            with error:
                text = error.read()
            text = text or json.dumps({"error": {"code": Code.unavailable, "message": f"{method}: HTTP {error.code}"}}).encode()
            return text, error.headers.get("Retry-After", "")
        except TimeoutError:
            raise ConnectionLost(Code.deadline_exceeded, f"{method}: no answer in time") from None
        except (OSError, http.client.HTTPException) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise ConnectionLost(Code.deadline_exceeded, f"{method}: no answer in time") from None
            raise ConnectionLost(Code.unavailable, f"{method}: {error}") from error

    @staticmethod
    def _answer(method: str, text: bytes, retry_after: str) -> dict[str, typing.Any]:
        try:
            answer = json.loads(text)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise ConnectionLost(Code.unavailable, f"{method}: the answer is no JSON-RPC")
        if retry_after.isdecimal() and isinstance(answer.get("error"), dict):
            data = answer["error"].get("data")
            answer["error"]["data"] = {"retry_after_ms": int(retry_after) * 1000, **(data if isinstance(data, dict) else {})}
        return answer


async def token_text(token: Token) -> str | None:
    found = token() if callable(token) else token
    return found if found is None or isinstance(found, str) else await found
