"""People, found by id, by Slack id or by name."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from scheduling.errors import AlreadyRegistered
from scheduling.model import NO_ID, Person, Role
from scheduling.model.names import name_key
from scheduling.store.databases.among import among
from scheduling.store.databases.upsert import insert
from scheduling.store.people import affected_people, audited, removals
from scheduling.store.people.listing import (
    after,
    as_people_sort,
    coordinators,
    count,
    count_decided,
    count_unreached_in,
    decided,
    departing,
    interviewers,
    matching,
    page,
    told_of_changes,
)
from scheduling.store.people.name_keys import begins_with, stored_keys
from scheduling.store.people.rows import (
    SHOWN,
    all_where,
    columns_of,
    person_of,
    rows_with_ids,
    with_slack_id,
)
from scheduling.store.schema.tables import calendar
from scheduling.store.schema.tables import person as table
from scheduling.timespan import Clock

__all__ = [
    "add",
    "after",
    "by_ids",
    "by_slack_id",
    "coordinators",
    "count",
    "count_decided",
    "count_unreached_in",
    "decided",
    "departing",
    "ever_by_slack_id",
    "get",
    "ids_now",
    "interviewers",
    "known_as",
    "matching",
    "meant_by",
    "name_key",
    "named",
    "names_in",
    "page",
    "remove",
    "save",
    "told_of_changes",
]

_MOST_NAMES = 200
"""In one statement: SQLite takes no longer ones than 1,000 conditions."""


def add(
    session: Session,
    *,
    name: str,
    role: Role | None,
    time_zone: str,
    is_coordinator: bool = False,
    email: str | None = None,
    slack_user_id: str | None = None,
    locale: str | None = None,
    clock: Clock | None = None,
    own_locale: str | None = None,
    now: datetime,
) -> Person:
    """Register somebody new, or a member again who was taken out.

    Raises AlreadyRegistered, naming who it is, when the Slack id or the email (in upper or
    lower case) is somebody's already.
    """
    someone = Person(
        id=NO_ID,
        name=name,
        role=role,
        time_zone=time_zone,
        is_coordinator=is_coordinator,
        email=email,
        slack_user_id=slack_user_id,
        locale=locale,
        clock=clock,
        own_locale=own_locale,
    )
    row = {**columns_of(someone), "availability_version": 0, "created_at": now}
    row["is_coordinator"] = is_coordinator
    if slack_user_id is not None and (known := _again(session, someone, row, now=now)):
        return known
    added = session.execute(
        # Whether it conflicts is seen by what comes back: an error would end PostgreSQL's
        # transaction.
        insert(session, table).on_conflict_do_nothing().returning(*SHOWN),
        row,
    ).one_or_none()
    if added is None:
        raise AlreadyRegistered(**_holder(session, someone))
    affected_people.note(session, [added.id])
    person = person_of(tuple(added))
    audited.note_new(session, person)
    return person


def save(session: Session, person: Person) -> None:
    """Write all of a person that is neither availability nor a right, found by id.

    Raises AlreadyRegistered, and changes nothing, when the new Slack id or email is somebody
    else's.
    """
    before = get(session, person.id)
    try:
        with session.begin_nested():
            session.execute(
                sa.update(table).where(table.c.id == person.id).values(columns_of(person))
            )
    # The constraint judges, not a look beforehand: two may come at once.
    except IntegrityError as error:
        raise AlreadyRegistered(**_holder(session, person)) from error
    affected_people.note(session, [person.id])
    if before is not None and _reader(before) != _reader(person):
        have_calendars_read(session, person.id)
    if before is not None:
        audited.note_change(session, before, person)


def _reader(person: Person) -> tuple[str, str | None]:
    """As whom somebody's calendars are read: by which clock, and which address."""
    return person.time_zone, person.email


def have_calendars_read(session: Session, person_id: int) -> None:
    """Let a person's calendars be due at once: what is in them means something else by now.

    Until then they count as not read lately. Of one that is being read just now, nothing is kept.
    """
    theirs = sa.update(calendar).where(calendar.c.person_id == person_id)
    # Earlier than now, whatever clock says what that is.
    session.execute(
        theirs.values(
            due_at=calendar.c.created_at,
            zone=None,
            # Whoever reads it just now has lost it, and so has whoever did before.
            epoch=calendar.c.epoch + 1,
            generation=calendar.c.generation + 1,
            leased_until=None,
        )
    )


def remove(session: Session, person_id: int) -> bool:
    """Take a person out, with their hours; tell whether that could be.

    Whoever has had an interview or a message stays, and nothing is changed.
    """
    person = get(session, person_id)
    try:
        with session.begin_nested():
            session.execute(sa.delete(table).where(table.c.id == person_id))
    except IntegrityError:
        return False
    affected_people.note(session, [person_id])
    if person is not None:
        affected_people.note_gone(session, person)
    audited.note_removal(session, person_id)
    return True


def get(session: Session, person_id: int) -> Person | None:
    """Return the person with that id, as `by_ids` does."""
    return by_ids(session, [person_id]).get(person_id)


