"""Calendars that somebody has twice, as when they were registered twice and both have connected it.

What they are read with is sealed: whoever can open that says which are the same.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from scheduling.model.calendars import Calendar
from scheduling.steps.conflicts import calendar_conflicts_noted
from scheduling.steps.people import known
from scheduling.store import Session, Store
from scheduling.store.availability import accepted_blocks, calendar_accounts, calendars


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarsBeside:
    """Two calendars of one person and one host, the older first, with what each is read with."""

    ids: tuple[int, int]
    accounts: tuple[bytes, bytes] = field(repr=False)
    # By signing in, where a provider may not have said whose an account is.
    are_signed_in: bool


def calendars_beside(
    store: Store, *, known_apart: Collection[tuple[int, int]]
) -> tuple[CalendarsBeside, ...]:
    """Return all that may be one, but for those of which it is known that they are not."""
    with store.reading() as session:
        pairs = [ids for ids in calendar_accounts.side_by_side(session) if ids not in known_apart]
        if not pairs:
            return ()
        ids = {id for two in pairs for id in two}
        accounts = calendar_accounts.accounts_by_id(session, ids)
        sources = {each.id: each.source for each in calendars.by_ids(session, ids)}
    return tuple(
        CalendarsBeside(
            ids=(one, two),
            accounts=(accounts[one], accounts[two]),
            are_signed_in=sources[one].is_signed_in,
        )
        for one, two in pairs
    )


def end_double(store: Store, two: CalendarsBeside, *, now: datetime) -> None:
    """End one of two calendars that are the same, unless one was connected anew meanwhile.

    That which can be read stays; of two such, the older.
    """
    with store.writing() as session:
        found = calendar_accounts.accounts_by_id(session, two.ids)
        if found != dict(zip(two.ids, two.accounts, strict=True)):
            return
        stays, ended = _sorted(session, two.ids)
        accepted_blocks.hand_over(session, ended=ended.id, stays=stays.id)
        with calendar_conflicts_noted(session, known(session, ended.person_id), now=now):
            calendars.remove(session, ended)


def _sorted(session: Session, ids: tuple[int, int]) -> tuple[Calendar, Calendar]:
    """Two calendars, that which is to stay first."""
    busy = calendars.busy_in(session, ids)
    two = sorted(
        calendars.by_ids(session, ids),
        key=lambda each: (each.failing_since is not None, each.id not in busy, each.id),
    )
    return two[0], two[1]
