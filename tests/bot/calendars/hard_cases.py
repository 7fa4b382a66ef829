"""The hard cases of calendars, and what other readers make of them where that is something else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from calendar_builders import GOOD, calendar, event, hours

from scheduling.timespan import Span

ZONES = ("Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe")
BERLIN = ZoneInfo("Europe/Berlin")
SPRING = hours("2027-03-27 00:00", "2027-03-30 00:00")
AUTUMN = hours("2027-10-30 00:00", "2027-11-02 00:00")
WEEK = hours("2026-11-29 00:00", "2026-12-06 00:00")
NINE = ("DTSTART;TZID=Europe/Berlin:20261130T090000", "DTEND;TZID=Europe/Berlin:20261130T100000")
FOUR = "RRULE:FREQ=DAILY;COUNT=4"
WEDNESDAY = "RECURRENCE-ID;TZID=Europe/Berlin:20261202T090000"

NO_CHANGES = "leaves changes to whoever asks, and gives the time that was left"
LATER_END = (
    "takes one of the two ends that such a night gives, where we take the later, so that nobody is "
    "called free too early"
)
SECOND_TIME = (
    "takes half past two for the second one of the night; the first is meant (RFC 5545, 3.3.5)"
)
BEFORE_GAP = (
    "takes half past two, which the night leaves out, for half past one; it is half past three "
    "(RFC 5545, 3.3.5)"
)
NO_EXRULE = "knows no EXRULE, which the standard has given up"
NO_LENGTH = "gives whole days no length, from midnight in UTC"
IN_UTC = "takes a floating time for UTC, whoever's calendar it is"


@dataclass(frozen=True, kw_only=True)
class Case:
    """Events, and by the name of a reader why it sees something else than we do."""

    events: tuple[str, ...]
    window: Span = WEEK
    why: Mapping[str, str] = field(default_factory=dict)


def text_of(case: Case) -> bytes:
    """Return its calendar, with the definitions of its zones for readers that know none."""
    good = GOOD.replace("\n", "\r\n").encode()
    return calendar(*case.events, head=DEFINITIONS).replace(good, b"")


def series(*lines: str, window: Span = WEEK, **why: str) -> Case:
    return Case(events=(event(*lines),), window=window, why=_by_reader(why))


def changed(*lines: str, **why: str) -> Case:
    """Four days from Monday at nine, and a change to one of them."""
    return Case(events=(event(*NINE, FOUR), event(*lines)), why=_by_reader(why))


def each_day(
    first: str, *, rule: str = "FREQ=DAILY", zone: str = "Europe/Berlin"
) -> tuple[str, ...]:
    return (f"DTSTART;TZID={zone}:{first}", "DURATION:PT1H", f"RRULE:{rule}")


def _by_reader(why: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("ical_js", "ical.js"): words for name, words in why.items()}


def _zone(name: str, *parts: tuple[str, str, str, str, str]) -> str:
    within = "".join(
        f"BEGIN:{kind}\nDTSTART:{start}\nTZOFFSETFROM:{before}\nTZOFFSETTO:{after}\n{rule}"
        f"END:{kind}\n"
        for kind, start, before, after, rule in parts
    )
    return f"BEGIN:VTIMEZONE\nTZID:{name}\n{within}END:VTIMEZONE\n"


def _yearly(month: int, day: str) -> str:
    return f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={day}\n"


DEFINITIONS = (
    _zone(
        "Europe/Berlin",
        ("DAYLIGHT", "19810329T020000", "+0100", "+0200", _yearly(3, "-1SU")),
        ("STANDARD", "19961027T030000", "+0200", "+0100", _yearly(10, "-1SU")),
    )
    + _zone("Asia/Kathmandu", ("STANDARD", "19860101T000000", "+0530", "+0545", ""))
    + _zone(
        "Australia/Lord_Howe",
        ("DAYLIGHT", "20081005T020000", "+1030", "+1100", _yearly(10, "1SU")),
        ("STANDARD", "20080406T020000", "+1100", "+1030", _yearly(4, "1SU")),
    )
)

CASES = {
    "four days": series(*NINE, FOUR),
    "one left out": series(*NINE, FOUR, "EXDATE;TZID=Europe/Berlin:20261202T090000"),
    "one left out in UTC": series(*NINE, FOUR, "EXDATE:20261202T080000Z"),
    "one left out by its day": series(
        *NINE,
        FOUR,
        "EXDATE;VALUE=DATE:20261202",
        vobject="compares the day with a time, and fails",
        icalevents="compares the day with a time, and fails",
    ),
    "one more": series(
        *NINE, FOUR, "RDATE;TZID=Europe/Berlin:20261205T090000", icalevents="knows no RDATE"
    ),
    "each fortnight": series(*each_day("20201207T090000", rule="FREQ=WEEKLY;INTERVAL=2")),
    "the first Friday": series(*each_day("20200103T090000", rule="FREQ=MONTHLY;BYDAY=1FR")),
    "working days since years": series(
        *each_day("20150105T090000", rule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")
    ),
    "until a day": series(*NINE, "RRULE:FREQ=DAILY;UNTIL=20261202T080000Z"),
    "5,000 days since 2013": series(*each_day("20130401T090000", rule="FREQ=DAILY;COUNT=5000")),
    "whole days": series(
        "DTSTART;VALUE=DATE:20261130", "RRULE:FREQ=DAILY;COUNT=3", icalevents=NO_LENGTH
    ),
    "a half-hour zone": series(*each_day("20261101T090000", zone="Asia/Kathmandu")),
    "a zone whose summer is half an hour": series(
        *each_day("20260301T090000", zone="Australia/Lord_Howe"),
        icalevents="leaves out the last one, whose day in its own zone is behind the window",
    ),
    "a floating time": series("DTSTART:20261130T090000", "DURATION:PT1H", FOUR, icalevents=IN_UTC),
    "the night in spring": series(*each_day("20270301T090000"), window=SPRING),
    "the night in autumn": series(*each_day("20271001T090000"), window=AUTUMN),
    "half past two, in spring": series(
        *each_day("20270301T023000"),
        window=SPRING,
        vobject="gives it no length: half past two is half past three in that night",
        icalevents=BEFORE_GAP,
        ical_js=BEFORE_GAP,
    ),
    "half past two, in autumn": series(
        *each_day("20271001T023000"),
        window=AUTUMN,
        ical_js=SECOND_TIME,
    ),
    "each hour of the night in autumn": series(
        *each_day("20271030T000000", rule="FREQ=HOURLY"),
        window=AUTUMN,
        vobject="counts the hours that a clock shows, and it shows one of them twice",
        icalevents="counts the hours that a clock shows, and it shows one of them twice",
        ical_js="takes the end of the hour before for that of the second hour",
    ),
    "24 hours, into the night in spring": series(
        "DTSTART;TZID=Europe/Berlin:20270327T120000",
        "DURATION:PT24H",
        window=SPRING,
        vobject=LATER_END,
        ical_js=LATER_END,
    ),
    "24 hours, into the night in autumn": series(
        "DTSTART;TZID=Europe/Berlin:20271030T120000",
        "DURATION:PT24H",
        window=AUTUMN,
        icalevents=LATER_END,
    ),
    "an event of thirty days": series("DTSTART:20261129T000000Z", "DTEND:20261229T000000Z"),
    "thirty days, begun before": series("DTSTART:20261110T000000Z", "DTEND:20261210T000000Z"),
    "thirty days of each month, begun before": series(
        "DTSTART;VALUE=DATE:20261010",
        "DTEND;VALUE=DATE:20261109",
        "RRULE:FREQ=MONTHLY",
        icalevents="leaves out what has begun before the window",
    ),
    "one moved": changed(
        WEDNESDAY,
        "DTSTART;TZID=Europe/Berlin:20261202T150000",
        "DURATION:PT1H",
        vobject=NO_CHANGES,
    ),
    "one cancelled": changed(
        WEDNESDAY,
        "DTSTART;TZID=Europe/Berlin:20261202T090000",
        "DURATION:PT1H",
        "STATUS:CANCELLED",
        vobject=NO_CHANGES,
        icalevents="gives what was cancelled, and says so: whoever asks has to look",
        ical_js="gives what was cancelled, and says so: whoever asks has to look",
    ),
    "one and those after it moved": changed(
        WEDNESDAY.replace("ID;", "ID;RANGE=THISANDFUTURE;"),
        "DTSTART;TZID=Europe/Berlin:20261202T100000",
        "DURATION:PT2H",
        vobject=NO_CHANGES,
        icalevents="moves that one alone",
    ),
    "what a rule leaves out": series(
        *NINE,
        FOUR,
        "EXRULE:FREQ=DAILY;INTERVAL=2;COUNT=2",
        icalevents=NO_EXRULE,
        ical_js=NO_EXRULE,
    ),
    "two of one UID": Case(
        events=(event(*NINE), event(*(one.replace("1130T", "1202T") for one in NINE)))
    ),
}