def by_slack_id(session: Session, slack_user_id: str) -> Person | None:
    """Return the person registered whom the workspace knows by that id."""
    found = ever_by_slack_id(session, slack_user_id)
    return None if found is None or found.is_removed else found


def by_email(session: Session, address: str) -> Person | None:
    """Return the person registered who has an address, however it is written."""
    is_theirs = table.c.email_key == address.casefold()
    return next(iter(all_where(session, is_theirs, removals.are_registered())), None)


def ever_by_slack_id(session: Session, slack_user_id: str) -> Person | None:
    """Return the same, be they registered still or not: somebody who has done something."""
    return with_slack_id(session, slack_user_id)


def by_ids(session: Session, ids: Iterable[int]) -> dict[int, Person]:
    """Return people by id, in the order of the ids; unknown ids are left out.

    Those taken out are among them. The id of whoever was merged into another leads to that one.
    """
    wanted = tuple(dict.fromkeys(ids))
    rows = rows_with_ids(session, wanted)
    found = {row.id: person_of(tuple(row)) for row in rows}
    led = {row.id: row.merged_into for row in rows if row.merged_into is not None}
    if led:
        led_to = {each.id: each for each in all_where(session, among(table.c.id, {*led.values()}))}
        found |= {was: led_to[now] for was, now in led.items()}
    return {person_id: found[person_id] for person_id in wanted if person_id in found}


def ids_now(session: Session, ids: Iterable[int]) -> tuple[int, ...]:
    """Return ids that were kept for later as they are now, each once, in their order.

    The id of whoever was merged since gives way to that of who they are; unknown ones stay.
    """
    wanted = tuple(ids)
    found = by_ids(session, wanted) if wanted else {}
    return tuple(dict.fromkeys(found[each].id if each in found else each for each in wanted))


def named(session: Session, name: str) -> tuple[Person, ...]:
    """Return whom a name may mean, by name; capitals and spacing don't matter.

    Those called exactly that; if there is none, those whose first name it is; if there is
    none, those whose name begins with it. A blank name means nobody.
    """
    return meant_by(name, known_as(session, names=[name]))


def known_as(
    session: Session, *, names: Iterable[str] = (), slack_user_ids: Iterable[str] = ()
) -> tuple[Person, ...]:
    """Return all whom one of the names may mean, and those with one of the Slack ids, by name.

    They are read at once; `meant_by` tells which of them a name means.
    """
    keys = sorted({key for name in names for key in stored_keys(name) if key})
    ids = sorted(set(slack_user_ids))
    found: dict[int, Person] = {}
    for begin in range(0, max(1, len(keys)), _MOST_NAMES):
        wanted = [begins_with(key) for key in keys[begin : begin + _MOST_NAMES]]
        wanted += [among(table.c.slack_user_id, ids)] if ids and not begin else []
        if wanted:
            these = all_where(session, sa.or_(*wanted), removals.are_registered())
            found |= {person.id: person for person in these}
    return tuple(sorted(found.values(), key=as_people_sort))


def meant_by(name: str, people: Iterable[Person]) -> tuple[Person, ...]:
    """Return those of the people whom a name means; `named` says how."""
    key = name_key(name)
    if not key:
        return ()
    keys = [(name_key(person.name), person) for person in people]
    exact = tuple(person for each, person in keys if each == key)
    first = tuple(person for each, person in keys if each.startswith(f"{key} "))
    return exact or first or tuple(person for each, person in keys if each.startswith(key))


def names_in(session: Session, text: str) -> tuple[str, ...]:
    """Return the names that people have and that a text may contain, in no order.

    The signs of a pattern in a name let it match too much, never too little.
    """
    said = sa.literal(name_key(text)).contains(table.c.name_key, escape="\x01")
    return tuple(session.scalars(sa.select(table.c.name).where(said, removals.are_registered())))


def _again(
    session: Session, someone: Person, row: dict[str, object], *, now: datetime
) -> Person | None:
    """Register a member once more who was taken out, in the row that they have."""
    try:
        person_id = removals.begin_anew(session, someone.slack_user_id or "", row, now=now)
    except IntegrityError as error:
        raise AlreadyRegistered(**_holder(session, someone)) from error
    if person_id is None:
        return None
    affected_people.note(session, [person_id])
    (person,) = by_ids(session, [person_id]).values()
    audited.note_new(session, person)
    return person


def _holder(session: Session, person: Person) -> dict[str, str]:
    """Who holds the Slack id or the email that the person was to get, in words."""
    columns = columns_of(person)
    unique = (table.c.slack_user_id, table.c.email_key)
    same = [column == columns[column.name] for column in unique if columns[column.name]]
    others = table.c.id != person.id, removals.are_registered()
    holder = all_where(session, sa.or_(*same), *others)[0]
    return {"name": holder.name, "role": _as_what(holder)}


def _as_what(person: Person) -> str:
    match person.role:
        case Role.INTERVIEWER:
            return "an interviewer"
        case Role.CANDIDATE:
            return "a candidate"
        case None:
            return "a coordinator" if person.is_coordinator else "candidate or interviewer"
