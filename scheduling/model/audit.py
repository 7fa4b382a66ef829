"""What is put on record of every change: ids and words of ours, and nothing that names anybody.

So whoever is erased needs no change in it: an id of nobody is left. There is one exception: what
somebody has done before they were registered is theirs by Slack id, and then by number.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

Facts = dict[str, Any]
"""Ids, words of ours, numbers and instants, as JSON can keep them."""


class Through(StrEnum):
    """By which way somebody came."""

    SLACK = "slack"
    TOKEN = "token"
    COMMAND_LINE = "command line"
    # The page that a candidate reaches by their link.
    PAGE = "page"
    # What nobody asks for: Slack tells of its members, or a round comes by.
    ITSELF = "itself"


class Subject(StrEnum):
    """What an entry is about."""

    INTERVIEW = "interview"
    PERSON = "person"
    HOURS = "hours"
    ROUND = "round"
    TOKEN = "token"
    FEED = "feed"
    EXPORT = "export"
    ACCESS = "access"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """Who does something, and by which way."""

    through: Through = Through.ITSELF
    # None for programs, and for members who are not registered.
    person_id: int | None = None
    slack_user_id: str | None = None
    # The name of the program's token.
    token: str | None = None
    # None: as the database's clock says.
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One thing that somebody did, or was refused."""

    id: int
    at: datetime
    by: Acting
    # A word such as "booked"; with the subject it says what was done.
    action: str
    subject: Subject
    subject_id: int | None = None
    before: Facts = field(default_factory=dict)
    after: Facts = field(default_factory=dict)
