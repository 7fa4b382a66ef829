"""The command line: `python -m bot`, or `on-the-hour` where it is installed."""

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.cli.arguments import command_line

if TYPE_CHECKING:
    from bot.commands import Read


def main(arguments: Sequence[str] | None = None, *, read: "Read | None" = None) -> int:
    """Run one command and return the exit status: 0 when all is well.

    `read` gives the settings, or raises SettingsWrong; without it they are read from the
    environment, and no more of them than the command needs.
    """
    told = command_line().parse_args(arguments)
    with nothing_collected():
        # Here and not above: what a command stands on takes a second to load, --help does not.
        from bot.commands import carry_out
    return carry_out(told, read=read)


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Keep the garbage collector away while modules are loaded: they are there to stay, and it
    would walk through all of them again and again, for a quarter of the time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


if __name__ == "__main__":
    sys.exit(main())
