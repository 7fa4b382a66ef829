"""Giving hours: `/availability`, typed."""

import re
import threading
from pathlib import Path

import pytest

from journeys.arranged import gives
from journeys.office import MONDAY, Office, office_in
from sandbox.testing.user import User

TEN_TO_TWO = "Tue 10 Nov 2026, 10:00 AM – 2:00 PM"
NO_HOURS = "You have given no hours yet."


def has_nothing(who: User) -> bool:
    return NO_HOURS in who.asks("/availability list").text


# -- typed -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("tomorrow 10:00 AM - 2:00 PM", TEN_TO_TWO),
        ("tomorrow 10-14", TEN_TO_TWO),
        ("“tomorrow” 10:00–14:00", TEN_TO_TWO),
        ("2026-11-10 10:00 — 14:00", TEN_TO_TWO),
        ("Tue, Thu 9-12 every week", "Every Tue and Thu, 9:00 AM – 12:00 PM"),
        ("weekdays 9-17", "Every Mon to Fri, 9:00 AM – 5:00 PM"),
        ("off 24 Dec - 2 Jan", "Off Thu 24 Dec 2026 – Sat 2 Jan 2027"),
        ("OFF 24 Dec", "Off Thu 24 Dec 2026"),
        ("24 Dec off", "Off Thu 24 Dec 2026"),
    ],
)
def test_typed_hours_are_said_back_in_words_with_the_zone(
    office: Office, typed: str, said: str
) -> None:
    answer = office.ines.asks(f"/availability {typed}")

    assert f"Saved (Europe/Berlin time):\n• {said}\n" in answer.text
    assert answer.ephemeral
    assert answer.labels == ["Undo", "See all hours", "Change my time zone"]


def test_each_types_in_their_own_zone(office: Office) -> None:
    ines = office.ines.asks("/availability tomorrow 9-12").text
    ivo = office.ivo.asks("/availability tomorrow 9-12").text

    assert "Saved (Europe/Berlin time):\n• Tue 10 Nov 2026, 9:00 AM – 12:00 PM" in ines
    assert "Saved (America/New_York time):\n• Tue 10 Nov 2026, 9:00 AM – 12:00 PM" in ivo


def test_tomorrow_is_the_persons_own(office: Office) -> None:
    office.slack.clock.forward(hours=11)  # 19:00 in London, and Tuesday at 8 in Auckland

    assert "Wed 11 Nov 2026" in office.isla.asks("/availability tomorrow 9-12").text
    assert "Tue 10 Nov 2026" in office.ines.asks("/availability tomorrow 9-12").text


def test_weekly_hours_that_overlap_become_one_and_that_is_said(office: Office) -> None:
    office.ines.asks("/availability every Tue 9-12")

    answer = office.ines.asks("/availability every Tue 11-14").text

    assert "• Every Tue, 9:00 AM – 2:00 PM\nInstead of:\n• Every Tue, 9:00 AM – 12:00 PM" in answer
    assert "Hours that touch or overlap were joined into one." in answer


def test_hours_that_overlap_in_one_sentence_become_one_and_that_is_said(office: Office) -> None:
    answer = office.ines.asks("/availability every Tue 9-12; every Tue 11-14").text

    assert "Saved (Europe/Berlin time):\n• Every Tue, 9:00 AM – 2:00 PM\n" in answer
    assert "Instead of" not in answer
    assert "Hours that touch or overlap were joined into one." in answer


def test_hours_without_a_whole_hour_are_kept_and_said_to_offer_no_slot(office: Office) -> None:
    answer = office.ines.asks("/availability tomorrow 9:15-9:45").text

    assert "• Tue 10 Nov 2026, 9:15 AM – 9:45 AM" in answer
    assert "By itself that offers no slot: interviews take an hour and start on the hour." in answer


def test_whose_hour_it_is_matters_where_the_clock_shows_other_minutes(office: Office) -> None:
    short = office.imran.asks("/availability tomorrow 14:00-15:00").text
    long = office.imran.asks("/availability Thu 13:30-14:30").text

    assert "interviews take an hour and start on the hour of UTC." in short
    assert "no slot" not in long


def test_only_those_too_short_are_named_beside_others(office: Office) -> None:
    answer = office.ines.asks("/availability tomorrow 9-12; Fri 9:15-9:45").text

    why = "By itself this offers no slot: interviews take an hour and start on the hour.\n"
    assert f"{why}• Fri 13 Nov 2026, 9:15 AM – 9:45 AM" in answer
    assert answer.count("Fri 13 Nov 2026, 9:15 AM – 9:45 AM") == 2 * answer.count("Saved (")


