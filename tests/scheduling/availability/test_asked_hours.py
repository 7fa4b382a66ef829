"""Which ticks a question is about, by the clock on the asker's wall."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from time_builders import at, wall_hours

from scheduling.availability import asked_ticks
from scheduling.model import AskedHours, Weekday
from scheduling.timespan import Horizon, Span

ZONES = ("UTC", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("first", ["2026-03-06 00:00", "2026-03-27 00:00", "2026-10-30 00:00"])
def test_every_tick_is_asked_about_whose_wall_time_was_said(zone: str, first: str) -> None:
    horizon = Horizon.covering(Span(start=at(first), end=at(first) + timedelta(days=4)))
    said = AskedHours(
        time_zone=zone,
        weekdays=frozenset({Weekday.SATURDAY, Weekday.SUNDAY}),
        hours=(wall_hours("01:00-02:30"), wall_hours("09:00-12:00")),
    )

    found = set(horizon.starts(asked_ticks(said, horizon=horizon)))

    assert found == {tick for tick in horizon.starts(horizon.everything) if _is_in(tick, said)}


def test_where_nothing_was_said_every_tick_is_asked_about() -> None:
    horizon = Horizon.covering(Span(start=at("2026-11-09 00:00"), end=at("2026-11-10 00:00")))

    assert asked_ticks(None, horizon=horizon) == horizon.everything


def _is_in(tick: datetime, said: AskedHours) -> bool:
    local = tick.astimezone(ZoneInfo(said.time_zone))
    minute = local.hour * 60 + local.minute
    among = any(hours.start <= minute < hours.end for hours in said.hours)
    return local.weekday() in said.weekdays and among
