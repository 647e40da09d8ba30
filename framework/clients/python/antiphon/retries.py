"""When a call is made again."""

from __future__ import annotations

import random
import threading
import time
import uuid

from .errors import RpcError


class Budget:
    """So many retries that they do not become the load: ten at once, then one for ten calls that succeeded."""

    def __init__(self) -> None:
        self._tokens = 10.0
        self._lock = threading.Lock()

    def take(self) -> bool:
        with self._lock:
            if self._tokens < 1:
                return False
            self._tokens -= 1
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._tokens = min(10.0, self._tokens + 0.1)


class Retries:
    """Of one call: up to three attempts while the answer is an error that may pass, 100 ms apart and doubling, ±20 %; a
    wait that the other side names wins. `ends` is of `time.monotonic()`: no attempt begins after it."""

    _attempts = 3

    def __init__(self, budget: Budget, idempotency: str, ends: float) -> None:
        self._budget, self._ends = budget, ends
        self._left = self._attempts - 1 if idempotency else 0
        self._next = 0.1

    def wait(self, error: RpcError) -> float | None:
        """Seconds until the next attempt; None: there is none."""
        hint = error.data.get("retry_after_ms")
        wait = hint / 1000 if isinstance(hint, (int, float)) else self._next * random.uniform(0.8, 1.2)
        if not error.retryable or self._left == 0 or time.monotonic() + wait >= self._ends or not self._budget.take():
            return None
        self._left -= 1
        self._next *= 2
        return wait


def new_key() -> str:
    return str(uuid.uuid4())
