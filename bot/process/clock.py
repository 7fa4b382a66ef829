"""The clock: the machine's own, moved forward by a file where one practises or tests."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

Clock = Callable[[], datetime]
NEXT_SUFFIX = ".next"


def clock_from(clock_file: Path | None) -> Clock:
    """Return the clock of the machine, ahead by the seconds in the file, if any.

    The file is read at every look, so that somebody who practises can move the clock while
    the bot runs. A missing or unreadable file moves nothing.
    """
    if clock_file is None:
        return machine_now
    return lambda: _moved(clock_file)


class DatabaseClock:
    """The clock of the database, by which all replicas go, however their own ones differ.

    It is looked at by `follow`. In between, this machine's steady clock carries it on, which
    nobody can set. Where the database has no clock, it is the machine's own.
    """

    def __init__(
        self,
        read: Callable[[], datetime | None],
        *,
        wall: Clock = lambda: machine_now(),
        steady: Callable[[], float] = monotonic,
    ) -> None:
        """`read` asks the database; `steady` gives seconds since some moment, whichever."""
        self._read, self._wall, self._steady = read, wall, steady
        self._began: datetime | None = None

    def __call__(self) -> datetime:
        """Return what the database's clock says, as far as is known."""
        if self._began is None:
            return self._wall()
        return self._began + timedelta(seconds=self._steady())

    def follow(self) -> None:
        """Look at the database's clock, which it may take a moment to tell."""
        asked = self._steady()
        now = self._read()
        if now is not None:
            halfway = (asked + self._steady()) / 2
            self._began = now - timedelta(seconds=halfway)


def machine_now() -> datetime:
    """Return what the machine's own clock says."""
    return datetime.now(UTC)


def _moved(clock_file: Path) -> datetime:
    now = machine_now()
    try:
        return now + timedelta(seconds=float(clock_file.read_text(encoding="utf-8")))
    except (OSError, ValueError, OverflowError):
        return now


def say_what_is_next(clock_file: Path, moment: datetime | None) -> None:
    """Write beside the clock's file when there is something to do next, if ever.

    Whoever moves the clock reads it there, in seconds since the epoch, to move it just so far.
    """
    clock_file.with_suffix(NEXT_SUFFIX).write_text(f"{moment.timestamp()}\n" if moment else "")
