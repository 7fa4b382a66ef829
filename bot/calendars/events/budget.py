"""How long reading may take: a timer that ends any computation in Python, for each piece of work.

Some calendars never end: an event each second since 1970, a rule that matches no day. Whoever
computes them can't tell beforehand, so the time is measured, and only time on the processor: a
worker that waits for its turn is not slow.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import process_time
from types import FrameType

# A ring that comes while Python can't pass it on, as in a destructor, is rung again.
_AGAIN = 0.02


class TimeIsUp(BaseException):
    """A piece of work took too long. No `except Exception` on the way may keep it."""


@dataclass(kw_only=True)
class Budget:
    """Seconds on the processor for all the pieces of one calendar."""

    seconds: float

    @contextmanager
    def piece(self, seconds: float) -> Iterator[None]:
        """Do one piece of work, in the main thread. Raises TimeIsUp when it, or all, is too long.

        Pieces don't hold other pieces.
        """
        allowed = min(seconds, self.seconds)
        if allowed <= 0:
            raise TimeIsUp
        before = signal.signal(signal.SIGVTALRM, _ring)
        began = process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, allowed, _AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)
            self.seconds -= process_time() - began


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise TimeIsUp
