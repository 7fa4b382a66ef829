"""The sandbox's clock: it goes with the real one, or stands still, and can be moved forward."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """The real time plus an offset that only grows. Safe to read and move from any thread."""

    def __init__(self, *, offset: float = 0.0) -> None:
        self._lock = threading.Lock()
        self._offset = offset
        self._listeners: list[Callable[[], None]] = []

    @property
    def offset(self) -> float:
        """Seconds by which this clock was moved forward so far."""
        return self._offset

    def time(self) -> float:
        """Return the present as seconds since the epoch."""
        return time.time() + self._offset

    def now(self) -> datetime:
        """Return the present as an aware UTC instant."""
        return datetime.fromtimestamp(self.time(), tz=UTC)

    def forward(
        self, *, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0
    ) -> None:
        """Move the clock forward and tell everyone who listens.

        Raises ValueError when the sum of the parts is negative.
        """
        step = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds).total_seconds()
        if step < 0:
            raise ValueError("the clock only moves forward")
        with self._lock:
            self._offset += step
        # Outside the lock: whoever listens may ask for the time.
        for listener in list(self._listeners):
            listener()

    def when_moved(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every move, on the thread that moved the clock."""
        self._listeners.append(listener)


class ManualClock(Clock):
    """A clock that stands at `start` until it is moved."""

    def __init__(self, start: datetime) -> None:
        """Stand at `start`, which must be aware."""
        if start.tzinfo is None:
            raise ValueError("the start of a clock needs a time zone")
        super().__init__()
        self._start = start.timestamp()

    def time(self) -> float:
        """Return the present as seconds since the epoch."""
        return self._start + self._offset
