"""Single days, periods, times of day and lengths, as people write them: a line for each form."""

from datetime import date, timedelta

import pytest

from scheduling.errors import EndNotAfterStart, NotUnderstood
from scheduling.wording.reading import read_day, read_length, read_period, read_time

TODAY = date(2026, 11, 10)
"""A Tuesday."""

ONE_DAY = [
    ("today", "2026-11-10"),
    ("yesterday", "2026-11-09"),
    ("tomorrow", "2026-11-11"),
    ("day after tomorrow", "2026-11-12"),
    ("in 3 days", "2026-11-13"),
    ("in a week", "2026-11-17"),
    ("in two weeks", "2026-11-24"),
    ("Tuesday", "2026-11-10"),
    ("on Friday", "2026-11-13"),
    ("this Friday", "2026-11-13"),
    ("next Friday", "2026-11-20"),
    ("next Sunday", "2026-11-22"),
    ("Mon", "2026-11-16"),
    ("24 Dec", "2026-12-24"),
    ("Dec 24th", "2026-12-24"),
    ("9 Nov", "2027-11-09"),
    ("29 Feb", "2028-02-29"),
    ("the 9th", "2026-12-09"),
    ("the 10th", "2026-11-10"),
    ("the 31st", "2026-12-31"),
    ("Friday the 13th", "2026-11-13"),
    ("10 Nov 2020", "2020-11-10"),
    ("2026-11-10", "2026-11-10"),
    ("2026-1-9", "2026-01-09"),
    ("10.11.2026", "2026-11-10"),
    ("13/11", "2026-11-13"),
    ("11/13", "2026-11-13"),
]

PERIODS = [
    ("today", "2026-11-10", "2026-11-10"),
    ("tomorrow", "2026-11-11", "2026-11-11"),
    ("on Friday", "2026-11-13", "2026-11-13"),
    ("in 3 days", "2026-11-13", "2026-11-13"),
    # weeks run from Monday to Sunday
    ("this week", "2026-11-09", "2026-11-15"),
    ("next week", "2026-11-16", "2026-11-22"),
    ("the week after next", "2026-11-23", "2026-11-29"),
    ("week of 25 Nov", "2026-11-23", "2026-11-29"),
    ("this weekend", "2026-11-14", "2026-11-15"),
    ("the weekend", "2026-11-14", "2026-11-15"),
    ("next weekend", "2026-11-21", "2026-11-22"),
    # months
    ("this month", "2026-11-01", "2026-11-30"),
    ("next month", "2026-12-01", "2026-12-31"),
    ("in December", "2026-12-01", "2026-12-31"),
    ("December 2027", "2027-12-01", "2027-12-31"),
    ("in November", "2026-11-01", "2026-11-30"),
    ("in February", "2027-02-01", "2027-02-28"),
    ("in Feb 2028", "2028-02-01", "2028-02-29"),
    # counted from today, today included
    ("next 2 weeks", "2026-11-10", "2026-11-23"),
    ("the next two weeks", "2026-11-10", "2026-11-23"),
    ("in the next 3 days", "2026-11-10", "2026-11-12"),
    ("within 3 days", "2026-11-10", "2026-11-12"),
    ("for 10 days", "2026-11-10", "2026-11-19"),
    ("next 2 months", "2026-11-10", "2027-01-09"),
    ("until Friday", "2026-11-10", "2026-11-13"),
    ("by 24 Dec", "2026-11-10", "2026-12-24"),
    ("before Friday", "2026-11-10", "2026-11-12"),
    # from one day to another
    ("24 Dec - 2 Jan", "2026-12-24", "2027-01-02"),
    ("from 24 Dec to 2 Jan", "2026-12-24", "2027-01-02"),
    ("24 Dec 2026 – 2 Jan 2027", "2026-12-24", "2027-01-02"),
    ("Dec 24 through Jan 2", "2026-12-24", "2027-01-02"),
    ("2026-12-24 to 2027-01-02", "2026-12-24", "2027-01-02"),
    ("24-28 Dec", "2026-12-24", "2026-12-28"),
    ("24th to 28th of December", "2026-12-24", "2026-12-28"),
    ("Dec 24-28, 2026", "2026-12-24", "2026-12-28"),
    ("Dec 24 - 28 Dec", "2026-12-24", "2026-12-28"),
    ("the 24th to the 26th", "2026-11-24", "2026-11-26"),
    ("from Mon to Wed", "2026-11-16", "2026-11-18"),
    ("between Mon and Wed", "2026-11-16", "2026-11-18"),
    ("Thu-Mon", "2026-11-12", "2026-11-16"),
    ("tomorrow to Friday", "2026-11-11", "2026-11-13"),
    ("tomorrow - next Friday", "2026-11-11", "2026-11-20"),
    # one that has begun already goes on
    ("9 Nov - 12 Nov", "2026-11-09", "2026-11-12"),
    ("9-12 Nov", "2026-11-09", "2026-11-12"),
    ("1 Nov - 5 Nov", "2027-11-01", "2027-11-05"),
]

