"""An independent look for people who are in two interviews at once."""

import sqlalchemy as sa

from scheduling.store import Session

_SEATS = """
    SELECT id AS interview_id, candidate_id AS person_id, start FROM interview
    WHERE state = 'booked'
    UNION ALL
    SELECT interview.id, panel.person_id, interview.start FROM interview
    JOIN panel ON panel.interview_id = interview.id WHERE interview.state = 'booked'
"""


def overlaps(session: Session) -> list[tuple[int, int, int]]:
    """Each person with each pair of their interviews that share any time; the ticks play no
    part.
    """
    found = session.execute(
        sa.text(f"""
        SELECT one.person_id, one.interview_id, other.interview_id
        FROM ({_SEATS}) AS one JOIN ({_SEATS}) AS other
        ON one.person_id = other.person_id AND one.interview_id < other.interview_id
        WHERE abs(strftime('%s', one.start) - strftime('%s', other.start)) < 3600
        """)
    )
    return [tuple(row) for row in found]
