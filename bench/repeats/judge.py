"""What was done, by SQL of its own: once for each who wanted it."""

from dataclasses import dataclass

import sqlalchemy as sa

from bench.repeats.wishes import NAMED

_TWICE = {
    "people": f"SELECT name FROM person WHERE name LIKE '{NAMED} %' GROUP BY name",
    "interviews": "SELECT candidate_id, start FROM interview GROUP BY candidate_id, start",
    "interviews of a candidate": (
        "SELECT candidate_id FROM interview JOIN person ON person.id = candidate_id"
        f" WHERE person.name LIKE '{NAMED} %' GROUP BY candidate_id"
    ),
    "cancellations": (
        "SELECT subject_id FROM audit WHERE subject = 'interview' AND action = 'cancelled'"
        " GROUP BY subject_id"
    ),
    "messages": (
        "SELECT interview_id, person_id, kind FROM message"
        " WHERE kind <> 'reminder' AND interview_id IS NOT NULL"
        " GROUP BY interview_id, person_id, kind"
    ),
}
_DONE = {
    "people": f"SELECT count(*) FROM person WHERE name LIKE '{NAMED} %'",
    "interviews": "SELECT count(*) FROM interview",
    "cancelled": "SELECT count(*) FROM interview WHERE state = 'cancelled'",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How much was done."""

    people: int
    interviews: int
    cancelled: int


def done_twice(engine: sa.Engine) -> dict[str, int]:
    """Return how many things were done more than once, by their sort; those alone that were."""
    with engine.connect() as connection:
        counts = {
            sort: connection.execute(
                sa.text(f"SELECT count(*) FROM ({asked} HAVING count(*) > 1) AS twice")
            ).scalar_one()
            for sort, asked in _TWICE.items()
        }
    return {sort: count for sort, count in counts.items() if count}


def done(engine: sa.Engine) -> Done:
    """Return how much was done."""
    with engine.connect() as connection:
        counts = {
            sort: connection.execute(sa.text(asked)).scalar_one() for sort, asked in _DONE.items()
        }
    return Done(**counts)
