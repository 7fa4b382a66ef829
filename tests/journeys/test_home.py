"""The Home tab: what stands there, where its buttons lead, and that it keeps up."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from journeys.arranged import books, declines, gives, is_candidate
from journeys.office import MONDAY, Office, bot_in, workspace_of
from sandbox.state.people import person
from sandbox.testing.user import User
from sandbox.testing.views import SeenView
from scheduling.model import Availability, AvailabilityWindow, Role, WallHours
from scheduling.store import Store, availability, interviews, people

CARLA = person("Carla Costa", tz="Europe/Lisbon", is_admin=True)


def home_of(who: User, words: str = "Your hours") -> SeenView:
    """What stands on somebody's Home tab after they have opened it, with these words in it."""
    who.opens_home()
    return who.sees_in_home(words)


def stands_out(home: SeenView) -> list[str]:
    """The words of the green buttons."""
    return [one.names[0] for one in home.controls if one.element.get("style") == "primary"]


def has_interview(office: Office) -> None:
    """Carl meets Ines tomorrow at 10 her time, booked by Carla."""
    is_candidate(office.carl, "tomorrow 9-12")
    gives(office.ines, "tomorrow 10-13")
    books(office.carla, "Carl with @ines", hour="9:00 AM")


# -- what stands there -----------------------------------------------------------------------


def test_a_stranger_is_told_how_to_begin(office: Office) -> None:
    home = home_of(office.ines)

    assert "Ines Iversen – not registered yet · Times here are Europe/Berlin time." in home.text
    assert "None ahead. You get a message as soon as one is booked." in home.text
    assert "You have given no hours yet. Giving some registers you as an interviewer." in home.text
    assert home.labels == [
        "My hours",
        "My registration",
        "Find slots",
        "My interviews",
        "Connect my calendar",
    ]


def test_an_interviewer_finds_their_hours_and_no_interview_yet(office: Office) -> None:
    gives(office.ines, "every Tue 9-12; Fri 9-12; off 24 Dec - 2 Jan")

    home = home_of(office.ines, "Ines Iversen – interviewer")

    hours = [
        "Weekly hours\n• Every Tue, 9:00 AM – 12:00 PM",
        "Dates\n• Fri 13 Nov 2026, 9:00 AM – 12:00 PM",
        "Off\n• Thu 24 Dec 2026 – Sat 2 Jan 2027",
    ]
    assert "\n".join(hours) in home.text
    assert "None ahead." in home.text


def test_a_coordinator_finds_everybodys_interviews_and_a_form_for_candidates(
    office: Office,
) -> None:
    home = home_of(office.carla)

    assert "Carla Costa – coordinator" in home.text
    assert "You have no hours ahead. Giving some registers you as an interviewer." in home.text
    assert home.labels[:4] == ["Find slots", "All interviews", "My hours", "My registration"]
    assert {"Distribute", "Register a candidate", "Ask a candidate"} <= set(home.labels)


def test_what_somebody_comes_for_stands_out_finding_slots_for_who_only_arranges(
    office: Office,
) -> None:
    gives(office.ines, "tomorrow 9-12")

    assert stands_out(home_of(office.ines, "Your hours")) == ["My hours"]
    assert stands_out(home_of(office.carla)) == ["Find slots"]

    gives(office.carla, "tomorrow 9-12")
    assert stands_out(home_of(office.carla, "interviewer and coordinator")) == ["My hours"]


def test_what_is_over_is_gone_the_next_time_the_tab_is_opened(office: Office) -> None:
    gives(office.ines, "today 10-12")
    office.slack.clock.forward(hours=5)

    home = home_of(office.ines, "You have no hours ahead, so no interview can be booked with you.")

    assert "Mon 9 Nov" not in home.text


