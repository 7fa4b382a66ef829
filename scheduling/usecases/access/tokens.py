"""Letting programs in: making tokens, knowing them again, revoking them."""

from contextlib import suppress
from datetime import datetime, timedelta

from scheduling.errors import SchedulingError, TokenNameTaken
from scheduling.model.api_access import (
    ALL_SCOPES,
    SETTINGS_TOKEN,
    ApiToken,
    Caller,
    Scope,
    hash_of,
    new_secret,
)
from scheduling.store import Store, api_tokens
from scheduling.wording.reading import clean_name

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
