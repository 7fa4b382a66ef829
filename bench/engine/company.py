"""A company of any size and its hours, in memory and in a database, for the engine's figures."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from random import Random

import sqlalchemy as sa

from bench.engine.baselines import Windows, windows_of
from bench.fixtures.population import ZONES, hours_of
from scheduling.availability import free_hours
from scheduling.model import Availability, Person, Role, WallHours, Weekday, WeeklyHours
from scheduling.model.names import name_key
from scheduling.store import Session, Store
from scheduling.store.schema import tables
from scheduling.timespan import Horizon, Span

WEEKS = 12
_ROWS_AT_ONCE = 10_000


@dataclass(frozen=True)
class Company:
    """Interviewers with twelve weeks of hours from a Monday on, and one candidate."""

    monday: date
    people: tuple[Person, ...]
    said: tuple[Availability, ...]

    @property
    def horizon(self) -> Horizon:
        """The twelve weeks."""
        start = datetime.combine(self.monday, time(), UTC)
        return Horizon.covering(Span(start=start, end=start + timedelta(weeks=WEEKS)))

    @cached_property
    def free(self) -> tuple[int, ...]:
        """Everybody's bits, in the order of `people`."""
        return tuple(worked_out(self, count=len(self.people)))

    @cached_property
    def windows(self) -> tuple[Windows, ...]:
        """The same as pairs of instants, in UTC."""
        return tuple(windows_of(self.horizon.spans(bits)) for bits in self.free)

    @cached_property
    def wanted(self) -> int:
        """The candidate's bits: working hours, 480 in all."""
        hours = WallHours(start=9 * 60, end=17 * 60)
        weekly = tuple(WeeklyHours(weekday=day, hours=hours) for day in list(Weekday)[:5])
        said = Availability(person_id=0, weekly=weekly)
        return free_hours(said, time_zone="UTC", horizon=self.horizon)


def company(*, count: int, now: datetime, seed: int = 1) -> Company:
    """Return a company of that many interviewers; the same seed gives the same one."""
    chance, monday = Random(seed), now.date() - timedelta(days=now.weekday())
    people = tuple(
        Person(
            id=number + 1,
            name=f"Person {number}",
            role=Role.INTERVIEWER,
            time_zone=ZONES[number % len(ZONES)],
        )
        for number in range(count)
    )
    said = tuple(
        hours_of(person, number=number, monday=monday, weeks=WEEKS, by=chance)
        for number, person in enumerate(people)
    )
    return Company(monday=monday, people=people, said=said)


def worked_out(some: Company, *, count: int) -> list[int]:
    """Work out the bits of the first people anew."""
    horizon = some.horizon
    return [
        free_hours(said, time_zone=person.time_zone, horizon=horizon)
        for person, said in zip(some.people[:count], some.said, strict=False)
    ]


def write(store: Store, some: Company, *, now: datetime) -> None:
    """Write everybody and their hours, row by row, as they would stand in use."""
    store.migrate()
    with store.writing() as session:
        _insert(session, tables.person, [_person_row(person, now) for person in some.people])
        for table, rows in _hour_rows(some).items():
            _insert(session, table, rows)


def _insert(session: Session, table: sa.Table, rows: list[dict[str, object]]) -> None:
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        session.execute(sa.insert(table), rows[first : first + _ROWS_AT_ONCE])


def _person_row(person: Person, now: datetime) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.name,
        "name_key": name_key(person.name),
        "role": "interviewer",
        "time_zone": person.time_zone,
        "is_coordinator": False,
        "availability_version": 1,
        "created_at": now,
    }


def _hour_rows(some: Company) -> dict[sa.Table, list[dict[str, object]]]:
    rows: dict[sa.Table, list[dict[str, object]]] = {
        tables.weekly_hours: [],
        tables.availability_window: [],
        tables.time_off: [],
    }
    for person, said in zip(some.people, some.said, strict=True):
        for table, entries in (
            (tables.weekly_hours, said.weekly),
            (tables.availability_window, said.windows),
            (tables.time_off, said.time_off),
        ):
            when = "weekday" if table is tables.weekly_hours else "day"
            rows[table] += [
                {
                    "person_id": person.id,
                    when: int(entry.weekday) if isinstance(entry, WeeklyHours) else entry.day,
                    "start_minute": entry.hours.start,
                    "end_minute": entry.hours.end,
                }
                for entry in entries
            ]
    return rows
