"""Distributing 200 candidates over 100 interviewers and 80 hours, through Slack, end to end."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from databases import new_database

from journeys.arranged import all_is_told
from journeys.office import ROOT, Office, bot_in
from sandbox.state.clock import ManualClock
from sandbox.state.people import Person as Member
from sandbox.state.people import person as member
from sandbox.testing.driver import Sandbox
from sandbox.testing.user import User
from scheduling.model import Availability, AvailabilityWindow, Person, Role, WallHours
from scheduling.store import Session, Store, availability, people

MONDAY = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)
FIRST_DAY = date(2026, 11, 10)
CANDIDATES, INTERVIEWERS, DAYS, HOURS_A_DAY = 200, 100, 10, 8
LONG_NAME = "Maximiliane-Theodora von und zu Hohenberg-Wittelsbach"


@contextmanager
def large_office(folder: Path) -> Iterator[Office]:
    """Carla and 100 interviewers of the workspace, and 200 candidates from outside."""
    carla = member("Carla Costa", tz="UTC", is_admin=True, is_owner=True)
    members = [
        member(f"{number} {LONG_NAME}", name=f"member{number}", tz="UTC")
        for number in range(INTERVIEWERS)
    ]
    database_url = new_database(folder)
    fill(database_url, members)
    with Sandbox.running(
        manifest=ROOT / "manifest.json", people=[carla, *members], clock=ManualClock(MONDAY)
    ) as slack:
        office = Office(slack=slack, database_url=database_url)
        with bot_in(office):
            yield office


def fill(database_url: str, members: list[Member]) -> None:
    """Everybody is registered, each free at some sixteen of eighty hours."""
    chance = Random(7)
    store = Store.open(database_url)
    store.migrate()
    with store.writing() as session:
        for who in members:
            facts = {"name": who.real_name, "slack_user_id": who.id}
            give(session, add(session, Role.INTERVIEWER, **facts), chance)
        for number in range(CANDIDATES):
            give(session, add(session, Role.CANDIDATE, name=f"{number} & Co {LONG_NAME}"), chance)
    store.close()


def add(session: Session, role: Role, **facts: str) -> Person:
    return people.add(session, role=role, time_zone="UTC", now=MONDAY, **facts)


def give(session: Session, person: Person, chance: Random) -> None:
    hours = [(day, 9 + hour) for day in range(DAYS) for hour in range(HOURS_A_DAY)]
    windows = tuple(
        AvailabilityWindow(
            day=FIRST_DAY + timedelta(days=day),
            hours=WallHours(start=60 * hour, end=60 * hour + 60),
        )
        for day, hour in sorted(chance.sample(hours, 16))
    )
    given = Availability(person_id=person.id, windows=windows)
    availability.save(session, given, expected_version=0)


def test_a_large_round_is_planned_paged_and_booked_and_nobody_waits_for_an_ack(
    tmp_path: Path,
) -> None:
    with large_office(tmp_path) as office:
        carla = office.carla
        carla.types("/distribute all 10 Nov - 19 Nov")
        carla.types("/interviews")

        plan = carla.sees("All 200 candidates can be interviewed.", within=120)
        assert "Page 1 of 6" in plan.text
        for page in range(2, 7):
            carla.presses("Show more", in_=plan)
            plan = carla.sees(f"Page {page} of 6")
        carla.presses("Book all 200", in_=plan)
        carla.sees("200 interviews booked", within=120)
        office.slack.waits_until(lambda: len(told_members(office)) == INTERVIEWERS, within=120)
        all_is_told(office)

        assert sum(told_members(office).values()) == INTERVIEWERS
        assert [one.toasts for one in (carla, *everybody(office))] == [[]] * (INTERVIEWERS + 1)


def everybody(office: Office) -> list[User]:
    return [
        office.slack.person(one.id)
        for one in office.slack.workspace.people.values()
        if one.real_name.endswith(LONG_NAME)
    ]


def told_members(office: Office) -> dict[str, int]:
    """How many messages each interviewer has got, of those who got any."""
    counts = {one.id: len(one.messages_from_app) for one in everybody(office)}
    return {id: count for id, count in counts.items() if count}
