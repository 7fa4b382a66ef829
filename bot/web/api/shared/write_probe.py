"""Whether the database takes writes: a look that any number of askers share."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

_FRESH_SECONDS = 1.0
"""How long an answer holds: those who ask often cost one write a second at the most."""
_PATIENCE_SECONDS = 5.0


@dataclass(kw_only=True)
class WriteProbe:
    """Asks for a committed write, one at a time, however many want to know.

    A database that hangs would otherwise be asked by one thread more at every look.
    """

    patience: float = _PATIENCE_SECONDS
    steady: Callable[[], float] = monotonic
    _asked: asyncio.Task[None] | None = field(default=None, init=False)
    _began: float = field(default=0.0, init=False)

    async def ask(self, write: Callable[[], None]) -> None:
        """Return once the write has been committed and read back.

        Raises TimeoutError when it has not been after `patience` seconds, and what it raises.
        """
        if self._asked is None or (self._asked.done() and not self._is_fresh()):
            self._began = self.steady()
            self._asked = asyncio.create_task(asyncio.to_thread(write))
            # Whoever gave up waiting leaves its end to nobody; that is no fault to log.
            self._asked.add_done_callback(_heard)
        done, _ = await asyncio.wait({self._asked}, timeout=self.patience)
        if not done:
            raise TimeoutError
        self._asked.result()

    @property
    def seconds(self) -> float:
        """How long ago the last look began."""
        return self.steady() - self._began

    def _is_fresh(self) -> bool:
        return self.seconds < _FRESH_SECONDS


def _heard(task: asyncio.Task[None]) -> None:
    if not task.cancelled():
        task.exception()