NO_PERIODS = [
    ("", "as days"),
    ("soon", "I did not understand “soon” as days"),
    ("next week or so", "as days"),
    ("tomorrow 9-12", "as days"),
    ("from Friday", "From “Friday” until which day?"),
    ("03/04 - 05/06", "Is 03/04 the 3rd of April"),
    ("12 Nov - 9 Nov", "from 12 Nov 2026 to 9 Nov 2027"),
    ("next 4000 days", "as days"),
    ("Tue 11 Nov - Fri 13 Nov", "11 Nov 2026 is a Wednesday"),
]

TIMES = [
    ("9", 540),
    ("9:00", 540),
    ("09:00", 540),
    ("0900", 540),
    ("9am", 540),
    ("9 A.M.", 540),
    ("at 9", 540),
    ("9 in the morning", 540),
    ("9 o’clock", 540),
    ("2pm", 840),
    ("14h", 840),
    ("14h30", 870),
    ("14.30", 870),
    ("noon", 720),
    ("12 noon", 720),
    ("12pm", 720),
    ("12am", 0),
    ("midnight", 0),
    ("00:00", 0),
    ("23:59", 1439),
]


@pytest.mark.parametrize(("text", "day"), ONE_DAY)
def test_a_day_is_read_in_many_ways(text: str, day: str) -> None:
    assert read_day(text, today=TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize("text", ["", "soon", "next week", "tomorrow 9", "Mon-Wed", "Tue, Thu"])
def test_what_is_not_one_day_is_asked_back(text: str) -> None:
    with pytest.raises(NotUnderstood, match="as a day"):
        read_day(text, today=TODAY)


@pytest.mark.parametrize(("text", "first", "last"), PERIODS)
def test_a_period_is_read_in_many_ways(text: str, first: str, last: str) -> None:
    period = read_period(text, today=TODAY)

    assert (str(period.first_day), str(period.last_day)) == (first, last)


@pytest.mark.parametrize(("text", "question"), NO_PERIODS)
def test_what_is_not_a_period_is_asked_back(text: str, question: str) -> None:
    with pytest.raises(NotUnderstood) as asked:
        read_period(text, today=TODAY)

    assert question in asked.value.question


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(EndNotAfterStart) as refused:
        read_period("2026-12-02 - 2026-12-01", today=TODAY)

    assert (refused.value.start, refused.value.end) == ("Wed 2 Dec 2026", "Tue 1 Dec 2026")


@pytest.mark.parametrize(
    ("today", "monday"),
    [
        ("2026-11-09", "2026-11-16"),
        ("2026-11-15", "2026-11-16"),
        ("2026-12-31", "2027-01-04"),
        ("2028-02-29", "2028-03-06"),
    ],
)
def test_next_week_begins_on_the_monday_that_comes(today: str, monday: str) -> None:
    period = read_period("next week", today=date.fromisoformat(today))

    assert str(period.first_day) == monday
    assert period.last_day - period.first_day == timedelta(days=6)


@pytest.mark.parametrize(
    ("today", "last"),
    [("2027-01-31", "2027-02-27"), ("2027-12-01", "2027-12-31"), ("2028-01-31", "2028-02-28")],
)
def test_a_month_from_today_never_skips_a_short_month(today: str, last: str) -> None:
    period = read_period("for a month", today=date.fromisoformat(today))

    assert str(period.last_day) == last


@pytest.mark.parametrize(("text", "minute"), TIMES)
def test_a_time_is_read_in_many_ways(text: str, minute: int) -> None:
    assert read_time(text) == minute


@pytest.mark.parametrize("text", ["midnight", "12am", "12:00 AM", "00:00", "24:00", "24h"])
def test_midnight_as_an_end_is_the_end_of_the_day(text: str) -> None:
    assert read_time(text, as_end=True) == 1440


@pytest.mark.parametrize("text", ["", "soon", "25:00", "24:00", "9:60", "13am", "9-12", "9 12"])
def test_what_is_no_time_is_asked_back(text: str) -> None:
    with pytest.raises(NotUnderstood, match="There is no time"):
        read_time(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("24h", 1440),
        ("24 hours", 1440),
        ("1 day", 1440),
        ("2 Days", 2880),
        ("a week", 10080),
        ("an hour", 60),
        ("90 minutes", 90),
        ("90min", 90),
        ("90m", 90),
        ("1h30", 90),
        ("1h30m", 90),
        ("1.5 hours", 90),
        ("1 hour 30 minutes", 90),
        ("1 hour and 30 minutes", 90),
        ("2 hrs, 5 mins.", 125),
        ("0", 0),
        ("0 minutes", 0),
    ],
)
def test_a_length_is_read_in_many_ways(text: str, minutes: int) -> None:
    assert read_length(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "5", "an", "soon", "5 months", "-1 hour", "1h 2x", "0.1m"])
def test_what_is_no_length_is_asked_back(text: str) -> None:
    with pytest.raises(NotUnderstood, match="as a length of time"):
        read_length(text)
