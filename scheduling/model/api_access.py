"""What programs come in with, as frozen values: their tokens, and requests they may repeat."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

_SECRET_BYTES = 32


SETTINGS_TOKEN = "API"
"""What the token of the settings is called where a name is needed; no other has that name."""


class Scope(StrEnum):
    """What a token may be used for."""

    READ = "read"
    PLAN = "plan"
    BOOK = "book"
    PEOPLE = "people"
    AUDIT = "audit"
    ERASE = "erase"


ALL_SCOPES = frozenset(Scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """A token that lets a program in; the secret itself is known to the program alone."""

    name: str
    created_at: datetime
    scopes: frozenset[Scope] = ALL_SCOPES
    # From then on it lets nobody in; None: never.
    expires_at: datetime | None = None
    # To the minute; None where it has not been used since there is a note of it.
    last_used_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A program that has come in."""

    # As people are told who has done something.
    name: str
    # Another one for each token there ever was, also of one name.
    key: str
    scopes: frozenset[Scope]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestKey:
    """What tells a request that is sent again from a new one."""

    token_name: str
    # The program's own word for it.
    key: str
    # Stands for all that it asks.
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResponse:
    """What a request was answered with."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str


def new_secret(*, prefix: str) -> str:
    """Return a secret that nobody can guess, such as "oth_…"."""
    return f"{prefix}_{secrets.token_urlsafe(_SECRET_BYTES)}"


def hash_of(secret: str) -> str:
    """Return under what a secret is found again; it does not tell the secret."""
    # One round, without salt, is enough: there is nothing to try out in 256 random bits.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
