"""Trouble on demand: what the Web API shall answer instead of what it would."""

from collections import defaultdict, deque
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """How one call goes wrong: with an error, a rate limit in seconds, or its reply lost.

    With `reply_lost`, the call has its effect, but the app sees the connection break.
    """

    error: str | None = None
    retry_after: int | None = None
    reply_lost: bool = False


class Faults:
    """The faults that wait for their calls, by method."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def add(self, method: str, fault: Fault, *, times: int = 1) -> None:
        """Let the next `times` calls of a method go wrong."""
        self._waiting[method].extend([fault] * times)

    def next_for(self, method: str) -> Fault | None:
        """Take the fault that the present call of a method meets, if any."""
        waiting = self._waiting.get(method)
        return waiting.popleft() if waiting else None
