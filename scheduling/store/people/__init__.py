"""People, found by id, by Slack id or by name."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from scheduling.errors import AlreadyRegistered
from scheduling.model import NO_ID, Person, Role
from scheduling.model.names import NameOrder, name_order
from scheduling.model.names import name_key as name_key
from scheduling.store.databases.among import among
from scheduling.store.databases.upsert import insert
from scheduling.store.people import affected_people, audited, departures, rights
from scheduling.store.people.name_keys import begins_with, stored_keys
from scheduling.store.schema.tables import person as table
from scheduling.timespan import Clock

_SHOWN = (
    table.c.id,
    table.c.name,
    table.c.role,
    table.c.time_zone,
    table.c.email,
    table.c.slack_user_id,
    table.c.locale,
    table.c.clock,
    table.c.deactivated_at,
    table.c.departure_is_held,
    *rights.COLUMNS,
)
_NAMES = tuple(column.name for column in _SHOWN)
_BY_NAME = (table.c.name_key, table.c.id)
_MOST_KEPT = 16_384
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
    now: datetime,
) -> Person:
    """Register somebody new.

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
    )
    row = {**_columns(someone), "availability_version": 0, "created_at": now}
    row["is_coordinator"] = is_coordinator
    added = session.execute(
        # Whether it conflicts is seen by what comes back: an error would end PostgreSQL's
        # transaction.
        insert(session, table).values(row).on_conflict_do_nothing().returning(*_SHOWN)
    ).one_or_none()
    if added is None:
        raise AlreadyRegistered(**_holder(session, someone))
    affected_people.note(session, [added.id])
    person = _person(tuple(added))
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
                sa.update(table).where(table.c.id == person.id).values(_columns(person))
            )
    # The constraint judges, not a look beforehand: two may come at once.
    except IntegrityError as error:
        raise AlreadyRegistered(**_holder(session, person)) from error
    affected_people.note(session, [person.id])
    if before is not None:
        audited.note_change(session, before, person)


def remove(session: Session, person_id: int) -> bool:
    """Take a person out, with their hours; tell whether that could be.

    Whoever has had an interview or a message stays, and nothing is changed.
    """
    try:
        with session.begin_nested():
            session.execute(sa.delete(table).where(table.c.id == person_id))
    except IntegrityError:
        return False
    affected_people.note(session, [person_id])
    audited.note_removal(session, person_id)
    return True


def get(session: Session, person_id: int) -> Person | None:
    """Return the person with that id."""
    return _first(session, table.c.id == person_id)


def by_slack_id(session: Session, slack_user_id: str) -> Person | None:
    """Return the person whom the workspace knows by that id."""
    return _first(session, table.c.slack_user_id == slack_user_id)


def by_ids(session: Session, ids: Iterable[int]) -> dict[int, Person]:
    """Return people by id, in the order of the ids; unknown ids are left out."""
    wanted = tuple(dict.fromkeys(ids))
    found = {person.id: person for person in _all(session, among(table.c.id, wanted))}
    return {person_id: found[person_id] for person_id in wanted if person_id in found}


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
            found |= {person.id: person for person in _all(session, sa.or_(*wanted))}
    return tuple(sorted(found.values(), key=_as_people_sort))


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
    return tuple(session.scalars(sa.select(table.c.name).where(said)))


def matching(
    session: Session, *, text: str, role: Role | None = None, limit: int
) -> tuple[Person, ...]:
    """Return people whose name contains the text, by name; no text, everybody who is here."""
    contains = table.c.name_key.contains(name_key(text), autoescape=True)
    found = _all(session, contains, _in_role(role), departures.are_here(), limit=limit)
    return tuple(sorted(found, key=_as_people_sort))


def page(
    session: Session, *, role: Role | None = None, skip: int, limit: int
) -> tuple[Person, ...]:
    """Return one page of everybody, or of a role, by name as people sort names."""
    # A database sorts letter by letter, which puts "Person 10" before "Person 2".
    chosen = sa.select(table.c.name, table.c.id).where(_in_role(role))
    rows = sorted(session.execute(chosen), key=lambda row: (name_order(row.name), row.id))
    wanted = [row.id for row in rows[skip : skip + limit]]
    found = by_ids(session, wanted)
    return tuple(found[person_id] for person_id in wanted)


