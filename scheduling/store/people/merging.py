"""Making two rows of people one: all that hangs on the one hangs on the other from then on."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model.audit import Subject
from scheduling.store import audit
from scheduling.store.people import affected_people
from scheduling.store.schema import tables
from scheduling.store.schema.tables import person as table

_FOLLOW = (
    tables.accepted_block.c.person_id,
    tables.busy.c.person_id,
    tables.calendar.c.person_id,
    tables.calendar_busy.c.person_id,
    tables.candidate_link.c.person_id,
    tables.candidate_link.c.made_by,
    tables.export_link.c.person_id,
    tables.interview.c.candidate_id,
    tables.message.c.person_id,
    tables.unconfirmed_calendar.c.person_id,
    table.c.granted_by,
    # Those merged into the one before.
    table.c.merged_into,
)
"""Of each there may be several of one person."""
_ONE_OF_EACH: tuple[tuple[sa.Table, tuple[str, ...]], ...] = (
    (tables.panel, ("interview_id",)),
    (tables.conflict, ("interview_id",)),
    (tables.decline, ("start", "interview_id")),
    (tables.untold, ("interview_id",)),
    (tables.feed_token, ()),
    (tables.calendar_refusal, ("source",)),
)
"""Of each there is one, beside these columns: where both have one, that of whoever stays stays."""
_MADE_ANEW = (
    tables.weekly_hours,
    tables.availability_window,
    tables.time_off,
    tables.availability_change,
    tables.compiled,
)
"""What of the one who goes is put together with the other's by hours, or can be made again."""
_PERSON = 3
"""Where the person stands in such a key: "reminder:5:20261110T1000:7:60"."""


def free_what_is_unique(session: Session, person_id: int, *, now: datetime) -> None:
    """Take the Slack account and the address from whoever goes, so that the other may have them."""
    values = {"slack_user_id": None, "email_key": None, "removed_at": now, "is_coordinator": False}
    derived = {"is_in_settings": False, "is_admin": False, "departure_is_held": False}
    session.execute(sa.update(table).where(table.c.id == person_id).values({**values, **derived}))


def move(session: Session, *, double: int, into: int) -> None:
    """Have all that is one person's be another's, and their id lead there.

    Nothing that both are in may be left, but for cancelled interviews whose panel both were on.
    """
    _retell(session, double=double, into=into)
    _speak_of(session, double=double, into=into)
    for column in _FOLLOW:
        session.execute(sa.update(column.table).where(column == double).values({column.name: into}))
    for each, beside in _ONE_OF_EACH:
        _move_one_of_each(session, each, beside, double=double, into=into)
    for each in _MADE_ANEW:
        session.execute(sa.delete(each).where(each.c.person_id == double))
    session.execute(sa.update(table).where(table.c.id == double).values(merged_into=into))
    affected_people.note(session, [double, into])
    audit.note(session, "merged", Subject.PERSON, into, before={"double": double})


def _move_one_of_each(
    session: Session, each: sa.Table, beside: tuple[str, ...], *, double: int, into: int
) -> None:
    other = each.alias()
    same = [other.c[name] == each.c[name] for name in beside]
    has_one = sa.exists().where(other.c.person_id == into, *same)
    theirs = each.c.person_id == double
    session.execute(sa.delete(each).where(theirs, has_one))
    session.execute(sa.update(each).where(theirs).values(person_id=into))


def _speak_of(session: Session, *, double: int, into: int) -> None:
    """Have the messages about the double's interviews speak of who stays, whoever gets them.

    Who is meant by a call for help is compared with who sits in the interview. It is done before
    the interviews follow, or it would be the messages of both.
    """
    message = tables.message
    sits = sa.select(tables.panel.c.interview_id).where(tables.panel.c.person_id == double)
    meets = sa.select(tables.interview.c.id).where(tables.interview.c.candidate_id == double)
    about = sa.or_(message.c.interview_id.in_(sits), message.c.interview_id.in_(meets))
    for row in session.execute(sa.select(message.c.id, message.c.facts).where(about)).all():
        facts = _renamed(row.facts, double, into)
        if facts != row.facts:
            session.execute(sa.update(message).where(message.c.id == row.id).values(facts=facts))


def _renamed(kept: Any, double: int, into: int) -> Any:
    """Facts of a message with another id in the place of one, wherever they say who it is."""
    if isinstance(kept, list):
        return [_renamed(each, double, into) for each in kept]
    if not isinstance(kept, dict):
        return kept
    renamed = {name: _renamed(value, double, into) for name, value in kept.items()}
    return {**renamed, "id": into} if kept.get("id") == double else renamed


def _retell(session: Session, *, double: int, into: int) -> None:
    """Have reminders be told apart by who gets them now, so that none is planned twice.

    What the other was once to be reminded of in the same interview, and was not, gives way.
    """
    message = tables.message
    asked = sa.select(message.c.id, message.c.interview_id, message.c.dedupe_key)
    rows = session.execute(
        asked.where(message.c.person_id == double, message.c.kind == "reminder")
    ).all()
    for row in rows:
        parts = row.dedupe_key.split(":")
        if len(parts) < _PERSON + 1 or parts[_PERSON] != str(double):
            continue
        parts[_PERSON] = str(into)
        key = ":".join(parts)
        over = message.c.state.in_(("cancelled", "expired"))
        session.execute(sa.delete(message).where(message.c.dedupe_key == key, over))
        taken = session.scalar(sa.select(message.c.id).where(message.c.dedupe_key == key))
        if taken is None:
            renamed = sa.update(message).where(message.c.id == row.id)
            session.execute(renamed.values(dedupe_key=key))
