"""Registering: `/register`, by form and in words; coordinators; the list of everyone."""

from pathlib import Path

import pytest

from journeys.arranged import books, gives, is_candidate, told
from journeys.office import Office, bot_in, workspace_of
from sandbox.state.people import person
from sandbox.testing.user import User

CARLA = person("Carla Costa", tz="Europe/Lisbon", is_admin=True)


def everyone(who: User) -> str:
    return who.asks("/register list").text


# -- oneself ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("Interviewer", "You are registered as an interviewer. Your time zone: Europe/Berlin."),
        ("Candidate", "You are registered as a candidate. Your time zone: Europe/Berlin."),
    ],
)
def test_anybody_registers_themselves_by_form(office: Office, role: str, said: str) -> None:
    office.ines.types("/register")
    form = office.ines.sees_in_modal("You are not registered yet.")
    assert "Europe/Berlin" in form.text
    assert "Register a candidate from outside Slack" not in form.labels

    office.ines.fills({"You are": role})
    office.ines.submits()

    done = office.ines.sees_in_modal("Registered")
    assert said in done.text
    assert "Next, say when you have time: /availability" in done.text
    assert f"Ines Iversen – {role.lower()} · Europe/Berlin · no hours yet" in everyone(office.ines)


def test_a_time_zone_is_found_by_its_city(office: Office) -> None:
    office.ines.types("/register")

    found = office.ines.options_for("Time zone", "new york")
    cities_first = office.ines.options_for("Time zone", "lon")
    nothing = office.ines.options_for("Time zone", "Atlantis")
    usual = office.ines.options_for("Time zone", "")
    office.ines.fills({"Time zone": "America/New_York"})
    office.ines.submits()

    assert found == ["America/New_York"]
    assert cities_first[0] == "Europe/London"
    assert nothing == []
    assert usual[:2] == ["Europe/Berlin", "UTC"]
    assert "Your time zone: America/New_York." in office.ines.sees_in_modal("Registered").text
    answer = office.ines.asks("/availability tomorrow 9-12").text
    assert "Saved (America/New_York time)" in answer


def test_the_form_shows_how_one_is_registered_already(office: Office) -> None:
    office.carl.asks("/register candidate Asia/Tokyo")

    office.carl.types("/register")

    form = office.carl.sees_in_modal("You are registered as a candidate.")
    assert "Asia/Tokyo" in form.text
    office.carl.submits()
    said = "You are registered as a candidate. Your time zone: Asia/Tokyo."
    office.carl.sees_in_modal(said)


def test_the_way_to_hours_is_one_press_away(office: Office) -> None:
    office.ines.types("/register")
    office.ines.submits()
    office.ines.sees_in_modal("Registered")

    office.ines.presses("My hours")

    modal = office.ines.sees_in_modal("Your availability")
    assert "Add a date" in modal.labels


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("interviewer", "as an interviewer. Your time zone: Europe/Berlin."),
        ("candidate", "as a candidate. Your time zone: Europe/Berlin."),
        ("Interviewer Europe/Oslo", "as an interviewer. Your time zone: Europe/Oslo."),
        ("interviewer new york", "as an interviewer. Your time zone: America/New_York."),
        ("candidate Europe/Oslo", "as a candidate. Your time zone: Europe/Oslo."),
    ],
)
def test_anybody_registers_themselves_in_words(office: Office, typed: str, said: str) -> None:
    assert f"You are registered {said}" in office.ines.asks(f"/register {typed}").text


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("interviewer Mars/Phobos", "I don't know the time zone “Mars/Phobos”."),
        ("interviewer CET", "Letters change with the season. Did you mean Europe/Berlin"),
        ("lst", "Did you mean /register list?"),
        ("candidat", "Did you mean /register candidate?"),
        ("coordnator @ivo", "Did you mean /register coordinator?"),
        ("something else", "I did not understand whom to register."),
        ("interviewer @ivo", "Members of this workspace register themselves"),
        ("candidate @ivo", "Only a coordinator may register candidates."),
    ],
)
def test_what_is_not_understood_registers_nobody(office: Office, typed: str, asked: str) -> None:
    answer = office.ines.asks(f"/register {typed}").text

    assert asked in answer
    assert "Nobody is registered yet." in everyone(office.ines)


def test_a_coordinator_who_is_in_no_interviews_sets_their_zone(office: Office) -> None:
    office.carla.types("/register")
    office.carla.sees_in_modal("You are registered as a coordinator.")

    office.carla.fills({"Time zone": "Asia/Tokyo"})
    office.carla.submits()

    done = office.carla.sees_in_modal("You are a coordinator, and in no interviews yourself.")
    assert "Your time zone: Asia/Tokyo." in done.text
    assert "Carla Costa – coordinator (workspace admin) · Asia/Tokyo" in everyone(office.carla)


