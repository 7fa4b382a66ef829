"""Files that are odd or hostile as a whole, and what is to be made of each."""

import gzip

from calendar_builders import calendar, event

from scheduling.errors import (
    CalendarCutShort,
    CalendarTooLarge,
    CalendarUnreadable,
    SchedulingError,
)

EVENT = event("DTSTART:20261201T090000Z", "DTEND:20261201T100000Z")
USUAL = calendar(EVENT)


def _with(*lines: str) -> bytes:
    """The usual calendar, with lines more in its event."""
    more = "".join(f"{line}\n" for line in lines)
    return calendar(EVENT.replace("END:VEVENT\n", more + "END:VEVENT\n"))


STILL_READ = {
    "50,000 events that are over": calendar(
        EVENT, "BEGIN:VEVENT\nDTSTART:20200101T000000Z\nDURATION:PT1H\nEND:VEVENT\n" * 50_000
    ),
    "ends of lines of old Macs": USUAL.replace(b"\r\n", b"\r"),
    "ends of lines of Unix": USUAL.replace(b"\r\n", b"\n"),
    "blank lines": USUAL.replace(b"\r\n", b"\r\n\r\n"),
    "Latin-1": _with("SUMMARY:Café").decode().encode("latin-1"),
    "a tab as fold": _with("SUMMARY:abc\n\tdef"),
    "a fold within a name": USUAL.replace(b"DTSTART", b"DTST\r\n ART"),
    "blank at its beginning": b"\r\n\r\n" + USUAL,
    "a mark of UTF-8": b"\xef\xbb\xbf" + USUAL,
    "small letters": USUAL.lower().replace(b"z\r\n", b"Z\r\n"),
    "2 MB in one description": _with("DESCRIPTION:" + "\n ".join(["x" * 74] * 27_000)),
    "2 MB of parameters": _with("ATTENDEE" + ";X=1" * 500_000 + ":mailto:a@b"),
    "2 MB of categories": _with("CATEGORIES:" + "a," * 1_000_000),
    "2 MB of other lines": _with(*["X-A:1"] * 280_000),
    "a parameter that does not end": _with('ATTENDEE;CN="x:mailto:a@b'),
    "an alarm without sense": _with(
        "BEGIN:VALARM", "TRIGGER:rubbish", "REPEAT:1000000000", "DURATION:PT1S", "END:VALARM"
    ),
    "an alarm that does not end": _with("BEGIN:VALARM", "DURATION:PT9H"),
    "an event in a description": _with("DESCRIPTION:a\\nEND:VEVENT\\nEND:VCALENDAR"),
    "100,000 things in each other": calendar(EVENT, "BEGIN:X\n" * 100_000 + "END:X\n" * 100_000),
    "zones in each other": calendar(EVENT, "BEGIN:VTIMEZONE\n" * 1000 + "END:VTIMEZONE\n" * 1000),
    "an end too many": calendar(EVENT, "END:VEVENT\n"),
    "two calendars": USUAL + calendar(),
}

REFUSED: dict[str, tuple[bytes, type[SchedulingError]]] = {
    "nothing": (b"", CalendarUnreadable),
    "blanks": (b"\r\n \r\n", CalendarUnreadable),
    "a page to sign in": (
        b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>no</body></html>",
        CalendarUnreadable,
    ),
    "a card": (b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:x\r\nEND:VCARD\r\n", CalendarUnreadable),
    "packed once more": (gzip.compress(USUAL), CalendarUnreadable),
    "UTF-16": (USUAL.decode().encode("utf-16"), CalendarUnreadable),
    "events without a calendar": (EVENT.encode(), CalendarUnreadable),
    "cut within an event": (USUAL[:-60], CalendarCutShort),
    "no end": (USUAL.replace(b"END:VCALENDAR\r\n", b""), CalendarCutShort),
    "the last letter missing": (USUAL[:-3], CalendarCutShort),
    "a calendar in a calendar": (
        USUAL.replace(b"END:VCALENDAR\r\n", b"") + USUAL,
        CalendarCutShort,
    ),
    "2 MB of beginnings": (
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 130_000,
        CalendarCutShort,
    ),
    "50,000 events of nothing": (
        calendar("BEGIN:VEVENT\nEND:VEVENT\n" * 50_000),
        CalendarTooLarge,
    ),
    "50,000 calendars of nothing": (
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" * 50_000,
        CalendarTooLarge,
    ),
    "2 MB of days": (
        calendar(event("DTSTART:20261201T090000Z", "RDATE:" + "20000101T000000Z," * 130_000)),
        CalendarTooLarge,
    ),
}
