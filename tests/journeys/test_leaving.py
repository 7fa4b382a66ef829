"""People whose Slack account ends, and a bot whose token is taken away."""

from datetime import date, time
from pathlib import Path

from ports import free_port
from web.programs import Program

from journeys.arranged import all_is_answered, books, gives, is_candidate, told
from journeys.office import MONDAY, Office, bot_in, office_in, workspace_of
from sandbox.state.people import person
from sandbox.testing.user import User


def leaves(office: Office, who: User) -> None:
    office.slack.control.change_person(who.id, deleted=True)


def test_who_leaves_is_replaced_with_one_press_and_booked_no_more(office: Office) -> None:
    is_candidate(office.carl, "tomorrow 9-12")
    gives(office.ines, "tomorrow 10-13")
    gives(office.ivo, "tomorrow 4:00 AM - 7:00 AM")
    books(office.carla, "Carl with @ines", hour="9:00 AM")

    leaves(office, office.ines)

    news = office.carla.sees("Ines Iversen has left: their Slack account is deactivated.")
    assert "Ivo Ito is free then." in news.text
    office.carla.presses("Move", in_=office.carla.asks("/interviews"))
    office.carla.fills({"Date": date(2026, 11, 10), "Start": time(10)})
    office.carla.fills({"Other hours": ["Allow an hour outside those they gave"]})
    office.carla.submits()
    (why_not_moved,) = office.carla.modal.errors.values()
    office.carla.closes()
    office.carla.presses("Replace with Ivo Ito", in_=news)
    office.ivo.sees("has put you on the panel")
    refused = office.carla.asks("/find-slots Carl with Ines tomorrow").text
    assert "Ines Iversen can't take part in interviews: their Slack account is dea" in refused
    anybody = office.carla.asks("/find-slots Carl tomorrow").text
    assert "Ines" not in anybody
    assert why_not_moved.startswith("Ines Iversen has left: their Slack account is deactivated.")
    listed = office.carla.asks("/register list").text
    assert "Ines Iversen – interviewer · Europe/Berlin · has left" in listed


def test_the_interview_of_a_candidate_who_leaves_stays_and_somebody_is_to_tell_them(
    office: Office,
) -> None:
    is_candidate(office.carl, "tomorrow 9-12")
    gives(office.ines, "tomorrow 10-13")
    books(office.carla, "Carl with @ines", hour="9:00 AM")

    leaves(office, office.carl)

    news = office.carla.sees("I could not reach Carl Chen")
    assert "Please tell them yourself." in news.text
    assert "Carl Chen with Ines Iversen" in office.carla.asks("/interviews").text


def test_many_who_leave_at_once_are_put_to_the_coordinators_first(tmp_path: Path) -> None:
    carla = person("Carla Costa", tz="Europe/Lisbon", is_admin=True)
    many = [person(f"Member {n}", name=f"member{n}") for n in range(7)]
    with workspace_of(tmp_path, carla, *many) as office:
        with bot_in(office):
            for each in many:
                office.slack.person(each.id).asks("/register interviewer", sees="registered")
            office.carla.asks("/register list")
        for each in many:
            office.slack.control.change_person(each.id, is_told=False, deleted=True)
        with bot_in(office):
            news = office.carla.sees("7 Slack accounts have ended at the same time.")
            asked = "the accounts of 7 people have ended at the same time"
            office.slack.waits_until(lambda: asked in office.carla.asks("/register list").text)
            before = office.carla.asks("/register list")
            office.carla.presses("They have left", in_=before)
            office.carla.sees("have left: nobody can book them any more.")
            after = office.carla.asks("/register list").text
            asked_by_message = told(office.carla, "have ended at the same time")

    assert "nothing has changed yet: their interviews stay" in news.text
    assert len(asked_by_message) == 1
    assert "has left" not in before.text
    assert after.count("has left: Slack account deactivated") == 7


def test_a_calendars_address_is_ended_in_slack(tmp_path: Path) -> None:
    with office_in(tmp_path, now=MONDAY, public_url="https://hour.example.com") as office:
        office.ines.asks("/register interviewer", sees="registered")
        given = office.ines.asks("/interviews calendar", sees="Give this address")

        office.ines.presses("End the address", in_=given)

        office.ines.sees("Your address has ended")
        office.ines.asks("/interviews calendar", sees="Give this address")


def test_a_bot_that_is_taken_off_the_workspace_pauses_and_keeps_everything(
    tmp_path: Path,
) -> None:
    with office_in(tmp_path, now=MONDAY) as office:
        is_candidate(office.carl, "tomorrow 9-12")
        gives(office.ines, "tomorrow 10-13")
        office.slack.control.send_event({"type": "app_uninstalled"})
        all_is_answered(office)
        books(office.carla, "Carl with @ines", hour="9:00 AM")
        office.carla.asks("/interviews", sees="Carl Chen with Ines Iversen")
        meanwhile = told(office.ines, "has booked an interview for you")

        office.slack.clock.forward(minutes=2)

        office.ines.sees("has booked an interview for you")
        assert meanwhile == []


def test_a_token_that_is_taken_away_turns_the_bot_red_and_all_goes_on_once_it_is_good_again(
    tmp_path: Path,
) -> None:
    port = free_port()
    with office_in(tmp_path, now=MONDAY, http_port=port) as office:
        is_candidate(office.carl, "tomorrow 9-12")
        gives(office.ines, "tomorrow 10-13")
        books(office.carla, "Carl with @ines", hour="9:00 AM")
        office.ines.sees("has booked an interview for you")
        bot = Program(f"http://127.0.0.1:{port}")
        before = bot.get("/readyz").status
        office.slack.control.uninstall()
        office.slack.waits_until(lambda: bot.get("/readyz").status == 503)
        why, alive = bot.get("/readyz").json["reasons"], bot.get("/healthz").status
        office.slack.clock.forward(hours=1)
        told_meanwhile = len(told(office.ines, "has booked an interview for you"))

        office.slack.control.restore_token()
        office.carla.presses("Cancel interview", in_=office.carla.asks("/interviews"))
        office.slack.clock.forward(minutes=2)

        office.ines.sees("has cancelled your interview")
        office.slack.waits_until(lambda: bot.get("/readyz").status == 200)

    assert (before, alive, told_meanwhile) == (200, 200, 1)
    assert "token" in str(why) or "uninstalled" in str(why)
