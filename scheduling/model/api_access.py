"""What one comes in with, as frozen values: tokens of programs, requests that they may repeat, and
links of candidates.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

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

    # The key of a token, or "slack:" and the id of a member.
    sender: str
    # The sender's own word for it.
    key: str
    # Stands for all that it asks.
    fingerprint: str
    # What else does, in records of before.
    older: frozenset[str] = frozenset()

    def asks_for(self, fingerprint: str) -> bool:
        """Tell whether a request on record has asked for the same."""
        return fingerprint == self.fingerprint or fingerprint in self.older


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResponse:
    """What a request was answered with."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str


class LinkPurpose(StrEnum):
    """What a candidate was sent their link for."""

    HOURS = "hours"
    INTERVIEWS = "interviews"
    PICK = "pick"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Whose free hours a candidate may pick one of, by themselves."""

    # Empty: all interviewers, also those who come later.
    interviewer_ids: tuple[int, ...] = ()
    # How many of them are to be there.
    seats: int = 1
    # What came of it; None until an hour was picked.
    interview_id: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as values that JSON has."""
        kept = {"interviewers": list(self.interviewer_ids), "seats": self.seats}
        return kept | ({"interview": self.interview_id} if self.interview_id else {})

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Offer":
        """Return what `as_json` has written."""
        return cls(
            interviewer_ids=tuple(kept["interviewers"]),
            seats=kept["seats"],
            interview_id=kept.get("interview"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateLink:
    """A link to a candidate's page, as it is kept: without its signature it opens nothing."""

    id: int
    # A random one, which is what is signed: ids come again in another database.
    word: str
    purpose: LinkPurpose
    person_id: int
    # The coordinator who made it, by id; None for a program.
    made_by: int | None
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    # Whose hours may be picked; None where there is nothing to pick.
    offer: Offer | None = None

    def is_good(self, now: datetime) -> bool:
        """Tell whether it still opens the page."""
        return self.revoked_at is None and now < self.expires_at


def new_secret(*, prefix: str) -> str:
    """Return a secret that nobody can guess, such as "oth_…"."""
    return f"{prefix}_{secrets.token_urlsafe(_SECRET_BYTES)}"


def hash_of(secret: str) -> str:
    """Return under what a secret is found again; it does not tell the secret."""
    # One round, without salt, is enough: there is nothing to try out in 256 random bits.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
