"""`/interviews`: what is ahead, moving, cancelling, and finding somebody to take over."""

from contextlib import closing
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from journeys.arranged import (
    all_is_told,
    books,
    declines,
    gives,
    has_candidate,
    is_candidate,
    pressed_again,
    told,
    usual_people,
)
from journeys.office import MONDAY, Office, bot_in, workspace_of
from scheduling.model import Role
from scheduling.store import Store, interviews, people

HELP_IS_NEEDED = "Ines Iversen can't make it"


def booked(office: Office, *, hour: str = "9:00 AM WET") -> None:
    """Carl meets Ines and Ivo; Ingrid and Isla could come as well at that hour."""
    usual_people(office)
    gives(office.ingrid, "Tue 10:00-13:00")
    books(office.carla, "Carl with @ines @ivo", hour=hour)
    all_is_told(office)


def declined(office: Office) -> None:
    """Ines has said that she can't make it, and Carla has been called for help."""
    booked(office)
    declines(office.ines, in_=office.ines.sees("booked an interview for you"))
    office.carla.sees(HELP_IS_NEEDED)


# -- the list --------------------------------------------------------------------------------


def test_interviewers_see_their_own_by_their_own_clock(office: Office) -> None:
    booked(office)

    listed = office.ivo.asks("/interviews")

    assert "Your interviews ahead (1)" in listed.text
    assert "Tue 10 Nov, 4:00 AM EST\nCarl Chen with Ines Iversen and Ivo Ito" in listed.text
    assert "Carl Chen: Tue 10 Nov, 9:00 AM GMT · Ines Iversen: Tue 10 Nov, 10:00 AM CET" in (
        listed.text
    )
    assert listed.labels == ["Can't make it"]


def test_candidates_may_move_and_cancel_their_own(office: Office) -> None:
    booked(office)

    assert office.carl.asks("/interviews").labels == ["Move", "Cancel interview"]


def test_coordinators_see_everybodys(office: Office) -> None:
    booked(office)

    listed = office.carla.asks("/interviews")

    assert "All interviews ahead (1)" in listed.text
    buttons = ["Move", "Change panel", "Place and notes", "Cancel interview", "History"]
    assert listed.labels == buttons


def test_others_see_nothing_and_what_will_happen(office: Office) -> None:
    booked(office)

    nothing = "You have no interviews ahead. You get a message as soon as one is booked."
    assert nothing in office.ingrid.asks("/interviews").text
    assert nothing in office.isla.asks("/interviews").text


def test_a_coordinator_with_none_is_told_how_to_get_one(office: Office) -> None:
    answer = office.carla.asks("/interviews")

    assert "No interviews ahead. /find-slots finds a time for one." in answer.text


def has_twelve(office: Office) -> None:
    """Carl meets Ines at 9, 10 and 11 UTC on each of four days from tomorrow on."""
    with closing(Store.open(office.database_url)) as store:
        store.migrate()
        with store.writing() as session:
            carl, ines = (
                people.add(
                    session,
                    name=who.name,
                    role=role,
                    time_zone="UTC",
                    slack_user_id=who.id,
                    now=MONDAY,
                )
                for who, role in ((office.carl, Role.CANDIDATE), (office.ines, Role.INTERVIEWER))
            )
            for hours in (day * 24 + hour for day in range(1, 5) for hour in (1, 2, 3)):
                interviews.book(
                    session,
                    candidate=carl,
                    interviewers=[ines],
                    start=MONDAY + timedelta(hours=hours),
                    outside_availability=False,
                    booked_by=office.carla.id,
                    now=MONDAY,
                )


def test_a_long_list_comes_page_by_page_and_is_filtered_by_menus_and_by_words(
    tmp_path: Path,
) -> None:
    with workspace_of(tmp_path) as office:
        has_twelve(office)
        with bot_in(office):
            first = office.carla.asks("/interviews")
            assert "1–10 of 12" in first.text
            office.carla.presses("Show more", in_=first)
            second = office.carla.sees("11–12 of 12")
            office.carla.presses("Show earlier", in_=second)
            again = office.carla.sees("1–10 of 12")

            office.carla.chooses("Which days", "Tomorrow", in_=again)
            shown = office.carla.sees("Interviews Tue 10 Nov (3)")
            assert "Wed 11 Nov" not in shown.text
            office.carla.chooses("Whose", office.ines.name, in_=shown)
            office.carla.sees("Interviews with Ines Iversen, Tue 10 Nov (3)")

            mine = office.ines.asks("/interviews me").text
            assert "with Ines Iversen (" not in mine
            assert "Your interviews" in mine
            assert "(12)" in office.carla.asks("/interviews Carl").text
            assert "You are in no interviews" in office.carla.asks("/interviews mine").text
            assert "You are in no interviews" in office.carla.asks("/find-slots Carl with me").text
            thursday = office.carla.asks("/interviews Carl Thursday").text
            assert "Interviews with Carl Chen, Thu 12 Nov (3)" in thursday
            assert (
                "Interviews with open seats (0)\nNone."
                in office.carla.asks("/interviews open").text
            )


