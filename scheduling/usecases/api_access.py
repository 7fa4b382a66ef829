"""Letting programs in: making tokens, knowing them again, revoking them."""

from collections.abc import Callable
from datetime import datetime, timedelta

from scheduling.errors import RequestDiffers
from scheduling.model.api_access import ApiToken, RequestKey, StoredResponse, hash_of, new_secret
from scheduling.store import Session, Store, api_requests, api_tokens
from scheduling.store.joined import JoinedStore
from scheduling.wording.reading import clean_name

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


def answer_on_record(store: Store, *, key: RequestKey) -> StoredResponse | None:
    """Return what a request was answered with when it was carried out, or None.

    Raises RequestDiffers when the key came with something else.
    """
    with store.reading() as session:
        return _on_record(session, key)


def carry_out_once(
    store: Store, *, key: RequestKey, now: datetime, change: Callable[[Store], StoredResponse]
) -> tuple[StoredResponse, bool]:
    """Carry out a change and put its answer on record, both in one transaction.

    `change` is given a store within that transaction, and may call any use case with it. Nobody
    else writes meanwhile: so whoever sends the same request waits, finds its answer on record,
    and gets that. With the answer comes whether it was. What `change` raises undoes all of it,
    and leaves no record. Raises RequestDiffers when the key came with something else.
    """
    with store.writing() as session:
        api_requests.forget_older(session, than=now - _KEPT_FOR)
        if (kept := _on_record(session, key)) is not None:
            return kept, True
        answer = change(JoinedStore(session))
        was_added = api_requests.add(session, key, answer, now=now)
        assert was_added  # else it would have been found above
        return answer, False


def _on_record(session: Session, key: RequestKey) -> StoredResponse | None:
    found = api_requests.find(session, key)
    if found is None:
        return None
    fingerprint, answer = found
    if fingerprint != key.fingerprint:
        raise RequestDiffers()
    return answer
