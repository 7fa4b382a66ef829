"""Signing in for a calendar: each way there is good once, and what it gave can be given back."""

from datetime import datetime, timedelta

from scheduling.model.api_access import RequestKey, StoredResponse
from scheduling.model.calendars import SourceKind
from scheduling.store import Store, api_requests, people
from scheduling.store.availability import calendar_accounts, calendars

_SENDER = "calendar sign-in"
_REMEMBERED_FOR = timedelta(days=1)
"""Longer than any sign-in is good for."""
_DONE = StoredResponse(status=200, headers=(), body="")


def use_sign_in(store: Store, *, nonce: str, now: datetime) -> bool:
    """Use up a sign-in; False where that was done before, by whichever bot."""
    key = RequestKey(sender=_SENDER, key=nonce, fingerprint="")
    with store.writing() as session:
        return api_requests.add(session, key, _DONE, now=now, since=now - _REMEMBERED_FOR)


def sealed_account_of(store: Store, *, calendar_id: int) -> tuple[SourceKind, bytes] | None:
    """Return what a calendar is read with, sealed, and how; None where there is none."""
    with store.reading() as session:
        kept = calendars.get(session, calendar_id)
        if kept is None:
            return None
        accounts = calendar_accounts.accounts_of(session, kept.person_id)
        return kept.source, accounts[calendar_id]


def calendars_kept_of(store: Store, *, person_id: int) -> tuple[int, ...]:
    """Return the ids of somebody's calendars; none where there is nobody with that id."""
    with store.reading() as session:
        person = people.by_ids(session, [person_id]).get(person_id)
        return () if person is None else tuple(calendar_accounts.accounts_of(session, person.id))


def candidates_signed_in(store: Store) -> tuple[int, ...]:
    """Return the ids of the calendars for which candidates have signed in."""
    with store.reading() as session:
        return calendar_accounts.signed_in_by_candidates(session)


def keep_account(store: Store, *, calendar_id: int, before: bytes, after: bytes) -> bool:
    """Have a calendar be read with another account from now on; `before` is the one until now.

    False where it has been connected anew meanwhile, or disconnected.
    """
    with store.writing() as session:
        return calendar_accounts.replace_account(session, calendar_id, before=before, after=after)