@pytest.mark.parametrize(
    ("who", "typed", "said"),
    [
        (
            "ines",
            "28 Mar 2027 1:30am - 3:30am",
            "Sun 28 Mar 2027, 1:30 AM – 3:30 AM is 1:30 AM CET to 3:30 AM CEST, 1 hour in all.",
        ),
        (
            "ivo",
            "7 Nov 2027 1am - 2am",
            "Sun 7 Nov 2027, 1:00 AM – 2:00 AM is 1:00 AM EDT to 2:00 AM EST, 2 hours in all.",
        ),
    ],
)
def test_hours_over_a_clock_change_are_said_back_with_what_they_cover(
    office: Office, who: str, typed: str, said: str
) -> None:
    answer = getattr(office, who).asks(f"/availability {typed}").text

    assert f"The clocks change then: {said}" in answer


def test_time_off_takes_out_the_dates_given_before_and_says_so(office: Office) -> None:
    office.ines.asks("/availability 29 Dec 9-12; 4 Jan 9-12")

    answer = office.ines.asks("/availability off 24 Dec - 2 Jan").text

    off = "• Off Thu 24 Dec 2026 – Sat 2 Jan 2027"
    gone = "Taken out because of the time off:\n• Tue 29 Dec 2026, 9:00 AM – 12:00 PM"
    assert f"Saved (Europe/Berlin time):\n{off}\n{gone}" in answer
    listed = office.ines.asks("/availability list").text
    assert "Tue 29 Dec" not in listed
    assert "Mon 4 Jan 2027, 9:00 AM – 12:00 PM" in listed


def test_what_stood_already_is_told_apart_from_what_is_new(office: Office) -> None:
    office.ines.asks("/availability every Tue 9-12; off 24 Dec - 2 Jan; 29 Dec 9-12")

    both = office.ines.asks("/availability every Tue 10-11; Fri 9-12").text
    off = office.ines.asks("/availability off 24 Dec - 2 Jan").text

    new = "Saved (Europe/Berlin time):\n• Fri 13 Nov 2026, 9:00 AM – 12:00 PM"
    assert f"{new}\nThere already:\n• Every Tue, 10:00 AM – 11:00 AM" in both
    assert "joined" not in both
    there = "There already (Europe/Berlin time):\n• Off Thu 24 Dec 2026 – Sat 2 Jan 2027"
    assert there in off


def test_what_is_over_is_not_listed_any_more(office: Office) -> None:
    office.ines.asks("/availability today 10-12; tomorrow 10-12; every Fri 9-12")
    office.slack.clock.forward(hours=4)

    listed = office.ines.asks("/availability list").text

    assert "Mon 9 Nov" not in listed
    assert "Tue 10 Nov 2026, 10:00 AM – 12:00 PM" in listed
    assert "Every Fri, 9:00 AM – 12:00 PM" in listed


def test_the_list_has_a_button_that_opens_the_modal(office: Office) -> None:
    empty = office.ines.asks("/availability list")
    office.ines.asks("/availability tomorrow 10-14")
    listed = office.ines.asks("/availability list")

    office.ines.presses("Change hours", in_=listed)

    assert empty.labels == ["Give hours"]
    office.ines.sees_in_modal(TEN_TO_TWO)


def test_help_shows_examples_that_work(office: Office) -> None:
    help_ = office.ines.asks("/availability help").text

    examples = [line.removeprefix("• ") for line in help_.splitlines() if line.startswith("• ")]
    assert len(examples) == 11
    for example in examples[:7]:
        words = re.split(" takes | is | ends | replaces ", example)[0]
        told = office.ines.asks(words).text
        # The second is a part of the first, which stands by then.
        assert "Saved (Europe/Berlin time)" in told or "as well, or instead?" in told