def test_one_that_has_begun_can_only_be_looked_at(office: Office) -> None:
    booked(office)

    office.slack.clock.forward(hours=25, minutes=10)
    during = office.carla.asks("/interviews")
    office.slack.clock.forward(hours=1)

    assert "Under way." in during.text
    assert during.labels == ["History"]
    assert "No interviews ahead." in office.carla.asks("/interviews").text


def test_what_is_off_or_over_is_found_with_nothing_to_press_but_its_history(
    office: Office,
) -> None:
    booked(office)
    office.carla.presses("Cancel interview", in_=office.carla.asks("/interviews"))
    office.carla.sees("Cancelled:")
    books(office.carla, "Carl with @ivo", hour="10:00 AM WET")

    off = office.carla.asks("/interviews cancelled Carl")
    not_over_yet = office.carla.asks("/interviews past")
    office.slack.clock.forward(days=2)
    over = office.carla.asks("/interviews 10 Nov past")
    office.ivo.types("/interviews cancelled")
    his = office.ivo.sees("Your interviews that were cancelled (1)")
    office.ivo.chooses("Which ones", "Over", in_=his)

    assert "Interviews with Carl Chen, that were cancelled (1)" in off.text
    assert "9:00 AM WET\nCarl Chen with Ines Iversen and Ivo Ito\nCancelled." in off.text
    assert "Interviews that are over (0)" in not_over_yet.text
    assert "10:00 AM WET\nCarl Chen with Ivo Ito\nOver." in over.text
    menus = ["Whose", "Which days", "Which ones"]
    assert (off.labels, over.labels, his.labels) == (
        [*menus, "History"],
        [*menus, "History"],
        menus[1:],
    )
    assert "Tue 10 Nov, 5:00 AM EST" in office.ivo.sees("Your interviews that are over (1)").text


def test_past_days_are_the_last_of_their_name_and_said_with_their_year(office: Office) -> None:
    last_year = office.carla.asks("/interviews past 12 Nov")
    last_week = office.carla.asks("/interviews last week")
    to_come = office.carla.asks("/interviews past next week")

    assert "Interviews Wed 12 Nov 2025, that are over (0)" in last_year.text
    assert "Interviews Mon 2 Nov – Sun 8 Nov, that are over (0)" in last_week.text
    assert "“next week” is still to come, and you asked for what is over." in to_come.text


def test_help_shows_what_can_be_done(office: Office) -> None:
    assert "/interviews shows yours" in office.ivo.asks("/interviews help").text


def test_a_mistyped_verb_is_recognised(office: Office) -> None:
    assert "Did you mean /interviews list?" in office.ivo.asks("/interviews lst").text


# -- moving ----------------------------------------------------------------------------------


def test_a_coordinator_moves_to_an_hour_that_suits_all(office: Office) -> None:
    booked(office)
    listed = office.carla.asks("/interviews")

    office.carla.presses("Move", in_=listed)
    form = office.carla.sees_in_modal("now on Tue 10 Nov, 9:00 AM WET.")
    assert "9:00 AM" not in form.text.split("now on")[1].split("WET.")[1]
    office.carla.fills({"Hours that suit everybody": "Tue 10 Nov, 10:00 AM WET"})
    office.carla.submits()

    office.carla.sees_in_modal("Carl Chen, Ines Iversen and Ivo Ito are told by direct message.")
    office.carla.closes()
    in_place = office.carla.sees("from Tue 10 Nov, 9:00 AM WET to Tue 10 Nov, 10:00 AM WET")
    assert in_place.ts == listed.ts
    assert "All interviews ahead (1)\nTue 10 Nov, 10:00 AM WET" in in_place.text
    office.ines.sees("moved your interview with Carl Chen (together with Ivo Ito). It is now")
    office.ivo.sees("It is now Tue 10 Nov, 5:00 AM EST, not Tue 10 Nov, 4:00 AM EST.")
    office.carl.sees("It is now Tue 10 Nov, 10:00 AM GMT, not Tue 10 Nov, 9:00 AM GMT.")
    all_is_told(office)
    assert len(told(office.ivo, "moved")) == 1