def test_the_next_five_interviews_are_shown_and_the_others_counted(office: Office) -> None:
    is_candidate(office.carl, "weekdays 9-17")
    gives(office.ines, "weekdays 10-18")
    for hour in range(9, 16):
        words = f"{hour % 12 or 12}:00 {'AM' if hour < 12 else 'PM'}"
        books(office.carla, "Carl with @ines tomorrow", hour=words)

    home = home_of(office.ines, "and 2 more: /interviews")

    assert home.text.count("Carl Chen with Ines Iversen") == 5
    assert "Tue 10 Nov, 10:00 AM CET" in home.text
    assert "Tue 10 Nov, 2:00 PM CET" in home.text


# -- where its buttons lead ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("button", "leads_to"),
    [
        ("My hours", "Add weekly hours"),
        ("Find slots", "Interviewers"),
        ("My interviews", "You have no interviews ahead."),
        ("My registration", "You are not registered yet."),
    ],
)
def test_everybodys_buttons_lead_where_they_say(office: Office, button: str, leads_to: str) -> None:
    home_of(office.ines)

    office.ines.presses(button)

    office.ines.sees_in_modal(leads_to)


@pytest.mark.parametrize(
    ("button", "leads_to"),
    [
        ("All interviews", "No interviews ahead."),
        ("Register a candidate", "Email"),
        ("My registration", "You are registered as a coordinator."),
    ],
)
def test_a_coordinators_buttons_lead_where_they_say(
    office: Office, button: str, leads_to: str
) -> None:
    home_of(office.carla)

    office.carla.presses(button)

    office.carla.sees_in_modal(leads_to)


def test_hours_given_from_the_tab_stand_on_it(office: Office) -> None:
    home_of(office.ines)

    office.ines.presses("My hours")
    office.ines.presses("Add a date")
    office.ines.sees_in_modal("Times are")
    office.ines.fills({"Date": date(2026, 11, 10), "From": time(10), "To": time(14)})
    office.ines.submits()

    office.ines.sees_in_modal("Saved")
    office.ines.sees_in_home("Tue 10 Nov 2026, 10:00 AM – 2:00 PM")


def test_a_button_of_a_coordinator_that_was_registers_nobody(office: Office) -> None:
    office.carla.asks("/register coordinator @ivo", sees="is a coordinator now")
    old = home_of(office.ivo, "Ivo Ito – coordinator")
    office.carla.asks("/register not coordinator @ivo", sees="no coordinator any more")
    office.ivo.sees_in_home("My interviews")

    assert "Register a candidate" in old.labels
    assert "Register a candidate" not in office.ivo.home.labels


# -- it keeps up -----------------------------------------------------------------------------


def test_it_keeps_up_with_hours_typed_and_undone(office: Office) -> None:
    home_of(office.ines)

    said = office.ines.asks("/availability tomorrow 10-14")
    office.ines.sees_in_home("Tue 10 Nov 2026, 10:00 AM – 2:00 PM")
    office.ines.presses("Undo", in_=said)

    office.ines.sees_in_home("You have no hours ahead")


def test_it_keeps_up_with_hours_that_a_coordinator_gives_for_me(office: Office) -> None:
    is_candidate(office.carl)
    home_of(office.carl)

    office.carla.asks("/availability for Carl: tomorrow 10-14")

    office.carl.sees_in_home("Tue 10 Nov 2026, 10:00 AM – 2:00 PM")


def test_it_keeps_up_with_registering_by_form(office: Office) -> None:
    home_of(office.ines)

    office.ines.types("/register")
    office.ines.fills({"You are": "Candidate", "Time zone": "America/New_York"})
    office.ines.submits()

    home = office.ines.sees_in_home("Ines Iversen – candidate")
    assert "Times here are America/New_York time." in home.text


def test_it_keeps_up_with_being_made_a_coordinator_by_somebody_else(office: Office) -> None:
    home_of(office.ivo, "not registered yet")

    office.carla.asks("/register coordinator @ivo")

    office.ivo.sees_in_home("Ivo Ito – coordinator")
    assert "Register a candidate" in office.ivo.home.labels


