"""Who there is: a page at a time, in a role, and who coordinates."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import Outcome, Person, Role
from scheduling.model.names import NameOrder, name_key, name_order
from scheduling.store.databases.among import among
from scheduling.store.people import departures, outcomes, removals, rights, sort_keys
from scheduling.store.people.rows import SHOWN, all_where, person_of
from scheduling.store.schema.tables import person as table


def matching(
    session: Session, *, text: str, role: Role | None = None, limit: int
) -> tuple[Person, ...]:
    """Return people whose name contains the text, by name; no text, everybody who is here.

    Candidates who are decided on are not among them.
    """
    contains = table.c.name_key.contains(name_key(text), autoescape=True)
    found = all_where(session, contains, *_listed(role), departures.are_here(), limit=limit)
    return tuple(sorted(found, key=as_people_sort))


def page(
    session: Session, *, role: Role | None = None, skip: int, limit: int
) -> tuple[Person, ...]:
    """Return one page of everybody, or of a role, by name as people sort names.

    Candidates who are decided on are not among them; `decided` returns those.
    """
    return _page(session, *_listed(role), skip=skip, limit=limit)


def decided(session: Session, *, skip: int, limit: int) -> tuple[Person, ...]:
    """Return one page of the candidates who are decided on, by name as people sort names."""
    return _page(session, removals.are_registered(), outcomes.are_decided(), skip=skip, limit=limit)


def _page(
    session: Session, *conditions: sa.ColumnElement[bool], skip: int, limit: int
) -> tuple[Person, ...]:
    if sort_keys.are_complete(session):
        wanted = sa.select(*SHOWN).where(*conditions).order_by(*sort_keys.BY_SORT_KEY)
        rows = session.execute(wanted.offset(skip).limit(limit))
        return tuple(person_of(tuple(row)) for row in rows)
    return _sorted_here(session, *conditions, skip=skip, limit=limit)


def _sorted_here(
    session: Session, *conditions: sa.ColumnElement[bool], skip: int, limit: int
) -> tuple[Person, ...]:
    # A database sorts letter by letter, which puts "Person 10" before "Person 2".
    chosen = sa.select(table.c.name, table.c.id).where(*conditions)
    rows = sorted(session.execute(chosen), key=lambda row: (name_order(row.name), row.id))
    wanted = [row.id for row in rows[skip : skip + limit]]
    found = {person.id: person for person in all_where(session, among(table.c.id, wanted))}
    return tuple(found[person_id] for person_id in wanted)


def after(
    session: Session,
    person_id: int,
    *,
    role: Role | None = None,
    outcome: Outcome | None = None,
    limit: int,
) -> tuple[Person, ...]:
    """Return at most `limit` people with higher ids, by id; of an outcome alone, if one is named.

    Those who are decided on are among them.
    """
    became: sa.ColumnElement[bool] = sa.true()
    if outcome is not None:
        became = sa.and_(outcomes.are_decided(), table.c.outcome == outcome.value)
    chosen = sa.select(*SHOWN).where(
        table.c.id > person_id, _in_role(role), became, removals.are_registered()
    )
    rows = session.execute(chosen.order_by(table.c.id).limit(limit))
    return tuple(person_of(tuple(row)) for row in rows)


def count(session: Session, *, role: Role | None = None) -> int:
    """Return how many people there are, or how many in a role, but for those decided on."""
    counted = sa.select(sa.func.count()).select_from(table).where(*_listed(role))
    return session.scalar(counted) or 0


def count_decided(session: Session) -> int:
    """Return how many candidates are decided on."""
    counted = sa.select(sa.func.count()).select_from(table)
    counted = counted.where(removals.are_registered(), outcomes.are_decided())
    return session.scalar(counted) or 0


def count_unreached_in(session: Session, *, time_zone: str) -> int:
    """Return how many people without a Slack account have a time zone."""
    asked = sa.select(sa.func.count()).select_from(table)
    asked = asked.where(table.c.slack_user_id.is_(None), table.c.time_zone == time_zone)
    asked = asked.where(removals.are_registered())
    return session.scalar(asked) or 0


def interviewers(session: Session, *, only: Iterable[int] | None = None) -> tuple[Person, ...]:
    """Return every interviewer who has not left, by name; or those of some ids alone."""
    wanted = sa.true() if only is None else among(table.c.id, only)
    here = departures.are_here(), removals.are_registered()
    return all_where(session, _in_role(Role.INTERVIEWER), *here, wanted)


def departing(session: Session) -> tuple[Person, ...]:
    """Return those who are said to have left, and nobody has confirmed it yet, by name."""
    return all_where(session, departures.are_held())


def coordinators(session: Session) -> tuple[Person, ...]:
    """Return every coordinator whose account is in use, by name; by whatever right they are one."""
    return all_where(session, rights.are_held())


def told_of_changes(session: Session) -> tuple[Person, ...]:
    """Return the coordinators who are told what goes wrong with interviews, by name.

    Where there are only admins who have never arranged anything, all of them: better one too many
    than nobody.
    """
    return all_where(session, rights.have_audience()) or coordinators(session)


def _listed(role: Role | None) -> tuple[sa.ColumnElement[bool], ...]:
    return _in_role(role), removals.are_registered(), outcomes.are_open()


def _in_role(role: Role | None) -> sa.ColumnElement[bool]:
    return sa.true() if role is None else table.c.role == role.value


def as_people_sort(person: Person) -> tuple[NameOrder, int]:
    """Return by what people are sorted: their name, then their id."""
    return name_order(person.name), person.id
