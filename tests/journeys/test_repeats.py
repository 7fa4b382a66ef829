"""A press and a form that come again, after a restart as well, are answered as the first time."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from journeys.arranged import (
    all_is_told,
    answers,
    books,
    database,
    declines,
    empty_office,
    gives,
    outbox,
    usual_people,
)
from journeys.office import MONDAY, Office, bot_in
from scheduling.store.schema.tables import audit

BOOKED = "booked an interview for you"


def booked(office: Office) -> None:
    usual_people(office)
    books(office.carla, "Carl with @ines @ivo", hour="9:00 AM WET")


def cancels(office: Office) -> None:
    booked(office)
    office.carla.presses("Cancel interview", in_=office.carla.asks("/interviews"))


def comes_after_all_twice(office: Office) -> None:
    booked(office)
    for shown in (BOOKED, "you can make it"):
        declines(office.ines, in_=office.ines.sees(shown))
        office.ines.presses("I can after all", in_=office.ines.sees("Noted: you can't make it"))


def keeps(office: Office) -> None:
    booked(office)
    office.ines.types("/availability off Tue")
    office.ines.presses("Keep it", in_=office.ines.sees("You have an interview then"))


def replaces(office: Office) -> None:
    usual_people(office)
    gives(office.ingrid, "Tue 10:00-13:00")
    books(office.carla, "Carl with @ines @ivo", hour="9:00 AM WET")
    declines(office.ines, in_=office.ines.sees(BOOKED))
    office.carla.presses("Replace with Ingrid Ek", in_=office.carla.sees("Ines Iversen can't"))


def undoes_hours(office: Office) -> None:
    office.ines.types("/availability Tue 9-12")
    office.ines.presses("Undo", in_=office.ines.sees("Saved ("))


def undoes_registration(office: Office) -> None:
    office.ines.types("/register interviewer")
    office.ines.presses("Undo", in_=office.ines.sees("registered as an interviewer"))


def clears_hours(office: Office) -> None:
    gives(office.ines, "Tue 9-12")
    office.ines.presses("Remove all hours", in_=office.ines.asks("/availability clear"))


def books_a_plan(office: Office) -> None:
    usual_people(office)
    office.carla.types("/distribute all tomorrow")
    office.carla.presses("Book it", in_=office.carla.sees("can be interviewed"))


PRESSES: list[Callable[[Office], None]] = [
    cancels,
    comes_after_all_twice,
    keeps,
    replaces,
    undoes_hours,
    undoes_registration,
    clears_hours,
    books_a_plan,
]


@pytest.mark.parametrize("presses", PRESSES)
def test_a_button_pressed_again_after_a_restart_is_answered_as_the_first_time(
    presses: Callable[[Office], None], tmp_path: Path
) -> None:
    with empty_office(tmp_path, now=MONDAY) as office:
        with bot_in(office):
            presses(office)
            first = answered(office, last_press(office))
            all_is_told(office)
            done = all_that_was_done(office)
        with bot_in(office):
            count = len(answers(office))
            office.slack.delivers_again("interactive")
            office.slack.waits_until(lambda: len(answers(office)) > count)
            again = answered(office, last_press(office))
            all_is_told(office)

            assert again == first
            assert all_that_was_done(office) == done


def books_by_form(office: Office) -> None:
    usual_people(office)
    found = office.carla.asks("/find-slots Carl with @ines")
    office.carla.presses("Book on Tue 10 Nov", in_=found)
    office.carla.fills({"Tue 10 Nov": "9:00 AM WET"})


def moves_by_form(office: Office) -> None:
    booked(office)
    office.carla.presses("Move", in_=office.carla.asks("/interviews"))
    office.carla.fills({"Hours that suit everybody": "10:00 AM WET"})


def declines_by_form(office: Office) -> None:
    booked(office)
    office.ines.presses("Can't make it", in_=office.ines.sees(BOOKED))
    office.ines.sees_in_modal("You can't make it?")


def gives_by_form(office: Office) -> None:
    office.ines.types("/availability")
    office.ines.presses("Add a date")
    office.ines.sees_in_modal("Times are")
    office.ines.fills({"Date": date(2026, 11, 10), "From": time(10), "To": time(14)})


def registers_by_form(office: Office) -> None:
    office.ines.types("/register")
    office.ines.sees_in_modal("Register")


FORMS = [
    ("carla", books_by_form),
    ("carla", moves_by_form),
    ("ines", declines_by_form),
    ("ines", gives_by_form),
    ("ines", registers_by_form),
]


@pytest.mark.parametrize(("who", "fills"), FORMS)
def test_a_form_sent_again_after_a_restart_is_answered_as_the_first_time(
    who: str, fills: Callable[[Office], None], tmp_path: Path
) -> None:
    with empty_office(tmp_path, now=MONDAY) as office:
        with bot_in(office):
            fills(office)
            getattr(office, who).submits()
            first = last_press(office)["response"]
            all_is_told(office)
            done = all_that_was_done(office)
        with bot_in(office):
            office.slack.delivers_again("interactive")
            all_is_told(office)

            assert last_press(office)["response"] == first
            assert all_that_was_done(office) == done


def last_press(office: Office) -> dict[str, Any]:
    """What the bot was brought last, with its answer to that."""
    return [one for one in office.slack.traffic if one["kind"] == "interactive"][-1]


def answered(office: Office, press: dict[str, Any]) -> Any:
    """What was shown first after a press."""

    def first() -> Any:
        after = [one for one in answers(office) if one["n"] > press["n"]]
        return after and after[0]["request"]

    return office.slack.waits_until(first)


def all_that_was_done(office: Office) -> Any:
    """How much is on record, and on its way to people or with them."""
    with database(office) as connection:
        entries = connection.scalar(sa.select(sa.func.count()).select_from(audit))
    return entries, outbox(office)
