"""Calendars as large hosts serve them: long, mostly about what nobody needs to know."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

STAMP = "20261127T000000Z"
"""What each event is stamped with; a server puts its own in."""

FIRST_DAY = datetime.fromisoformat("2026-11-23")
_ZONES = ("Europe/Berlin", "Europe/London", "America/New_York", "W. Europe Standard Time")
_RULES = (
    "FREQ=WEEKLY",
    "FREQ=DAILY;UNTIL=20270115T000000Z",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=MONTHLY",
    "FREQ=WEEKLY;INTERVAL=2",
    "FREQ=WEEKLY;UNTIL=20270601T000000Z",
)


def made_calendar(seed: int, *, events: int = 500, recurring: int = 100) -> bytes:
    """Return a calendar whose single events all lie in the twelve weeks, so that none is cut."""
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Bench\r\nX-WR-TIMEZONE:Europe/Berlin\r\n"
    within = made_events(seed, events=events, recurring=recurring)
    return f"{head}{''.join(within)}END:VCALENDAR\r\n".encode()


def made_events(seed: int, *, events: int = 500, recurring: int = 100) -> Iterator[str]:
    """Yield the events of such a calendar, each as it is written."""
    chosen = random.Random(seed)
    for number in range(events):
        lines = _event(f"{seed}-{number}", chosen, repeats=number < recurring)
        yield "".join(f"{piece}\r\n" for line in lines for piece in _folded(line))


def _event(uid: str, chosen: random.Random, *, repeats: bool) -> Iterator[str]:
    zone = chosen.choice(_ZONES)
    days = -7 * chosen.randrange(1, 200) if repeats else chosen.randrange(84)
    start = FIRST_DAY + timedelta(days=days, hours=chosen.randrange(8, 18))
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}@bench"
    yield f"DTSTAMP:{STAMP}"
    yield f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID={zone}:{start + timedelta(minutes=30):%Y%m%dT%H%M%S}"
    if repeats:
        yield f"RRULE:{chosen.choice(_RULES)}"
        yield f"EXDATE;TZID={zone}:{start + timedelta(days=70):%Y%m%dT%H%M%S}"
    yield "SUMMARY:What nobody else is to know"
    yield "LOCATION:A room"
    yield "STATUS:CONFIRMED"
    yield "SEQUENCE:1"
    for guest in range(3):
        yield (
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;"
            f"CN=Guest {guest};X-NUM-GUESTS=0:mailto:guest{guest}@example.org"
        )
    yield "DESCRIPTION:" + "words for those who come " * 20
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P0DT0H10M0S", "END:VALARM")
    yield "END:VEVENT"


def _folded(line: str) -> Iterator[str]:
    while len(line) > 75:
        yield line[:75]
        line = " " + line[75:]
    yield line
