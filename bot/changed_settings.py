"""Settings that are others than before: what rests on them follows, and what can't is said."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.process.config import Settings
from bot.process.settings_in_force import settings_in_force
from scheduling.store import Store
from scheduling.usecases.upkeep.follow_settings import follow_settings, settings_of_others
from scheduling.wording.saying.settings import difference_words, followed_words

log = logging.getLogger("bot")


async def follow(settings: Settings, *, store: Store, now: datetime) -> None:
    """Have what is in the database follow the settings, and say what has changed."""
    followed = await asyncio.to_thread(
        follow_settings,
        store,
        settings=settings_in_force(settings),
        rules=settings.rules,
        now=now,
    )
    for words in followed_words(followed, zone=settings.zone):
        log.warning("%s", words)


def comparing(settings: Settings, *, store: Store) -> Callable[[], Awaitable[None]]:
    """Return the round that says, once a difference, that another bot has other settings.

    Nothing is planned anew by it: two bots would do so in turns, for ever.
    """
    ours = settings_in_force(settings)
    said = ""

    async def compare() -> None:
        nonlocal said
        differences = await asyncio.to_thread(settings_of_others, store, settings=ours)
        words = difference_words(differences)
        if words and words != said:
            log.warning("%s", words)
        said = words

    return compare
