"""Rights that end with their reason, and people who are not let in."""

from pathlib import Path

import pytest

from journeys.arranged import books, gives, is_candidate
from journeys.office import Office, bot_in, workspace_of
from sandbox.state.people import person
from sandbox.testing.user import User

CARLA = person("Carla Costa", tz="Europe/Lisbon", is_admin=True)
IVO = person("Ivo Ito", tz="America/New_York")
GUEST = person("Gala Gil", tz="Europe/Madrid", is_guest=True)
STRANGER = person("Sten Storm", tz="Europe/Oslo", team="TELSEWHERE", is_admin=True, is_owner=True)
REFUSED = "Only a coordinator may register candidates."
OUTSIDE = "I work for the members of one workspace, and you are in another."


def registers(who: User) -> str:
    return who.asks("/register candidate Ana Alves").text


def everyone(who: User) -> str:
    return who.asks("/register list").text


def loses_admin(office: Office, who: User, *, is_told: bool = True) -> None:
    facts = {"is_admin": False, "is_owner": False}
    office.slack.control.change_person(who.id, is_told=is_told, **facts)


# -- rights ----------------------------------------------------------------------------------


def test_whoever_is_no_admin_any_more_is_no_coordinator_any_more(office: Office) -> None:
    assert "coordinator (workspace admin)" in everyone(office.carla)

    loses_admin(office, office.carla)

    office.slack.waits_until(lambda: REFUSED in registers(office.carla))
    assert "Carla Costa – in no interviews" in everyone(office.carla)


def test_a_right_that_ended_while_the_bot_was_away_has_ended_when_it_is_back(
    tmp_path: Path,
) -> None:
    with workspace_of(tmp_path, CARLA, IVO) as office:
        with bot_in(office):
            office.carla.asks("/register list", sees="(workspace admin)")
        loses_admin(office, office.carla, is_told=False)
        with bot_in(office):
            office.slack.waits_until(lambda: "in no interviews" in everyone(office.ivo))
            refused = registers(office.carla)

    assert REFUSED in refused


def test_whoever_the_settings_name_no_more_is_no_coordinator_any_more(tmp_path: Path) -> None:
    with workspace_of(tmp_path, CARLA, IVO) as office:
        with bot_in(office, coordinators=frozenset({office.ivo.id})):
            listed = everyone(office.ivo)
        with bot_in(office):
            refused = registers(office.ivo)

    assert "Ivo Ito – coordinator (the settings)" in listed
    assert REFUSED in refused


def test_what_a_coordinator_granted_outlasts_the_other_reasons(office: Office) -> None:
    office.carla.asks("/register coordinator @ivo", sees="is a coordinator now")
    office.ivo.asks("/register coordinator @carla", sees="is a coordinator now")
    loses_admin(office, office.carla)

    made = "Carla Costa – coordinator (made one by Ivo Ito on 9 Nov 2026)"
    office.slack.waits_until(lambda: made in everyone(office.ivo))

    assert "is registered as a candidate" in registers(office.carla)


def test_an_admin_who_has_arranged_nothing_is_not_told_what_others_arrange(tmp_path: Path) -> None:
    boss = person("Boss Bell", tz="Europe/Lisbon", is_admin=True)
    carl, ines = person("Carl Chen", tz="Europe/London"), person("Ines Iversen")
    with workspace_of(tmp_path, CARLA, boss, carl, ines) as office, bot_in(office):
        everyone(office.boss)
        is_candidate(office.carl, "tomorrow 9-12")
        gives(office.ines, "tomorrow 9-12")
        office.carla.asks("/register coordinator @carla", sees="is a coordinator now")
        books(office.carla, "Carl with @ines", hour="9:00 AM")
        office.ines.asks("/availability off tomorrow", sees="Saved")

        office.carla.sees("The hours of Ines Iversen have changed")
        told = office.slack.control.log()

    boss_channel = office.slack.workspace.app_im(office.boss.id).id
    news = [one for one in told if "The hours of Ines Iversen have changed" in one.text]
    assert news
    assert boss_channel not in {one.channel for one in news}


def test_a_renamed_member_is_renamed_here(office: Office) -> None:
    gives(office.ines, "tomorrow 9-12")

    office.slack.control.change_person(office.ines.id, real_name="Ines Ibsen")

    office.slack.waits_until(lambda: "Ines Ibsen – interviewer" in everyone(office.carla))


# -- who is let in ---------------------------------------------------------------------------


def test_a_member_of_another_workspace_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with workspace_of(tmp_path, CARLA, STRANGER) as office, bot_in(office):
        refused = office.sten.asks("/register coordinator @sten").text
        hours = office.sten.asks("/availability tomorrow 9-12").text
        named = office.carla.asks("/register coordinator @sten").text
        listed = everyone(office.carla)

    assert OUTSIDE in refused
    assert OUTSIDE in hours
    assert "Sten Storm can't be a coordinator: they are in another workspace" in named
    assert "1 registered" in listed


@pytest.mark.parametrize(
    ("guests", "typed", "answer"),
    [
        ("candidates", "/register candidate", "You are registered as a candidate."),
        ("candidates", "/register interviewer", "Gala Gil can't take part in interviews: they are"),
        ("candidates", "/availability tomorrow 9-12", "guests are only interviewed here"),
        ("everybody", "/availability tomorrow 9-12", "Saved"),
        ("nobody", "/register candidate", "I work for the full members of this workspace"),
    ],
)
def test_guests_may_be_what_the_settings_say(
    tmp_path: Path, guests: str, typed: str, answer: str
) -> None:
    with workspace_of(tmp_path, CARLA, GUEST) as office, bot_in(office, guests=guests):
        said = office.gala.asks(typed).text

    assert answer in said
