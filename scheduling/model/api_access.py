"""What programs come in with, as frozen values: their tokens, and requests they may repeat."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """A token that lets a program in; the secret itself is known to the program alone."""

    name: str
    created_at: datetime


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
