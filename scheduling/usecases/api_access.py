"""Letting programs in: making tokens, knowing them again, revoking them."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from scheduling.errors import RequestDiffers, SchedulingError, TokenNameTaken
from scheduling.model.api_access import (
    ALL_SCOPES,
    SETTINGS_TOKEN,
    ApiToken,
    Caller,
    RequestKey,
    Scope,
    StoredResponse,
    hash_of,
    new_secret,
)
from scheduling.store import Session, Store, api_requests, api_tokens
from scheduling.store.joined import JoinedStore
from scheduling.wording.reading import clean_name

_KEPT_FOR = timedelta(days=1)
_NOTED_EVERY = timedelta(minutes=1)
_KEY_LENGTH = 32


def add_token(
    store: Store,
    *,
    name: str,
    scopes: frozenset[Scope] = ALL_SCOPES,
    lifetime: timedelta | None = None,
    now: datetime,
) -> tuple[ApiToken, str]:
    """Make a token and return it with its secret, which nobody can look up later.

    It ends after its lifetime, if it has one. Raises NameNotUsable and TokenNameTaken.
    """
    name, secret = clean_name(name), new_secret(prefix="oth")
    if name.casefold() == SETTINGS_TOKEN.casefold():
        raise TokenNameTaken(name=name)
    ends = None if lifetime is None else now + lifetime
    token = ApiToken(name=name, created_at=now, scopes=scopes, expires_at=ends)
    with store.writing() as session:
        api_tokens.add(session, token, token_hash=hash_of(secret))
    return token, secret


def revoke_token(store: Store, *, name: str) -> None:
    """Let nobody in with that token any more. Raises TokenUnknown."""
    with store.writing() as session:
        api_tokens.remove(session, name=name)


def list_tokens(store: Store) -> tuple[ApiToken, ...]:
    """Return all tokens, by name."""
    with store.reading() as session:
        return api_tokens.all_of_them(session)


def caller_of(store: Store, *, secret: str, now: datetime) -> Caller | None:
    """Return whom a secret lets in, or None when there is no such token, or none any more.

    That it was used is noted once a minute at most, and not at all while the database can't be
    written: nobody is kept out for that.
    """
    token_hash = hash_of(secret)
    with store.reading() as session:
        token = api_tokens.with_hash(session, token_hash)
    if token is None or (token.expires_at is not None and token.expires_at <= now):
        return None
    if token.last_used_at is None or now - token.last_used_at >= _NOTED_EVERY:
        with suppress(SchedulingError), store.writing() as session:
            api_tokens.note_use(session, token, now=now)
    key = f"token:{token_hash[:_KEY_LENGTH]}"
    return Caller(name=token.name, key=key, scopes=token.scopes)


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