def after(
    session: Session, person_id: int, *, role: Role | None = None, limit: int
) -> tuple[Person, ...]:
    """Return at most `limit` people with higher ids, by id."""
    chosen = sa.select(*_SHOWN).where(table.c.id > person_id, _in_role(role))
    rows = session.execute(chosen.order_by(table.c.id).limit(limit))
    return tuple(_person(tuple(row)) for row in rows)


def count(session: Session, *, role: Role | None = None) -> int:
    """Return how many people there are, or how many in a role."""
    counted = sa.select(sa.func.count()).select_from(table).where(_in_role(role))
    return session.scalar(counted) or 0


def count_unreached_in(session: Session, *, time_zone: str) -> int:
    """Return how many people without a Slack account have a time zone."""
    asked = sa.select(sa.func.count()).select_from(table)
    asked = asked.where(table.c.slack_user_id.is_(None), table.c.time_zone == time_zone)
    return session.scalar(asked) or 0


def interviewers(session: Session, *, only: Iterable[int] | None = None) -> tuple[Person, ...]:
    """Return every interviewer who has not left, by name; or those of some ids alone."""
    wanted = sa.true() if only is None else among(table.c.id, only)
    return _all(session, _in_role(Role.INTERVIEWER), departures.are_here(), wanted)


def departing(session: Session) -> tuple[Person, ...]:
    """Return those who are said to have left, and nobody has confirmed it yet, by name."""
    return _all(session, departures.are_held())


def coordinators(session: Session) -> tuple[Person, ...]:
    """Return every coordinator whose account is in use, by name; by whatever right they are one."""
    return _all(session, rights.are_held())


def told_of_changes(session: Session) -> tuple[Person, ...]:
    """Return the coordinators who are told what goes wrong with interviews, by name.

    Where there are only admins who have never arranged anything, all of them: better one too many
    than nobody.
    """
    return _all(session, rights.have_audience()) or coordinators(session)


def _columns(person: Person) -> dict[str, object]:
    return {
        "name": person.name,
        "name_key": name_key(person.name),
        "role": person.role and person.role.value,
        "time_zone": person.time_zone,
        "email": person.email,
        "email_key": person.email and person.email.casefold(),
        "slack_user_id": person.slack_user_id,
        "locale": person.locale,
        "clock": person.clock and person.clock.value,
    }


def _holder(session: Session, person: Person) -> dict[str, str]:
    """Who holds the Slack id or the email that the person was to get, in words."""
    columns = _columns(person)
    unique = (table.c.slack_user_id, table.c.email_key)
    same = [column == columns[column.name] for column in unique if columns[column.name]]
    holder = _all(session, sa.or_(*same), table.c.id != person.id)[0]
    return {"name": holder.name, "role": _as_what(holder)}


def _as_what(person: Person) -> str:
    match person.role:
        case Role.INTERVIEWER:
            return "an interviewer"
        case Role.CANDIDATE:
            return "a candidate"
        case None:
            return "a coordinator" if person.is_coordinator else "candidate or interviewer"


def _in_role(role: Role | None) -> sa.ColumnElement[bool]:
    return sa.true() if role is None else table.c.role == role.value


def _as_people_sort(person: Person) -> tuple[NameOrder, int]:
    return name_order(person.name), person.id


def _first(session: Session, condition: sa.ColumnElement[bool]) -> Person | None:
    found = _all(session, condition)
    return found[0] if found else None


def _all(
    session: Session,
    *conditions: sa.ColumnElement[bool],
    skip: int | None = None,
    limit: int | None = None,
) -> tuple[Person, ...]:
    chosen = sa.select(*_SHOWN).where(*conditions).order_by(*_BY_NAME).offset(skip).limit(limit)
    return tuple(_person(tuple(row)) for row in session.execute(chosen))


@lru_cache(_MOST_KEPT)
def _person(row: tuple[Any, ...]) -> Person:
    """The person of a row with `_SHOWN`: one value for as long as the row is the same."""
    shown = dict(zip(_NAMES, row, strict=True))
    held = rights.of_row(shown)
    return Person(
        id=shown["id"],
        name=shown["name"],
        role=shown["role"] and Role(shown["role"]),
        time_zone=shown["time_zone"],
        is_coordinator=held.is_coordinator,
        email=shown["email"],
        slack_user_id=shown["slack_user_id"],
        locale=shown["locale"],
        clock=shown["clock"] and Clock(shown["clock"]),
        rights=held,
        is_deactivated=shown["deactivated_at"] is not None,
        departure_is_held=shown["departure_is_held"],
    )
