"""The bot as `python -m bot run` starts it, but with other waits: for trials of seconds."""

import asyncio
import json
import signal
import sys
from datetime import timedelta

from bot.__main__ import nothing_collected
from scheduling.model import DeliveryPolicy


def in_words(policy: DeliveryPolicy) -> str:
    """Return the waits of a trial as an argument of this program."""
    return json.dumps(
        {
            "lease": policy.lease.total_seconds(),
            "looks": [wait.total_seconds() for wait in policy.looks],
        }
    )


def _patience(words: str) -> DeliveryPolicy:
    told = json.loads(words)
    return DeliveryPolicy(
        lease=timedelta(seconds=told["lease"]),
        looks=tuple(timedelta(seconds=wait) for wait in told["looks"]),
    )


async def _until_told_to_stop(policy: DeliveryPolicy) -> None:
    with nothing_collected():
        # Here and not above, as the bot itself loads them.
        from bot.app import running
        from bot.process.config import read_settings
        from bot.process.logs import set_up_logging
    settings = read_settings()
    set_up_logging(settings)
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    async with running(settings, policy=policy):
        await told.wait()


if __name__ == "__main__":
    asyncio.run(_until_told_to_stop(_patience(sys.argv[1])))
