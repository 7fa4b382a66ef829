"""Distributing candidates over interviewers: preview, adjust, book, conflict, re-level."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from journeys.arranged import (
    all_is_told,
    declines,
    gives,
    has_candidate,
    is_candidate,
    outbox,
    pressed_again,
    told,
)
from journeys.office import MONDAY, Office, office_in
from sandbox.events.faults import error
from sandbox.testing.user import User
from sandbox.testing.views import SeenMessage

LONDON = "Europe/London"
BEST = "No plan serves more, and none is more even."


def plans(who: User, question: str, *, sees: str = "can be interviewed") -> SeenMessage:
    """A coordinator asks for a plan, and gets it as a message from the bot."""
    before = who.messages
    who.types(f"/distribute {question}")
    return who.sees(sees, besides=before)


def two_and_four(office: Office) -> None:
    """On Tuesday Ana can come at 9 and Ben at 10 (UTC); Ines and Ivo are free at 9, Imran at 10,
    Ingrid at both.
    """
    has_candidate(office, "Ana Alves", LONDON, "Tue 9:00-10:00")
    has_candidate(office, "Ben Brook", LONDON, "Tue 10:00-11:00")
    gives(office.ines, "Tue 10:00-11:00")
    gives(office.ivo, "Tue 4:00 AM - 5:00 AM")
    gives(office.ingrid, "Tue 10:00-12:00")
    gives(office.imran, "Tue 15:30-16:30")


def booked_round(office: Office) -> SeenMessage:
    """Carl at 9 with Ines, Ben at 10 with Ivo, out of one round; Ingrid is free at both."""
    is_candidate(office.carl, "Tue 9:00-11:00")
    has_candidate(office, "Ben Brook", LONDON, "Tue 9:00-11:00")
    gives(office.ines, "Tue 10:00-11:00")
    gives(office.ivo, "Tue 5:00 AM - 6:00 AM")
    plan = plans(office.carla, "Carl, Ben tomorrow")
    office.carla.presses("Book all 2", in_=plan)
    done = office.carla.sees("2 interviews booked")
    all_is_told(office)
    return done


# -- the plan --------------------------------------------------------------------------------


def test_a_plan_shows_by_hour_who_interviews_whom_and_that_none_is_better(office: Office) -> None:
    two_and_four(office)

    plan = plans(office.carla, "all tomorrow")

    assert "Both candidates can be interviewed. Nothing is booked yet." in plan.text
    assert f"2 interviewers in each interview. {BEST}" in plan.text
    assert "Tue 10 Nov\n9:00 AM – Ana Alves with Ines Iversen and Ivo Ito\n" in plan.text
    assert "10:00 AM – Ben Brook with Ingrid Ek and Imran Iqbal" in plan.text
    assert plan.labels == ["Book all 2", "Adjust…", "Discard"]
    assert told(office.ines) == []


def test_the_form_asks_the_same(office: Office) -> None:
    two_and_four(office)
    office.carla.types("/distribute")

    office.carla.fills(
        {
            "Candidates": ["Ana Alves", "Ben Brook"],
            "Interviewers": ["Ines Iversen", "Ingrid Ek"],
            "From": date(2026, 11, 10),
            "To": date(2026, 11, 10),
            "Interviewers in a panel, at most": "1",
        }
    )
    office.carla.submits()

    plan = office.carla.sees("Both candidates can be interviewed")
    office.carla.sees_no_modal()
    assert "9:00 AM – Ana Alves with Ines Iversen" in plan.text
    assert "10:00 AM – Ben Brook with Ingrid Ek" in plan.text
    assert "Imran" not in plan.text


def test_whoever_waits_is_named_with_the_reason_and_with_what_would_help(office: Office) -> None:
    has_candidate(office, "Ana Alves", LONDON, "Tue 9:00-10:00")
    has_candidate(office, "Ben Brook", LONDON, "Tue 9:00-10:00")
    has_candidate(office, "Cy Cole", LONDON, "Wed 9:00-10:00")
    has_candidate(office, "Dan Dorn", LONDON)
    gives(office.ines, "Tue 10:00-11:00")

    plan = plans(office.carla, "all tomorrow")

    assert "1 of 3 candidates can be interviewed." in plan.text
    assert "Waiting (2)" in plan.text
    assert "Cy Cole – no free hours in these days" in plan.text
    assert "Ben Brook – Ana Alves and Ben Brook share only 1 hour of an interviewer" in plan.text
    assert "What would help most: with one more interviewer who is free on Tue 10 Nov" in plan.text
    assert "Dan Dorn – no hours given yet, so not in this round" in plan.text


def test_whoever_is_not_needed_is_named_with_the_reason(office: Office) -> None:
    two_and_four(office)
    gives(office.isla, "Thu 9:00-10:00")

    plan = plans(office.carla, "Ana and Ben with @ines @ivo @isla 10 Nov - 13 Nov")

    assert "Without an interview (1)\nIsla Moana – no candidate whom they may meet can come at" in (
        plan.text.replace("• ", "")
    )


def test_only_coordinators_distribute_and_others_are_told_kindly(office: Office) -> None:
    two_and_four(office)

    refused = office.ines.asks("/distribute all tomorrow")

    assert "Only a coordinator may distribute candidates" in refused.text
    assert "/find-slots" in refused.text
    office.ines.opens_home()
    assert "Distribute" not in office.ines.home.labels


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("help", "Distribute candidates over interviewers"),
        ("hlep", "Did you mean /distribute help?"),
        ("Zoe next week", "I don't know anyone called “Zoe”"),
        ("all yesterday", "is over"),
        ("all next week", "Nobody waits"),
    ],
)
def test_words_that_lead_to_no_plan_are_answered(office: Office, words: str, answer: str) -> None:
    assert answer in office.carla.asks(f"/distribute {words}").text


def test_where_no_interviewer_has_hours_it_says_so(office: Office) -> None:
    has_candidate(office, "Ana Alves", LONDON, "Tue 9:00-10:00")

    answer = office.carla.asks("/distribute all tomorrow")

    assert "No interviewer has a free hour on Tue 10 Nov" in answer.text


def test_names_are_shown_as_text_never_as_markup(office: Office) -> None:
    has_candidate(office, "<!channel> *Ana* & Co", LONDON, "Tue 9:00-10:00")
    gives(office.ines, "Tue 10:00-11:00")

    plan = plans(office.carla, "all tomorrow")

    assert "<!channel> ＊Ana＊ & Co with Ines Iversen" in plan.text


# -- booking ---------------------------------------------------------------------------------


def test_booking_a_plan_books_all_of_it_and_tells_everybody_once(office: Office) -> None:
    is_candidate(office.carl, "Tue 9:00-10:00")
    has_candidate(office, "Ben Brook", LONDON, "Tue 10:00-11:00")
    gives(office.ines, "Tue 10:00-12:00")
    plan = plans(office.carla, "all tomorrow")

    office.carla.presses("Book all 2", in_=plan)

    done = office.carla.sees("2 interviews booked. Everybody in Slack is told.")
    all_is_told(office)
    assert done.ts == plan.ts
    assert done.labels == ["Plan again…"]
    assert "Ben Brook: “Carla Costa has booked an interview for you: Tue 10 Nov" in done.text
    assert "10:00 AM GMT, with Ines Iversen" in done.text
    [message] = told(office.ines)
    assert "Carla Costa has booked 2 interviews for you:" in message
    assert "Tue 10 Nov, 10:00 AM CET, with Carl Chen" in message
    assert "Tue 10 Nov, 11:00 AM CET, with Ben Brook" in message
    assert len(told(office.carl, "booked an interview for you")) == 1


def test_a_plan_is_booked_once_however_often_its_button_is_pressed(office: Office) -> None:
    two_and_four(office)
    plan = plans(office.carla, "all tomorrow")

    office.carla.presses("Book all 2", in_=plan)
    office.carla.sees("2 interviews booked")
    pressed_again(office)

    all_is_told(office)
    assert "2 interviews booked" in office.carla.messages[-1].text
    assert len(told(office.ines)) == 1


def test_where_somebody_was_taken_meanwhile_nothing_is_booked_and_the_fewest_move(
    office: Office,
) -> None:
    two_and_four(office)
    has_candidate(office, "Cy Cole", LONDON, "Tue 9:00-10:00")
    plan = plans(office.carla, "Ana and Ben tomorrow")
    found = office.carla.asks("/find-slots Cy with @ivo tomorrow")
    office.carla.presses("Book on Tue 10 Nov", in_=found)
    office.carla.fills({"Tue 10 Nov": "9:00 AM WET"})
    office.carla.submits()
    office.carla.sees_in_modal("Booked:")
    office.carla.closes()

    office.carla.presses("Book all 2", in_=plan)

    again = office.carla.sees("Nothing was booked, as something has changed")
    assert again.ts == plan.ts
    assert "Ivo Ito was booked meanwhile: Tue 10 Nov, 9:00 AM WET" in again.text
    assert "Ana Alves, Tue 10 Nov, 9:00 AM: Ivo Ito leaves" in again.text
    assert "1 interview stays as it is." in again.text
    office.carla.presses("Book all 2", in_=again)
    office.carla.sees("2 interviews booked")


def test_an_old_button_does_nothing_and_says_so(office: Office) -> None:
    two_and_four(office)
    plan = plans(office.carla, "all tomorrow")
    office.slack.control.meets("chat.update", error("internal_error"), times=1)
    office.carla.presses("Discard", in_=plan)
    office.carla.sees("Sorry, something broke on our side.")

    office.carla.presses("Book all 2", in_=plan)

    office.carla.sees("That plan was dropped already. Nothing was changed.")


# -- adjusting -------------------------------------------------------------------------------


def test_adjusting_shows_who_moves_before_it_is_accepted(office: Office) -> None:
    two_and_four(office)
    plan = plans(office.carla, "all tomorrow")
    office.carla.presses("Adjust…", in_=plan)
    office.carla.fills({"Interviewers to take off": ["Ivo Ito"]})
    office.carla.submits()

    change = office.carla.sees("What changes:")
    assert change.ts == plan.ts
    assert "Adjusted: without Ivo Ito." in change.text
    assert "Ana Alves, Tue 10 Nov, 9:00 AM: Ivo Ito leaves" in change.text
    assert change.labels == ["Accept", "Keep the plan as it was"]
    office.carla.presses("Accept", in_=change)

    after = office.carla.sees("Ivo Ito – taken off by you")
    assert after.ts == plan.ts
    assert "9:00 AM – Ana Alves with Ines Iversen" in after.text


def test_a_proposal_can_be_left(office: Office) -> None:
    two_and_four(office)
    plan = plans(office.carla, "all tomorrow")
    office.carla.presses("Adjust…", in_=plan)
    office.carla.fills({"Candidates to leave out": ["Ana Alves"]})
    office.carla.submits()
    change = office.carla.sees("Ana Alves gets no interview any more; it was Tue 10 Nov, 9:00 AM")

    office.carla.presses("Keep the plan as it was", in_=change)

    kept = office.carla.sees("Both candidates can be interviewed.")
    assert kept.ts == plan.ts
    assert "Ana Alves with Ines Iversen and Ivo Ito" in kept.text


def test_a_candidates_hour_is_pinned(office: Office) -> None:
    has_candidate(office, "Ana Alves", LONDON, "Tue 9:00-12:00")
    gives(office.ines, "Tue 10:00-13:00")
    plan = plans(office.carla, "all tomorrow")
    assert "9:00 AM – Ana Alves with Ines Iversen" in plan.text
    office.carla.presses("Adjust…", in_=plan)
    assert office.carla.options_for("Hours to pin", "ana 11:00") == [
        "Ana Alves: Tue 10 Nov, 11:00 AM WET"
    ]
    office.carla.fills({"Hours to pin": ["Ana Alves: Tue 10 Nov, 11:00 AM WET"]})
    office.carla.submits()

    change = office.carla.sees("Ana Alves moves from Tue 10 Nov, 9:00 AM to Tue 10 Nov, 11:00 AM")
    office.carla.presses("Accept", in_=change)

    after = office.carla.sees("The candidate can be interviewed. Nothing is booked yet.")
    assert "Adjusted: Ana Alves pinned to Tue 10 Nov, 11:00 AM." in after.text
    assert "11:00 AM – Ana Alves with Ines Iversen" in after.text


# -- levelling again -------------------------------------------------------------------------


def test_when_an_interviewer_drops_out_the_fewest_moves_are_offered_and_made(
    office: Office,
) -> None:
    booked_round(office)
    gives(office.ingrid, "Tue 10:00-11:00")
    declines(office.ines, in_=office.ines.sees("booked an interview for you"))
    call = office.carla.sees("Ines Iversen can't make it")

    office.carla.presses("Plan again with the fewest moves", in_=call)

    offer = office.carla.sees("Planned again, with the fewest moves. Nothing has changed yet.")
    assert "Ingrid Ek in the place of Ines Iversen" in offer.text
    assert "1 interview stays as it is." in offer.text
    before = len(told(office.ivo))
    office.carla.presses("Make these changes", in_=offer)
    done = office.carla.sees("The changes are booked.")
    all_is_told(office)
    assert done.ts == offer.ts
    assert len(told(office.ingrid, "put you on the panel")) == 1
    assert len(told(office.ines, "taken you off")) == 1
    assert len(told(office.ivo)) == before


def test_the_only_booked_round_is_planned_again_where_that_is_typed(office: Office) -> None:
    booked_round(office)
    gives(office.ingrid, "Tue 10:00-11:00")
    declines(office.ines, in_=office.ines.sees("booked an interview for you"))

    office.carla.types("/distribute rebalance")

    offer = office.carla.sees("Planned again, with the fewest moves")
    assert "Ingrid Ek in the place of Ines Iversen" in offer.text
    assert "Nothing has changed yet" in offer.text


def test_of_several_booked_rounds_it_is_asked_which_one_is_planned_again(office: Office) -> None:
    booked_round(office)
    has_candidate(office, "Cy Cole", LONDON, "Thu 9:00-10:00")
    gives(office.ingrid, "Tue 10:00-11:00", "Thu 10:00-11:00")
    office.carla.presses("Book it", in_=plans(office.carla, "Cy on Thursday"))
    office.carla.sees("1 interview booked")
    declines(office.ines, in_=office.ines.sees("booked an interview for you"))

    asked = office.carla.asks("/distribute rebalance")

    assert "Tue 10 Nov: 2 interviews" in asked.text
    assert "Thu 12 Nov: 1 interview" in asked.text
    assert asked.labels == ["Plan Tue 10 Nov again", "Plan Thu 12 Nov again"]
    office.carla.presses("Plan Tue 10 Nov again", in_=asked)
    assert "Ingrid Ek in the place of Ines" in office.carla.sees("Planned again,").text


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("rebalance", "No round is booked of which an interview could still be changed"),
        ("rebalance with Ana", "stands alone"),
    ],
)
def test_where_there_is_no_round_to_plan_again_it_says_so(
    office: Office, words: str, answer: str
) -> None:
    assert answer in office.carla.asks(f"/distribute {words}").text


def test_an_offer_that_the_round_has_overtaken_says_how_and_is_made_anew(office: Office) -> None:
    done = booked_round(office)
    has_candidate(office, "Cy Cole", LONDON, "Tue 9:00-11:00")
    gives(office.ingrid, "Tue 10:00-11:00")
    office.carla.presses("Plan again…", in_=done)
    office.carla.fills({"Candidates who join": ["Cy Cole"]})
    office.carla.submits()
    offer = office.carla.sees("Planned again, with the fewest moves")
    office.carl.presses("Cancel interview", in_=office.carl.asks("/interviews"))
    office.carl.sees("Cancelled:")

    office.carla.presses("Make these changes", in_=offer)

    anew = office.carla.sees("Nothing was changed, as the round is not what was planned from:")
    assert anew.ts == offer.ts
    assert "Carl Chen: the interview on Tue 10 Nov, 9:00 AM WET is cancelled" in anew.text
    assert "Cy Cole gets Tue 10 Nov, 9:00 AM with" in anew.text
    office.carla.presses("Make these changes", in_=anew)
    office.carla.sees("The changes are booked.")


def test_an_offer_for_a_round_that_nobody_is_in_any_more_can_be_planned_again_with_others(
    office: Office,
) -> None:
    done = booked_round(office)
    gives(office.ingrid, "Tue 10:00-11:00")
    declines(office.ines, in_=office.ines.sees("booked an interview for you"))
    office.carla.presses("Plan again…", in_=done)
    office.carla.submits()
    offer = office.carla.sees("Planned again, with the fewest moves")
    for who in ("Carl Chen", "Ben Brook"):
        # By name: the answer of before is seen at once.
        office.carla.presses("Cancel interview", in_=office.carla.asks("/interviews"))
        office.carla.sees(f"Cancelled: {who}")
        all_is_told(office)

    office.carla.presses("Make these changes", in_=offer)

    over = office.carla.sees("No interview of that round is far enough ahead to be changed")
    assert over.ts == offer.ts
    assert over.labels == ["Plan again…"]


def test_a_candidate_who_joins_a_booked_round_is_given_an_hour(office: Office) -> None:
    done = booked_round(office)
    has_candidate(office, "Cy Cole", LONDON, "Tue 9:00-11:00")
    gives(office.ingrid, "Tue 10:00-11:00")
    office.carla.presses("Plan again…", in_=done)
    office.carla.fills({"Candidates who join": ["Cy Cole"]})
    office.carla.submits()

    offer = office.carla.sees("Planned again, with the fewest moves")
    assert "Cy Cole gets Tue 10 Nov, 9:00 AM with Ingrid Ek" in offer.text
    assert "2 interviews stay as they are." in offer.text
    office.carla.presses("Make these changes", in_=offer)

    office.carla.sees("The changes are booked.")
    all_is_told(office)
    assert len(told(office.ingrid, "booked an interview for you")) == 1
    assert len(told(office.ines)) == 1


def test_the_fewest_moves_and_the_most_even_panels_are_both_offered_with_what_they_cost(
    office: Office,
) -> None:
    """Three are free for Carl at 9 and one for Ben at 10, until Ines is free at 10 as well."""
    is_candidate(office.carl, "Tue 9:00-10:00")
    has_candidate(office, "Ben Brook", LONDON, "Tue 10:00-11:00")
    gives(office.ines, "Tue 10:00-11:00")
    gives(office.ivo, "Tue 4:00 AM - 5:00 AM")
    gives(office.ingrid, "Tue 10:00-11:00")
    gives(office.imran, "Tue 15:30-16:30")
    office.carla.presses("Book all 2", in_=plans(office.carla, "Carl, Ben tomorrow"))
    done = office.carla.sees("2 interviews booked")
    gives(office.ines, "Tue 11:00-12:00")
    all_is_told(office)
    office.carla.presses("Plan again…", in_=done)
    office.carla.submits()

    offer = office.carla.sees("Planned again, in two ways. Nothing has changed yet.")
    assert "The fewest changes: 3 and 1, nobody moves." in offer.text
    assert "The most even: 2 and 2, 1 person moves. No plan serves more or is more even" in (
        offer.text
    )
    assert "Ines Iversen joins" in offer.text
    assert offer.labels == [
        "Make it 2 and 2, 1 person moves",
        "Leave it at 3 and 1, nobody moves",
    ]
    office.carla.presses("Make it 2 and 2, 1 person moves", in_=offer)

    done = office.carla.sees("The changes are booked.")
    all_is_told(office)
    assert "Ines Iversen joins" in done.text
    assert len(told(office.ines, "put you on the panel")) == 1
    assert told(office.imran, "put you on the panel") == []


def test_two_interviews_can_take_each_others_hour(office: Office) -> None:
    is_candidate(office.carl, "Tue 9:00-11:00")
    has_candidate(office, "Ben Brook", LONDON, "Tue 10:00-11:00")
    gives(office.ines, "Tue 10:00-12:00")
    first = plans(office.carla, "Ben tomorrow")
    office.carla.presses("Book it", in_=first)
    done = office.carla.sees("1 interview booked")
    has_candidate(office, "Cy Cole", LONDON, "Tue 9:00-10:00")
    assert "Ben Brook" in done.text
    office.carla.presses("Plan again…", in_=done)
    office.carla.fills({"Candidates who join": ["Cy Cole"]})
    office.carla.submits()

    office.carla.presses(
        "Make these changes", in_=office.carla.sees("Planned again, with the fewest moves")
    )

    changed = office.carla.sees("The changes are booked.")
    assert "Cy Cole gets Tue 10 Nov, 9:00 AM with Ines Iversen" in changed.text


# -- rules -----------------------------------------------------------------------------------


def test_a_daily_cap_counts_what_is_booked_already(tmp_path: Path) -> None:
    monday = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)
    with office_in(tmp_path, now=monday, daily_cap=1) as office:
        has_candidate(office, "Ana Alves", LONDON, "Tue 9:00-10:00")
        has_candidate(office, "Ben Brook", LONDON, "Tue 10:00-11:00")
        gives(office.ines, "Tue 10:00-13:00")
        first = plans(office.carla, "Ana tomorrow")
        office.carla.presses("Book it", in_=first)
        office.carla.sees("1 interview booked")

        plan = plans(office.carla, "Ben tomorrow", sees="be interviewed in these days")

        assert (
            "Ines Iversen – at their limit of interviews when they could meet somebody" in plan.text
        )


def test_reminders_are_planned_for_each_interview(office: Office) -> None:
    booked_round(office)

    # Two reminders each for Carl, Ines and Ivo; the 24 hours of tomorrow's 9 o'clock have begun
    # an hour ahead.
    assert outbox(office)["pending"] == 6


def test_hours_and_a_limit_are_kept_to_and_said_back(office: Office) -> None:
    two_and_four(office)

    plan = plans(office.carla, "all tomorrow 10-12 max 2 a day")

    assert "As you asked: only 10:00 AM – 12:00 PM; at most 2 a day for each" in plan.text
    assert "10:00 AM – Ben Brook" in plan.text


def test_the_form_has_the_workspaces_limits_and_changes_them_for_one_plan(tmp_path: Path) -> None:
    # Wednesday is two working days away, Thursday three.
    with office_in(tmp_path, now=MONDAY, daily_cap=1, hand_notice=3) as office:
        has_candidate(office, "Ana Alves", LONDON, "Wed 9:00-10:00")
        is_candidate(office.carl, "Wed 9:00-11:00")
        gives(office.ines, "Wed 10:00-13:00")

        usual = plans(office.carla, "all this week")
        office.carla.types("/distribute")
        office.carla.fills(
            {
                "Interviews a day for each person, at most": "2",
                "Notice for those who have to be told by hand": "1 working day",
            }
        )
        office.carla.submits()

        changed = office.carla.sees("Both candidates can be interviewed")
        assert "1 of 2 candidates can be interviewed" in usual.text
        assert "Ana Alves – to be told by hand, and their hours are too soon for that" in usual.text
        assert "so not before Thu 12 Nov (3 working days' notice): Ana Alves." in usual.text
        assert "At their limit: Ines Iversen is at 1 for Wed 11 Nov." in usual.text
        assert "As you asked: at most 2 a day for each person; 1 working day's notice" in (
            changed.text
        )
        slots = office.carla.asks("/find-slots Ana Alves with @ines this week")
        assert "would not use all of these: Ana Alves has to be told by hand" in slots.text