def test_nobody_changes_their_role_while_interviews_are_ahead(office: Office) -> None:
    office.carl.asks("/register candidate")
    gives(office.carl, "tomorrow 10-12")
    gives(office.ines, "tomorrow 10-13")
    books(office.carla, "Carl with @ines", hour="10:00 AM")

    refused = "You have interviews ahead as an interviewer: move or cancel them first."
    office.ines.asks("/register candidate", sees=refused)
    office.ines.types("/register")
    office.ines.fills({"You are": "Candidate"})
    office.ines.submits()

    assert refused in office.ines.modal.errors["You are"]
    assert "Ines Iversen – interviewer" in everyone(office.ines)


@pytest.mark.failure_case(16)
@pytest.mark.parametrize("how", ["words", "form"])
def test_an_interview_outside_a_changed_zone_stays_and_the_coordinator_is_told(
    office: Office, how: str
) -> None:
    office.carl.asks("/register candidate")
    gives(office.carl, "tomorrow 9-12")
    gives(office.ines, "tomorrow 10-13")
    books(office.carla, "Carl with @ines", hour="9:00 AM")

    if how == "words":
        office.ines.asks("/register interviewer America/New_York")
    else:
        office.ines.types("/register")
        office.ines.fills({"Time zone": "America/New_York"})
        office.ines.submits()

    message = office.carla.sees("The time zone of Ines Iversen has changed")
    assert not message.ephemeral
    assert "Ines Iversen" in message.text
    assert "Carl Chen" in message.text
    assert "It stays booked" in message.text
    assert office.ines.sees("Your time zone has changed").labels == ["Can't make it", "Keep it"]
    assert "Carl Chen with Ines Iversen" in office.carla.asks("/interviews").text


def test_the_coordinator_is_told_again_when_a_zone_changes_there_back_and_there_again(
    office: Office,
) -> None:
    is_candidate(office.carl, "tomorrow 9-12")
    gives(office.ines, "tomorrow 10-13")
    books(office.carla, "Carl with @ines", hour="9:00 AM")

    news = "The time zone of Ines Iversen has changed"

    for times in (1, 2):
        office.ines.asks("/register interviewer America/New_York", sees="America/New_York.")
        office.slack.waits_until(lambda times=times: len(told(office.carla, news)) == times)
        office.ines.asks("/register interviewer Europe/Berlin", sees="Europe/Berlin.")
        office.slack.clock.forward(minutes=1)


def test_an_interview_outside_changed_hours_stays_and_whoever_is_concerned_can_act(
    office: Office,
) -> None:
    office.carl.asks("/register candidate")
    gives(office.carl, "tomorrow 9-12")
    gives(office.ines, "tomorrow 10-13")
    gives(office.ivo, "tomorrow 4 AM - 7 AM")
    books(office.carla, "Carl with @ines", hour="9:00 AM")

    said = office.ines.asks("/availability off tomorrow", sees="You have an interview then")

    assert "Taken out because of the time off" in said.text
    assert "Can't make it" in said.labels
    warned = office.carla.sees("The hours of Ines Iversen have changed")
    assert not warned.ephemeral
    assert "Ivo Ito is free then." in warned.text
    assert warned.labels == ["Replace with Ivo Ito", "Open it"]
    listed = office.carla.asks("/interviews").text
    assert "Ines Iversen may not be free then any more, by their hours" in listed

    office.ines.presses("Keep it", in_=said)

    office.ines.sees("Kept:")
    office.carla.sees("Ines Iversen can make it after all")
    assert "may not be free" not in office.carla.asks("/interviews").text


# -- coordinators ----------------------------------------------------------------------------


def test_a_coordinator_appoints_another_who_may_then_do_the_same(office: Office) -> None:
    appointed = office.carla.asks("/register coordinator @ivo").text
    office.ivo.sees("Carla Costa has made you a coordinator")

    assert "Ivo Ito is a coordinator now." in appointed
    answer = office.ivo.asks("/register candidate Ana Alves").text
    assert "Ana Alves is registered as a candidate" in answer
    made = "coordinator (made one by Carla Costa on 9 Nov 2026)"
    assert f"Ivo Ito – {made} · America/New_York" in everyone(office.carla)