def test_a_move_frees_the_old_hour_and_keeps_the_new_one(office: Office) -> None:
    booked(office)

    office.carla.presses("Move", in_=office.carla.asks("/interviews"))
    office.carla.fills({"Hours that suit everybody": "Tue 10 Nov, 11:00 AM WET"})
    office.carla.submits()
    office.carla.sees_in_modal("Moved:")

    assert "10:00 AM, 11:00 AM – Ines" in office.ines.asks("/find-slots @ines Tue").text


def test_a_coordinator_may_name_another_hour(office: Office) -> None:
    booked(office)

    office.carla.presses("Move", in_=office.carla.asks("/interviews"))
    office.carla.fills({"Date": date(2026, 11, 11), "Start": time(15)})
    office.carla.submits()
    outside = office.carla.modal.errors
    office.carla.fills({"Other hours": ["Allow an hour outside those they gave"]})
    office.carla.submits()

    assert outside == {
        "Start": "Wed 11 Nov, 3:00 PM WET is outside the hours of Carl Chen, Ines Iversen and Ivo "
        "Ito. Nothing was moved."
    }
    office.carla.sees_in_modal("to Wed 11 Nov, 3:00 PM WET")
    assert "Booked although somebody was not free then" in office.carla.asks("/interviews").text


@pytest.mark.parametrize(
    ("fields", "field", "refusal"),
    [
        ({}, "Start", "Choose one of the hours, or name a date and a start."),
        ({"Date": date(2026, 11, 11)}, "Start", "Choose one of the hours, or name a date and a"),
        (
            {
                "Hours that suit everybody": "Tue 10 Nov, 10:00 AM WET",
                "Date": date(2026, 11, 11),
                "Start": time(15),
            },
            "Hours that suit everybody",
            "Choose one of these hours or name another, not both.",
        ),
        (
            {"Date": date(2026, 11, 10), "Start": time(9)},
            "Start",
            "The interview is on Tue 10 Nov, 9:00 AM WET already. Nothing was changed.",
        ),
        (
            {"Date": date(2026, 11, 10), "Start": time(10, 30)},
            "Start",
            "Interviews start on the hour, and Tue 10 Nov, 10:30 AM WET is not. Nothing was moved.",
        ),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(
    office: Office, fields: dict[str, object], field: str, refusal: str
) -> None:
    booked(office)

    office.carla.presses("Move", in_=office.carla.asks("/interviews"))
    office.carla.fills(fields)
    office.carla.submits()

    assert office.carla.modal.errors[field].startswith(refusal)


def test_a_move_to_an_hour_taken_in_the_meantime_is_refused(office: Office) -> None:
    booked(office)
    office.carla.asks("/register coordinator @ingrid", sees="coordinator")
    has_candidate(office, "Ana Alves", "Europe/Lisbon", "Tue 10:00-11:00")
    office.carla.presses("Move", in_=office.carla.asks("/interviews"))
    office.carla.fills({"Hours that suit everybody": "Tue 10 Nov, 10:00 AM WET"})

    books(office.ingrid, "Ana with @ines", hour="11:00 AM CET")
    office.carla.submits()

    assert office.carla.modal.errors == {
        "Hours that suit everybody": "Already booked at Tue 10 Nov, 10:00 AM WET: Ines Iversen. "
        "Nothing was moved. Next free: Tue 10 Nov, 11:00 AM WET."
    }


def test_a_candidate_moves_their_own_and_the_coordinators_are_told(office: Office) -> None:
    booked(office)

    office.carl.presses("Move", in_=office.carl.asks("/interviews"))
    assert "Other hours" not in office.carl.modal.labels
    office.carl.fills({"Hours that suit everybody": "Tue 10 Nov, 11:00 AM GMT"})
    office.carl.submits()

    office.carl.sees_in_modal("Ines Iversen and Ivo Ito are told by direct message.")
    office.carla.sees("Carl Chen has moved their interview with Ines Iversen and Ivo")
    office.ines.sees("Carl Chen has moved your interview")
    all_is_told(office)
    assert not any("You have moved" in each.text for each in office.carl.messages)


def test_where_no_other_hour_suits_a_candidate_is_told_what_would_help(office: Office) -> None:
    is_candidate(office.carl, "Tue 9:00-10:00")
    gives(office.ines, "Tue 10:00-11:00")
    books(office.carla, "Carl with @ines", hour="9:00 AM WET")
    all_is_told(office)

    office.carl.presses("Move", in_=office.carl.asks("/interviews"))

    form = office.carl.sees_in_modal("No other hour suits everybody within the next 14 days.")
    assert "A coordinator can name any hour" in form.text
    assert form.submit == ""


# -- cancelling ------------------------------------------------------------------------------


def test_cancelling_asks_first_and_says_who_will_be_told(office: Office) -> None:
    booked(office)

    office.carla.presses("Cancel interview", in_=office.carla.asks("/interviews"), confirming=False)

    asked = office.carla.confirmed
    assert asked is not None
    assert asked.text == (
        "Tue 10 Nov, 9:00 AM WET: Carl Chen with Ines Iversen and Ivo Ito. "
        "Carl Chen, Ines Iversen and Ivo Ito are told at once."
    )
    assert (asked.confirm, asked.deny) == ("Cancel interview", "Keep it")
    assert "(1)" in office.carla.asks("/interviews").text


def test_cancelling_tells_everybody_and_frees_the_hour(office: Office) -> None:
    booked(office)
    listed = office.carla.asks("/interviews")

    office.carla.presses("Cancel interview", in_=listed)

    said = office.carla.sees("Cancelled: Carl Chen with Ines Iversen and Ivo Ito, Tue 10 Nov")
    assert said.ts == listed.ts
    assert "No interviews ahead." in said.text
    assert "Cancel interview" not in said.labels
    office.ines.sees("Carla Costa has cancelled your interview with Carl Chen (together with Ivo")
    office.ivo.sees("Tue 10 Nov, 4:00 AM EST. That hour is free again.")
    office.carl.sees("Carla Costa has cancelled your interview with Ines Iversen and Ivo Ito")
    assert "9:00 AM, 10:00 AM, 11:00 AM –" in office.carla.asks("/find-slots @ines @ivo Tue").text


def test_cancelling_for_a_candidate_outside_slack_says_whom_to_tell(office: Office) -> None:
    has_candidate(office, "Ana Alves", "America/New_York", "Tue 4:00 AM - 7:00 AM")
    gives(office.ines, "Tue 10:00-13:00")
    books(office.carla, "Ana with @ines", hour="9:00 AM WET")

    office.carla.presses("Cancel interview", in_=office.carla.asks("/interviews"))

    assert office.carla.confirmed is not None
    assert "Ana Alves is not in Slack: that is for you to tell." in office.carla.confirmed.text
    tell = (
        "Tell them yourself: “Carla Costa has cancelled your interview with Ines Iversen, "
        "Tue 10 Nov, 4:00 AM EST. That hour is free again.”"
    )
    assert tell in office.carla.sees("Cancelled:").text


def test_a_candidate_cancels_their_own_and_the_coordinators_are_told(office: Office) -> None:
    booked(office)

    office.carl.presses("Cancel interview", in_=office.carl.asks("/interviews"))

    office.carl.sees("Cancelled:")
    office.carla.sees("Carl Chen has cancelled their interview with Ines Iversen and")
    office.ines.sees("Carl Chen has cancelled your interview")


# -- somebody can't make it ------------------------------------------------------------------


def test_saying_no_asks_first_and_says_who_will_be_told(office: Office) -> None:
    booked(office)

    office.ines.presses("Can't make it", in_=office.ines.asks("/interviews"))

    asked = office.ines.sees_in_modal("You can't make it?")
    assert (
        "Tue 10 Nov, 10:00 AM CET, your interview with Carl Chen (together with Ivo Ito)."
        in asked.text
    )
    assert "The coordinators are told at once, with who could take over from you." in asked.text
    office.ines.closes()
    all_is_told(office)
    office.carla.does_not_see(HELP_IS_NEEDED)


def test_a_reason_reaches_the_coordinators_and_nobody_else(office: Office) -> None:
    booked(office)
    message = office.ines.sees("booked an interview for you")

    declines(office.ines, in_=message, because="  *Flu*, sorry. ")

    call = office.carla.sees(HELP_IS_NEEDED)
    assert "9:00 AM WET. They say: “＊Flu＊, sorry”. Ingrid Ek is free then." in call.text
    assert not office.ines.has_modal
    assert office.ines.sees("Noted: you can't make it").labels == ["I can after all"]
    assert "Flu" not in office.ivo.asks("/interviews").text


@pytest.mark.parametrize("place", ["message", "list", "home"])
def test_saying_no_calls_the_coordinators_with_who_could_take_over(
    office: Office, place: str
) -> None:
    booked(office)
    places = {
        "message": lambda: office.ines.sees("booked an interview for you"),
        "list": lambda: office.ines.asks("/interviews"),
        "home": lambda: office.ines.sees_in_home("Carl Chen with Ines Iversen and Ivo Ito"),
    }
    office.ines.opens_home()

    declines(office.ines, in_=places[place]())

    call = office.carla.sees(HELP_IS_NEEDED)
    assert "their interview with Carl Chen (together with Ivo Ito), Tue 10 Nov, 9:00 AM" in (
        call.text
    )
    assert "Ingrid Ek is free then." in call.text
    assert call.labels == [
        "Replace with Ingrid Ek",
        "Go on without Ines Iversen",
        "Cancel interview",
    ]
    noted = "Noted: you can't make it on Tue 10 Nov, 10:00 AM CET"
    if place == "home":
        office.ines.sees_in_modal(noted)
    else:
        assert "Can't make it" not in office.ines.sees(noted).labels
    assert "Ines Iversen can't make it." in office.carla.asks("/interviews").text
    assert "You can't make it." in office.ines.asks("/interviews").text
    assert "Ines Iversen can't make it." not in office.ines.asks("/interviews").text


def test_saying_no_twice_calls_once(office: Office) -> None:
    booked(office)
    message, listed = office.ines.sees("booked an interview"), office.ines.asks("/interviews")

    declines(office.ines, in_=message)
    office.carla.sees(HELP_IS_NEEDED)
    office.ines.presses("Can't make it", in_=listed)
    pressed_again(office)
    all_is_told(office)

    assert len(told(office.carla, HELP_IS_NEEDED)) == 1


def test_one_press_replaces_and_everybody_hears_of_it(office: Office) -> None:
    declined(office)

    office.carla.presses("Replace with Ingrid Ek")

    done = office.carla.sees("Panel changed: it is Carl Chen with Ivo Ito and Ingrid Ek now")
    assert done.labels == []
    office.ines.sees("Carla Costa has taken you off the interview with Carl Chen, Tue 10 Nov,")
    office.ingrid.sees("Carla Costa has put you on the panel of an interview: Tue 10 Nov, 10:00")
    office.ivo.sees("Ingrid Ek takes over from Ines Iversen.")
    office.carl.sees("Your interview with Ivo Ito and Ingrid Ek stays as it is: Tue 10 Nov, 9:00")
    assert "11:00 AM, 12:00 PM –" in office.ines.asks("/find-slots @ines Tue").text
    assert "11:00 AM, 12:00 PM –" in office.ingrid.asks("/find-slots @ingrid Tue").text


def test_two_presses_at_once_replace_once(office: Office) -> None:
    declined(office)

    office.carla.presses("Replace with Ingrid Ek")
    pressed_again(office)
    all_is_told(office)

    office.carla.sees("Panel changed: it is Carl Chen with Ivo Ito and Ingrid Ek now")
    assert len(told(office.ingrid, "put you on the panel")) == 1
    assert len(told(office.ivo, "takes over")) == 1


def test_a_stand_in_taken_in_the_meantime_changes_nothing(office: Office) -> None:
    booked(office)
    gives(office.imran, "Tue 14:00-16:00")
    has_candidate(office, "Ana Alves", "Europe/Lisbon", "Tue 9:00-10:00")
    declines(office.ines, in_=office.ines.sees("booked an interview for you"))
    office.carla.sees(HELP_IS_NEEDED)

    books(office.carla, "Ana with @ingrid", hour="9:00 AM WET")
    office.carla.presses("Replace with Ingrid Ek", in_=office.carla.sees(HELP_IS_NEEDED))

    office.carla.sees(
        "Ingrid Ek is not free any more at Tue 10 Nov, 9:00 AM WET. Nothing was changed. "
        "Free then: Imran Iqbal."
    )
    assert "Carl Chen with Ines Iversen and Ivo Ito" in office.carla.asks("/interviews").text


def test_the_interview_can_go_on_without_them(office: Office) -> None:
    declined(office)

    office.carla.presses("Go on without Ines Iversen")

    assert office.carla.confirmed is not None
    assert office.carla.confirmed.text == "Ines Iversen leaves the panel, and the others are told."
    office.carla.sees("Panel changed: it is Carl Chen with Ivo Ito now")
    office.ivo.sees("Ines Iversen is not on the panel any more.")


def test_the_last_interviewer_cannot_be_gone_on_without(office: Office) -> None:
    usual_people(office)
    books(office.carla, "Carl with @ines", hour="9:00 AM WET")

    declines(office.ines, in_=office.ines.sees("booked an interview for you"))

    call = office.carla.sees(HELP_IS_NEEDED)
    assert "Nobody else is free at that hour" not in call.text  # Ivo is
    assert call.labels == ["Replace with Ivo Ito", "Cancel interview"]


def test_where_nobody_is_free_the_call_says_what_can_be_done(office: Office) -> None:
    is_candidate(office.carl, "Tue 9:00-10:00")
    gives(office.ines, "Tue 10:00-11:00")
    books(office.carla, "Carl with @ines", hour="9:00 AM WET")

    declines(office.ines, in_=office.ines.sees("booked an interview for you"))

    call = office.carla.sees("Nobody else is free at that hour: move or cancel it, or ask")
    assert call.labels == ["Move", "Cancel interview"]


def test_it_can_be_cancelled_from_the_call_for_help(office: Office) -> None:
    declined(office)

    office.carla.presses("Cancel interview", in_=office.carla.sees(HELP_IS_NEEDED))

    assert office.carla.sees("Cancelled:").labels == []
    office.ivo.sees("has cancelled your interview")


def test_the_other_coordinators_hear_that_help_has_come(office: Office) -> None:
    office.carla.asks("/register coordinator @isla", sees="coordinator")
    declined(office)
    call = office.isla.sees(HELP_IS_NEEDED)

    office.carla.presses("Replace with Ingrid Ek")

    office.isla.sees("Ingrid Ek takes over from Ines Iversen. The interview of Carl Chen with")
    office.isla.presses("Replace with Ingrid Ek", in_=call)
    office.isla.sees("Ines Iversen is not on the panel of that interview any more.")


# -- after all -------------------------------------------------------------------------------


def test_who_can_after_all_says_so_where_they_said_no(office: Office) -> None:
    declined(office)

    office.ines.presses("I can after all", in_=office.ines.sees("Noted: you can't make it"))

    noted = office.ines.sees("Noted: you can make it on Tue 10 Nov, 10:00 AM CET after all")
    assert "The interview is yours as before." in noted.text
    assert noted.labels == ["Can't make it"]
    office.carla.sees("Ines Iversen can make it after all: their interview with Carl Chen")
    assert "can't make it" not in office.carla.asks("/interviews").text


def test_the_list_and_home_offer_it_to_who_has_declined_alone(office: Office) -> None:
    declined(office)

    listed = office.ines.asks("/interviews")
    office.ines.opens_home()
    home = office.ines.sees_in_home("You can't make it.")

    assert listed.labels == ["I can after all"]
    assert "I can after all" in home.labels
    assert office.ivo.asks("/interviews").labels == ["Can't make it"]
    office.ines.presses("I can after all", in_=listed)
    assert office.ines.sees("The interview is yours as before.").labels == ["Can't make it"]


def test_who_was_replaced_is_not_asked_for_that_hour_until_they_can_after_all(
    office: Office,
) -> None:
    declined(office)
    office.carla.presses("Replace with Ingrid Ek", in_=office.carla.sees(HELP_IS_NEEDED))
    office.ines.sees("has taken you off the interview")
    declines(office.ingrid, in_=office.ingrid.sees("put you on the panel"))

    call = office.carla.sees("Ingrid Ek can't make it")
    said_no = office.ines.sees("Noted: you can't make it")
    before = office.ines.asks("/find-slots @ines Tue").text
    office.ines.presses("I can after all", in_=said_no)
    freed = office.ines.sees("Somebody else has your place by now; that hour counts as free")

    assert "Replace with Ines Iversen" not in call.labels
    assert "10:00 AM" not in before
    assert freed.labels == []
    assert "10:00 AM, 11:00 AM, 12:00 PM –" in office.ines.asks("/find-slots @ines Tue").text


def test_to_give_the_hour_again_ends_it_and_the_answer_says_so(office: Office) -> None:
    declined(office)

    given = office.ines.asks("/availability Tue 10:00-13:00")

    assert "You had said not to be able to make it on Tue 10 Nov, 10:00 AM CET" in given.text
    assert "Nothing was changed" not in given.text
    office.carla.sees("Ines Iversen can make it after all")


# -- old buttons -----------------------------------------------------------------------------


@pytest.mark.parametrize("button", ["Move", "Cancel interview"])
def test_an_old_button_of_a_cancelled_interview_says_so(office: Office, button: str) -> None:
    booked(office)
    old = office.carla.asks("/interviews")
    office.carl.presses("Cancel interview", in_=office.carl.asks("/interviews"))
    office.carl.sees("Cancelled:")

    office.carla.presses(button, in_=old)

    office.carla.sees("That interview was cancelled already")


def test_no_cannot_be_said_to_a_cancelled_interview(office: Office) -> None:
    booked(office)
    message = office.ines.sees("booked an interview for you")
    office.carla.presses("Cancel interview", in_=office.carla.asks("/interviews"))
    office.carla.sees("Cancelled:")

    office.ines.presses("Can't make it", in_=message)

    left = office.ines.sees("That interview was cancelled already by Carla Costa")
    assert "booked an interview for you" in left.text
    assert left.labels == []


@pytest.mark.parametrize("button", ["Replace with Ingrid Ek", "Cancel interview"])
def test_a_button_pressed_a_month_later_changes_nothing(office: Office, button: str) -> None:
    declined(office)
    call = office.carla.sees(HELP_IS_NEEDED)

    office.slack.clock.forward(days=30)
    office.carla.presses(button, in_=call)

    office.carla.sees("Tue 10 Nov, 9:00 AM WET has already passed. Nothing was changed.")


@pytest.mark.failure_case(25)
@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        ("Move", "Only a coordinator or the candidate may move this interview."),
        ("Cancel interview", "Only a coordinator or the candidate may cancel this interview."),
    ],
)
def test_who_is_no_coordinator_any_more_changes_nothing_of_others(
    office: Office, button: str, refusal: str
) -> None:
    booked(office)
    office.carla.asks("/register coordinator @isla", sees="coordinator")
    old = office.isla.asks("/interviews")
    office.carla.asks("/register not coordinator @isla", sees="coordinator")

    office.isla.presses(button, in_=old)

    office.isla.sees(refusal)
    assert "(1)" in office.carla.asks("/interviews").text


