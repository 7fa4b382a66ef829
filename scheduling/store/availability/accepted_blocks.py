"""What of calendars people have accepted over their interviews: they come all the same."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model.calendars import AcceptedBlock, AllDayEvents, CountedEvents
from scheduling.store.databases.upsert import insert
from scheduling.store.schema.tables import accepted_block as table


def keep(session: Session, person_id: int, accepted: Iterable[AcceptedBlock]) -> None:
    """Remember what somebody has accepted, in the place of what they had there before."""
    rows = [{**_key(each), "person_id": person_id, **_facts(each)} for each in accepted]
    if not rows:
        return
    added = insert(session, table)
    changed = {name: added.excluded[name] for name in ("person_id", *_FACTS)}
    session.execute(
        added.on_conflict_do_update(index_elements=table.primary_key.columns, set_=changed), rows
    )


def of(session: Session, person_id: int) -> tuple[AcceptedBlock, ...]:
    """Return all that somebody has accepted."""
    asked = sa.select(table).where(table.c.person_id == person_id).order_by(*table.primary_key)
    return tuple(
        AcceptedBlock(
            calendar_id=row.calendar_id,
            interview_id=row.interview_id,
            start=row.start,
            ticks=row.ticks,
            counted=CountedEvents(tentative=row.tentative, all_day=AllDayEvents(row.all_day)),
        )
        for row in session.execute(asked)
    )


def hand_over(session: Session, *, ended: int, stays: int) -> None:
    """Have what was accepted of one calendar be so of another, which is the same one."""
    other = table.alias()
    has_own = sa.exists().where(
        other.c.calendar_id == stays,
        other.c.interview_id == table.c.interview_id,
        other.c.start == table.c.start,
    )
    theirs = sa.update(table).where(table.c.calendar_id == ended, ~has_own)
    session.execute(theirs.values(calendar_id=stays))


def forget(session: Session, accepted: Iterable[AcceptedBlock]) -> None:
    """Forget it: it is over."""
    for each in accepted:
        theirs = (table.c[name] == value for name, value in _key(each).items())
        session.execute(sa.delete(table).where(*theirs))


_FACTS = ("ticks", "tentative", "all_day")


def _key(accepted: AcceptedBlock) -> dict[str, object]:
    return {
        "calendar_id": accepted.calendar_id,
        "interview_id": accepted.interview_id,
        "start": accepted.start,
    }


def _facts(accepted: AcceptedBlock) -> dict[str, object]:
    counted = accepted.counted
    values = (accepted.ticks, counted.tentative, counted.all_day.value)
    return dict(zip(_FACTS, values, strict=True))
