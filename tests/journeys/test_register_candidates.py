"""Candidates from outside the workspace, registered and changed by coordinators."""

from pathlib import Path

import pytest

from journeys.arranged import books, gives
from journeys.office import Office, bot_in, workspace_of
from sandbox.state.people import person
from sandbox.state.types import Json
from sandbox.testing.user import User
from sandbox.testing.views import SeenView

CARLA = person("Carla Costa", tz="Europe/Lisbon", is_admin=True)
CAN_NOT_BE_SEEN = "\u200b\u2063\u202e"
WIDE_BOLD = "＊bold＊ <!channel>"


def opens_candidate_form(coordinator: User) -> None:
    coordinator.types("/register")
    coordinator.presses("Register a candidate from outside Slack")
    coordinator.sees_in_modal("Email")


def registers(coordinator: User, **fields: str) -> SeenView:
    """A coordinator fills in the candidate's form and submits it."""
    opens_candidate_form(coordinator)
    coordinator.fills({label.replace("_", " ").capitalize(): v for label, v in fields.items()})
    coordinator.submits()
    return coordinator.modal


def everyone(who: User) -> str:
    return who.asks("/register list").text


# -- a candidate from outside ----------------------------------------------------------------


def test_a_coordinator_registers_a_candidate_with_hours_in_one_go(office: Office) -> None:
    done = registers(
        office.carla,
        name="Ana Alves",
        email="ana@example.com",
        time_zone="America/New_York",
        availability="tomorrow 9-12; every Fri 13-17",
    )

    assert "Ana Alves is registered as a candidate, ana@example.com" in done.text
    assert "in the time zone America/New_York." in done.text
    assert "Next, find a time: /find-slots Ana Alves" in done.text
    given = "Every Fri, 1:00 PM – 5:00 PM\n• Tue 10 Nov 2026, 9:00 AM – 12:00 PM"
    assert f"Saved for Ana Alves (America/New_York time):\n• {given}" in done.text
    listed = office.ines.asks("/availability for Ana Alves: list").text
    assert "Tue 10 Nov 2026, 9:00 AM – 12:00 PM" in listed


def test_the_hours_given_with_a_candidate_are_undone_by_one_button(office: Office) -> None:
    registers(office.carla, name="Ana Alves", availability="tomorrow 9-12")

    office.carla.presses("Undo")

    modal = office.carla.sees_in_modal("Undone. The hours of Ana Alves are as they were before")
    assert "Ana Alves has no hours ahead" in modal.text


def test_time_off_of_a_candidate_is_kept_as_well(office: Office) -> None:
    done = registers(office.carla, name="Ana", availability="weekdays 9-12; off 24 Dec - 2 Jan")

    assert "• Off Thu 24 Dec 2026 – Sat 2 Jan 2027" in done.text


def test_a_candidate_without_hours_is_registered_and_the_next_step_is_named(
    office: Office,
) -> None:
    done = registers(office.carla, name="Ana Alves")

    assert "Next, give their hours: /availability for Ana Alves: tomorrow 9-12" in done.text
    office.carla.presses("Give hours")
    office.carla.sees_in_modal("Ana Alves, in their time zone: Europe/Lisbon (WET).")


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"Name": "   "}, "Name", "A name needs at least one letter or digit that people can see"),
        ({"Name": CAN_NOT_BE_SEEN}, "Name", "A name needs at least one letter or digit"),
        ({"Name": "💥🎉"}, "Name", "A name needs at least one letter or digit"),
        ({"Name": "x" * 10_000}, "Name", "150"),
        ({"Name": "carl chen"}, "Name", "Registered already: Carl Chen."),
        ({"Name": "Cy", "Email": "cy@"}, "Email", "email"),
        ({"Name": "Cy", "Email": "cy..o@example.com"}, "Email", "does not look like an email"),
        (
            {"Name": "Cy", "Email": "BO@example.com"},
            "Email",
            "Bo is registered already, as a candidate. That email address is theirs.",
        ),
        ({"Name": "Cy", "Availability": "whenever"}, "Availability", "On which day, “whenever”?"),
        ({"Name": "Cy", "Availability": "03/04 9-12"}, "Availability", "Is 03/04 the 3rd"),
        ({"Name": "Cy", "Availability": "tomorrow 14:00-9:00"}, "Availability", "is not after"),
    ],
)
def test_the_form_says_beside_the_field_what_is_wrong_and_registers_nobody(
    office: Office, fields: Json, field: str, sentence: str
) -> None:
    office.carl.asks("/register candidate")
    office.carla.asks("/register candidate Bo bo@example.com", sees="Bo is registered")
    opens_candidate_form(office.carla)

    office.carla.fills(fields)
    office.carla.submits()

    form = office.carla.modal
    assert form.title == "Register a candidate"
    assert sentence in form.errors[field]
    assert list(form.errors) == [field]
    assert "3 registered" in everyone(office.carla)