def test_hours_with_a_start_and_an_end_are_said_back_and_leave_the_list_when_over(
    tmp_path: Path,
) -> None:
    with office_in(tmp_path, now=MONDAY) as office:
        told = office.ines.asks("/availability every other Tue 9-12 from 24 Nov until 24 Dec").text
        office.ines.asks("/availability Fridays 9-12 until 20 Nov")
        before = office.ines.asks("/availability list").text
        office.slack.clock.forward(hours=24 * 44)  # Wed 23 Dec
        after = office.ines.asks("/availability list").text

    every_other = (
        "Every 2 weeks on Tue, 9:00 AM – 12:00 PM, from Tue 24 Nov 2026 until Thu 24 Dec 2026"
    )
    assert told.splitlines()[:2] == ["Saved (Europe/Berlin time):", f"• {every_other}"]
    assert "no slot" not in told
    assert every_other in before
    assert "Every Fri, 9:00 AM – 12:00 PM, until Fri 20 Nov 2026" in before
    assert "You have no hours ahead" in after


def test_the_workspaces_own_zone_decides_where_an_hour_begins(tmp_path: Path) -> None:
    with office_in(tmp_path, now=MONDAY, time_zone="Asia/Kolkata") as office:
        answer = office.ines.asks("/availability tomorrow 9:00-10:00").text

    assert "start on the hour of Asia/Kolkata." in answer


# -- what is not understood ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("lst", "Did you mean /availability list?"),
        ("hlep", "Did you mean /availability help?"),
        ("blah blah", "I did not understand “blah blah”."),
        ("03/04 9-12", "Is 03/04 the 3rd of April or the 4th of March?"),
        ("tomorrow", "For example tomorrow 9-12, or tomorrow all day."),
        ("9-12", "On which day, “9-12”?"),
        ("off", "Off on which days? /availability off 24 Dec - 2 Jan"),
        ("Fri 25:00-26:00", "There is no time “25:00”."),
        ("tomorrow 14:00 - 10:00", "The end, 10:00 AM, is not after the start, 2:00 PM."),
        ("today 7:00 - 8:00", "has already passed (Europe/Berlin). Nothing was saved."),
        ("28 Mar 2027 2:00am - 2:45am", "the clocks in Europe/Berlin skip it that day."),
        ("<!channel> *tomorrow*", "I did not understand “<!channel>"),
        ("x" * 600, "Please write at most 500 characters at a time."),
    ],
)
def test_what_is_not_understood_is_asked_back_and_nothing_is_saved(
    office: Office, typed: str, asked: str
) -> None:
    answer = office.ines.asks(f"/availability {typed}")

    assert asked in answer.text
    assert answer.ephemeral
    assert has_nothing(office.ines)


def test_a_weekday_is_not_taken_for_a_mistyped_verb(office: Office) -> None:
    answer = office.ines.asks("/availability Fri 25:00-26:00").text

    assert "Did you mean" not in answer


# -- who becomes what ------------------------------------------------------------------------


def test_giving_hours_registers_an_interviewer_and_says_so(office: Office) -> None:
    first = office.ines.asks("/availability tomorrow 9-12").text
    second = office.ines.asks("/availability Fri 9-12").text

    assert "You are registered as an interviewer now: Ines Iversen, Europe/Berlin." in first
    assert "registered" not in second
    everyone = office.ines.asks("/register list").text
    assert "Ines Iversen – interviewer · Europe/Berlin" in everyone


def test_a_coordinator_who_gives_hours_becomes_an_interviewer_as_well(office: Office) -> None:
    answer = office.carla.asks("/availability tomorrow 9-12").text

    assert "You are registered as an interviewer now: Carla Costa, Europe/Lisbon." in answer
    assert "Carla Costa – interviewer, coordinator" in office.carla.asks("/register list").text


def test_a_candidate_who_gives_hours_stays_a_candidate(office: Office) -> None:
    office.carl.asks("/register candidate")

    answer = office.carl.asks("/availability tomorrow 9-12").text

    assert "Saved (Europe/London time)" in answer
    assert "interviewer" not in answer
    assert "Carl Chen – candidate" in office.carl.asks("/register list").text


def test_two_first_words_at_once_register_one_person(office: Office) -> None:
    given = ("tomorrow 9-12", "Fri 9-12", "every Mon 9-12")
    typing = [
        threading.Thread(target=office.ines.types, args=(f"/availability {words}",))
        for words in given
    ]
    for each in typing:
        each.start()
    for each in typing:
        each.join()

    for words in ("Tue 10 Nov 2026, 9:00", "Fri 13 Nov 2026, 9:00", "Every Mon, 9:00"):
        office.ines.sees(words)
    assert "1 registered" in office.ines.asks("/register list").text


