"""The bot as `python -m bot run` starts it, but with other waits: for trials of seconds."""

import asyncio
import json
import signal
import sys
from datetime import timedelta

from bot.app import running
from bot.process.config import read_settings
from bot.process.logs import set_up_logging
from scheduling.model import Patience


def in_words(patience: Patience) -> str:
    """This will return the waits of a trial as an argument of this program."""
    return json.dumps(
        {
            "lease": patience.lease.total_seconds(),
            "looks": [wait.total_seconds() for wait in patience.looks],
        }
    )


def _patience(words: str) -> Patience:
    told = json.loads(words)
    return Patience(
        lease=timedelta(seconds=told["lease"]),
        looks=tuple(timedelta(seconds=wait) for wait in told["looks"]),
    )


async def _until_told_to_stop(patience: Patience) -> None:
    settings = read_settings()
    set_up_logging(settings)
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    async with running(settings, patience=patience):
        await told.wait()


if __name__ == "__main__":
    asyncio.run(_until_told_to_stop(_patience(sys.argv[1])))