@pytest.mark.failure_case(13)
def test_an_empty_form_is_not_sent(office: Office) -> None:
    opens_candidate_form(office.carla)

    office.carla.submits()

    assert office.carla.modal.errors == {"Name": "Please complete this required field."}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Ana Alves", "Ana Alves is registered as a candidate, in the time zone Europe/Lisbon."),
        ("Ana Alves ana@example.com", "as a candidate, ana@example.com, in the time zone Europe"),
        ("Ana Alves ana@example.com Europe/London", "in the time zone Europe/London."),
        ("Ana Alves, ana@example.com, new york", "in the time zone America/New_York."),
        ("Ana Alves America/New_York", "in the time zone America/New_York."),
        ("\u202eAna\u202c Al\u200bves", "Ana Alves is registered as a candidate, in"),
        ("🎉 Ana Alves", "🎉 Ana Alves is registered as a candidate"),
        ("Søren O'Neill-李", "Søren O'Neill-李 is registered as a candidate"),
    ],
)
def test_a_candidate_is_registered_in_words(office: Office, typed: str, shown: str) -> None:
    answer = office.carla.asks(f"/register candidate {typed}")

    assert shown in answer.text
    assert "2 registered" in everyone(office.carla)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("carl chen", "Registered already: Carl Chen. Add a surname or an initial"),
        ("Cy bo@example.com", "Bo is registered already, as a candidate. That email address is"),
        ("Cy cy@", "“cy@” does not look like an email address, such as carl@example.com."),
        ("Cy cy@example.com Mars/Phobos", "I don't know the time zone “Mars/Phobos”."),
        ("x" * 10_000, "at most 150 characters."),
        (CAN_NOT_BE_SEEN, "A name needs at least one letter or digit"),
        ("@ines", "Members of this workspace register themselves: ask them to type /register."),
    ],
)
def test_what_is_wrong_in_words_registers_nobody(office: Office, typed: str, asked: str) -> None:
    office.carl.asks("/register candidate")
    office.carla.asks("/register candidate Bo bo@example.com", sees="Bo is registered")

    answer = office.carla.asks(f"/register candidate {typed}").text

    assert asked in answer
    assert "3 registered" in everyone(office.carla)


def test_only_coordinators_register_candidates_and_others_hear_what_they_may(
    office: Office,
) -> None:
    office.ines.types("/register")
    form = office.ines.sees_in_modal("Register")
    office.ines.closes()

    typed = office.ines.asks("/register candidate Ana Alves").text

    assert "Register a candidate from outside Slack" not in form.labels
    assert "Only a coordinator may register candidates. Nothing was changed." in typed
    assert "You can register yourself: /register." in typed


def test_a_button_from_better_days_registers_nobody(office: Office) -> None:
    office.carla.asks("/register coordinator @ivo", sees="Ivo Ito is a coordinator now.")
    office.ivo.types("/register")
    office.ivo.sees_in_modal("You are registered as a coordinator.")
    office.carla.asks("/register not coordinator @ivo", sees="no coordinator any more")

    office.ivo.presses("Register a candidate from outside Slack")

    office.ivo.sees_in_modal("Only a coordinator may register candidates.")


# -- changing a candidate --------------------------------------------------------------------


def test_a_candidates_details_are_changed_in_a_form_that_shows_them(office: Office) -> None:
    done = registers(office.carla, name="Ana Alvs", email="ana@example.com")
    assert "Change details" in done.labels

    office.carla.presses("Change details")
    form = office.carla.sees_in_modal("Change a candidate")
    office.carla.fills({"Name": "Ana Alves", "Time zone": "America/New_York"})
    office.carla.submits()

    assert "Ana Alvs\nEmail\nana@example.com" in form.text
    assert "Where mail is switched on, I write to them there" in form.text
    assert "Time zone\nEurope/Lisbon" in form.text
    saved = office.carla.sees_in_modal("Saved: Ana Alves, ana@example.com, in the time zone")
    assert "America/New_York" in saved.text
    assert "Ana Alves – candidate · America/New_York · not in Slack" in everyone(office.carla)


