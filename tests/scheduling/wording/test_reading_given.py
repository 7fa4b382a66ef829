"""Hours in separate fields, as programs give them, held to the rules of hours in words."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from scheduling.errors import (
    DaysBackToFront,
    DaysHavePassed,
    DaysTooFar,
    EndNotAfterStart,
    NotUnderstood,
    SchedulingError,
    WindowHasPassed,
    WindowInTheGap,
    WindowTooFar,
)
from scheduling.model import AvailabilityWindow, Recurrence, WallHours, Weekday, WeeklyHours
from scheduling.wording.reading import GivenHours, read_days, read_given, read_start, read_when

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
TUESDAY = date(2026, 11, 10)


def given(start: str, end: str, **more: object) -> GivenHours:
    return GivenHours(
        start=read_when(start),
        end=read_when(end, as_end=True),
        **more,  # type: ignore[arg-type]
    )


def window(day: date, start: int, end: int) -> AvailabilityWindow:
    return AvailabilityWindow(day=day, hours=WallHours(start=start, end=end))


MON_TUE = frozenset({Weekday.MONDAY, Weekday.TUESDAY})


@pytest.mark.parametrize(
    ("more", "meant"),
    [
        ({}, Recurrence()),
        ({"first": date(2026, 11, 9)}, Recurrence()),
        ({"first": date(2026, 12, 3)}, Recurrence(first=date(2026, 12, 3))),
        ({"last": date(2026, 12, 20)}, Recurrence(last=date(2026, 12, 20))),
        (
            # The first of its days is a Monday, and weeks are counted from that one.
            {"first": date(2026, 12, 3), "weeks": 2},
            Recurrence(first=date(2026, 12, 7), weeks=2),
        ),
    ],
)
def test_weekly_hours_begin_and_end_and_leave_weeks_out(
    more: dict[str, Any], meant: Recurrence
) -> None:
    said = read_given(given("9:00", "12:00", weekly=MON_TUE, **more), now=NOW, zone=BERLIN)

    assert [entry.recurrence for entry in said.weekly] == [meant, meant]


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"last": date(2026, 11, 3)}, WindowHasPassed),
        ({"first": date(2028, 1, 1)}, WindowTooFar),
        ({"first": date(2026, 12, 3), "last": date(2026, 12, 2)}, DaysBackToFront),
        ({"first": date(2026, 12, 3), "last": date(2026, 12, 5)}, NotUnderstood),
        ({"first": date(2026, 12, 3), "last": date(2026, 12, 5), "weeks": 2}, NotUnderstood),
        ({"weeks": 2}, NotUnderstood),
        ({"first": date.min, "weeks": 2}, NotUnderstood),
        ({"last": date.min}, WindowHasPassed),
        ({"last": date(1, 1, 2)}, WindowHasPassed),
        ({"instead": True}, NotUnderstood),
    ],
)
def test_weekly_hours_that_are_never_are_refused(
    more: dict[str, Any], error: type[SchedulingError]
) -> None:
    with pytest.raises(error):
        read_given(given("9:00", "12:00", weekly=MON_TUE, **more), now=NOW, zone=BERLIN)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (given("10:00 AM", "2:00 PM"), window(date(2026, 11, 9), 600, 840)),
        (given("10:00 AM", "2:00 PM", day=TUESDAY), window(TUESDAY, 600, 840)),
        (given("14:00", "12:00 AM", day=TUESDAY), window(TUESDAY, 840, 1440)),
        (given("2026-11-10T09:00:00", "2026-11-10T12:30:00"), window(TUESDAY, 540, 750)),
        (given("2026-11-10T22:00", "2026-11-11T02:00"), window(TUESDAY, 1320, 1560)),
        (given("2026-11-10T09:00:00Z", "2026-11-10T12:00:00Z"), window(TUESDAY, 600, 780)),
        (given("9:00", "12:00", day=TUESDAY, zone=NEW_YORK), window(TUESDAY, 900, 1080)),
        (given("18:00", "20:00", day=TUESDAY, zone=NEW_YORK), window(date(2026, 11, 11), 0, 120)),
        (given("1:30", "2:30", day=date(2027, 3, 28)), window(date(2027, 3, 28), 90, 150)),
    ],
)
def test_a_window_is_kept_by_the_persons_own_clock(
    said: GivenHours, meant: AvailabilityWindow
) -> None:
    assert read_given(said, now=NOW, zone=BERLIN).windows == (meant,)


def test_today_is_the_day_of_the_clock_that_the_times_are_by() -> None:
    late = datetime(2026, 11, 10, 2, tzinfo=UTC)

    said = read_given(given("22:00", "23:00", zone=NEW_YORK), now=late, zone=BERLIN)

    assert said.windows == (window(TUESDAY, 240, 300),)


def test_weekly_hours_recur_on_each_day_named() -> None:
    days = frozenset({Weekday.THURSDAY, Weekday.TUESDAY})

    said = read_given(given("9:00", "12:00", weekly=days), now=NOW, zone=BERLIN)

    hours = WallHours(start=540, end=720)
    assert said.weekly == tuple(WeeklyHours(weekday=day, hours=hours) for day in sorted(days))


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (given("7:00 AM", "8:00 AM"), WindowHasPassed),
        (given("9:00", "10:00", day=date(2026, 11, 8)), WindowHasPassed),
        (given("9:00", "10:00", day=date(2028, 1, 1)), WindowTooFar),
        (given("9:00", "10:00", day=date(9999, 12, 31)), WindowTooFar),
        (given("9:00", "10:00", day=date(9999, 12, 31), zone=NEW_YORK), WindowTooFar),
        (given("22:00", "24:00", day=date(9999, 12, 31), zone=NEW_YORK), NotUnderstood),
        (given("9:00", "10:00", day=date(1, 1, 1)), WindowHasPassed),
        (given("2:00", "3:00", day=date(2027, 3, 28)), WindowInTheGap),
        (given("10:00", "9:00"), EndNotAfterStart),
        (given("10:00", "10:00"), EndNotAfterStart),
        (given("2026-11-10T09:00", "2026-11-10T09:00"), EndNotAfterStart),
        (given("2026-11-10T09:00", "12:00"), NotUnderstood),
        (given("2026-11-10T09:00", "2026-11-10T10:00", day=TUESDAY), NotUnderstood),
        (given("2026-11-10T09:00", "2026-11-18T10:00"), NotUnderstood),
        (given("2026-11-10T09:00", "2026-11-10T10:00", weekly={Weekday.MONDAY}), NotUnderstood),
        (given("9:00", "10:00", weekly={Weekday.MONDAY}, day=TUESDAY), NotUnderstood),
        (given("9:00", "10:00", weekly={Weekday.MONDAY}, zone=NEW_YORK), NotUnderstood),
        (given("10:00", "9:00", weekly={Weekday.MONDAY}), EndNotAfterStart),
    ],
)
def test_what_cannot_be_kept_is_refused(said: GivenHours, error: type[SchedulingError]) -> None:
    with pytest.raises(error):
        read_given(said, now=NOW, zone=BERLIN)


@pytest.mark.parametrize(
    "text", ["", "junk", "25:00", "9-12", "2026-11-10T", "2026-11-10T25:00", "2026-11-10T09:00:30"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        read_when(text)


WEEK = timedelta(days=7)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}Z")


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        (None, None, (NOW, NOW + WEEK)),
        ("2026-11-10", "2026-11-10", (at("2026-11-09 23:00"), at("2026-11-10 23:00"))),
        ("2026-11-10", None, (at("2026-11-09 23:00"), at("2026-11-16 23:00"))),
        ("2026-11-01", "2026-11-09", (NOW, at("2026-11-09 23:00"))),
        (
            "2026-11-10T09:00:00",
            "2026-11-10T12:00:00Z",
            (at("2026-11-10 08:00"), at("2026-11-10 12:00")),
        ),
        (None, "2027-11-10", (NOW, at("2027-11-10 23:00"))),
    ],
)
def test_days_reach_from_their_start_to_their_end(
    first: str | None, last: str | None, span: tuple[datetime, datetime]
) -> None:
    found = read_days(first, last, now=NOW, zone=BERLIN, look_ahead=WEEK)

    assert found == span


@pytest.mark.parametrize(
    ("first", "last", "error"),
    [
        ("2026-11-12", "2026-11-10", DaysBackToFront),
        (None, "2026-11-08", DaysBackToFront),
        ("2026-11-01", "2026-11-08", DaysHavePassed),
        (None, "2027-11-12", DaysTooFar),
        ("2027-12-12", None, DaysTooFar),
        ("9999-12-31", "9999-12-31", NotUnderstood),
        ("soon", None, NotUnderstood),
    ],
)
def test_days_that_make_no_question_are_refused(
    first: str | None, last: str | None, error: type[SchedulingError]
) -> None:
    with pytest.raises(error):
        read_days(first, last, now=NOW, zone=BERLIN, look_ahead=WEEK)


def test_a_start_without_a_zone_is_by_the_clock_it_is_read_with() -> None:
    assert read_start("2026-11-10T09:00", zone=BERLIN) == datetime(2026, 11, 10, 8, tzinfo=UTC)
    assert read_start("2026-11-10T09:00+01:00", zone=NEW_YORK) == datetime(
        2026, 11, 10, 8, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-04T12:00:00+01:00",
        "2026-12-04t11:00:00z",
        "2026-12-04 12:00:00",
        "2026-12-04T12:00",
        "2026-12-04T16:30:00.000+05:30",
    ],
)
def test_an_instant_is_rfc_3339_or_by_the_clock_it_is_read_with(text: str) -> None:
    assert read_start(text, zone=BERLIN) == at("2026-12-04 11:00")


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-04B12:00:00",
        "2026-12-04_12:00:00",
        "2026-12-04  12:00:00",
        "2026-12-04T12:00:00 Z",
        "2026-12-02+12:00",
        "2026-12-04T12",
        "2026-12-04T1200",
        "20261204T120000Z",
        "2026-W49-5T12:00:00",
        "2026-12-04T24:00:00",
        "2026-12-04T12:00:60Z",
        "2026-12-04T12:00:00+0530",
        "2026-12-04T12:00:00+24:00",
        "2026-12-04T12:00:00,5Z",
        "٢٠٢٦-12-04T12:00:00Z",
        "2026-12-04T12:00:00Z\n",
        "2026-12-04",
        "1796385600",
    ],
)
def test_no_other_form_of_an_instant_is_guessed_at(text: str) -> None:
    with pytest.raises(NotUnderstood):
        read_start(text, zone=BERLIN)
    with pytest.raises(NotUnderstood):
        read_when(text if text != "2026-12-04" else "2026-12-04T")


def test_an_hour_that_the_clocks_skip_is_no_other_one() -> None:
    with pytest.raises(NotUnderstood, match="clocks in Europe/Berlin skip it"):
        read_start("2027-03-28 02:00", zone=BERLIN)
    assert read_start("2027-03-28 03:00", zone=BERLIN) == at("2027-03-28 01:00")
    # Shown twice, it is the earlier one.
    assert read_start("2026-10-25 02:00", zone=BERLIN) == at("2026-10-25 00:00")


@pytest.mark.parametrize("day", ["20261204", "2026-W49-5", "2026-12-32", "2026-12-4", "04.12.2026"])
def test_a_day_is_written_one_way(day: str) -> None:
    with pytest.raises(NotUnderstood):
        read_days(day, None, now=NOW, zone=BERLIN, look_ahead=WEEK)
