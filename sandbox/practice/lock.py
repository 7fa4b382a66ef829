"""That a workspace on disk is open once: two would write over each other's state."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

FILE = "open-at"
"""Held as long as the workspace is open; what stands in it is where."""


class AlreadyOpen(Exception):
    """The workspace is open in another process; the text says where, and what to do."""


@contextmanager
def held(state: Path) -> Iterator[Callable[[str], None]]:
    """Keep a folder for this process alone; gives what notes where its workspace is open.

    Raises AlreadyOpen, and OSError when the folder cannot be written.
    """
    state.mkdir(parents=True, exist_ok=True)
    with (state / FILE).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyOpen(_where(state)) from None
        file.truncate(0)

        def note(address: str) -> None:
            file.write(address)
            file.flush()

        yield note


def _where(state: Path) -> str:
    address = (state / FILE).read_text().strip()
    at = f", at {address}" if address else ""
    return (
        f"This practice workspace is open already{at}. For another one beside it, name another "
        "folder: make run STATE=.practice-2 SANDBOX_PORT=3001"
    )
