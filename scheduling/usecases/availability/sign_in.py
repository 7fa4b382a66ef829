"""Signing in for a calendar: each way there is good once, and what it gave may be replaced."""

from datetime import datetime, timedelta

from scheduling.errors import SignedInAsAnother
from scheduling.model import RequestContext
from scheduling.model.api_access import RequestKey, StoredResponse
from scheduling.steps.people import known
from scheduling.steps.registration import profile_of
from scheduling.store import Store, api_requests, people
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


def check_whose(
    store: Store, context: RequestContext, *, person_id: int | None, address: str
) -> None:
    """Refuse to have a calendar count as somebody's that is known to be another person's.

    `address` is that of the account with which somebody has signed in, empty where nobody vouches
    for it; `person_id` None is the actor. A link may be passed on, and whoever opens it signs in
    with what is theirs. Raises SignedInAsAnother and NobodyWithId.
    """
    if not address:
        return
    with store.reading() as session:
        person = context.actor.person if person_id is None else known(session, person_id)
        whose = person or profile_of(context.actor)
        holder = people.by_email(session, address)
        is_theirs = (whose.email or "").casefold() == address.casefold()
        if holder is None or is_theirs or (person is not None and holder.id == person.id):
            return
        raise SignedInAsAnother(address=address, name=holder.name, whose=whose.name)


def keep_account(store: Store, *, calendar_id: int, before: bytes, after: bytes) -> bool:
    """Have a calendar be read with another account from now on; `before` is the one until now.

    False where it has been connected anew meanwhile, or disconnected.
    """
    with store.writing() as session:
        return calendar_accounts.replace_account(session, calendar_id, before=before, after=after)