def test_it_keeps_up_with_an_interview_of_everybody_in_it(office: Office) -> None:
    home_of(office.ines)
    home_of(office.carl)
    has_interview(office)

    for who, words in ((office.ines, "10:00 AM CET"), (office.carl, "9:00 AM GMT")):
        home = who.sees_in_home(f"Tue 10 Nov, {words}")
        assert "Carl Chen with Ines Iversen" in home.text

    office.carl.presses("Cancel interview", in_=office.carl.home)

    office.ines.sees_in_home("None ahead.")
    office.carl.sees_in_home("None ahead.")


def test_it_keeps_up_although_slack_refuses_once(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    home_of(office.ines)
    office.slack.refuses("views.publish", "internal_error")

    gives(office.ines, "tomorrow 9-12")
    office.slack.waits_until(lambda: "could not publish a Home tab: internal_error" in caplog.text)
    gives(office.ines, "Fri 9-12")

    office.ines.sees_in_home("Fri 13 Nov 2026, 9:00 AM – 12:00 PM")


# -- very much -------------------------------------------------------------------------------


def fills_the_database(office: Office) -> None:
    """Ines has 300 windows and 1000 interviews; the names are as long as names can be."""
    longest = "<&*>" * 37 + "x"
    store = Store.open(office.database_url)
    store.migrate()
    with store.writing() as session:
        ines = people.add(
            session,
            name=longest,
            role=Role.INTERVIEWER,
            time_zone="Europe/Berlin",
            slack_user_id=office.ines.id,
            now=MONDAY,
        )
        carl = people.add(
            session,
            name=longest + "y",
            role=Role.CANDIDATE,
            time_zone="Pacific/Auckland",
            now=MONDAY,
        )
        windows = tuple(
            AvailabilityWindow(
                day=date(2026, 11, 10) + timedelta(days=n), hours=WallHours(start=540, end=585)
            )
            for n in range(300)
        )
        given = Availability(person_id=ines.id, windows=windows)
        availability.save(session, given, expected_version=0)
        for n in range(1000):
            interviews.book(
                session,
                candidate=carl,
                interviewers=[ines],
                start=_hour(n),
                outside_availability=True,
                booked_by="",
                now=MONDAY,
            )
    store.close()


def _hour(number: int) -> datetime:
    return MONDAY + timedelta(hours=2 + number)


@pytest.mark.failure_case(14)
def test_a_thousand_interviews_and_three_hundred_entries_fit(tmp_path: Path) -> None:
    with workspace_of(tmp_path, CARLA, person("Ines Iversen", tz="Europe/Berlin")) as office:
        fills_the_database(office)
        with bot_in(office):
            office.ines.opens_home()
            home = office.ines.sees_in_home("Your hours", within=60)
            office.ines.presses("My hours")
            hours = office.ines.sees_in_modal("1–40 of 300", within=60)
            office.ines.closes()
            office.ines.presses("My interviews")
            ahead = office.ines.sees_in_modal("of 1000", within=60)

    assert "and 995 more: /interviews" in home.text
    assert "and 285 more" in home.text
    assert "<&＊>" in home.text
    assert "Show more" in hours.labels
    assert "Show more" in ahead.labels


def test_a_coordinator_comes_home_to_what_waits_and_finds_somebody_else_there(
    office: Office,
) -> None:
    has_interview(office)
    gives(office.ivo, "tomorrow 4 AM - 7 AM")
    declines(office.ines, in_=office.ines.sees("booked an interview for you"))
    office.carla.sees("Ines Iversen can't make it")

    home = home_of(office.carla, "Waiting for you (1)")
    assert "Ines Iversen can't make it." in home.text
    assert "Tue 10 Nov\n• 9:00 AM  Carl Chen with Ines Iversen" in home.text
    office.carla.presses("Find somebody else", in_=home)
    office.carla.presses("Ivo Ito instead of Ines Iversen")

    office.carla.sees_in_modal("Panel changed: it is Carl Chen with Ivo Ito now")
    office.carla.sees_in_home("Waiting for you (0)")
