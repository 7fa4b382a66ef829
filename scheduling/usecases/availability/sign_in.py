"""Signing in for a calendar: each way there is good once, and what it gave may be replaced."""

from datetime import datetime, timedelta

from scheduling.model.api_access import RequestKey, StoredResponse
from scheduling.store import Store, api_requests
from scheduling.store.availability import calendar_accounts

_SENDER = "calendar sign-in"
_REMEMBERED_FOR = timedelta(days=1)
"""Longer than any sign-in is good for."""
_DONE = StoredResponse(status=200, headers=(), body="")


def use_sign_in(store: Store, *, nonce: str, now: datetime) -> bool:
    """Use up a sign-in; False where that was done before, by whichever bot."""
    key = RequestKey(sender=_SENDER, key=nonce, fingerprint="")
    with store.writing() as session:
        return api_requests.add(session, key, _DONE, now=now, since=now - _REMEMBERED_FOR)


def keep_account(store: Store, *, calendar_id: int, before: bytes, after: bytes) -> bool:
    """Have a calendar be read with another account from now on; `before` is the one until now.

    False where it has been connected anew meanwhile, or disconnected.
    """
    with store.writing() as session:
        return calendar_accounts.replace_account(session, calendar_id, before=before, after=after)
