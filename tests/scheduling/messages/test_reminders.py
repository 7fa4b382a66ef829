"""Which reminders an interview needs: at which instants, for whom, and until when."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from time_builders import at, candidate, interviewer

from scheduling.messages.reminders import planned_reminders
from scheduling.model import Channel, Interview, MessageKind, Person, PlannedMessage

DAY, HOUR, MINUTE = timedelta(hours=24), timedelta(hours=1), timedelta(minutes=1)
USUAL = (DAY, HOUR)
CARL = candidate("Carl", 1)  # not in Slack
INES = replace(interviewer("Ines", 2, "America/New_York"), slack_user_id="UINES")
IVO = replace(interviewer("Ivo", 3, "Asia/Kolkata"), slack_user_id="UIVO")
NINE_IN_NEW_YORK = at("2026-11-10 14:00")
INTERVIEW = Interview(id=7, candidate=CARL, interviewers=(INES,), start=NINE_IN_NEW_YORK)
LONG_BEFORE = at("2026-11-01 00:00")


def planned(
    interview: Interview = INTERVIEW,
    *,
    leads: tuple[timedelta, ...] = USUAL,
    now: datetime = LONG_BEFORE,
) -> tuple[PlannedMessage, ...]:
    return planned_reminders(interview, leads=leads, now=now)


def due(*words: str, **facts: object) -> bool:
    reminders = planned(**facts)
    return [reminder.due_at for reminder in reminders] == [at(word) for word in words]


def test_nine_in_new_york_is_reminded_of_a_day_and_an_hour_before() -> None:
    assert due("2026-11-09 14:00", "2026-11-10 13:00")


@pytest.mark.parametrize(
    ("ahead", "leads"),
    [
        (timedelta(hours=25), [DAY, HOUR]),
        (timedelta(hours=24, seconds=1), [DAY, HOUR]),
        (timedelta(hours=24), [HOUR]),
        (timedelta(hours=20), [HOUR]),
        (timedelta(hours=1, seconds=1), [HOUR]),
        (timedelta(hours=1), []),
        (timedelta(minutes=40), []),
        (timedelta(minutes=-5), []),
    ],
)
def test_a_reminder_whose_time_has_passed_is_left_out(
    ahead: timedelta, leads: list[timedelta]
) -> None:
    reminders = planned(now=NINE_IN_NEW_YORK - ahead)

    assert [NINE_IN_NEW_YORK - reminder.due_at for reminder in reminders] == leads


def test_each_lapses_when_the_next_is_due_and_the_last_at_the_start() -> None:
    day, hour = planned()

    assert day.expires_at == hour.due_at
    assert hour.expires_at == INTERVIEW.start


def test_the_earliest_comes_first_however_the_leads_are_written() -> None:
    leads = (DAY, HOUR, 3 * HOUR)

    plans = {planned(leads=shuffled) for shuffled in permutations(leads)}

    (plan,) = plans
    assert [INTERVIEW.start - reminder.due_at for reminder in plan] == [DAY, 3 * HOUR, HOUR]


def test_a_lead_named_twice_reminds_once() -> None:
    assert planned(leads=(HOUR, HOUR)) == planned(leads=(HOUR,))


def test_without_leads_nobody_is_reminded() -> None:
    assert planned(leads=()) == ()


def test_everybody_in_slack_is_reminded_and_nobody_else() -> None:
    member = replace(CARL, slack_user_id="UCARL")
    with_member = replace(INTERVIEW, candidate=member, interviewers=(INES, IVO))
    with_guest = replace(INTERVIEW, interviewers=(INES, IVO))

    reminded = [r.person_id for r in planned(with_member, leads=(HOUR,))]

    assert reminded == [CARL.id, INES.id, IVO.id]
    assert [r.person_id for r in planned(with_guest, leads=(HOUR,))] == [INES.id, IVO.id]


def test_who_has_declined_is_reminded_no_more() -> None:
    declined = replace(INTERVIEW, interviewers=(INES, IVO), declined=frozenset({INES.id}))

    assert {reminder.person_id for reminder in planned(declined)} == {IVO.id}


def test_at_another_start_the_reminders_are_new_ones() -> None:
    moved = replace(INTERVIEW, start=INTERVIEW.start + HOUR, revision=2)

    before, after = planned(), planned(moved)

    assert not {r.dedupe_key for r in before} & {r.dedupe_key for r in after}
    assert {r.revision for r in after} == {2}


def test_whatever_else_changes_the_reminders_are_the_same_ones() -> None:
    changed = replace(INTERVIEW, interviewers=(*INTERVIEW.interviewers, IVO), revision=2)

    before, after = planned(), planned(changed)

    assert {r.dedupe_key for r in before} < {r.dedupe_key for r in after}
    assert len(after) == 2 * len(before)


def test_a_reminder_goes_by_the_channel_that_reaches_its_person() -> None:
    by = {INTERVIEW.candidate.id: Channel.EMAIL, INES.id: Channel.SLACK}

    reminders = planned_reminders(
        INTERVIEW, leads=(HOUR,), now=LONG_BEFORE, reach=lambda person: by.get(person.id)
    )

    assert {r.person_id: r.channel for r in reminders} == by


def test_planned_twice_they_are_the_same_ones() -> None:
    later = planned(now=LONG_BEFORE + DAY)

    assert planned() == later


@pytest.mark.parametrize(
    ("start", "day_before"),
    [
        ("2027-03-28 08:00", "2027-03-27 08:00"),  # New York's own change was two weeks before
        ("2027-03-14 13:00", "2027-03-13 13:00"),  # 9 AM, and 8 AM the day before
        ("2026-11-01 14:00", "2026-10-31 14:00"),  # 9 AM, and 10 AM the day before
        ("2026-11-10 03:30", "2026-11-09 03:30"),  # 9 AM in Kolkata
    ],
)
def test_a_day_is_24_hours_across_a_clock_change(start: str, day_before: str) -> None:
    interview = replace(INTERVIEW, start=at(start))

    (reminder,) = planned(interview, leads=(DAY,), now=at("2026-10-01 00:00"))

    assert reminder.due_at == at(day_before)


@given(
    leads=st.lists(st.integers(1, 20_160).map(lambda n: n * MINUTE), max_size=5),
    minutes=st.integers(-100, 30_000),
)
def test_at_any_moment_a_person_has_one_reminder_to_come_at_most(
    leads: list[timedelta], minutes: int
) -> None:
    now = INTERVIEW.start - minutes * MINUTE

    reminders = planned(leads=tuple(leads), now=now)

    assert all(now < r.due_at < r.expires_at <= INTERVIEW.start for r in reminders if r.expires_at)
    assert all(r.expires_at == s.due_at for r, s in pairwise(reminders))
    assert len(reminders) == len({lead for lead in leads if lead < minutes * MINUTE})
    assert len({r.dedupe_key for r in reminders}) == len(reminders)


def test_a_reminder_names_what_it_is_about() -> None:
    (reminder,) = planned(leads=(HOUR,))

    assert reminder.kind is MessageKind.REMINDER
    assert (reminder.interview_id, reminder.revision) == (INTERVIEW.id, INTERVIEW.revision)


def test_two_people_of_one_interview_never_share_a_key() -> None:
    people: tuple[Person, ...] = (INES, IVO, replace(INES, id=23, slack_user_id="UX"))
    both = replace(INTERVIEW, interviewers=people)

    keys = [reminder.dedupe_key for reminder in planned(both)]

    assert len(set(keys)) == len(keys) == 6
