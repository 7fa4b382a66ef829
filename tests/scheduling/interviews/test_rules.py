"""Which changes of an interview are legal, and how the others are refused."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest
from time_builders import at, candidate, free, interviewer, window

from scheduling.errors import (
    CannotTakePart,
    HasPassed,
    InterviewGone,
    NoCandidate,
    NoInterviewer,
    NotOnTheHour,
    SamePersonTwice,
    SchedulingError,
    TooFarAhead,
    TooSoon,
    WrongRole,
)
from scheduling.interviews.rules import absent, check_open, check_people, check_start
from scheduling.model import Interview, InterviewState, Person, Rules
from scheduling.timespan import Horizon, hour_from

CARL = candidate("Carl", 1)
INES = interviewer("Ines", 2)
IVO = interviewer("Ivo", 3)
CORA = Person(id=4, name="Cora", role=None, time_zone="UTC", is_coordinator=True)
NOW = at("2026-11-09 08:00")
TEN = at("2026-11-10 10:00")
SECOND = timedelta(seconds=1)
INTERVIEW = Interview(id=7, candidate=CARL, interviewers=(INES, IVO), start=TEN)


# -- the people ------------------------------------------------------------------------------


@pytest.mark.parametrize("panel", list(permutations((INES, IVO))))
def test_one_candidate_and_different_interviewers_pass_in_any_order(
    panel: tuple[Person, ...],
) -> None:
    check_people(candidate=CARL, interviewers=panel)


@pytest.mark.parametrize(
    ("who", "panel", "refusal", "names"),
    [
        (None, (INES,), NoCandidate, "candidate"),
        (None, (), NoCandidate, "candidate"),
        (CARL, (), NoInterviewer, "interviewer"),
        (CARL, (INES, IVO, INES), SamePersonTwice, "Ines is named twice"),
        (CARL, (INES, CARL), SamePersonTwice, "Carl is named twice"),
        (INES, (INES,), SamePersonTwice, "Ines is named twice"),
        (CARL, (INES, candidate("Cy", 9)), WrongRole, "Cy is registered as a candidate, and an"),
        (INES, (IVO,), WrongRole, "Ines is registered as an interviewer, and a candidate"),
        (CARL, (CORA,), CannotTakePart, "Cora can't take part"),
        (CORA, (INES,), CannotTakePart, "Cora can't take part"),
    ],
)
def test_other_people_are_refused_by_name(
    who: Person | None,
    panel: tuple[Person, ...],
    refusal: type[SchedulingError],
    names: str,
) -> None:
    with pytest.raises(refusal) as refused:
        check_people(candidate=who, interviewers=panel)

    assert names in refused.value.sentence(zone=CARL.zone)


# -- the hour --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "start"),
    [
        ("UTC", "2026-11-10 10:00"),
        ("UTC", "2026-11-09 09:00"),  # exactly the minimum notice ahead
        ("Asia/Kolkata", "2026-11-10 09:30"),
        ("Asia/Kathmandu", "2026-11-10 09:15"),
        ("Europe/London", "2027-03-28 01:00"),  # the spring change: 2:00 follows 0:59
        ("Europe/London", "2027-10-31 00:00"),  # the autumn change: 1:00 AM, twice
        ("Europe/London", "2027-10-31 01:00"),
        ("Australia/Lord_Howe", "2027-04-03 14:00"),  # before its clock goes back half an hour
        ("Australia/Lord_Howe", "2027-04-03 15:30"),  # and after
    ],
)
def test_an_hour_of_the_workspaces_clock_passes(zone: str, start: str) -> None:
    check_start(start=at(start), now=NOW, rules=Rules(time_zone=zone))


@pytest.mark.parametrize(
    ("zone", "start", "refusal"),
    [
        ("UTC", at("2026-11-10 12:30"), NotOnTheHour),
        ("UTC", at("2026-11-10 12:00") + SECOND, NotOnTheHour),
        ("UTC", at("2026-11-10 12:00") + timedelta(microseconds=1), NotOnTheHour),
        ("Asia/Kolkata", at("2026-11-10 12:00"), NotOnTheHour),
        ("Australia/Lord_Howe", at("2027-04-03 15:00"), NotOnTheHour),
        ("UTC", at("2026-11-08 12:30"), NotOnTheHour),
        ("UTC", at("2026-11-08 12:00"), HasPassed),
        ("UTC", NOW, HasPassed),
    ],
)
def test_another_minute_or_the_past_is_refused(
    zone: str, start: datetime, refusal: type[SchedulingError]
) -> None:
    with pytest.raises(refusal):
        check_start(start=start, now=NOW, rules=Rules(time_zone=zone))


@pytest.mark.parametrize(
    ("workspace", "reader", "sentence"),
    [
        (
            "UTC",
            "America/New_York",
            "Interviews start on the hour, and Tue 10 Nov, 7:30 AM EST is not. Nothing was booked. "
            "Choose Tue 10 Nov, 7:00 AM EST or Tue 10 Nov, 8:00 AM EST.",
        ),
        (
            "UTC",
            "Asia/Kolkata",
            "Interviews start on the hour in UTC, and Tue 10 Nov, 6:00 PM IST is not. Nothing was "
            "booked. Choose Tue 10 Nov, 5:30 PM IST or Tue 10 Nov, 6:30 PM IST.",
        ),
    ],
)
def test_the_hours_around_are_named_by_the_readers_clock(
    workspace: str, reader: str, sentence: str
) -> None:
    half_past = at("2026-11-10 12:30")

    with pytest.raises(NotOnTheHour) as refused:
        check_start(start=half_past, now=NOW, rules=Rules(time_zone=workspace))

    assert refused.value.sentence(zone=ZoneInfo(reader)) == sentence


@pytest.mark.parametrize("start", [at("2027-11-12 09:00"), at("9999-12-31 22:00")])
def test_no_hour_is_farther_away_than_hours_are_kept(start: datetime) -> None:
    now = at("2026-11-09 08:00")
    check_start(start=at("2027-11-11 08:00"), now=now, rules=Rules())

    with pytest.raises(TooFarAhead, match="days=366"):
        check_start(start=start, now=now, rules=Rules())


def test_an_hour_nearer_than_the_notice_is_refused_and_the_notice_named() -> None:
    rules = Rules(minimum_notice=timedelta(hours=26))

    with pytest.raises(TooSoon) as refused:
        check_start(start=TEN, now=NOW + SECOND, rules=rules)

    assert refused.value.sentence(zone=rules.zone) == (
        "Tue 10 Nov, 10:00 AM UTC is too soon: an interview needs at least 26 hours of "
        "notice. Nothing was booked."
    )


# -- hours that were not offered -------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "missing"),
    [
        ("2026-11-10 09:00-12:00", []),
        ("2026-11-10 10:00-11:00", []),
        ("2026-11-10 10:00-10:45", ["Ivo"]),
        ("2026-11-10 10:15-12:00", ["Ivo"]),
        ("2026-11-10 11:00-12:00", ["Ivo"]),
    ],
)
def test_who_has_not_offered_the_whole_hour_is_absent(hours: str, missing: list[str]) -> None:
    over = Horizon.covering(hour_from(TEN))
    offered = {INES.id: over.everything, IVO.id: free(IVO, over, window(hours))}

    found = absent((INES, IVO), offered=offered, horizon=over, start=TEN)

    assert [person.name for person in found] == missing


def test_who_has_offered_nothing_is_absent() -> None:
    over = Horizon.covering(hour_from(TEN))

    assert absent((INES, IVO), offered={}, horizon=over, start=TEN) == (INES, IVO)


# -- an interview that can still be changed --------------------------------------------------


def test_an_interview_ahead_can_be_changed() -> None:
    assert check_open(INTERVIEW, now=TEN - SECOND) is INTERVIEW


@pytest.mark.parametrize("now", [TEN, TEN + SECOND])
def test_an_interview_that_has_begun_stays_as_it_is(now: datetime) -> None:
    with pytest.raises(HasPassed) as refused:
        check_open(INTERVIEW, now=now)

    assert refused.value.start == TEN


@pytest.mark.parametrize(
    ("interview", "word"),
    [(None, "removed"), (replace(INTERVIEW, state=InterviewState.CANCELLED), "cancelled")],
)
def test_an_interview_that_is_off_can_not_be_changed(
    interview: Interview | None, word: str
) -> None:
    with pytest.raises(InterviewGone, match=word):
        check_open(interview, now=NOW)


def test_a_cancelled_interview_of_last_month_is_cancelled_rather_than_past() -> None:
    with pytest.raises(InterviewGone):
        check_open(replace(INTERVIEW, state=InterviewState.CANCELLED), now=TEN + SECOND)
