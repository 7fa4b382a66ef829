"""Everybody whom the bench asks about, written into a database through the store's functions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from random import Random

from scheduling.errors import SlotTaken
from scheduling.model import (
    WHOLE_DAY,
    Availability,
    AvailabilityWindow,
    Person,
    Role,
    TimeOff,
    WallHours,
    Weekday,
    WeeklyHours,
)
from scheduling.store import Session, Store, availability, interviews, people

MOST_PEOPLE = 1200
MEMBERS = 40
"""How many interviewers are members of the sandbox, who can be mentioned; all others can be
named. The sandbox keeps a conversation for every two members, so these are few.
"""
CANDIDATES_IN = 5
"""One in so many people is a candidate."""
WEEKLY_IN = 4
"""One in so many people has weekly hours and time off besides the windows."""
WINDOWS_A_WEEK = 6

ZONES = (
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "Europe/Lisbon",
    "Australia/Sydney",
    "Europe/Stockholm",
)

_FIRST = """Ada Aiko Alva Amir Anouk Arlo Astrid Beata Bram Bruno Celia Cyrus Dalia Darius Edda
Elif Emil Enzo Esra Fatou Finn Freya Goran Greta Hana Hugo Ilse Imani Jalil Jonas Kaia Karim
Leila Linus Malik Mira Nadia Niko Olga Oskar"""
_LAST = """Abara Aoki Banerjee Bergman Castillo Cohen Dubois Eklund Farkas Fischer Garcia Haddad
Hansen Ibarra Jansen Kaya Keller Kowalski Laurent Lindqvist Mbeki Moreau Nakamura Novak Okafor
Petrov Quispe Rossi Silva Tanaka"""

_HALVES = (
    ((9, 0), (12, 0)),
    ((10, 0), (13, 0)),
    ((9, 30), (12, 30)),
    ((14, 0), (17, 0)),
    ((13, 30), (18, 0)),
    ((15, 0), (18, 0)),
)
"""Stretches of a day, three for the morning and three for the afternoon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """A person before they are registered; `handle` is their name in the workspace."""

    name: str
    role: Role
    time_zone: str

    @property
    def handle(self) -> str:
        """The name without a space, in lower case."""
        return self.name.lower().replace(" ", ".")


def everybody(*, count: int, seed: int) -> list[Someone]:
    """This will return that many people with names of their own, interviewers and candidates.

    At most MOST_PEOPLE. The same seed gives the same people.
    """
    if not 2 * CANDIDATES_IN <= count <= MOST_PEOPLE:
        raise ValueError(f"there can be {2 * CANDIDATES_IN} to {MOST_PEOPLE} people, not {count}")
    chance = Random(seed)
    names = chance.sample(
        [f"{first} {last}" for first, last in product(_FIRST.split(), _LAST.split())], count
    )
    return [
        Someone(
            name=name,
            role=Role.INTERVIEWER if number % CANDIDATES_IN else Role.CANDIDATE,
            time_zone=chance.choice(ZONES),
        )
        for number, name in enumerate(names)
    ]


def fill(
    store: Store,
    everyone: Sequence[Someone],
    *,
    slack_ids: dict[str, str],
    weeks: int,
    seed: int,
    now: datetime,
) -> None:
    """This will register everybody, with their hours for so many weeks from this Monday on.

    `slack_ids` are those of the members of the workspace, by handle. Every candidate has one
    interview. All of it is one transaction.
    """
    chance = Random(seed)
    monday = now.date() - timedelta(days=now.weekday())
    with store.writing() as session:
        registered: list[Person] = []
        for someone in everyone:
            person = people.add(
                session,
                name=someone.name,
                role=someone.role,
                time_zone=someone.time_zone,
                slack_user_id=slack_ids.get(someone.handle),
                now=now,
            )
            given = hours_of(person, number=len(registered), monday=monday, weeks=weeks, by=chance)
            availability.save(session, given, expected_version=0)
            registered.append(person)
        _book_one_each(session, registered, monday=monday, weeks=weeks, chance=chance, now=now)


def hours_of(person: Person, *, number: int, monday: date, weeks: int, by: Random) -> Availability:
    """This will return the hours that a person has given; `number` says who has weekly ones."""
    windows = tuple(sorted(_windows(monday, weeks, by)))
    if number % WEEKLY_IN:
        return Availability(person_id=person.id, windows=windows)
    evening = WallHours(start=18 * 60, end=20 * 60)
    weekly = tuple(WeeklyHours(weekday=Weekday(day), hours=evening) for day in (1, 3))
    off = sorted(by.sample(range(weeks * 7), 3))
    return Availability(
        person_id=person.id,
        windows=windows,
        weekly=weekly,
        time_off=tuple(TimeOff(day=monday + timedelta(days=day), hours=WHOLE_DAY) for day in off),
    )


def _windows(monday: date, weeks: int, by: Random) -> Iterator[AvailabilityWindow]:
    halves_of_days = list(product(range(5), (_HALVES[:3], _HALVES[3:])))
    for week in range(weeks):
        for day, halves in by.sample(halves_of_days, WINDOWS_A_WEEK):
            start, end = (hour * 60 + minute for hour, minute in by.choice(halves))
            yield AvailabilityWindow(
                day=monday + timedelta(weeks=week, days=day),
                hours=WallHours(start=start, end=end),
            )


def _book_one_each(
    session: Session,
    registered: Sequence[Person],
    *,
    monday: date,
    weeks: int,
    chance: Random,
    now: datetime,
) -> None:
    interviewers = [person for person in registered if person.role is Role.INTERVIEWER]
    for candidate in (person for person in registered if person.role is Role.CANDIDATE):
        day = monday + timedelta(days=chance.randrange(weeks * 7))
        start = datetime.combine(day, time(chance.randrange(8, 17)), UTC)
        panel = chance.sample(interviewers, 2)
        try:
            interviews.book(
                session,
                candidate=candidate,
                interviewers=panel,
                start=start,
                outside_availability=True,
                booked_by="the bench",
                now=now,
            )
        except SlotTaken:
            continue
