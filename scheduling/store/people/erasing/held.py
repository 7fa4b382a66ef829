"""All that is held about somebody, as values of JSON: what is handed out to whoever asks.

What is said of others in it stays out: who else is in an interview, who booked it, who said what.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import Person
from scheduling.model.audit import Subject
from scheduling.store.databases.among import among
from scheduling.store.people.erasing.about_them import interviews_with
from scheduling.store.people.erasing.traces import WHO
from scheduling.store.schema.tables import audit, home_tab, interview, metadata, move_request
from scheduling.store.schema.tables import person as table

SECTIONS = {
    "availability_window": "windows",
    "weekly_hours": "weekly_hours",
    "time_off": "time_off",
    "availability_change": "what_can_be_undone",
    "candidate_link": "links",
    "feed_token": "calendar_addresses",
    "calendar": "calendars",
    "calendar_refusal": "calendars_refused",
    "accepted_block": "kept_over_calendars",
    "unconfirmed_calendar": "calendars_to_confirm",
    "message": "messages",
    "untold": "to_be_told",
    "conflict": "outside_their_hours",
    "decline": "declined",
}
"""What each table that holds something of a person is called there."""

NOT_SHOWN = {
    "busy": "the time of the interviews, which are there",
    "panel": "who is in an interview: it is there for each of theirs",
    "compiled": "a copy of the hours, worked out",
    "calendar_busy": "what of calendars counts: it is there with each of theirs",
    "export_link": "which list a link leads to; gone within 15 minutes",
    "last_change": "a number",
}
"""Tables that know whose a row is and hold nothing more about them, and why."""

_OURS = frozenset(
    {
        # Whose it is, and what only the bot needs.
        "person_id", "version", "is_used", "revision", "epoch", "attempts", "looks", "retry_at",
        "generation", "owner", "lease_until", "leased_until", "broken_off", "uid", "dedupe_key",
        "changed_at", "is_withdrawn", "due_at_next", "told_after", "failures", "free_all_day",
        "skipped", "ticks",
        # What opens something, or is sealed.
        "id", "grant_id", "word", "token", "token_hash", "account", "remembered", "content",
        "conversation", "receipt",
        # Who somebody else is.
        "made_by", "offer",
    }
)  # fmt: skip
_FACTS_OF_OURS = frozenset({"word", "undo", "v"})
_FACTS = {
    "id", "name", "role", "time_zone", "email", "slack_user_id", "locale", "own_locale", "clock",
    "created_at", "deactivated_at", "removed_at", "outcome", "outcome_at", "erased_at",
    "is_coordinator", "is_in_settings", "is_admin",
}  # fmt: skip
_ABOUT_PEOPLE = tuple(
    subject.value for subject in (Subject.PERSON, Subject.HOURS, Subject.FEED, Subject.EXPORT)
)


class Part(StrEnum):
    """What somebody was in an interview."""

    CANDIDATE = "candidate"
    INTERVIEWER = "interviewer"


def about(session: Session, person: Person, *, but: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return everything, by section, but for what is named so; instants are UTC."""
    return {
        "person": _facts(session, person),
        **{section: _rows(session, name, person) for name, section in SECTIONS.items()},
        "interviews": _interviews(session, person, but=but),
        "home_opened_at": _home_opened_at(session, person),
        "history": _history(session, person),
    }


def _facts(session: Session, person: Person) -> dict[str, Any]:
    row = session.execute(sa.select(table).where(table.c.id == person.id)).one()._mapping
    return {name: _plain(value) for name, value in row.items() if name in _FACTS}


def _rows(session: Session, name: str, person: Person) -> list[dict[str, Any]]:
    rows = metadata.tables[name]
    shown = [column for column in rows.columns if column.name not in _OURS]
    asked = sa.select(*shown).where(rows.c.person_id == person.id).order_by(*rows.primary_key)
    return [_as_json(row._mapping) for row in session.execute(asked)]


def _interviews(session: Session, person: Person, *, but: frozenset[str]) -> list[dict[str, Any]]:
    ids = interviews_with(session, person.id)
    mine = sa.select(interview).where(among(interview.c.id, ids)).order_by(interview.c.start)
    asked = sa.select(move_request).where(among(move_request.c.interview_id, ids))
    wanted = {row.interview_id: _plain(row.wanted) for row in session.execute(asked)}
    left_out = {"candidate_id", "booked_by", "uid", "revision", "invite_sequence", *but}
    return [
        {
            **{name: _plain(value) for name, value in row._mapping.items() if name not in left_out},
            "part": Part.CANDIDATE if row.candidate_id == person.id else Part.INTERVIEWER,
            "asked_to_move_to": wanted.get(row.id),
        }
        for row in session.execute(mine)
    ]


def _home_opened_at(session: Session, person: Person) -> Any:
    asked = sa.select(home_tab.c.opened_at).where(home_tab.c.slack_user_id == person.slack_user_id)
    return None if person.slack_user_id is None else _plain(session.scalar(asked))


def _history(session: Session, person: Person) -> list[dict[str, Any]]:
    """What is on record about them, and what they have done themselves."""
    # Also as whom they were registered a second time, and merged.
    doubles = sa.select(table.c.id).where(table.c.merged_into == person.id)
    ids = (person.id, *session.scalars(doubles))
    about_them = sa.and_(audit.c.subject.in_(_ABOUT_PEOPLE), among(audit.c.subject_id, ids))
    either = about_them | among(audit.c.person_id, ids)
    rows = session.execute(sa.select(audit).where(either).order_by(audit.c.id))
    return [
        {
            "at": _plain(row.at),
            "action": row.action,
            "subject": row.subject,
            "subject_id": row.subject_id,
            "by_themselves": row.person_id in ids,
            "before": row.before,
            "after": row.after,
        }
        for row in rows
    ]


def _as_json(row: Mapping[Any, Any]) -> dict[str, Any]:
    shown = {str(name): _plain(value) for name, value in row.items()}
    if isinstance(facts := shown.get("facts"), dict):
        # Who else it speaks of is theirs to know.
        said = {name: value for name, value in facts.items() if name not in _FACTS_OF_OURS}
        shown["facts"] = {name: value for name, value in said.items() if not _says_who(value)}
    return shown


def _says_who(fact: Any) -> bool:
    """Whether a fact of a notice is somebody, or some people, whatever it is called."""
    each = fact if isinstance(fact, list) else [fact]
    return any(isinstance(one, dict) and one.keys() & WHO for one in each)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value
