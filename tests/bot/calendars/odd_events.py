"""Odd and hostile events, each with what it takes of the first week of December, in UTC."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import islice

from calendar_builders import calendar, event

from bot.calendars.events.event import ODD_END, ODD_EXCEPTION, ODD_EXTRA, ODD_RULE, UNKNOWN_ZONE
from bot.calendars.events.reading import TOO_OFTEN


@dataclass(frozen=True, kw_only=True)
class Odd:
    """A calendar, and what its owner is told of it."""

    text: bytes
    busy: str = ""
    skipped: str = ""
    doubtful: str = ""


S = "DTSTART:20261201T090000Z"
E = "DTEND:20261201T100000Z"
OLD = "DTSTART:19700101T000000Z"
BERLIN = "DTSTART;TZID=Europe/Berlin:20261130T090000"
HOUR = "DURATION:PT1H"
FOUR_DAYS = "RRULE:FREQ=DAILY;COUNT=4"
EACH_SECOND = ", ".join(
    f"{day} 00:00-00:00:01" for day in ("29", "30", "01", "02", "03", "04", "05")
)
EACH_MORNING = "01 09:00-10:00, 02 09:00-10:00, 03 09:00-10:00, 04 09:00-10:00"
WITHOUT_WEDNESDAY = "30 08:00-09:00, 01 08:00-09:00, 03 08:00-09:00"


def odd(*lines: str, busy: str = "", skipped: str = "", doubtful: str = "") -> Odd:
    return Odd(text=calendar(event(*lines)), busy=busy, skipped=skipped, doubtful=doubtful)


def in_zone(name: str, *, busy: str, doubtful: str = "", definition: str = "") -> Odd:
    """Nine to ten on 1 December, in a zone of that name."""
    text = calendar(event(f"DTSTART;TZID={name}:20261201T090000", HOUR), head=definition)
    return Odd(text=text, busy=busy, doubtful=doubtful)


def defined(name: str, offset: str, rule: str = "") -> str:
    return (
        f"BEGIN:VTIMEZONE\nTZID:{name}\nBEGIN:STANDARD\nDTSTART:19700101T000000\n{rule}"
        f"TZOFFSETFROM:{offset}\nTZOFFSETTO:{offset}\nEND:STANDARD\nEND:VTIMEZONE\n"
    )


def changed(*lines: str, busy: str) -> Odd:
    """Four days from Monday, at nine in Berlin, and a change to one of them."""
    series = event(BERLIN, HOUR, FOUR_DAYS)
    return Odd(text=calendar(series, event(*lines)), busy=busy)


# Made whenever the module is read, and once for both tables.
@cache
def minutes_of_2000(count: int) -> str:
    # By days and times: each day is written once, and not for each of its minutes.
    times = [f"T{minute // 60:02}{minute % 60:02}00Z" for minute in range(24 * 60)]
    days = (f"{date(2000, 1, 1) + timedelta(days=number):%Y%m%d}" for number in range(count))
    each = (day + time for day in days for time in times)
    return ",".join(islice(each, count))


def numbers(count: int) -> str:
    return ",".join(map(str, range(count)))


RULES = {
    "in small letters, with spaces": odd(S, E, "RRULE:freq=daily; count=4", busy=EACH_MORNING),
    "each second since 1970": odd(OLD, "DURATION:PT1S", "RRULE:FREQ=SECONDLY", skipped=TOO_OFTEN),
    "each minute since 1970": odd(OLD, "DURATION:PT1S", "RRULE:FREQ=MINUTELY", skipped=TOO_OFTEN),
    "each day since 1970": odd(OLD, "DURATION:PT1S", "RRULE:FREQ=DAILY", busy=EACH_SECOND),
    "each day since the year 1": odd(
        "DTSTART:00010101T000000Z", "DURATION:PT1S", "RRULE:FREQ=DAILY", busy=EACH_SECOND
    ),
    "backwards": odd(
        S, E, "RRULE:FREQ=DAILY;INTERVAL=-1", busy="01 09:00-10:00", doubtful=ODD_RULE
    ),
    "each nought days": odd(
        S, E, "RRULE:FREQ=DAILY;INTERVAL=0", busy="01 09:00-10:00", skipped=TOO_OFTEN
    ),
    "each billion days": odd(S, E, "RRULE:FREQ=DAILY;INTERVAL=1000000000", busy="01 09:00-10:00"),
    "nought times": odd(S, E, "RRULE:FREQ=DAILY;COUNT=0", busy="01 09:00-10:00"),
    "until a time of the clock": odd(
        "DTSTART;TZID=Europe/Berlin:20261201T090000",
        HOUR,
        "RRULE:FREQ=DAILY;UNTIL=20261203T090000",
        busy="01 08:00-09:00, 02 08:00-09:00, 03 08:00-09:00",
    ),
    "an unknown rule": odd(
        S, E, "RRULE:FREQ=FORTNIGHTLY", busy="01 09:00-10:00", doubtful=ODD_RULE
    ),
    "an empty rule": odd(S, E, "RRULE:", busy="01 09:00-10:00", doubtful=ODD_RULE),
    "days of another calendar": odd(
        S, E, "RRULE:RSCALE=CHINESE;FREQ=YEARLY", busy="01 09:00-10:00", doubtful=ODD_RULE
    ),
    "a day that never comes": odd(
        S,
        E,
        "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        busy="01 09:00-10:00",
        skipped=TOO_OFTEN,
    ),
    "a second that never comes": odd(
        S,
        E,
        "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        busy="01 09:00-10:00",
        skipped=TOO_OFTEN,
    ),
    "a monster": odd(
        "DTSTART:20200101T000000Z",
        "DURATION:PT1S",
        f"RRULE:FREQ=YEARLY;BYHOUR={numbers(24)};BYMINUTE={numbers(60)};BYSECOND={numbers(60)};"
        f"BYDAY=MO,TU,WE,TH,FR;BYSETPOS={numbers(300)[2:]}",
    ),
    "100,000 days more": odd(S, E, f"RDATE:{minutes_of_2000(100_000)}", busy="01 09:00-10:00"),
    "100,000 days less": odd(
        S,
        E,
        "RRULE:FREQ=DAILY",
        f"EXDATE:{minutes_of_2000(100_000)}",
        busy=EACH_MORNING + ", 05 09:00-10:00",
    ),
    "a rule of what to leave out": odd(
        S,
        E,
        "RRULE:FREQ=DAILY;COUNT=5",
        "EXRULE:FREQ=DAILY;INTERVAL=2",
        busy="02 09:00-10:00, 04 09:00-10:00",
    ),
    "until the last year there is": odd(
        S,
        E,
        "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z",
        busy=EACH_MORNING + ", 05 09:00-10:00",
    ),
    "days left out that are none": odd(
        S, E, FOUR_DAYS, "EXDATE:rubbish", busy=EACH_MORNING, doubtful=ODD_EXCEPTION
    ),
    "days more that are none": odd(
        S, E, "RDATE:rubbish", busy="01 09:00-10:00", doubtful=ODD_EXTRA
    ),
    "a sequence that is no number": odd(S, E, "SEQUENCE:abc", busy="01 09:00-10:00"),
}

TIMES = {
    # As some write what has always been, and what never ends.
    "since the first day there is": odd(
        "DTSTART;VALUE=DATE:00010101",
        "DTEND;VALUE=DATE:20261202",
        busy="29 00:00-01 23:00 all-day",
    ),
    "since the first hour there is": odd(
        "DTSTART:00010101T000000", "DTEND:20261201T140000", busy="29 00:00-01 13:00"
    ),
    "since the first hour there is in Tokyo": odd(
        "DTSTART;TZID=Asia/Tokyo:00010101T000000", E, busy="29 00:00-01 10:00"
    ),
    "each Tuesday since the first day there is": odd(
        "DTSTART;TZID=Asia/Tokyo:00010101T180000",
        HOUR,
        "RRULE:FREQ=WEEKLY;BYDAY=TU",
        busy="01 09:00-10:00",
    ),
    "until the last hour there is": odd(
        S, "DTEND;TZID=America/New_York:99991231T235900", busy="01 09:00-06 00:00"
    ),
    "but on the last day there is": odd(
        S,
        E,
        "RRULE:FREQ=DAILY;COUNT=2",
        "EXDATE;TZID=America/New_York:99991231T235900",
        busy="01 09:00-10:00, 02 09:00-10:00",
    ),
    "a length below nothing": odd(S, "DURATION:-PT1H", busy="01 08:00-09:00"),
    "a length in years": odd(S, "DURATION:P1Y", busy="01 09:00-10:00", doubtful=ODD_END),
    "a length of ages": odd(S, "DURATION:P999999999W", busy="01 09:00-10:00", doubtful=ODD_END),
    "a length of a million days": odd(S, "DURATION:P1000000D", busy="01 09:00-06 00:00"),
    "an end before the beginning": odd(S, "DTEND:20261201T070000Z", busy="01 07:00-09:00"),
    "no end": odd(S),
    "no beginning": odd(E, skipped="have no beginning that I can read"),
    "two beginnings": odd(S, "DTSTART:20261202T090000Z", E, skipped="begin at two times"),
    "a beginning that is no time": odd(
        "DTSTART:tomorrow", E, skipped="have no beginning that I can read"
    ),
    "a day that does not say so": odd(
        "DTSTART:20261201", "DTEND:20261202", busy="30 23:00-01 23:00 all-day"
    ),
    "24 o'clock": odd("DTSTART:20261201T240000Z", "DTEND:20261202T010000Z", busy="02 00:00-01:00"),
    "no UID": Odd(text=calendar(f"BEGIN:VEVENT\n{S}\n{E}\nEND:VEVENT\n"), busy="01 09:00-10:00"),
    "a day that ends on itself": odd(
        "DTSTART;VALUE=DATE:20261201",
        "DTEND;VALUE=DATE:20261201",
        busy="30 23:00-01 23:00 all-day",
    ),
    "a floating time": odd("DTSTART:20261201T090000", HOUR, busy="01 08:00-09:00"),
    "half of it floating": odd(
        "DTSTART;TZID=Europe/Berlin:20261201T090000",
        "DTEND:20261201T100000",
        busy="01 08:00-09:00",
    ),
}

ZONES = {
    "a name of Windows": in_zone("W. Europe Standard Time", busy="01 08:00-09:00"),
    "a name for people": in_zone(
        '"(UTC+01:00) Amsterdam, Berlin, Bern, Rome"', busy="01 08:00-09:00"
    ),
    "a maker's own prefix": in_zone(
        "/freeassociation.sourceforge.net/Europe/Berlin", busy="01 08:00-09:00"
    ),
    "an offset in each time": odd(
        "DTSTART:20261201T100000+0100", "DTEND:20261201T060000-0500", busy="01 09:00-11:00"
    ),
    "times as programs write them": odd(
        "DTSTART:2026-12-01T10:00:00+01:00", "DTEND:2026-12-01T10:00Z", busy="01 09:00-10:00"
    ),
    "floating times and days as programs write them": Odd(
        text=calendar(
            event("DTSTART:2026-12-01T10:00:00", HOUR),
            event("DTSTART:2026-12-02", uid="day"),
        ),
        busy="01 09:00-10:00, 01 23:00-02 23:00 all-day",
    ),
    "an offset": in_zone("GMT+0100", busy="01 08:00-09:00"),
    "another offset": in_zone("UTC-5", busy="01 14:00-15:00"),
    "an address": in_zone("tzone://Microsoft/Utc", busy="01 09:00-10:00"),
    "an address in quotes": in_zone('"tzone://Microsoft/Utc"', busy="01 09:00-10:00"),
    "an address that is defined": in_zone(
        "tzone://Microsoft/Custom",
        busy="01 03:30-04:30",
        definition=defined("tzone://Microsoft/Custom", "+0530"),
    ),
    "an address that nobody knows": in_zone(
        "tzone://Microsoft/Custom", busy="01 08:00-09:00", doubtful=UNKNOWN_ZONE
    ),
    "small letters": in_zone("america/new_york", busy="01 14:00-15:00"),
    "a path": in_zone("../../../../secret", busy="01 08:00-09:00", doubtful=UNKNOWN_ZONE),
    "a name that is a folder": in_zone("Europe", busy="01 08:00-09:00", doubtful=UNKNOWN_ZONE),
    "Berlin defined as elsewhere": in_zone(
        "Europe/Berlin", busy="01 08:00-09:00", definition=defined("Europe/Berlin", "+0500")
    ),
    "a definition of its own": in_zone(
        "Own", busy="01 03:30-04:30", definition=defined("Own", "+0530")
    ),
    "a definition by the second": in_zone(
        "Own",
        busy="01 08:00-09:00",
        doubtful=UNKNOWN_ZONE,
        definition=defined("Own", "+0500", "RRULE:FREQ=SECONDLY\n"),
    ),
    "a definition that never ends": in_zone(
        "Own",
        busy="01 04:00-05:00",
        definition=defined("Own", "+0500", "RRULE:FREQ=YEARLY;INTERVAL=0\n"),
    ),
    "a definition beyond a day": in_zone(
        "Own", busy="01 08:00-09:00", doubtful=UNKNOWN_ZONE, definition=defined("Own", "+2500")
    ),
    "a zone for all of it": Odd(
        text=calendar(event(S, E), head="X-WR-TIMEZONE:America/New_York\n"), busy="01 09:00-10:00"
    ),
}

SERIES = {
    "this one and those after it": changed(
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261202T090000",
        "DTSTART;TZID=Europe/Berlin:20261202T100000",
        "DURATION:PT2H",
        busy="30 08:00-09:00, 01 08:00-09:00, 02 09:00-11:00, 03 09:00-11:00",
    ),
    "one cancelled": changed(
        "RECURRENCE-ID;TZID=Europe/Berlin:20261202T090000",
        "DTSTART;TZID=Europe/Berlin:20261202T090000",
        HOUR,
        "STATUS:CANCELLED",
        busy=WITHOUT_WEDNESDAY,
    ),
    "one moved, named in UTC": changed(
        "RECURRENCE-ID:20261202T080000Z",
        "DTSTART;TZID=Europe/Berlin:20261202T150000",
        HOUR,
        busy="30 08:00-09:00, 01 08:00-09:00, 02 14:00-15:00, 03 08:00-09:00",
    ),
    "one moved, named by its day": changed(
        "RECURRENCE-ID;VALUE=DATE:20261202",
        "DTSTART;TZID=Europe/Berlin:20261202T150000",
        HOUR,
        busy="30 08:00-09:00, 01 08:00-09:00, 02 14:00-15:00, 03 08:00-09:00",
    ),
    "one moved here from years ago": Odd(
        text=calendar(
            event("DTSTART;TZID=Europe/Berlin:20240101T090000", HOUR, FOUR_DAYS),
            event(
                "RECURRENCE-ID;TZID=Europe/Berlin:20240102T090000",
                "DTSTART;TZID=Europe/Berlin:20261202T150000",
                HOUR,
            ),
        ),
        busy="02 14:00-15:00",
    ),
    "one of a series that is not there": odd(
        "RECURRENCE-ID;TZID=Europe/Berlin:20261202T090000",
        "DTSTART;TZID=Europe/Berlin:20261202T150000",
        HOUR,
        busy="02 14:00-15:00",
    ),
    "one left out, in UTC": odd(
        BERLIN, HOUR, FOUR_DAYS, "EXDATE:20261202T080000Z", busy=WITHOUT_WEDNESDAY
    ),
    "one left out by its day": odd(
        BERLIN, HOUR, FOUR_DAYS, "EXDATE;VALUE=DATE:20261202", busy=WITHOUT_WEDNESDAY
    ),
    "one more by its day": odd(
        S, E, "RDATE;VALUE=DATE:20261203", busy="01 09:00-10:00, 03 09:00-10:00"
    ),
    "two events with one UID": Odd(
        text=calendar(event(S, E), event("DTSTART:20261202T090000Z", "DTEND:20261202T100000Z")),
        busy="01 09:00-10:00, 02 09:00-10:00",
    ),
    "5,000 of one series moved": Odd(
        text=calendar(
            event("DTSTART:20100101T090000Z", HOUR, "RRULE:FREQ=DAILY"),
            *[
                event(f"RECURRENCE-ID:{day:%Y%m%d}T090000Z", f"DTSTART:{day:%Y%m%d}T120000Z", HOUR)
                for day in (
                    datetime.fromisoformat("2020-01-01") + timedelta(days=number)
                    for number in range(5000)
                )
            ],
        ),
        busy=", ".join(f"{day} 12:00-13:00" for day in ("29", "30", "01", "02", "03", "04", "05")),
    ),
    "one of each minute moved by years": Odd(
        text=calendar(
            event("DTSTART:20260101T090000Z", "DURATION:PT1S", "RRULE:FREQ=MINUTELY"),
            event("RECURRENCE-ID:20260102T090000Z", "DTSTART:20360102T090000Z", HOUR),
        ),
        skipped=TOO_OFTEN,
    ),
}

EVENTS = {**RULES, **TIMES, **ZONES, **SERIES}
