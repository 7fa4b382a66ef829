"""The record of what went between the workspace and the app, for the curious."""

from collections import deque
from typing import Any

from sandbox.state.changes import Changes
from sandbox.state.clock import Clock
from sandbox.state.types import Json

KEPT = 500
SECRET_KEYS = {"token", "app_token", "secret"}
"""What stands under these is hidden: tokens, and what was put into inputs whose `action_id` is
`secret`, by which an app says that nobody else is to see it."""


class Traffic:
    """The last 500 entries, oldest first; tokens are masked before anything is kept."""

    def __init__(self, *, clock: Clock, changes: Changes) -> None:
        self._clock, self._changes = clock, changes
        self._entries: deque[Json] = deque(maxlen=KEPT)
        self._count = 0

    def record(
        self,
        *,
        direction: str,
        kind: str,
        name: str,
        request: Any = None,
        response: Any = None,
        ms: float | None = None,
        ok: bool = True,
    ) -> None:
        """Keep one exchange; `direction` is `to_app` or `from_app`, `ms` how long it took."""
        self._count += 1
        entry: Json = {"n": self._count, "at": self._clock.time(), "direction": direction}
        entry |= {"kind": kind, "name": name, "ok": ok}
        entry |= {"ms": None if ms is None else round(ms, 1)}
        entry |= {"request": masked(request), "response": masked(response)}
        self._entries.append(entry)
        self._changes.tell("traffic", **entry)

    def after(self, n: int) -> list[Json]:
        """Return the kept entries numbered above `n`, newest last."""
        return [one for one in self._entries if one["n"] > n]


def masked(value: Any) -> Any:
    """Copy a JSON value with every token in it made unreadable."""
    if isinstance(value, dict):
        return {k: "…" if k in SECRET_KEYS else masked(v) for k, v in value.items()}
    if isinstance(value, list):
        return [masked(one) for one in value]
    if isinstance(value, str) and value.startswith(("xoxb-", "xapp-")):
        return value[:5] + "…"
    return value
