"""A link connects one calendar: who has used it, and connecting one with it.

What could not be read has connected nothing, so the link is as good as before.
"""

import asyncio

from bot.calendars.keeping.keeper import CalendarKeeper
from scheduling.model import RequestContext
from scheduling.model.api_access import RequestKey, StoredResponse
from scheduling.results import CalendarChange
from scheduling.store import Store
from scheduling.usecases.access.once import answer_on_record, carry_out_once
from scheduling.usecases.availability.calendars import NewCalendar, connect_calendar

_CONNECTED = StoredResponse(status=200, headers=(), body="")


def key_of(word: str, *, slack_user_id: str) -> RequestKey:
    """Return by what it is on record that a link was used; with its owner it is forgotten."""
    return RequestKey(sender=f"slack:{slack_user_id}", key=f"calendar page {word}", fingerprint="")


async def is_used(store: Store, context: RequestContext, *, key: RequestKey) -> bool:
    """Tell whether a calendar was connected with a link."""
    kept = await asyncio.to_thread(answer_on_record, store, key=key, now=context.now)
    return kept is not None


async def connect_once(
    keeper: CalendarKeeper,
    context: RequestContext,
    *,
    new: NewCalendar,
    person_id: int | None,
    key: RequestKey,
) -> CalendarChange | None:
    """Connect a calendar and note in the same transaction that its link was used.

    None where it was used meanwhile: then nothing is connected. Raises what connecting refuses.
    """
    done: list[CalendarChange] = []

    def connected(store: Store) -> StoredResponse:
        done.append(
            connect_calendar(store, context, new=new, interval=keeper.interval, person_id=person_id)
        )
        return _CONNECTED

    _, was_before = await asyncio.to_thread(
        carry_out_once, keeper.store, key=key, now=context.now, change=connected
    )
    return None if was_before else done[-1]
