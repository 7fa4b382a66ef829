"""What people have allowed by signing in: kept for a calendar, or given back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scheduling.model.calendars import SealedGrant, SourceKind
from scheduling.store import Store
from scheduling.store.availability import calendar_accounts, calendar_grants

_KEPT_FOR = timedelta(minutes=10)
"""Longer than to read a calendar takes."""
_AGAIN_AFTER = timedelta(hours=1)
_AT_ONCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantsThere:
    """What calendars are read with or may be yet, for which people have signed in; all sealed."""

    # By the id of the calendar.
    calendars: dict[int, bytes] = field(repr=False)
    waiting: tuple[SealedGrant, ...]


def keep_grant(
    store: Store, *, source: SourceKind, sealing: Callable[[int], bytes], now: datetime
) -> int:
    """Keep what somebody has just allowed, and return its id.

    Unless a calendar is connected by it, or it is ended, it is given back in ten minutes: so
    nothing is left over, whatever ends in between.
    """
    with store.writing() as session:
        until = now + _KEPT_FOR
        return calendar_grants.add(session, source=source, sealing=sealing, kept_until=until)


def keep_grant_account(store: Store, *, grant_id: int, before: bytes, after: bytes) -> bool:
    """Have another account be what was allowed from now on; `before` is the one until now.

    False where it is another one already, or gone.
    """
    with store.writing() as session:
        return calendar_grants.replace_account(session, grant_id, before=before, after=after)


def end_grant(store: Store, *, grant_id: int, now: datetime) -> None:
    """Have it be given back at once, if it is there still and waits for nobody's word."""
    with store.writing() as session:
        calendar_grants.end(session, grant_id, now=now)


def claim_grants(store: Store, *, now: datetime) -> tuple[SealedGrant, ...]:
    """Return some that are to be given back now, and by nobody else for an hour."""
    with store.writing() as session:
        again_at = now + _AGAIN_AFTER
        return calendar_grants.claim_due(session, now=now, again_at=again_at, limit=_AT_ONCE)


def grants_there(store: Store, source: SourceKind, *, now: datetime) -> GrantsThere:
    """Return what calendars of a source are read with, or may be yet."""
    with store.reading() as session:
        return GrantsThere(
            calendars=calendar_accounts.accounts_signed_in(session, source),
            waiting=calendar_grants.kept(session, source, now=now),
        )


def forget_grant(store: Store, *, grant_id: int) -> None:
    """Forget what was given back, or can't be."""
    with store.writing() as session:
        calendar_grants.take(session, grant_id)
