"""A link connects one calendar: who has used it, and connecting one with it.

What could not be read has connected nothing, so the link is as good as before.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from bot.calendars.keeping.keeper import CalendarKeeper
from scheduling.model import RequestContext
from scheduling.model.api_access import RequestKey, StoredResponse
from scheduling.results import CalendarChange, OwnerAsked
from scheduling.store import Store
from scheduling.usecases.access.once import answer_on_record, carry_out_once
from scheduling.usecases.availability.calendars import NewCalendar, connect_calendar
from scheduling.usecases.availability.confirming import SignedInAs, ask_owner

Change = TypeVar("Change")

_USED = StoredResponse(status=200, headers=(), body="")


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

    def connected(store: Store) -> CalendarChange:
        return connect_calendar(
            store, context, new=new, interval=keeper.interval, person_id=person_id
        )

    return await _once(keeper.store, connected, key=key, now=context.now)


async def ask_once(
    store: Store,
    context: RequestContext,
    *,
    signed_in: SignedInAs,
    person_id: int | None,
    key: RequestKey,
) -> OwnerAsked | None:
    """Ask whose a calendar is to be whether it is theirs, and note that the link was used.

    None where it was used meanwhile: then nobody is asked. Raises what asking refuses.
    """

    def asked(store: Store) -> OwnerAsked:
        return ask_owner(store, context, person_id=person_id, signed_in=signed_in)

    return await _once(store, asked, key=key, now=context.now)


async def _once(
    store: Store, change: Callable[[Store], Change], *, key: RequestKey, now: datetime
) -> Change | None:
    done: list[Change] = []

    def used(store: Store) -> StoredResponse:
        done.append(change(store))
        return _USED

    _, was_before = await asyncio.to_thread(carry_out_once, store, key=key, now=now, change=used)
    return None if was_before else done[-1]
