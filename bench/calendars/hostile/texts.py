"""Calendars that cost, break off or mean to harm, each with a good event beside what is odd."""

from datetime import date, timedelta
from functools import cache
from itertools import islice

GOOD = "BEGIN:VEVENT\nUID:good\nDTSTART:20261201T100000Z\nDTEND:20261201T110000Z\nEND:VEVENT\n"
_START, _HOUR = "DTSTART:20261201T090000Z", "DURATION:PT1H"
_OLD = "DTSTART:19700101T000000Z"


def calendar(*events: str, head: str = "") -> bytes:
    """Return a calendar with some events and the good one."""
    text = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n" + head + "".join(events) + GOOD
    return (text + "END:VCALENDAR\n").replace("\n", "\r\n").encode()


def event(*lines: str, uid: str = "odd") -> str:
    """Return an event with these lines."""
    return f"BEGIN:VEVENT\nUID:{uid}\n" + "\n".join(lines) + "\nEND:VEVENT\n"


@cache
def _minutes(count: int) -> str:
    # By days and times: each day is written once, and not for each of its minutes.
    times = [f"T{minute // 60:02}{minute % 60:02}00Z" for minute in range(24 * 60)]
    days = (f"{date(2000, 1, 1) + timedelta(days=number):%Y%m%d}" for number in range(count))
    each = (day + time for day in days for time in times)
    return ",".join(islice(each, count))


def _numbers(first: int, last: int) -> str:
    return ",".join(map(str, range(first, last)))


def _zone(*lines: str) -> str:
    within = "".join(f"{line}\n" for line in lines)
    return (
        "BEGIN:VTIMEZONE\nTZID:Own\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        f"{within}END:STANDARD\nEND:VTIMEZONE\n"
    )


_IN_OWN = event("DTSTART;TZID=Own:20261201T090000", _HOUR)

