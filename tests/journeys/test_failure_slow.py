"""The database is slow, or stands still: Slack is answered at once, and people in the end."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from journeys.arranged import gives, outbox, usual_people
from journeys.office import ACK_SECONDS, Office, bot_in, workspace_of
from sandbox.testing.user import User

STUCK, MORE = 10, 50
SLACK_WAITS = 3.0
"""Seconds that an ack may take; it comes while the database stands still, however slow all is."""


@contextmanager
def standing_still() -> Iterator[threading.Event]:
    """Nobody gets a connection to the database until the event is set, as at the end it is."""
    goes_on = threading.Event()

    def wait(*_: object) -> None:
        goes_on.wait(timeout=60)

    event.listen(Pool, "checkout", wait)
    try:
        yield goes_on
    finally:
        goes_on.set()
        event.remove(Pool, "checkout", wait)


def acks(office: Office) -> list[float]:
    """How long each command waited for its ack, in seconds."""
    commands = [one for one in office.slack.traffic if one["kind"] == "slash_commands"]
    assert all(one["ok"] for one in commands)
    return [one["ms"] / 1000 for one in commands]


def everybody(office: Office) -> list[User]:
    return [office.carla, office.ines, office.ivo, office.ingrid, office.imran]


@pytest.mark.failure_case(8)
def test_a_database_that_takes_five_seconds_delays_the_answer_and_nothing_else(
    office: Office,
) -> None:
    office.ines.asks("/availability help")

    with standing_still() as goes_on:
        office.ines.types("/availability Tue 9-12")
        said_at_once = office.ines.messages_from_app[1:]
        threading.Timer(5, goes_on.set).start()
        office.ines.sees("Saved (")

    assert said_at_once == []
    assert goes_on.is_set()
    assert max(acks(office)) < SLACK_WAITS
    assert office.ines.toasts == []


@pytest.mark.failure_case(9)
def test_fifty_commands_are_acknowledged_at_once_while_ten_are_stuck_and_all_are_answered(
    office: Office,
) -> None:
    people = everybody(office)
    for who in people:
        who.asks("/interviews help")

    # Whatever else the machine does in one round, it hardly does in three.
    slowest = [waits_while_stuck(office, people) for _ in range(3)]

    assert min(slowest) < SLACK_WAITS
    assert all(who.toasts == [] for who in people)


def waits_while_stuck(office: Office, people: list[User]) -> float:
    """The 99th percentile of the waits for an ack, in seconds; nobody is answered meanwhile."""
    so_far, heard = len(acks(office)), [len(who.messages_from_app) for who in people]
    with standing_still() as goes_on:
        for number in range(STUCK):
            people[number % len(people)].types("/availability list")
        for number in range(MORE):
            people[number % len(people)].types("/interviews")
        waited = acks(office)[so_far:]
        assert [len(who.messages_from_app) for who in people] == heard
        goes_on.set()
        each = (STUCK + MORE) // len(people)
        office.slack.waits_until(
            lambda: [len(who.messages_from_app) - each for who in people] == heard
        )
    assert len(waited) == STUCK + MORE
    return quantiles(waited, n=100)[98]


@pytest.mark.failure_case(8)
def test_a_menu_on_a_slow_database_is_empty_and_the_form_stays_usable(office: Office) -> None:
    usual_people(office)
    office.carla.types("/find-slots")
    office.carla.sees_in_modal("Candidate")
    suggested: list[Any] = []
    office.slack.control.ack_within(SLACK_WAITS)

    with standing_still() as goes_on:
        context = threading.Thread(
            target=lambda: suggested.append(office.carla.options_for("Candidate", "Ca"))
        )
        context.start()
        context.join(timeout=60)
        goes_on.set()

    office.slack.control.ack_within(ACK_SECONDS)
    assert suggested == [[]]
    assert office.carla.options_for("Candidate", "Ca") == ["Carl Chen"]
    gives(office.carla, "Wed 9-10")
    assert outbox(office)["dead"] == 0


@pytest.mark.failure_case(22)
def test_told_to_end_the_bot_answers_the_five_who_have_asked(tmp_path: Path) -> None:
    with workspace_of(tmp_path) as office, ExitStack() as at_last:
        people = everybody(office)
        with bot_in(office):
            for who in people:
                who.asks("/interviews help")
            goes_on = at_last.enter_context(standing_still())
            for number, who in enumerate(people, start=9):
                who.types(f"/availability Tue {number}:00-{number + 1}:00")
            threading.Timer(0.5, goes_on.set).start()

        answers = [who.messages_from_app[-1] for who in people]

    assert goes_on.is_set()
    assert all("Saved (" in answer for answer in answers), answers
