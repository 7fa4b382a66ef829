"""An independent look for people who are in two interviews at once."""

from datetime import datetime
from itertools import combinations

import sqlalchemy as sa

from scheduling.store import Session
from scheduling.timespan import HOUR

_SEATS = """
    SELECT id AS interview_id, candidate_id AS person_id, start FROM interview
    WHERE state = 'booked'
    UNION ALL
    SELECT interview.id, panel.person_id, interview.start FROM interview
    JOIN panel ON panel.interview_id = interview.id WHERE interview.state = 'booked'
    ORDER BY person_id, interview_id
"""


def overlaps(session: Session) -> list[tuple[int, int, int]]:
    """Each person with each pair of their interviews that share any time; the ticks play no
    part.
    """
    seats: dict[int, list[tuple[int, datetime]]] = {}
    for interview_id, person_id, start in session.execute(sa.text(_SEATS)):
        seats.setdefault(person_id, []).append((interview_id, _instant(start)))
    return [
        (person_id, one, other)
        for person_id, theirs in seats.items()
        for (one, begins), (other, begins_too) in combinations(theirs, 2)
        if abs(begins - begins_too) < HOUR
    ]


def _instant(start: datetime | str) -> datetime:
    """SQLite gives what it keeps, a text."""
    return datetime.fromisoformat(start) if isinstance(start, str) else start
