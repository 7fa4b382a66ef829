"""What can go wrong with a form: gone, too deep, overtaken, or with a field missing."""

import re
from collections.abc import Callable, Iterator
from datetime import date, time
from functools import partial

import pytest
from slack_sdk import WebClient

from journeys.arranged import usual_people
from journeys.office import MONDAY, Office, office_in
from journeys.test_races import at_once
from sandbox.events.faults import error
from sandbox.state.changes import Change
from sandbox.state.views import View
from sandbox.testing.user import User

OLD_FORM = "That form is from another version of me, and nothing was saved."
BROKEN = "something broke on our side"


@pytest.fixture(name="office", scope="module")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The usual people's office, the same for all of these."""
    with office_in(tmp_path_factory.mktemp("office"), now=MONDAY) as office:
        usual_people(office)
        yield office


@pytest.fixture(autouse=True)
def _put_away(office: Office) -> Iterator[None]:
    yield
    for who in (office.carla, office.ines):
        puts_away(who)


def puts_away(who: User) -> None:
    while who.has_modal:
        who.closes()


# -- a field is missing ------------------------------------------------------------------------


def opens_hours(office: Office) -> User:
    office.ines.types("/availability")
    office.ines.presses("Add a date")
    office.ines.sees_in_modal("Times are")
    office.ines.fills({"Date": date(2026, 11, 10), "From": time(10), "To": time(14)})
    return office.ines


def opens_weekly(office: Office) -> User:
    office.ines.types("/availability")
    office.ines.presses("Add weekly hours")
    office.ines.sees_in_modal("Days")
    office.ines.fills({"Days": ["Monday"], "From": time(10), "To": time(14)})
    return office.ines


def opens_time_off(office: Office) -> User:
    office.ines.types("/availability")
    office.ines.presses("Add time off")
    office.ines.sees_in_modal("First day off")
    office.ines.fills({"First day off": date(2026, 11, 10), "Last day off": date(2026, 11, 11)})
    return office.ines


def opens_registering(office: Office) -> User:
    office.ines.types("/register")
    office.ines.sees_in_modal("Time zone")
    return office.ines


def opens_candidate(office: Office) -> User:
    office.carla.types("/register")
    office.carla.presses("Register a candidate from outside Slack")
    office.carla.sees_in_modal("Email")
    office.carla.fills({"Name": "Ana"})
    return office.carla


def opens_find_slots(office: Office) -> User:
    office.carla.types("/find-slots")
    office.carla.sees_in_modal("Candidate")
    return office.carla


def opens_booking(office: Office) -> User:
    found = office.carla.asks("/find-slots Carl with @ines")
    office.carla.presses("Book on Tue 10 Nov", in_=found)
    # Another test may have booked the first of the hours.
    hour = re.search(r"\d+:\d\d [AP]M", found.text)
    assert hour is not None
    office.carla.fills({"Tue 10 Nov": f"{hour.group()} WET"})
    return office.carla


def opens_distribute(office: Office) -> User:
    office.carla.types("/distribute")
    office.carla.sees_in_modal("Candidates")
    return office.carla


FORMS = [
    opens_hours,
    opens_weekly,
    opens_time_off,
    opens_registering,
    opens_candidate,
    opens_find_slots,
    opens_booking,
    opens_distribute,
]


def calls_off(office: Office) -> None:
    before, ahead = office.carla.messages, office.carla.asks("/interviews", sees="ahead")
    office.carla.presses("Cancel interview", in_=ahead)
    office.carla.sees("Cancelled:", besides=before)


def input_ids(who: User, office: Office) -> list[str]:
    return [one["block_id"] for one in on_screen(who, office).blocks if one["type"] == "input"]


def on_screen(who: User, office: Office) -> View:
    view = office.slack.workspace.views.find(view_id=who.modal.id)
    assert view is not None
    return view


def loses(who: User, office: Office, block_id: str) -> None:
    """The form before somebody is of a version that did not ask this."""
    view = on_screen(who, office)
    kept = [one for one in view.told["blocks"] if one["block_id"] != block_id]
    client(office).views_update(view_id=view.id, view=view.told | {"blocks": kept})


