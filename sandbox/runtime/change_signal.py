"""Waiting until something holds, woken by what happens instead of by the clock."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")

PATIENCE = 60.0
LOOK_AGAIN = 0.1


class ChangeSignal:
    """Rings at every change; those who wait look again then. Any thread may ring or wait."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._rings = 0

    def ring(self) -> None:
        """Wake everyone who waits."""
        with self._condition:
            self._rings += 1
            self._condition.notify_all()

    def wait_until(
        self,
        holds: Callable[[], Found | None],
        *,
        otherwise: Callable[[], str],
        seconds: float = PATIENCE,
    ) -> Found:
        """Return what `holds` gives, as soon as that is true.

        What changes without a ring (a database, say) is noticed a tenth of a second later.
        Raises AssertionError, with the sentence from `otherwise`, after `seconds` of real time.
        """
        deadline = time.monotonic() + seconds
        while True:
            # Taken before the look: a ring during it is not slept through.
            heard = self._rings
            if found := holds():
                return found
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError(otherwise())
            with self._condition:
                if self._rings == heard:
                    self._condition.wait(timeout=min(left, LOOK_AGAIN))