@pytest.mark.failure_case(16)
def test_somebody_of_whom_slack_knows_no_zone_gives_hours_in_the_workspaces(
    office: Office,
) -> None:
    office.ines.moves_to(None)

    answer = office.ines.asks("/availability tomorrow 9-12").text

    assert "Saved (UTC time)" in answer


# -- for somebody else -----------------------------------------------------------------------


@pytest.fixture
def carl_is_candidate(office: Office) -> None:
    office.carl.asks("/register candidate", sees="You are registered")


@pytest.mark.usefixtures("carl_is_candidate")
@pytest.mark.parametrize("whom", ["Carl", "carl chen", "@carl", "“Carl”"])
def test_a_coordinator_gives_hours_for_somebody_else_in_their_zone(
    office: Office, whom: str
) -> None:
    answer = office.carla.asks(f"/availability for {whom}: tomorrow 9-12")

    said = "Saved for Carl Chen (Europe/London time):\n• Tue 10 Nov 2026, 9:00 AM – 12:00 PM"
    assert said in answer.text
    listed = office.carl.asks("/availability list").text
    assert "Tue 10 Nov 2026, 9:00 AM – 12:00 PM" in listed


@pytest.mark.usefixtures("carl_is_candidate")
@pytest.mark.parametrize("words", ["for @carl tomorrow 9-12", "@carl tomorrow 9-12"])
def test_a_mention_needs_no_colon(office: Office, words: str) -> None:
    answer = office.carla.asks(f"/availability {words}").text

    assert "Saved for Carl Chen (Europe/London time)" in answer


@pytest.mark.usefixtures("carl_is_candidate")
def test_what_a_coordinator_gave_for_somebody_can_be_undone(office: Office) -> None:
    said = office.carla.asks("/availability for Carl: tomorrow 9-12")

    office.carla.presses("Undo", in_=said)

    office.carla.sees("Undone. The hours of Carl Chen are as they were before")
    assert "You have no hours ahead" in office.carl.asks("/availability list").text


def test_a_coordinator_gives_the_first_hours_of_a_member(office: Office) -> None:
    answer = office.carla.asks("/availability for @ingrid: tomorrow 9-12").text

    assert "Saved for Ingrid Ek (Europe/Stockholm time)" in answer
    assert "Ingrid Ek is registered as an interviewer now, Europe/Stockholm." in answer
    assert "Tue 10 Nov 2026, 9:00 AM" in office.ingrid.asks("/availability list").text


@pytest.mark.usefixtures("carl_is_candidate")
@pytest.mark.parametrize("whom", ["Carl:", "@ingrid:"])
def test_others_may_not_give_hours_for_somebody_and_hear_what_they_may(
    office: Office, whom: str
) -> None:
    answer = office.ines.asks(f"/availability for {whom} tomorrow 9-12").text

    assert "Only a coordinator may change somebody else's availability." in answer
    assert "Nothing was changed. Your own: /availability." in answer
    office.carla.asks("/availability for Carl: list", sees="Carl Chen has no hours ahead")
    assert "Ingrid" not in office.carla.asks("/register list").text


@pytest.mark.usefixtures("carl_is_candidate")
def test_others_may_look_but_find_nothing_to_press(office: Office) -> None:
    office.carl.asks("/availability tomorrow 9-12")

    office.ines.types("/availability for Carl")

    modal = office.ines.sees_in_modal("Tue 10 Nov 2026, 9:00 AM – 12:00 PM")
    assert modal.labels == []
    assert office.ines.asks("/availability for Carl: list").labels == []


def test_whoever_names_themselves_before_they_are_registered_is_meant(office: Office) -> None:
    office.ingrid.types("/availability for @ingrid: calendar")
    assert "of Ingrid Ek" not in office.ingrid.sees_in_modal("No calendar is connected yet.").text
    office.ingrid.closes()

    said = office.ingrid.asks("/availability for @ingrid: tomorrow 10-12").text

    assert "You are registered as an interviewer" in said