def client(office: Office) -> WebClient:
    return WebClient(token=office.slack.bot_token, base_url=office.slack.api_url)


@pytest.mark.failure_case(13)
@pytest.mark.parametrize("opens", FORMS)
def test_a_form_without_one_of_its_fields_is_no_fault_of_ours_and_is_answered(
    office: Office, opens: Callable[[Office], User], caplog: pytest.LogCaptureFixture
) -> None:
    who = opens(office)
    answers = {}

    for field in input_ids(who, office):
        puts_away(who)
        opens(office)
        loses(who, office, field)
        who.submits()
        answers[field] = [who.modal.text, *who.modal.errors.values()] if who.has_modal else []
        if any("Booked:" in words for words in answers[field]):
            # A form of an older version has no place, and books as it always did.
            puts_away(who)
            calls_off(office)

    assert any(OLD_FORM in words for answer in answers.values() for words in answer), answers
    assert not any(BROKEN in words for answer in answers.values() for words in answer), answers
    assert who.toasts == []
    assert "reference" not in caplog.text


# -- what Slack makes of a view ----------------------------------------------------------------


@pytest.mark.failure_case(10)
@pytest.mark.parametrize("word", ["expired_trigger_id", "exchanged_trigger_id"])
@pytest.mark.parametrize("typed", ["/find-slots", "/register", "/distribute"])
def test_a_form_that_came_too_late_or_twice_is_asked_for_again(
    office: Office, typed: str, word: str
) -> None:
    office.slack.control.meets("views.open", error(word), times=1)

    answer = office.carla.asks(typed).text

    assert "That took too long, and Slack would not let me open the form." in answer
    assert not office.carla.has_modal
    office.carla.types(typed)
    assert office.slack.waits_until(lambda: office.carla.has_modal)


@pytest.mark.failure_case(10)
def test_a_trigger_that_has_run_out_in_truth_is_told_as_well(office: Office) -> None:
    def time_passes(change: Change) -> None:
        if change.type == "traffic" and change.data["name"] == "users.info":
            office.slack.clock.forward(seconds=4)

    office.slack.clock.forward(hours=2)  # nobody is remembered that long
    stop = office.slack.workspace.changes.watch(time_passes)
    office.ingrid.types("/find-slots")

    office.ingrid.sees("That took too long, and Slack would not let me open the form.")
    stop()


@pytest.mark.failure_case(11)
def test_changes_from_two_sides_at_once_are_both_on_the_home_tab(office: Office) -> None:
    office.imran.opens_home()
    office.imran.sees_in_home("Your hours")
    # One part of the bot alone publishes Home tabs, one after the other and whole, so that no
    # hash is sent that Slack could find outdated: this never strikes.
    office.slack.control.meets("views.publish", error("hash_conflict"))

    at_once(
        *[partial(office.imran.types, f"/availability {day} 9-10") for day in ("Thu", "Fri")],
        partial(office.carla.types, "/availability for @imran: Wed 9-10"),
    )

    days = ("Wed 11 Nov", "Thu 12 Nov", "Fri 13 Nov")
    office.slack.waits_until(lambda: all(day in office.imran.home.text for day in days))
    assert office.slack.control.met("views.publish", "hash_conflict") == 0
    office.slack.control.clear()


@pytest.mark.failure_case(12)
def test_a_fourth_view_over_three_is_refused_and_the_three_stay(office: Office) -> None:
    office.ines.types("/availability")
    office.ines.sees_in_modal("Add a date")
    office.slack.control.meets("views.push", error("push_limit_reached"), times=2)

    office.ines.presses("Add a date")

    office.slack.waits_until(
        lambda: office.slack.control.met("views.push", "push_limit_reached") == 2
    )
    assert "Add a date" in office.ines.modal.labels
    office.ines.presses("Add a date")
    office.ines.sees_in_modal("Times are")
