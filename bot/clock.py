"""The clock: the machine's own, moved forward by a file where one practises or tests."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

Clock = Callable[[], datetime]
NEXT_SUFFIX = ".next"


def clock_from(clock_file: Path | None) -> Clock:
    """This will return the clock of the machine, ahead by the seconds in the file, if any.

    The file is read at every look, so that somebody who practises can move the clock while
    the bot runs. A missing or unreadable file moves nothing.
    """
    if clock_file is None:
        return machine_now
    return lambda: _moved(clock_file)


def machine_now() -> datetime:
    """This will return what the machine's own clock says."""
    return datetime.now(UTC)


def _moved(clock_file: Path) -> datetime:
    now = machine_now()
    try:
        return now + timedelta(seconds=float(clock_file.read_text(encoding="utf-8")))
    except (OSError, ValueError, OverflowError):
        return now


def say_what_is_next(clock_file: Path, moment: datetime | None) -> None:
    """This will write beside the clock's file when there is something to do next, if ever.

    Whoever moves the clock reads it there, in seconds since the epoch, to move it just so far.
    """
    clock_file.with_suffix(NEXT_SUFFIX).write_text(f"{moment.timestamp()}\n" if moment else "")
