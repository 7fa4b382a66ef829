"""Searches that go on after their first result is shown: one at a time, until the bot ends."""

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Done = TypeVar("Done")
IsWanted = Callable[[], bool]
PATIENCE = 1.5
"""Seconds in which a plan is to be had at best; small rounds are searched to the end by then."""

log = logging.getLogger(__name__)


def _at_once() -> None:
    """Let a search go on as soon as it is its turn."""


class Searches:
    """What goes on in the background, on one event loop.

    One search works at a time, whatever is asked for: it takes a processor and, for a large round,
    some hundred megabytes. The time allowed for each runs meanwhile, so none waits for long.
    """

    def __init__(
        self, *, patience: float = PATIENCE, before_each: Callable[[], None] = _at_once
    ) -> None:
        """`patience` is for the first results. `before_each` is called, in the thread of a search,
        before it goes on.
        """
        self.patience = patience
        self._before_each = before_each
        self._turn = asyncio.Semaphore(1)
        self.ending = threading.Event()
        """Whether nobody waits for anything any more."""
        self._begun: set[asyncio.Task[object]] = set()

    def begin(self, search: Coroutine[Any, Any, object]) -> None:
        """Let a search go on by itself; what goes wrong with it is logged."""
        task = asyncio.create_task(_logged(search))
        self._begun.add(task)
        task.add_done_callback(self._begun.discard)

    async def in_turn(self, job: Callable[[IsWanted], Done]) -> Done:
        """Return what a job gives, done in a thread when it is its turn.

        It is given what tells whether anybody waits for it still: nobody when the bot ends.
        """
        async with self._turn:
            return await asyncio.to_thread(self._done, job)

    async def ended(self) -> None:
        """Have all searches end now, each with the best that it knows, and wait for that."""
        self.ending.set()
        await asyncio.gather(*self._begun)

    def _done(self, job: Callable[[IsWanted], Done]) -> Done:
        self._before_each()
        return job(lambda: not self.ending.is_set())


async def _logged(search: Coroutine[Any, Any, object]) -> None:
    try:
        await search
    except Exception:
        log.exception("a search in the background failed")
