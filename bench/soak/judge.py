"""Who got what: the workspace's own log against the database, by SQL of its own.

Nothing here knows how the bot sends. What the workspace has accepted is what people got; what the
database has planned is what they should have got, once.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from sandbox.events.sent import Accepted

_PLANNED = """
    SELECT m.uid, m.state, m.due_at
      FROM message m JOIN person p ON p.id = m.person_id
     WHERE p.slack_user_id IS NOT NULL
"""
_UNPLANNED = """
    SELECT count(*)
      FROM (SELECT id AS interview_id, candidate_id AS person_id FROM interview
             WHERE state = 'booked'
            UNION ALL
            SELECT panel.interview_id, panel.person_id FROM panel
              JOIN interview ON interview.id = panel.interview_id AND interview.state = 'booked'
           ) AS seat
      JOIN person ON person.id = seat.person_id AND person.slack_user_id IS NOT NULL
     WHERE NOT EXISTS (SELECT 1 FROM message m
                        WHERE m.interview_id = seat.interview_id
                          AND m.person_id = seat.person_id)
"""
_TAKEN_TWICE = """
    SELECT count(*) FROM (SELECT person_id, tick FROM busy GROUP BY person_id, tick
                          HAVING count(*) > 1) AS twice
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was found, by the opaque ids of messages."""

    # How many should have come by now,
    due: int
    # and how many did.
    accepted: int
    # Never came.
    lost: tuple[str, ...]
    # Came more than once.
    doubled: tuple[str, ...]
    # Came, and nobody has planned them.
    strange: tuple[str, ...]
    # Came although they were cancelled.
    recalled: tuple[str, ...]
    # Are due, and the bot has not made up its mind.
    unsettled: tuple[str, ...]
    # How many people of interviews nobody thought of.
    unplanned: int
    # How many quarters of an hour were given twice.
    overlaps: int

    @property
    def is_well(self) -> bool:
        """Whether everybody got everything once, and nothing else."""
        return not (
            self.lost
            or self.doubled
            or self.strange
            or self.recalled
            or self.unsettled
            or self.unplanned
            or self.overlaps
        )

    def __str__(self) -> str:
        return (
            f"{self.due:,} due, {self.accepted:,} accepted, {len(self.lost)} lost, "
            f"{len(self.doubled)} doubled, {len(self.strange)} strange, "
            f"{len(self.recalled)} recalled, {len(self.unsettled)} unsettled, "
            f"{self.unplanned} unplanned, {self.overlaps} overlaps"
        )


def judge(engine: sa.Engine, log: Iterable[Accepted], *, now: datetime) -> Verdict:
    """Compare what was accepted with what had been planned to be sent by `now`."""
    came = Counter(one.uid or f"without an id, at {one.ts}" for one in log)
    with engine.connect() as connection:
        rows = connection.execute(sa.text(_PLANNED)).all()
        unplanned = connection.execute(sa.text(_UNPLANNED)).scalar_one()
        overlaps = connection.execute(sa.text(_TAKEN_TWICE)).scalar_one()
    planned = {row.uid for row in rows}
    due = {row.uid: row.state for row in rows if instant(row.due_at) <= now}
    owed = [uid for uid, state in due.items() if state != "cancelled"]
    final = {"sent", "cancelled", "expired", "dead"}
    return Verdict(
        due=len(owed),
        accepted=came.total(),
        lost=tuple(uid for uid in owed if not came[uid]),
        doubled=tuple(uid for uid, times in came.items() if times > 1),
        strange=tuple(uid for uid in came if uid not in planned),
        recalled=tuple(uid for uid, state in due.items() if state == "cancelled" and came[uid]),
        unsettled=tuple(uid for uid, state in due.items() if state not in final),
        unplanned=unplanned,
        overlaps=overlaps,
    )


def lateness(
    engine: sa.Engine, log: Iterable[Accepted], *, since: datetime, until: datetime
) -> list[float]:
    """Return how late what was due in that time came, in seconds, sorted."""
    with engine.connect() as connection:
        rows = connection.execute(sa.text(_PLANNED)).all()
    dues = {row.uid: instant(row.due_at) for row in rows}
    return sorted(
        one.at - dues[one.uid].timestamp()
        for one in log
        if one.uid in dues and since <= dues[one.uid] < until
    )


def waiting(engine: sa.Engine, *, now: datetime) -> int:
    """Count the messages due by now that are still on their way."""
    asked = "SELECT m.state, m.due_at FROM message m WHERE state IN ({})".format(
        "'pending', 'claimed', 'sending', 'unknown'"
    )
    with engine.connect() as connection:
        rows = connection.execute(sa.text(asked)).all()
    return sum(1 for row in rows if instant(row.due_at) <= now)


def instant(value: Any) -> datetime:
    """Read an instant as either database gives it."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
