"""What the audit keeps of interviews: when, in which state, and by id with whom."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import Interview
from scheduling.model.audit import Facts, Subject
from scheduling.store import audit
from scheduling.store.databases.among import among
from scheduling.store.schema.tables import audit as table

_OF_SEATS = ("moved", "panel changed", "rearranged")
"""What changes at which hour an interview is, or who sits in it, and is done to nothing else."""


def note_new(session: Session, interview: Interview) -> None:
    """Put on record that an interview is booked."""
    audit.note(session, "booked", Subject.INTERVIEW, interview.id, after=_facts(interview))


def note_change(session: Session, action: str, before: Interview, after: Interview) -> None:
    """Put on record what an action has changed of an interview."""
    was, now = _facts(before), _facts(after)
    differ = [name for name in now if now[name] != was[name]]
    said = [str(each) for each in before.details.differing(after.details)]
    audit.note(
        session,
        action,
        Subject.INTERVIEW,
        after.id,
        before={name: was[name] for name in differ},
        # Not in which words: what people write is kept in one place, and goes with it.
        after={name: now[name] for name in differ} | ({"said": said} if said else {}),
    )


def hours_left(
    session: Session, interview_ids: Iterable[int], *, since: datetime
) -> dict[int, tuple[datetime | None, ...]]:
    """Return when interviews began before they were moved since then, by id, in order.

    None stands for the hour that one had when it was cancelled.
    """
    asked = (
        sa.select(table.c.subject_id, table.c.before)
        .where(table.c.subject == Subject.INTERVIEW.value)
        .where(among(table.c.subject_id, interview_ids), table.c.at >= since)
        .order_by(table.c.id)
    )
    found: dict[int, tuple[datetime | None, ...]] = {}
    for interview_id, before in session.execute(asked):
        if "start" in before:
            was = (datetime.fromisoformat(before["start"]),)
            found[interview_id] = (*found.get(interview_id, ()), *was)
        if "state" in before:
            found[interview_id] = (*found.get(interview_id, ()), None)
    return found


def seats_left(
    session: Session, person_ids: Iterable[int], *, since: datetime
) -> dict[int, dict[int, tuple[datetime | None, ...]]]:
    """Return when interviews began that some people have been taken off since then.

    All hours that they had while these were in them, by the id of the interview and of the person.
    None stands for the hour that it has now.
    """
    ids = frozenset(person_ids)
    asked = (
        # Neither by the subject, which these have in common with all that was ever done to
        # interviews, nor in order: SQLite would read all of that rather than what is of late.
        sa.select(table.c.id, table.c.subject_id, table.c.before, table.c.after).where(
            table.c.at >= since, table.c.action.in_(_OF_SEATS)
        )
    )
    left: dict[int, _Left] = {}
    for _, interview_id, before, after in sorted(
        session.execute(asked), key=lambda row: row.id, reverse=True
    ):
        left.setdefault(interview_id, _Left(ids)).take(before, after)
    return {interview_id: each.hours for interview_id, each in left.items() if each.hours}


class _Left:
    """Who has left one interview, while it is looked back at, the latest change first."""

    def __init__(self, ids: frozenset[int]) -> None:
        self.hours: dict[int, tuple[datetime | None, ...]] = {}
        self._ids = ids
        # Of those, who is in it at the time that is looked at; and when it is then.
        self._inside: set[int] = set()
        self._start: datetime | None = None

    def take(self, before: Facts, after: Facts) -> None:
        """Take one change into account, from what it has changed to what was."""
        if "start" in before:
            self._start = datetime.fromisoformat(before["start"])
            self._note(self._inside)
        old, new = (self._ids.intersection(each.get("panel", ())) for each in (before, after))
        self._inside -= new - old
        self._inside |= old - new
        self._note(old - new)

    def _note(self, ids: Iterable[int]) -> None:
        for each in ids:
            self.hours[each] = (*self.hours.get(each, ()), self._start)


def _facts(interview: Interview) -> Facts:
    return {
        "start": interview.start.isoformat(),
        "state": interview.state.value,
        "revision": interview.revision,
        "candidate": interview.candidate.id,
        "panel": [person.id for person in interview.interviewers],
        "declined": sorted(interview.declined),
    }