def test_who_has_left_the_panel_has_nothing_to_say_no_to(office: Office) -> None:
    booked(office)
    message = office.ivo.sees("booked an interview for you")
    declines(office.ivo, in_=office.ivo.asks("/interviews"))
    office.carla.presses("Go on without Ivo Ito", in_=office.carla.sees("Ivo Ito can't make it"))
    office.ivo.sees("taken you off")

    office.ivo.presses("Can't make it", in_=message)

    office.ivo.sees("Only an interviewer on the panel may say that they can't make it.")


def test_a_coordinator_gives_an_interview_another_panel_though_all_can_come(
    office: Office,
) -> None:
    booked(office)

    office.carla.presses("Change panel", in_=office.carla.asks("/interviews"))
    office.carla.sees_in_modal("Change the panel")
    office.carla.presses("Ingrid Ek instead of Ines Iversen")

    office.carla.sees_in_modal("Panel changed: it is Carl Chen with Ivo Ito and Ingrid Ek now")
    office.ines.sees("has taken you off the interview with Carl Chen")


def test_a_panel_goes_on_without_somebody_who_could_come(office: Office) -> None:
    booked(office)

    office.carla.presses("Change panel", in_=office.carla.asks("/interviews"))
    office.carla.sees_in_modal("Change the panel")
    office.carla.presses("Go on without Ines Iversen")

    office.carla.sees_in_modal("Panel changed: it is Carl Chen with Ivo Ito now")
