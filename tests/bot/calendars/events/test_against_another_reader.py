"""The hard cases beside another reader, vobject: where the two differ, it is said why.

ical.js and node-ical are packages of Node's that are not installed here; of the JavaScript readers
nothing is compared.
"""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from calendar_builders import GOOD, calendar, event, hours, read, reader

from scheduling.timespan import Span

ZONES = ("Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe")
BERLIN = ZoneInfo("Europe/Berlin")
NINE = ("DTSTART;TZID=Europe/Berlin:20261130T090000", "DTEND;TZID=Europe/Berlin:20261130T100000")
FOUR = "RRULE:FREQ=DAILY;COUNT=4"
SPRING = hours("2027-03-27 00:00", "2027-03-30 00:00")
AUTUMN = hours("2027-10-30 00:00", "2027-11-02 00:00")
WEEK = hours("2026-11-29 00:00", "2026-12-06 00:00")
MOVED = event(
    "RECURRENCE-ID;TZID=Europe/Berlin:20261202T090000",
    "DTSTART;TZID=Europe/Berlin:20261202T150000",
    "DURATION:PT1H",
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """Events, and why vobject sees other starts; nothing where it sees the same."""

    events: tuple[str, ...]
    window: Span = WEEK
    why: str = ""


def series(*lines: str, window: Span = WEEK, why: str = "") -> Case:
    return Case(events=(event(*lines),), window=window, why=why)


def each_day(
    first: str, *, rule: str = "FREQ=DAILY", zone: str = "Europe/Berlin"
) -> tuple[str, ...]:
    return (f"DTSTART;TZID={zone}:{first}", "DURATION:PT1H", f"RRULE:{rule}")


CASES = {
    "four days": series(*NINE, FOUR),
    "one left out": series(*NINE, FOUR, "EXDATE;TZID=Europe/Berlin:20261202T090000"),
    "one left out in UTC": series(*NINE, FOUR, "EXDATE:20261202T080000Z"),
    "one left out by its day": series(
        *NINE,
        FOUR,
        "EXDATE;VALUE=DATE:20261202",
        why="vobject compares the day with a time, and fails",
    ),
    "one more": series(*NINE, FOUR, "RDATE;TZID=Europe/Berlin:20261205T090000"),
    "each fortnight": series(*each_day("20201130T090000", rule="FREQ=WEEKLY;INTERVAL=2")),
    "the last Friday": series(*each_day("20200103T090000", rule="FREQ=MONTHLY;BYDAY=1FR")),
    "working days since years": series(
        *each_day("20150105T090000", rule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")
    ),
    "until a day": series(*NINE, "RRULE:FREQ=DAILY;UNTIL=20261202T080000Z"),
    "whole days": series("DTSTART;VALUE=DATE:20261130", "RRULE:FREQ=DAILY;COUNT=3"),
    "a half-hour zone": series(*each_day("20261101T090000", zone="Asia/Kathmandu")),
    "a zone whose summer is half an hour": series(
        *each_day("20260301T090000", zone="Australia/Lord_Howe")
    ),
    "a floating time": series("DTSTART:20261130T090000", "DURATION:PT1H", FOUR),
    "the night in spring": series(*each_day("20270301T090000"), window=SPRING),
    "the night in autumn": series(*each_day("20271001T090000"), window=AUTUMN),
    "half past two, in spring": series(*each_day("20270301T023000"), window=SPRING),
    "half past two, in autumn": series(*each_day("20271001T023000"), window=AUTUMN),
    "each hour of the night in autumn": series(
        *each_day("20271030T000000", rule="FREQ=HOURLY"),
        window=AUTUMN,
        why="vobject counts the hours that a clock shows, and it shows one of them twice",
    ),
    "an event of thirty days": series("DTSTART:20261129T000000Z", "DTEND:20261229T000000Z"),
    "one moved": Case(
        events=(event(*NINE, FOUR), MOVED),
        why="vobject leaves changes to whoever asks, and gives the time that was left",
    ),
    "what a rule leaves out": series(*NINE, FOUR, "EXRULE:FREQ=DAILY;INTERVAL=2;COUNT=2"),
    "two of one UID": Case(
        events=(event(*NINE), event(*(one.replace("1130T", "1202T") for one in NINE)))
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_another_reader_sees_the_same_or_it_is_known_why_not(case: Case) -> None:
    text = calendar(*case.events).replace(GOOD.replace("\n", "\r\n").encode(), b"")

    ours = {block.span.start for block in read(text, reader(window=case.window)).blocks}

    assert (ours == seen_by_vobject(text, case.window)) is not bool(case.why)


def seen_by_vobject(text: bytes, window: Span) -> set[datetime]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import vobject

        for name in ZONES:
            # By itself it takes zones from pytz, in a way that pytz says is wrong.
            vobject.icalendar.registerTzid(name, ZoneInfo(name))
        events = vobject.readOne(text.decode()).vevent_list
        try:
            return {start for one in events for start in _starts(one, window)}
        except TypeError:
            return set()


def _starts(component: Any, window: Span) -> Iterator[datetime]:
    first = component.dtstart.value
    floats = not isinstance(first, datetime) or first.tzinfo is None
    found = component.getrruleset(addRDate=True)
    # A date or a time without a zone: it compares with nothing else.
    around = (window.start - timedelta(days=1), window.end + timedelta(days=1))
    between = tuple(one.replace(tzinfo=None) for one in around) if floats else around
    for one in found.between(*between, inc=True) if found else [_timed(first)]:
        at = (one.replace(tzinfo=BERLIN) if one.tzinfo is None else one).astimezone(UTC)
        if window.start <= at < window.end:
            yield at


def _timed(moment: date) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time())
