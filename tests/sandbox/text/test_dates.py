"""Dates in messages are written as each reader's Slack writes them."""

import pytest

from sandbox.text.dates import date_shown


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("{date_num}", "2026-11-22"),
        ("{date_slash}", "22/11/2026"),
        ("{date}", "November 22nd"),
        ("{date_short}", "Nov 22"),
        ("{date_long}", "Sunday, November 22nd"),
        ("{date_long_full}", "November 22, 2026"),
        ("{date_pretty} at {time}", "tomorrow at 12:30 AM"),
        ("{time_secs}", "12:30:00 AM"),
        ("{ago}", "in 12 hours"),
        ("{unknown} {", "{unknown} {"),
    ],
)
def test_each_token_is_written_as_slack_writes_it(utc, form, shown):
    instant = int(utc(2026, 11, 21, 23, 30).timestamp())

    assert date_shown(instant, form=form, tz="Europe/Berlin", now=utc(2026, 11, 21, 11)) == shown


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ((2026, 11, 23, 12), "yesterday"),
        ((2026, 11, 22, 12), "today"),
        ((2026, 11, 20, 12), "Nov 22"),
        ((2027, 11, 20, 12), "Nov 22, 2026"),
    ],
)
def test_near_days_are_named_and_far_ones_have_their_year(utc, now, shown):
    instant = int(utc(2026, 11, 22, 12).timestamp())

    assert date_shown(instant, form="{date_short_pretty}", tz=None, now=utc(*now)) == shown


def test_the_zone_decides_the_day_across_a_clock_change(utc):
    before, after = (int(utc(2026, 10, day, 22, 30).timestamp()) for day in (24, 25))

    shown = [
        date_shown(one, form="{date_num} {time}", tz="Europe/Berlin", now=utc(2026, 10, 1))
        for one in (before, after)
    ]

    assert shown == ["2026-10-25 12:30 AM", "2026-10-25 11:30 PM"]
