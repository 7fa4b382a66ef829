"""Signing in for a calendar: each way there is good once, and what it gave may be replaced."""

from collections.abc import Callable
from datetime import datetime, timedelta

from scheduling.errors import SignedInAsAnother
from scheduling.model import Person, RequestContext
from scheduling.model.api_access import RequestKey, StoredResponse
from scheduling.model.calendars import Calendar
from scheduling.steps.registration import profile_of
from scheduling.store import Store, api_requests, people
from scheduling.store.availability import calendar_accounts, calendars
from scheduling.usecases.availability.owners import owner_of

_SENDER = "calendar sign-in"
_REMEMBERED_FOR = timedelta(days=1)
"""Longer than any sign-in is good for."""
_DONE = StoredResponse(status=200, headers=(), body="")


def use_sign_in(store: Store, *, nonce: str, now: datetime) -> bool:
    """Use up a sign-in; False where that was done before, by whichever bot."""
    key = RequestKey(sender=_SENDER, key=nonce, fingerprint="")
    with store.writing() as session:
        return api_requests.add(session, key, _DONE, now=now, since=now - _REMEMBERED_FOR)


def is_theirs(
    store: Store,
    context: RequestContext,
    *,
    person_id: int | None,
    address: str,
    is_same: Callable[[int, bytes], bool] | None,
) -> bool:
    """Tell whether the account with which somebody has signed in is known to be somebody's own.

    `address` is that of the account, empty where nobody vouches for it; `person_id` None is the
    actor. A link may be passed on, and whoever opens it signs in with what is theirs. It is theirs
    if they have that address, or a calendar of theirs is read by that account, of which `is_same`
    tells by what one is read with; None where accounts are not told apart. Raises NobodyWithId, and
    SignedInAsAnother where it is known to be somebody else's.
    """
    with store.reading() as session:
        person = owner_of(session, context, person_id)
        if address and _is_their_address(person, context, address):
            return True
        whose = person or profile_of(context.actor)
        holder = people.by_email(session, address) if address else None
        if holder is not None and (person is None or holder.id != person.id):
            raise SignedInAsAnother(address=address, name=holder.name, whose=whose.name)
        if person is None or is_same is None:
            return False
        accounts = calendar_accounts.accounts_of(session, person.id)
        return any(is_same(id, account) for id, account in accounts.items())


def _is_their_address(person: Person | None, context: RequestContext, address: str) -> bool:
    actor = context.actor
    theirs = [None if person is None else person.email]
    if person is None or (actor.person is not None and actor.person.id == person.id):
        # The workspace may have heard of a newer one than they were registered with.
        theirs.append(actor.email)
    return address.casefold() in [(each or "").casefold() for each in theirs]


def keep_account(store: Store, *, calendar_id: int, before: bytes, after: bytes) -> bool:
    """Have a calendar be read with another account from now on; `before` is the one until now.

    False where it has been connected anew meanwhile, or disconnected.
    """
    with store.writing() as session:
        return calendar_accounts.replace_account(session, calendar_id, before=before, after=after)


def account_now(store: Store, calendar: Calendar) -> bytes | None:
    """Return what a calendar is read with at this moment, sealed.

    None where it is gone, or is read in another way.
    """
    with store.reading() as session:
        stands = calendars.get(session, calendar.id)
        if stands is None or stands.source is not calendar.source:
            return None
        return calendar_accounts.accounts_by_id(session, [calendar.id])[calendar.id]
