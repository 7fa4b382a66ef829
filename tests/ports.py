"""Ports for servers that are started later, or that come back at the same port.

A port of which the system has just said that it is free may be anybody's a moment later, and the
tests run in several processes, each of which starts servers and connects to some.
"""

import fcntl
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from random import randrange

from sandbox.runtime.running import listening_socket

# Those that the system gives by itself, to connections above all, begin at 32768.
_FIRST, _END = 20_000, 32_000


def free_port() -> int:
    """A port that nobody listens at, and that nobody else who asks here is given meanwhile."""
    while True:
        port = randrange(_FIRST, _END)
        if _is_ours(port):
            with suppress(OSError), listening_socket(port=port):
                return port


def _is_ours(port: int) -> bool:
    """Take a port for as long as this process lives, unless another process has it."""
    folder = Path(tempfile.gettempdir()) / f"on-the-hour-ports-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    file = os.open(folder / str(port), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        return False
    return True  # and stays open: the lock ends with it
