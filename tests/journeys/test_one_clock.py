"""Whoever reads times by one clock never reads one by the other, in whatever they are shown."""

import re
from datetime import time
from pathlib import Path

import pytest

from journeys.arranged import all_is_told, book_labels, declines, gives, is_candidate, told
from journeys.office import Office, bot_in, workspace_of
from journeys.wording import Words
from sandbox.state.people import person
from sandbox.testing.user import User

AM_OR_PM = re.compile(r"\b\d{1,2}(:\d\d)?[ \u202f]?[AP]M\b", re.IGNORECASE)
OF_24_HOURS = re.compile(r"\b\d{1,2}:\d\d\b(?![ \u202f]?([AP]M|[AP]?…))")
CHOICE = re.compile(r"14:00|2:00 PM|`/register clock[^`]*`")
"""Who chooses between the clocks is shown both."""


def people(locale: str) -> tuple[object, ...]:
    return (
        person("Carla Costa", tz="Europe/Lisbon", locale=locale, is_admin=True),
        person("Ines Iversen", tz="Europe/Berlin", locale=locale),
        person("Ivo Ito", tz="America/New_York", locale=locale),
        person("Carl Chen", tz="Europe/London", locale=locale),
    )


@pytest.mark.parametrize(
    ("locale", "foreign"), [("de-DE", AM_OR_PM), ("en-US", OF_24_HOURS)], ids=["24", "12"]
)
def test_every_view_and_message_has_the_times_of_its_readers_clock(
    tmp_path: Path, locale: str, foreign: re.Pattern[str]
) -> None:
    with workspace_of(tmp_path, *people(locale)) as office, bot_in(office):
        words = Words(office.slack.workspace)
        gives_hours(office)
        is_asked_back(office)
        looks_for_slots(office)
        is_interviewed(office)
        plans_a_round(office)
        looks_around(office)

    texts = [CHOICE.sub("", text) for text in words]
    assert len(texts) > 300
    assert [text for text in texts if foreign.search(text)] == []


def shuts_all(user: User) -> None:
    """Somebody closes every form before them."""
    while user.has_modal:
        user.closes()


def gives_hours(office: Office) -> None:
    gives(office.ines, "tomorrow 10-13", "every Thu 10-13 until 20 December", "off 20 Nov 9-12")
    gives(office.ines, "this Thursday 14-16 instead")
    gives(office.ivo, "tomorrow 5-6 AM, 7-8 AM", "every Fri 10 PM - Sat 2 AM")
    is_candidate(office.carl, "tomorrow 9-12")
    for command in ("availability", "find-slots", "distribute", "interviews", "register"):
        office.carla.types(f"/{command} help")
    office.ines.asks("/availability list")
    for label in ("Add a date", "Add weekly hours", "Add time off"):
        office.ines.types("/availability")
        office.ines.presses(label)
        office.ines.sees_in_modal("Times are in your time zone")
        if label == "Add weekly hours":
            office.ines.fills({"Days": ["Tuesday"], "From": time(12), "To": time(9)})
            office.ines.submits()
        shuts_all(office.ines)


def is_asked_back(office: Office) -> None:
    for text in ("tomorrow 4-6", "Mon-Fri 9-17", "yesterday 9-10", "Tue 5-3", "blue", "pause"):
        office.ines.asks(f"/availability {text}")
    for text in ("Carl tomorrow 4-6", "Carl with Nobody", "Carl tomorrow 3 AM - 4 AM", ""):
        office.carla.types(f"/find-slots {text}")
    office.carla.closes()
    office.ines.types("I can do tomorrow 9-12")
    office.ines.types("when can Carl meet Ivo?")


def looks_for_slots(office: Office) -> None:
    office.carla.asks("/find-slots Carl with @ivo tomorrow", sees="slot")
    office.carla.asks("/find-slots Carl with @ines @ivo tomorrow")
    found = office.carla.asks("/find-slots Carl with @ines tomorrow", sees="Times are yours")
    office.carla.presses(book_labels(found)[0], in_=found)
    office.carla.submits()
    office.carla.sees_in_modal("Booked:")
    office.carla.closes()
    all_is_told(office)


def is_interviewed(office: Office) -> None:
    ines, carla, carl = office.ines, office.carla, office.carl
    declines(ines, in_=ines.sees("booked an interview for you"))
    carla.sees("can't make it")
    ines.presses("I can after all", in_=ines.sees("Noted:"))
    ines.sees("after all (")
    carl.presses("Move", in_=carl.asks("/interviews"))
    carl.closes()
    carla.presses("History", in_=carla.asks("/interviews"))
    carla.closes()
    ines.asks("/availability off tomorrow")
    all_is_told(office)
    carla.presses("Move", in_=carla.asks("/interviews"))
    carla.submits()
    shuts_all(carla)
    carla.presses("Cancel interview", in_=carla.asks("/interviews"))
    all_is_told(office)
    office.carla.asks("/interviews next week")


def plans_a_round(office: Office) -> None:
    carla = office.carla
    gives(office.ines, "tomorrow 10-13")
    carla.types("/distribute")
    carla.closes()
    carla.types("/distribute Carl tomorrow")
    plan = carla.sees("can be interviewed")
    carla.presses("Adjust…", in_=plan)
    carla.options_for("Hours to pin", "")
    carla.closes()
    carla.presses("Book it", in_=plan)
    done = carla.sees("1 interview booked")
    all_is_told(office)
    carla.presses("Plan again…", in_=done)
    carla.submits()
    carla.sees("Planned again")
    office.slack.clock.forward(hours=24)
    all_is_told(office)
    assert told(office.ines, "Reminder")


def looks_around(office: Office) -> None:
    for user in (office.carla, office.ines, office.carl):
        user.opens_home()
        user.sees_in_home("nterview")
    office.carla.asks("/register list")
    office.carla.types("/register")
    office.carla.closes()
    office.ines.asks("/register time zone America/New_York")
    all_is_told(office)
