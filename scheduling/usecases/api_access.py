"""Letting programs in: making tokens, knowing them again, revoking them."""

from datetime import datetime, timedelta

from scheduling.errors import RequestDiffers, RequestUnderWay
from scheduling.model.api_access import ApiToken, RequestKey, StoredResponse, hash_of, new_secret
from scheduling.store import Store, api_requests, api_tokens
from scheduling.wording.reading import clean_name

_LOST_AFTER = timedelta(minutes=1)
_KEPT_FOR = timedelta(days=1)


def add_token(store: Store, *, name: str, now: datetime) -> tuple[ApiToken, str]:
    """Make a token and return it with its secret, which nobody can look up later.

    Raises NameNotUsable and TokenNameTaken.
    """
    secret = new_secret(prefix="oth")
    with store.writing() as session:
        token = api_tokens.add(session, name=clean_name(name), token_hash=hash_of(secret), now=now)
    return token, secret


def revoke_token(store: Store, *, name: str) -> None:
    """Let nobody in with that token any more. Raises TokenUnknown."""
    with store.writing() as session:
        api_tokens.remove(session, name=name)


def list_tokens(store: Store) -> tuple[ApiToken, ...]:
    """Return all tokens, by name."""
    with store.reading() as session:
        return api_tokens.all_of_them(session)


def token_name(store: Store, *, secret: str) -> str | None:
    """Return the name of the token with this secret, or None for no such token."""
    with store.reading() as session:
        return api_tokens.named_by(session, token_hash=hash_of(secret))


def begin_request(
    store: Store, *, key: RequestKey, now: datetime, at_work: timedelta = timedelta()
) -> StoredResponse | None:
    """Put a request on record; None means that it is to be carried out now.

    Else the answer is the one it got the first time. Raises RequestUnderWay, and RequestDiffers
    when the key came with something else. One that has been under way for more than a minute,
    and the time that it may be `at_work`, was lost with its process and is carried out again.
    """
    with store.writing() as session:
        api_requests.forget_older(session, than=now - _KEPT_FOR)
        if api_requests.claim(session, key, now=now, lost_before=now - _LOST_AFTER - at_work):
            return None
        found = api_requests.find(session, key)
    assert found is not None  # else it would have been claimed
    fingerprint, kept = found
    if fingerprint != key.fingerprint:
        raise RequestDiffers()
    if kept is None:
        raise RequestUnderWay()
    return kept


def end_request(store: Store, *, key: RequestKey, kept: StoredResponse | None) -> None:
    """Keep the answer for a day; None forgets the request, which may come again."""
    with store.writing() as session:
        if kept is None:
            api_requests.forget(session, key)
        else:
            api_requests.answer(session, key, kept)