def test_a_candidate_who_is_known_already_is_offered_to_be_changed(office: Office) -> None:
    office.carla.asks("/register candidate May Europe/London", sees="is registered")

    known = office.carla.asks("/register candidate may Asia/Tokyo", sees="Registered already: May.")
    office.carla.presses("Change details", in_=known)

    assert "Is it them? Then change what is known of them." in known.text
    assert "May" in office.carla.sees_in_modal("Email").text


def test_a_candidate_can_be_changed_from_the_list_by_coordinators_alone(office: Office) -> None:
    office.carla.asks("/register candidate Ana Alves", sees="is registered")

    theirs = office.carla.asks("/register list")
    others = office.ines.asks("/register list")
    office.carla.presses("Change details", in_=theirs)

    assert others.labels == []
    office.carla.sees_in_modal("Change a candidate")


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"Name": "Bo"}, "Name", "Registered already: Bo."),
        ({"Email": "bo@example.com"}, "Email", "Bo is registered already, as a candidate."),
    ],
)
def test_a_candidate_is_not_changed_into_another(
    office: Office, fields: Json, field: str, sentence: str
) -> None:
    office.carla.asks("/register candidate Bo bo@example.com", sees="is registered")
    answer = office.carla.asks("/register candidate Ana Alves", sees="is registered")

    office.carla.presses("Change details", in_=answer)
    office.carla.fills(fields)
    office.carla.submits()

    assert sentence in office.carla.modal.errors[field]
    assert "Ana Alves – candidate" in everyone(office.carla)


def test_an_interview_outside_a_candidates_new_zone_stays_and_the_coordinator_is_told(
    office: Office,
) -> None:
    registers(office.carla, name="Ana Alves", availability="tomorrow 9-12")
    office.carla.closes()
    gives(office.ines, "tomorrow 10-13")
    books(office.carla, "Ana Alves with @ines", hour="9:00 AM")
    listed = office.carla.asks("/register list")

    office.carla.presses("Change details", in_=listed)
    office.carla.fills({"Time zone": "America/New_York"})
    office.carla.submits()

    office.carla.sees("The time zone of Ana Alves has changed")


# -- a name is data --------------------------------------------------------------------------


@pytest.mark.failure_case(14)
def test_a_name_is_shown_as_text_wherever_it_appears(office: Office) -> None:
    name = "*bold* <!channel>"
    typed = f"{name} b@example.com Europe/Berlin"

    registered = office.carla.asks(f"/register candidate {typed}", sees="is registered")
    again = office.carla.asks(f"/register candidate {typed}")
    given = office.carla.asks(f"/availability for {name}: tomorrow 10-12")
    listed = office.carla.asks(f"/availability for {name}: list")
    off = office.carla.asks("/availability for ＊bold＊ <!channel>: off Fri")  # as it is shown
    office.carla.presses("Undo", in_=off)
    undone = office.carla.sees("Undone.")
    people = office.carla.asks("/register list")
    refused = office.ines.asks(f"/availability for {name} and Zoe: tomorrow 9-12")
    gives(office.ines, "tomorrow 10-12")
    books(office.carla, f"{name} with @ines", hour="9:00 AM")
    told = office.ines.sees("has booked an interview for you")
    office.ines.opens_home()
    home = office.ines.sees_in_home("with Ines Iversen")
    office.carla.types(f"/availability for {name}")
    modal = office.carla.sees_in_modal("in their time zone")

    seen = [registered, again, given, listed, undone, people, told, home, modal]
    for each in seen:
        assert WIDE_BOLD in each.text, each
    assert "@channel" not in "".join(each.text for each in [*seen, refused])


@pytest.mark.failure_case(14)
def test_a_name_from_slack_is_data_as_well(tmp_path: Path) -> None:
    bold = person("*bold* <!channel>", tz="Europe/Berlin", name="bold")
    with workspace_of(tmp_path, CARLA, bold) as office, bot_in(office):
        who = office.slack.person(bold.real_name)

        given = who.asks("/availability tomorrow 9-12").text
        who.opens_home()
        home = who.sees_in_home(WIDE_BOLD).text
        appointed = office.carla.asks("/register coordinator @bold").text

    assert WIDE_BOLD in given
    assert WIDE_BOLD in appointed
    assert "@channel" not in given + home + appointed


def test_somebody_whose_name_cannot_be_read_goes_by_their_handle(tmp_path: Path) -> None:
    pictures = person("🎉🎉", tz="Europe/Berlin", name="party")
    with workspace_of(tmp_path, CARLA, pictures) as office, bot_in(office):
        answer = office.slack.person("party").asks("/availability tomorrow 9-12").text

    assert "You are registered as an interviewer now: party, Europe/Berlin." in answer