@pytest.mark.usefixtures("carl_is_candidate")
@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("for Karl Chen: tomorrow 9-12", "I don't know anyone called “Karl Chen”. Did you mean"),
        ("for Zoe: tomorrow 9-12", "/register list shows everyone who is registered."),
        ("for", "Whose hours? Name one person:"),
        ("for Carl and Ines: tomorrow 9-12", "Whose hours? Name one person:"),
        ("for @carl @ines tomorrow 9-12", "Whose hours? Name one person:"),
        ("for @carl and @ines: tomorrow 9-12", "Whose hours? Name one person:"),
        ("tomorrow 9-12 @carl", "Whose hours? Name one person:"),
        ("for Carl tomorrow 9:00-12:00", "Put a colon after the name:"),
        ("for @deploybot: tomorrow 9-12", "Deploybot can't take part in interviews: that is an"),
        ("for @dora: tomorrow 9-12", "their Slack account is deactivated"),
        ("for @ingrid: list", "Ingrid Ek has not given any hours yet."),
        ("for @ingrid: calendar", "They can do all of that themselves by Connect my calendar on"),
        ("for Carl: blah", "I did not understand “blah”."),
    ],
)
def test_hours_for_nobody_in_particular_are_refused(
    office: Office, typed: str, answer: str
) -> None:
    refused = office.carla.asks(f"/availability {typed}").text

    assert answer in refused
    assert "Carl Chen has no hours" in office.carla.asks("/availability for Carl: list").text


# -- what may be meant in two ways -----------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "label", "said"),
    [
        ("Mon-Fri 9-17", "Every week", "Every Mon to Fri, 9:00 AM – 5:00 PM"),
        ("Wed/Fri 9-12", "Only this week", "Wed 11 Nov 2026, 9:00 AM – 12:00 PM"),
        ("tomorrow 5-7", "5 PM", "Tue 10 Nov 2026, 5:00 PM – 7:00 PM"),
        ("tomorrow 5-7", "5 AM", "Tue 10 Nov 2026, 5:00 AM – 7:00 AM"),
        ("1 Nov 9-12", "1 Nov 2027", "Mon 1 Nov 2027, 9:00 AM – 12:00 PM"),
        ("off tomorrow until 5", "5 PM", "Off Tue 10 Nov 2026, 12:00 AM – 5:00 PM"),
    ],
)
def test_one_press_says_which_of_two_ways_was_meant(
    office: Office, typed: str, label: str, said: str
) -> None:
    asked = office.ines.asks(f"/availability {typed}")
    before = office.ines.asks("/availability list").text

    office.ines.presses(label, in_=asked)

    assert "Nothing is saved yet." in asked.text
    assert "no hours ahead" in before or "no hours yet" in before
    office.ines.sees("Saved (Europe/Berlin time)")
    office.ines.sees(said)


@pytest.mark.usefixtures("carl_is_candidate")
def test_a_reading_is_saved_for_whom_it_was_asked(office: Office) -> None:
    asked = office.carla.asks("/availability for Carl: Tue, Thu 9-12")

    office.carla.presses("Every week", in_=asked)

    office.carla.sees("Saved for Carl Chen (Europe/London time)")
    assert "Every Tue and Thu" in office.carl.asks("/availability list").text


def test_a_reading_is_saved_for_a_member_who_has_no_hours_yet(office: Office) -> None:
    asked = office.carla.asks("/availability for @ingrid: Mon-Fri 9-12")

    office.carla.presses("Every week", in_=asked)

    office.carla.sees("Saved for Ingrid Ek (Europe/Stockholm time)")


@pytest.mark.parametrize("words", ["list for @ines", "list Ines", "list @ines"])
def test_whose_list_is_meant_may_be_said_behind_it(office: Office, words: str) -> None:
    gives(office.ines, "Tue 10:00-12:00")

    listed = office.carla.asks(f"/availability {words}")

    assert "Ines Iversen" in listed.text
    assert "10:00 AM – 12:00 PM" in listed.text


def test_what_else_stands_behind_a_list_is_refused_by_name(office: Office) -> None:
    gives(office.ines, "Tue 10:00-12:00")

    refused = office.ines.asks("/availability list next week")

    assert "I did not understand “next week”" in refused.text


def test_who_has_their_hours_changed_by_somebody_else_hears_of_it_and_can_put_them_back(
    office: Office,
) -> None:
    office.ines.asks("/availability tomorrow 9-12", sees="Saved")

    office.carla.asks("/availability for @ines: tomorrow 14-16", sees="Saved for")

    told = office.ines.sees("Carla Costa has changed your hours. Added: Tue 10 Nov 2026, 2:00 PM")
    assert not told.ephemeral
    assert told.labels == ["Undo", "See all hours"]
    office.ines.presses("Undo", in_=told)
    office.ines.sees("Undone. Your hours are as they were before")