def test_a_coordinator_is_dismissed_and_keeps_their_role(office: Office) -> None:
    gives(office.ivo, "tomorrow 9-12")
    office.carla.asks("/register coordinator @ivo", sees="is a coordinator now")

    dismissed = office.carla.asks("/register not coordinator @ivo").text

    assert "Ivo Ito is no coordinator any more." in dismissed
    assert "Only a coordinator may register" in office.ivo.asks("/register candidate Ana").text
    assert "Ivo Ito – interviewer · America/New_York" in everyone(office.carla)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("coordinator @deploybot", "Deploybot can't be a coordinator: that is an app, not a"),
        ("coordinator @dora", "can't be a coordinator: their Slack account is deactivated."),
        ("coordinator Ivo", "Name one member of this workspace: /register coordinator @ivo"),
        ("coordinator", "Name one member of this workspace: /register coordinator @ivo"),
        ("coordinator @ivo @ines", "Name one member of this workspace"),
        ("not coordinator", "Name one member of this workspace: /register not coordinator @ivo"),
        ("not coordinator @ivo", "Ivo Ito is no coordinator. Nothing was changed."),
        (
            "not coordinator @carla",
            "Carla Costa is a coordinator as an admin of the workspace, and stays one",
        ),
    ],
)
def test_some_can_be_neither_appointed_nor_dismissed(
    office: Office, typed: str, answer: str
) -> None:
    refused = office.carla.asks(f"/register {typed}").text

    assert answer in refused
    assert "1 registered" in everyone(office.carla)


@pytest.mark.parametrize("verb", ["coordinator", "not coordinator"])
def test_others_appoint_and_dismiss_nobody(office: Office, verb: str) -> None:
    refused = office.ines.asks(f"/register {verb} @ines").text

    assert "Only a coordinator may make others coordinators. Nothing was changed." in refused
    assert "/register list shows who the coordinators are." in refused


def test_the_settings_name_coordinators_too(tmp_path: Path) -> None:
    ivo = person("Ivo Ito", tz="America/New_York")
    with (
        workspace_of(tmp_path, CARLA, ivo) as office,
        bot_in(office, coordinators=frozenset({office.ivo.id})),
    ):
        answer = office.ivo.asks("/register candidate Ana").text
        refused = office.carla.asks("/register not coordinator @ivo").text

    assert "Ana is registered as a candidate" in answer
    assert "Ivo Ito is a coordinator by the settings, and stays one" in refused


def test_the_last_coordinator_stays_one(tmp_path: Path) -> None:
    ivo = person("Ivo Ito", tz="America/New_York")
    with workspace_of(tmp_path, ivo) as office:
        with bot_in(office, coordinators=frozenset({office.ivo.id})):
            made = office.ivo.asks("/register coordinator @ivo").text
        with bot_in(office):
            refused = office.ivo.asks("/register not coordinator @ivo").text

    assert "Ivo Ito is a coordinator now." in made
    assert "Ivo Ito is the only coordinator. Make somebody else a coordinator first." in refused


# -- the list --------------------------------------------------------------------------------


def test_with_nobody_registered_the_list_says_how_to_begin(office: Office) -> None:
    listed = office.ines.asks("/register list")

    assert "Nobody is registered yet. Giving hours registers you: /availability" in listed.text
    assert listed.labels == []


def test_the_list_tells_roles_zones_and_whose_hours_are_missing(office: Office) -> None:
    gives(office.ines, "tomorrow 9-12")
    office.carla.asks("/register candidate Ana Alves", sees="is registered")

    listed = office.ivo.asks("/register list").text

    assert listed.startswith("3 registered")
    rows = [
        "Ana Alves – candidate · Europe/Lisbon · not in Slack · no hours yet",
        "Carla Costa – coordinator (workspace admin) · Europe/Lisbon",
        "Ines Iversen – interviewer · Europe/Berlin",
    ]
    assert listed.endswith("\n".join(rows))


def test_forty_people_are_turned_page_by_page_in_one_message(tmp_path: Path) -> None:
    members = [person(f"Member {n:02} {'x' * 120}", name=f"member{n}") for n in range(40)]
    with workspace_of(tmp_path, CARLA, *members) as office, bot_in(office):
        for each in members:
            office.slack.person(each.id).asks("/register interviewer", sees="are registered")

        first = office.carla.asks("/register list")
        office.carla.presses("Next page", in_=first)
        second = office.carla.sees("16–30 of 41")
        office.carla.presses("Next page", in_=second)
        third = office.carla.sees("31–41 of 41")
        office.carla.presses("Previous page", in_=third)
        back = office.carla.sees("16–30 of 41")

    assert "1–15 of 41" in first.text
    assert "Member 13" in first.text
    turning = [[each for each in page.labels if "page" in each] for page in (first, second, third)]
    assert turning == [["Next page"], ["Previous page", "Next page"], ["Previous page"]]
    assert "Member 14" in second.text
    assert first.ts == second.ts == third.ts == back.ts


def test_help_shows_what_there_is(office: Office) -> None:
    help_ = office.ines.asks("/register help").text

    for verb in ("list", "interviewer", "candidate", "coordinator", "not coordinator"):
        assert f"/register {verb}" in help_


def test_words_behind_a_list_are_refused_not_dropped(office: Office) -> None:
    refused = office.carla.asks("/register list @ines")

    assert "/register list alone shows everybody" in refused.text


def test_a_coordinator_who_names_no_candidate_is_asked_and_not_made_one(office: Office) -> None:
    asked = office.carla.asks("/register candidate")

    assert "Whom? Write their name" in asked.text
