"""A plan at once, and earlier hours when there are any: nothing on the screen changes by itself."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.slack.searches import Searches
from journeys.arranged import all_is_told, empty_office, gives, has_candidate, pressed_again
from journeys.office import MONDAY, Office, bot_in
from sandbox.testing.views import SeenMessage

LONDON = "Europe/London"
LOOKING = "I am still looking for earlier hours"
FOUND = "There is a plan as good as this one with earlier hours"
AT_ELEVEN = "11:00 AM – Ana Alves with"
SHOW = "Show earlier hours"


@dataclass(frozen=True, kw_only=True)
class Held:
    """An office in which a plan is shown at once, and a search goes on when it is let."""

    office: Office
    may_go_on: threading.Event

    def is_planned(self) -> SeenMessage:
        """Ana could come at 9 and 11 o'clock and Ben at 11; Ines is free at both, Ivo at 11."""
        has_candidate(self.office, "Ana Alves", LONDON, "Tue 9:00-10:00", "Tue 11:00-12:00")
        has_candidate(self.office, "Ben Brook", LONDON, "Tue 11:00-12:00")
        # An hour ahead of UTC, and five behind it.
        gives(self.office.ines, "Tue 10:00-11:00", "Tue 12:00-13:00")
        gives(self.office.ivo, "Tue 6:00 AM - 7:00 AM")
        self.office.carla.types("/distribute all tomorrow")
        return self.office.carla.sees(LOOKING)

    def is_found(self) -> SeenMessage:
        """The same, and the search has come to its end."""
        self.is_planned()
        self.may_go_on.set()
        return self.office.carla.sees(FOUND)


@contextmanager
def held_in(folder: Path) -> Iterator[Held]:
    may_go_on = threading.Event()

    def until_it_may() -> None:
        may_go_on.wait(timeout=60)

    searches = Searches(patience=0, before_each=until_it_may)
    with empty_office(folder, now=MONDAY) as office, bot_in(office, searches=searches):
        try:
            yield Held(office=office, may_go_on=may_go_on)
        finally:
            may_go_on.set()


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    with held_in(tmp_path) as held:
        yield held


def test_a_plan_is_there_before_the_search_is_over_and_can_be_booked(held: Held) -> None:
    plan = held.is_planned()

    assert "Both candidates can be interviewed" in plan.text
    assert AT_ELEVEN in plan.text
    assert plan.labels == ["Book all 2", "Adjust…", "Discard"]
    held.office.carla.presses("Book all 2", in_=plan)
    done = held.office.carla.sees("2 interviews booked")
    assert done.ts == plan.ts
    assert LOOKING not in done.text


def test_earlier_hours_are_offered_below_the_plan_which_stays_as_it_is(held: Held) -> None:
    plan = held.is_planned()
    many = len(held.office.carla.messages)

    held.may_go_on.set()
    offered = held.office.carla.sees(FOUND)

    assert offered.ts == plan.ts
    assert len(held.office.carla.messages) == many
    assert AT_ELEVEN in offered.text
    assert LOOKING not in offered.text
    assert offered.labels == ["Book all 2", SHOW, "Adjust…", "Discard"]


def test_what_is_booked_is_what_is_shown(held: Held) -> None:
    plan = held.is_found()

    held.office.carla.presses("Book all 2", in_=plan)
    held.office.carla.sees("2 interviews booked")
    all_is_told(held.office)

    listed = held.office.carla.asks("/interviews").text
    assert listed.count("11:00 AM") == 2
    assert "9:00 AM" not in listed


def test_earlier_hours_are_shown_once_they_are_asked_for_and_booked_from_there(held: Held) -> None:
    plan = held.is_found()

    held.office.carla.presses(SHOW, in_=plan)
    shown = held.office.carla.sees("1 interview earlier than in the plan before")

    assert shown.ts == plan.ts
    assert "9:00 AM – Ana Alves with Ines Iversen" in shown.text
    assert "No plan as good as this one has earlier hours" in shown.text
    assert shown.labels == ["Book all 2", "Adjust…", "Discard"]
    held.office.carla.presses("Book all 2", in_=shown)
    held.office.carla.sees("2 interviews booked")
    assert "9:00 AM" in held.office.carla.asks("/interviews").text


def test_the_button_pressed_twice_shows_them_once(held: Held) -> None:
    plan = held.is_found()

    held.office.carla.presses(SHOW, in_=plan)
    shown = held.office.carla.sees("1 interview earlier than in the plan before")
    pressed_again(held.office)

    all_is_told(held.office)
    assert [one.ts for one in held.office.carla.messages if SHOW in one.labels] == []
    held.office.carla.presses("Book all 2", in_=shown)
    held.office.carla.sees("2 interviews booked")


def test_a_plan_that_is_booked_while_it_is_looked_for_earlier_hours_stays_booked(
    held: Held,
) -> None:
    plan = held.is_planned()
    held.office.carla.presses("Book all 2", in_=plan)
    held.office.carla.sees("2 interviews booked")

    held.may_go_on.set()

    has_candidate(held.office, "Cy Cole", LONDON)
    assert FOUND not in "".join(one.text for one in held.office.carla.messages)
    assert "2 interviews booked" in held.office.carla.sees("2 interviews booked").text


def test_a_discarded_plan_is_not_looked_at_any_more(held: Held) -> None:
    plan = held.is_planned()
    held.office.carla.presses("Discard", in_=plan)
    held.office.carla.sees("Plan discarded")

    held.may_go_on.set()

    has_candidate(held.office, "Cy Cole", LONDON)
    assert held.office.carla.sees("Plan discarded").ts == plan.ts
    assert FOUND not in "".join(one.text for one in held.office.carla.messages)


def test_a_bot_that_ends_while_it_looks_says_so_and_the_next_one_books_the_plan(
    tmp_path: Path,
) -> None:
    searches = Searches(patience=0, before_each=lambda: None)
    ends = Searches(patience=0, before_each=lambda: _until(ends.ending))
    with empty_office(tmp_path, now=MONDAY) as office:
        with bot_in(office, searches=ends):
            plan = Held(office=office, may_go_on=threading.Event()).is_planned()
        stopped = office.carla.sees("I was stopped while I was looking for earlier hours")
        assert stopped.ts == plan.ts
        with bot_in(office, searches=searches):
            office.carla.presses("Book all 2", in_=stopped)
            office.carla.sees("2 interviews booked")


def _until(event: threading.Event) -> None:
    event.wait(timeout=60)
