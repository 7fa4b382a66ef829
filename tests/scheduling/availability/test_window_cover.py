"""What a window covers as real time, and whether an interview fits into it."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import free_minutes
from time_builders import at, horizon, saying, weekly, window
from time_strategies import days, windows, zones

from scheduling.availability import (
    covered,
    exists,
    holds_whole_hour,
    touches_clock_change,
    weekly_holds_whole_hour,
)

NEW_YORK = "America/New_York"

COVER = [
    # zone, window, what it covers in UTC, does the clock change have a part in it
    ("UTC", "2026-11-10 09:07-11:52", ["10 09:07-11:52"], False),
    ("Asia/Kolkata", "2026-11-10 14:00-18:00", ["10 08:30-12:30"], False),
    # 8 March 2026: from 2:00 to 3:00 AM.
    (NEW_YORK, "2026-03-08 00:00-02:00", ["08 05:00-07:00"], False),
    (NEW_YORK, "2026-03-08 03:00-05:00", ["08 07:00-09:00"], False),
    (NEW_YORK, "2026-03-08 01:00-04:00", ["08 06:00-08:00"], True),
    (NEW_YORK, "2026-03-08 01:30-02:30", ["08 06:30-07:00"], True),
    (NEW_YORK, "2026-03-08 02:30-03:30", ["08 07:00-07:30"], True),
    (NEW_YORK, "2026-03-08 02:00-03:00", [], True),
    (NEW_YORK, "2026-03-08 02:10-02:20", [], True),
    (NEW_YORK, "2026-03-07 22:00-30:00", ["08 03:00-10:00"], True),
    # 1 November 2026: from 2:00 back to 1:00 AM.
    (NEW_YORK, "2026-11-01 00:00-01:00", ["01 04:00-05:00"], False),
    (NEW_YORK, "2026-11-01 02:00-03:00", ["01 07:00-08:00"], False),
    (NEW_YORK, "2026-11-01 01:00-02:00", ["01 05:00-07:00"], True),
    (NEW_YORK, "2026-11-01 00:30-01:30", ["01 04:30-05:30", "01 06:00-06:30"], True),
    (NEW_YORK, "2026-11-01 01:05-01:10", ["01 05:05-05:10", "01 06:05-06:10"], True),
    (NEW_YORK, "2026-11-01 00:00-04:00", ["01 04:00-09:00"], True),
    # Half an hour.
    ("Australia/Lord_Howe", "2026-10-04 02:00-02:30", [], True),
    ("Australia/Lord_Howe", "2026-10-04 02:00-03:00", ["03 15:30-16:00"], True),
    ("Australia/Lord_Howe", "2026-04-05 01:15-01:45", ["04 14:15-14:45", "04 15:00-15:15"], True),
]


@pytest.mark.parametrize(("time_zone", "words", "spans", "touches"), COVER)
def test_a_window_covers_what_really_passes_between_its_times_on_the_wall(
    time_zone: str, words: str, spans: list[str], touches: bool
) -> None:
    said = window(words)

    cover = covered(said, time_zone=time_zone)

    assert [f"{s.start:%d %H:%M}-{s.end:%H:%M}" for s in cover] == spans
    assert exists(said, time_zone=time_zone) is bool(spans)
    assert touches_clock_change(said, time_zone=time_zone) is touches


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_cover_agrees_with_the_clock_of_every_minute(data: st.DataObject) -> None:
    time_zone = data.draw(zones)
    said = data.draw(windows(data.draw(days(time_zone))))

    cover = covered(said, time_zone=time_zone)

    start = at(f"{said.day} 00:00") - timedelta(days=1)
    count = said.hours.end + 2 * 1440
    minutes = free_minutes(saying(said), time_zone=time_zone, start=start, minutes=count)
    inside = [
        any(span.start <= start + timedelta(minutes=n) < span.end for span in cover)
        for n in range(count)
    ]
    assert inside == minutes
    assert all(one.end < other.start for one, other in pairwise(cover))


HOLDS = [
    ("UTC", "UTC", "2026-11-10 09:00-10:00", True),
    ("UTC", "UTC", "2026-11-10 09:30-10:30", False),
    ("UTC", "UTC", "2026-11-10 09:01-10:59", False),
    ("UTC", "UTC", "2026-11-10 09:01-11:00", True),
    ("UTC", "UTC", "2026-11-10 23:00-24:00", True),
    ("Asia/Kolkata", "Europe/London", "2026-11-10 14:00-15:00", False),
    ("Asia/Kolkata", "Europe/London", "2026-11-10 14:30-15:30", True),
    ("Asia/Kathmandu", "UTC", "2026-11-10 14:45-15:45", True),
    (NEW_YORK, "UTC", "2026-03-08 01:30-03:30", False),
    (NEW_YORK, "UTC", "2026-03-08 01:30-04:00", True),
    (NEW_YORK, "UTC", "2026-03-08 02:00-03:00", False),
    (NEW_YORK, "UTC", "2026-11-01 01:00-02:00", True),
]


@pytest.mark.parametrize(("time_zone", "workspace_zone", "words", "expected"), HOLDS)
def test_a_window_holds_an_interview_on_the_workspaces_hour(
    time_zone: str, workspace_zone: str, words: str, expected: bool
) -> None:
    holds = holds_whole_hour(window(words), time_zone=time_zone, workspace_zone=workspace_zone)

    assert holds is expected


@pytest.mark.parametrize(("words", "expected"), [
    ("Tue 14:00-15:00", False),
    ("Tue 14:30-15:30", True),
    ("Tue 14:15-15:45", True),
    ("Sun 23:30-24:30", True),
])  # fmt: skip
def test_weekly_hours_hold_an_interview_where_some_week_does(words: str, expected: bool) -> None:
    holds = weekly_holds_whole_hour(
        weekly(words),
        time_zone="Asia/Kolkata",
        workspace_zone="Europe/London",
        horizon=horizon("2026-11-10", days=14),
    )

    assert holds is expected