READ = {
    "each second since 1970": calendar(event(_OLD, "DURATION:PT1S", "RRULE:FREQ=SECONDLY")),
    "each minute since 1970": calendar(event(_OLD, "DURATION:PT1S", "RRULE:FREQ=MINUTELY")),
    "a hundred of these": calendar(
        *(event(_OLD, "RRULE:FREQ=SECONDLY", uid=str(number)) for number in range(100))
    ),
    "each nought days": calendar(event(_START, _HOUR, "RRULE:FREQ=DAILY;INTERVAL=0")),
    "backwards": calendar(event(_START, _HOUR, "RRULE:FREQ=DAILY;INTERVAL=-1")),
    "a day that never comes": calendar(
        event(_START, _HOUR, "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
    ),
    "a second that never comes": calendar(
        event(_START, _HOUR, "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")
    ),
    "a monster of a rule": calendar(
        event(
            "DTSTART:20200101T000000Z",
            "DURATION:PT1S",
            f"RRULE:FREQ=YEARLY;BYHOUR={_numbers(0, 24)};BYMINUTE={_numbers(0, 60)};"
            f"BYSECOND={_numbers(0, 60)};BYDAY=MO,TU,WE,TH,FR;BYSETPOS={_numbers(1, 300)}",
        )
    ),
    "a billion times": calendar(event(_OLD, "RRULE:FREQ=SECONDLY;COUNT=1000000000")),
    "100,000 days more": calendar(event(_START, _HOUR, f"RDATE:{_minutes(100_000)}")),
    "100,000 days less": calendar(
        event(_START, _HOUR, "RRULE:FREQ=DAILY", f"EXDATE:{_minutes(100_000)}")
    ),
    "a length of ages": calendar(event(_START, "DURATION:P999999999W")),
    "the year 1": calendar(event("DTSTART:00010101T000000Z", "RRULE:FREQ=DAILY")),
    "the year 9999": calendar(event("DTSTART:99991231T235959Z", "DURATION:P9D")),
    "no beginning": calendar(event(_HOUR)),
    "a beginning of rubbish": calendar(event("DTSTART:tomorrow", _HOUR)),
    "two beginnings": calendar(event(_START, "DTSTART:20261202T090000Z", _HOUR)),
    "an unknown rule": calendar(event(_START, _HOUR, "RRULE:FREQ=FORTNIGHTLY")),
    "a sequence of letters": calendar(event(_START, _HOUR, "SEQUENCE:abc")),
    "a zone of each second": calendar(_IN_OWN, head=_zone("RRULE:FREQ=SECONDLY")),
    "a zone that never ends": calendar(_IN_OWN, head=_zone("RRULE:FREQ=YEARLY;INTERVAL=0")),
    "a zone beyond a day": calendar(_IN_OWN, head=_zone("TZOFFSETFROM:+2500", "TZOFFSETTO:+2500")),
    "a zone of nothing": calendar(_IN_OWN, head="BEGIN:VTIMEZONE\nTZID:Own\nEND:VTIMEZONE\n"),
    "a zone that is a path": calendar(
        event("DTSTART;TZID=../../../../etc/passwd:20261201T090000", _HOUR)
    ),
    "a thousand zones in each other": calendar(
        "BEGIN:VTIMEZONE\n" * 1000 + "END:VTIMEZONE\n" * 1000
    ),
    "100,000 things in each other": calendar("BEGIN:X\n" * 100_000 + "END:X\n" * 100_000),
    "33,000 events of long ago": calendar(
        "BEGIN:VEVENT\nDTSTART:20200101T000000Z\nDURATION:PT1H\nEND:VEVENT\n" * 33_000
    ),
    "2 MB of one line": calendar(event(_START, _HOUR, "DESCRIPTION:" + "x" * 2_000_000)),
    "a parameter that does not end": calendar(event(_START, _HOUR, 'ATTENDEE;CN="x:mailto:a@b')),
    "an alarm that does not end": calendar(event(_START, _HOUR, "BEGIN:VALARM", "TRIGGER:x")),
    "an event that breaks off": calendar(f"BEGIN:VEVENT\nUID:odd\n{_START}\n"),
    "days of another calendar": calendar(event(_START, _HOUR), head="CALSCALE:JULIAN\n"),
    "letters of no alphabet": calendar(
        event(
            _START,
            _HOUR,
            "SUMMARY:\udcff\x00\x1b[31m".encode("utf-8", "surrogatepass").decode("latin-1"),
        )
    ),
    "ends of lines of old Macs": calendar(event(_START, _HOUR)).replace(b"\r\n", b"\r"),
}
"""What is read all the same: what is odd is left out or taken as it can only be meant."""

_USUAL = calendar(event(_START, _HOUR))

NONE_AT_ALL = {
    "nothing": b"",
    "a page to sign in": b"<!DOCTYPE html><html><title>Sign in</title><form></form></html>",
    "a page about calendars": b"<html><pre>BEGIN:VEVENT\nEND:VEVENT</pre></html>",
    "an error as JSON": b'{"error": {"code": 403, "message": "BEGIN:VCALENDAR"}}',
    "a card": b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:x\r\nEND:VCARD\r\n",
    "UTF-16": _USUAL.decode().encode("utf-16"),
    "an archive": b"PK\x03\x04" + bytes(1_000),
    "a program": b"\x7fELF" + bytes(range(256)) * 20,
    "events without a calendar": event(_START, _HOUR).encode(),
}
BROKEN_OFF = {
    "no end": _USUAL.replace(b"END:VCALENDAR\r\n", b""),
    "half an event": _USUAL[: len(_USUAL) // 2],
    "the last letter missing": _USUAL[:-3],
    "a calendar in a calendar": _USUAL.replace(b"END:VCALENDAR\r\n", b"") + _USUAL,
}
TOO_LARGE = {
    "50,000 events of nothing": calendar("BEGIN:VEVENT\nEND:VEVENT\n" * 50_000),
    "50,000 calendars of nothing": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" * 50_000,
    "3 MB of days": calendar(event(_START, "RDATE:" + "20000101T000000Z," * 180_000)),
    "30,000 events of next week": calendar(
        *(event(_START, _HOUR, uid=str(number)) for number in range(30_000))
    ),
}
