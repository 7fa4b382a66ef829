"""Days of what is over: the last of their name, and never a day that is to come."""

from datetime import date

import pytest

from scheduling.errors import NotUnderstood
from scheduling.wording.reading import (
    Period,
    looking_back,
    read_question,
    without_last_frame,
)

TODAY = date(2026, 11, 9)
"""A Monday."""


def days(text: str) -> tuple[str, str]:
    """The first and the last day that a text means where it asks for what is over."""
    rest, last = without_last_frame(text, today=TODAY)
    period = last or read_question(rest, today=TODAY).period
    assert period is not None
    back = looking_back(period, rest, today=TODAY)
    return back.first_day.isoformat(), back.last_day.isoformat()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", "2026-11-09", "2026-11-09"),
        ("yesterday", "2026-11-08", "2026-11-08"),
        ("Tuesday", "2026-11-03", "2026-11-03"),
        ("on Friday", "2026-11-06", "2026-11-06"),
        ("Carl on Dienstag", "2026-11-03", "2026-11-03"),
        ("3 Nov", "2026-11-03", "2026-11-03"),
        ("12 Nov", "2025-11-12", "2025-11-12"),
        ("24.12.", "2025-12-24", "2025-12-24"),
        ("last week", "2026-11-02", "2026-11-08"),
        ("Carl in the last week", "2026-11-02", "2026-11-08"),
        ("last month", "2026-10-01", "2026-10-31"),
    ],
)
def test_days_of_what_is_over_are_the_last_of_their_name(text: str, first: str, last: str) -> None:
    assert days(text) == (first, last)


@pytest.mark.parametrize(
    "text", ["tomorrow", "next week", "next month", "next Tuesday", "in 3 days", "2026-12-01"]
)
def test_what_is_still_to_come_is_refused_and_not_put_a_year_back(text: str) -> None:
    with pytest.raises(NotUnderstood, match="is still to come"):
        days(text)


def test_the_months_behind_a_january_and_a_march_are_whole() -> None:
    january = without_last_frame("Carl last month", today=date(2027, 1, 31))
    march = without_last_frame("last month", today=date(2028, 3, 31))

    assert january == ("Carl", Period(first_day=date(2026, 12, 1), last_day=date(2026, 12, 31)))
    assert march == ("", Period(first_day=date(2028, 2, 1), last_day=date(2028, 2, 29)))
