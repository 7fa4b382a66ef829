"""How many working days a plan leaves for telling somebody by hand."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.model import MONDAY_TO_FRIDAY, Weekday, hand_notice

UTC = ZoneInfo("UTC")
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
SUNDAY_TO_THURSDAY = frozenset(Weekday) - {Weekday.FRIDAY, Weekday.SATURDAY}


@pytest.mark.parametrize(
    ("today", "first"),
    [
        ("2026-12-07 Mon", "2026-12-10 Thu"),
        ("2026-12-08 Tue", "2026-12-11 Fri"),
        ("2026-12-09 Wed", "2026-12-14 Mon"),
        ("2026-12-11 Fri", "2026-12-16 Wed"),
        ("2026-12-12 Sat", "2026-12-17 Thu"),
        ("2026-12-13 Sun", "2026-12-17 Thu"),
    ],
)
def test_three_working_days_are_counted_as_people_count_them(today: str, first: str) -> None:
    now = datetime.fromisoformat(f"{today[:10]}T15:00+00:00")

    notice = hand_notice(now, working_days=3, week=MONDAY_TO_FRIDAY, zone=UTC)

    assert f"{notice.first_day:%Y-%m-%d %a}" == first
    assert notice.start == datetime.fromisoformat(f"{first[:10]}T00:00+00:00")


def test_a_week_may_have_other_working_days() -> None:
    wednesday = datetime.fromisoformat("2026-12-09T15:00+00:00")

    notice = hand_notice(wednesday, working_days=2, week=SUNDAY_TO_THURSDAY, zone=UTC)

    assert notice.first_day == date(2026, 12, 13)


@pytest.mark.parametrize(
    ("zone", "now", "start"),
    [
        # It is Tuesday already in Kolkata, half an hour after its midnight.
        ("Asia/Kolkata", "2026-12-07T19:00+00:00", "2026-12-10T18:30+00:00"),
        # The clocks go forward on Sunday 29 March, and back on Sunday 25 October.
        ("Europe/Berlin", "2026-03-26T09:00+00:00", "2026-03-30T22:00+00:00"),
        ("Europe/Berlin", "2026-10-22T09:00+00:00", "2026-10-26T23:00+00:00"),
    ],
)
def test_days_are_those_of_the_workspaces_clock(zone: str, now: str, start: str) -> None:
    notice = hand_notice(
        datetime.fromisoformat(now), working_days=3, week=MONDAY_TO_FRIDAY, zone=ZoneInfo(zone)
    )

    assert notice.start == datetime.fromisoformat(start)


@given(
    now=st.integers(0, 20_000).map(lambda hours: NEW_YEAR + timedelta(hours=hours)),
    count=st.integers(1, 20),
    week=st.frozensets(st.sampled_from(Weekday), min_size=1),
)
def test_so_many_working_days_lie_before_the_first_day(
    now: datetime, count: int, week: frozenset[Weekday]
) -> None:
    first = hand_notice(now, working_days=count, week=week, zone=UTC).first_day

    days = [now.date() + timedelta(days=n) for n in range((first - now.date()).days)]
    assert first.weekday() in week
    assert sum(day.weekday() in week for day in days) == count
