"""The app that runs beside the server, as a process of its own."""

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Sequence

SECONDS_TO_END = 10.0


class Subprocess:
    """A command that runs until it ends by itself or is ended; its output goes where ours goes."""

    def __init__(
        self, command: Sequence[str], *, environment: dict[str, str], when_over: Callable[[], None]
    ) -> None:
        """Start a command with more in its environment; `when_over` is called when it ends."""
        # In a session of its own, Ctrl-C in a terminal reaches it through us alone, and once.
        self._process = subprocess.Popen(
            command, env=os.environ | environment, start_new_session=True
        )
        self._when_over = when_over
        threading.Thread(target=self._watch, name="beside", daemon=True).start()

    @property
    def status(self) -> int | None:
        """The status that it ended with, negative for a signal; None while it runs."""
        return self._process.poll()

    def end(self) -> None:
        """Ask it and its children to end; after ten seconds make them."""
        self._signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        if self._process.poll() is None:
            # The session has made it the leader of a group of the same number, its children
            # included.
            os.killpg(self._process.pid, number)

    def _watch(self) -> None:
        self._process.wait()
        self._when_over()
