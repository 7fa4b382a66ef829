"""A process that reads one calendar after the other: `python -m bot.calendars.workers.worker`.

It knows no address, no password and no database. Questions come on its input, answers go to its
output, and it ends when its input does: a bot that was killed leaves none behind.
"""

import gc
import json
import os
import resource
import signal
import sys
from typing import BinaryIO

from bot.calendars.events.reading import read_calendar
from bot.calendars.workers.wire import HEADER, Frame, answer, asked, packed
from scheduling.availability import use_pinned_time_zones

MEMORY = 512 * 1024 * 1024
"""In bytes, of address space: a worker starts with some 36 MB in use."""


def main() -> None:
    """Answer until nobody asks any more."""
    # Ctrl-C is for the bot, which then ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _take_no_more_than(MEMORY)
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    # Whatever prints must not print into the answers.
    sys.stdout = sys.stderr
    use_pinned_time_zones()
    # Looking for garbage again and again costs a tenth; one calendar leaves little of it.
    gc.freeze()
    gc.disable()
    while (frame := _next(questions)) is not None:
        answered = packed(_answered(frame))
        try:
            answers.write(answered)
            answers.flush()
        except BrokenPipeError:
            # The bot was killed while it waited. At once: else Python tries to send the rest.
            os._exit(0)
        gc.collect()


def _take_no_more_than(memory: int) -> None:
    """Bound the memory, unless whoever runs the bot has bound it closer."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    bound = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (bound, bound))


def _answered(frame: Frame) -> Frame:
    try:
        return answer(read_calendar(*asked(frame)))
    except MemoryError:
        # What is left of the memory may not do for the next calendar.
        os._exit(1)


def _next(questions: BinaryIO) -> Frame | None:
    header = questions.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    body = questions.read(*HEADER.unpack(header))
    frame: Frame = json.loads(body)
    return frame


if __name__ == "__main__":
    main()
