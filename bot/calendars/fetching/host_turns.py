"""Whose turn it is at a server of calendars: so many at once, and who waits for an answer first.

A server that has stopped answering keeps nobody else waiting, and one that wants to be left alone
is: rounds don't ask it for a while.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TypeVar
from weakref import WeakValueDictionary

from scheduling.errors import (
    CalendarBusy,
    CalendarNotRead,
    CalendarTooSlow,
    CalendarUnreachable,
)

AT_ONCE = 4
"""Readings under way at one server."""
SILENT_AFTER = AT_ONCE
"""Readings in a row without an answer, after which a server is left alone by rounds."""
SECONDS_ALONE = 60.0

_T = TypeVar("_T")
_Unanswered = CalendarTooSlow | CalendarUnreachable | CalendarBusy


class TurnNotCome(Exception):
    """Others were read at this server for so long that this one is left to a next round."""


@dataclass(kw_only=True, weakref_slot=True, slots=True)
class _Host:
    free: int = AT_ONCE
    # Those that wait for their turn, who waits for an answer before those of a round.
    first: deque[asyncio.Future[None]] = field(default_factory=deque)
    last: deque[asyncio.Future[None]] = field(default_factory=deque)


@dataclass(kw_only=True, slots=True)
class _Silence:
    """How often in a row a server has not answered, what that was, and when it was last."""

    error: _Unanswered
    count: int = 0
    at: float = 0.0


@dataclass(kw_only=True)
class HostTurns:
    """The turns at all servers, by the names of these."""

    seconds_alone: float = SECONDS_ALONE
    _hosts: WeakValueDictionary[str, _Host] = field(default_factory=WeakValueDictionary)
    # Of those alone that have not answered lately, or wanted to be left alone.
    _silences: dict[str, _Silence] = field(default_factory=dict)

    async def asked_for(self, host: str, read: Callable[[], Awaitable[_T]]) -> _T:
        """Read for somebody who waits, before all that is read in rounds. Raises what it raises."""
        async with self._turn(host, is_first=True):
            return await self._noted(host, read)

    async def in_round(self, host: str, read: Callable[[], Awaitable[_T]], *, seconds: float) -> _T:
        """Read when its turn comes, as which it waits for so long at most.

        Raises what reading raises, at once what a silent server has last come to, and TurnNotCome.
        """
        async with self._turn(host, is_first=False, seconds=seconds):
            self._check_answers(host)
            return await self._noted(host, read)

    @asynccontextmanager
    async def _turn(
        self, host: str, *, is_first: bool, seconds: float | None = None
    ) -> AsyncIterator[None]:
        place = self._hosts.setdefault(host, _Host())
        try:
            async with asyncio.timeout(seconds):
                await _taken(place, place.first if is_first else place.last)
        except TimeoutError:
            raise TurnNotCome from None
        try:
            yield
        finally:
            _given_back(place)

    async def _noted(self, host: str, read: Callable[[], Awaitable[_T]]) -> _T:
        try:
            found = await read()
        except (CalendarTooSlow, CalendarUnreachable, CalendarBusy) as error:
            self._note_silence(host, error)
            raise
        except CalendarNotRead:
            # It has answered, whatever it was.
            self._silences.pop(host, None)
            raise
        self._silences.pop(host, None)
        return found

    def _note_silence(self, host: str, error: _Unanswered) -> None:
        now = _now()
        # Of whatever anybody has typed, nothing is kept for long.
        self._silences = {
            each: silence
            for each, silence in self._silences.items()
            if now <= silence.at + self.seconds_alone
        }
        silence = self._silences.setdefault(host, _Silence(error=error))
        silence.count, silence.error, silence.at = silence.count + 1, error, now

    def _check_answers(self, host: str) -> None:
        silence = self._silences.get(host)
        if silence is None or silence.count < SILENT_AFTER:
            return
        if _now() < silence.at + self.seconds_alone:
            raise replace(silence.error)
        # Those of one turn find out whether it answers again.
        del self._silences[host]


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _taken(place: _Host, waiting: deque[asyncio.Future[None]]) -> None:
    """Take one of the places, in turn."""
    if place.free:
        place.free -= 1
        return
    mine = asyncio.get_running_loop().create_future()
    waiting.append(mine)
    try:
        await mine
    except BaseException:
        if mine.done() and not mine.cancelled():
            # It was given to us as we went.
            _given_back(place)
        with suppress(ValueError):
            waiting.remove(mine)
        raise


def _given_back(place: _Host) -> None:
    """Pass a place on to who is next, or leave it free."""
    for waiting in (place.first, place.last):
        while waiting:
            following = waiting.popleft()
            if not following.done():
                following.set_result(None)
                return
    place.free += 1
