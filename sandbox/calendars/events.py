"""Events as a calendar holds them (iCalendar), and as the page shows them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

import icalendar
import recurring_ical_events

from sandbox.state.errors import NotPossible

Moment: TypeAlias = datetime | date
"""An instant, or a whole day."""

_LONGEST_TITLE = 200
_LONGEST = timedelta(days=60)


class Counts(StrEnum):
    """How much of its owner an event takes."""

    BUSY = "busy"
    TENTATIVE = "tentative"
    FREE = "free"


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One event of a calendar; its end is not part of it."""

    title: str
    start: Moment
    end: Moment
    counts: Counts = Counts.BUSY

    def __post_init__(self) -> None:
        """Raise NotPossible for what is no event."""
        if not self.title.strip() or len(self.title) > _LONGEST_TITLE:
            raise NotPossible(f"An event needs a title of up to {_LONGEST_TITLE} letters.")
        if not timedelta() < _length(self) <= _LONGEST:
            raise NotPossible("An event ends after it starts, within 60 days.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """An event where it stands in a calendar."""

    # Its name in the calendar.
    name: str
    event: Event
    repeats: bool


def occurrences(name: str, text: str, *, start: datetime, end: datetime) -> Iterator[Shown]:
    """Give what an entry of a calendar puts between two instants."""
    calendar = icalendar.Calendar.from_ical(text)
    repeats = any("RRULE" in each or "RDATE" in each for each in calendar.walk("VEVENT"))
    for each in recurring_ical_events.of(calendar).between(start, end):
        shown = Event(
            title=str(each.get("SUMMARY") or "(no title)")[:_LONGEST_TITLE],
            start=_utc(each.start),
            end=_utc(each.end),
            counts=_counts(each),
        )
        yield Shown(name=name, event=shown, repeats=repeats)


def written(event: Event, *, uid: str, at: datetime, every_week: bool = False) -> str:
    """Write a new event down."""
    entry = icalendar.Event()
    entry.add("uid", uid)
    if every_week:
        entry.add("rrule", {"freq": "weekly"})
    return _in_calendar([_filled(entry, event, at=at)])


def rewritten(text: str, event: Event, *, at: datetime) -> str:
    """Write an event down in the place of what it was, whatever else was said of it.

    Raises NotPossible for one that comes back.
    """
    entries = icalendar.Calendar.from_ical(text).walk("VEVENT")
    if len(entries) != 1 or "RRULE" in entries[0] or "RDATE" in entries[0]:
        raise NotPossible("This event comes back. Here it can be removed, with all its days.")
    entry = entries[0]
    assert isinstance(entry, icalendar.Event)  # by its name
    entry.add("sequence", int(entry.pop("SEQUENCE", 0)) + 1)
    return _in_calendar([_filled(entry, event, at=at)])


def _filled(entry: icalendar.Event, event: Event, *, at: datetime) -> icalendar.Event:
    values: dict[str, object] = {"dtstamp": at, "summary": event.title.strip()}
    values |= {"dtstart": event.start, "dtend": event.end}
    values |= {"transp": "TRANSPARENT" if event.counts is Counts.FREE else "OPAQUE"}
    values |= {"status": "TENTATIVE" if event.counts is Counts.TENTATIVE else "CONFIRMED"}
    entry.pop("DURATION", None)
    for name, value in values.items():
        entry.pop(name.upper(), None)
        entry.add(name, value)
    return entry


def _in_calendar(entries: Iterable[icalendar.Event]) -> str:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Practice workspace//EN")
    calendar.add("version", "2.0")
    for entry in entries:
        calendar.add_component(entry)
    text: bytes = calendar.to_ical()
    return text.decode()


def _counts(entry: icalendar.Event) -> Counts:
    if str(entry.get("TRANSP", "")).upper() == "TRANSPARENT":
        return Counts.FREE
    tentative = str(entry.get("STATUS", "")).upper() == "TENTATIVE"
    return Counts.TENTATIVE if tentative else Counts.BUSY


def _utc(moment: Moment) -> Moment:
    if not isinstance(moment, datetime):
        return moment
    # A floating hour is that of no zone; here it is shown as UTC's.
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _length(event: Event) -> timedelta:
    if isinstance(event.start, datetime) and isinstance(event.end, datetime):
        return event.end - event.start
    if isinstance(event.start, datetime) or isinstance(event.end, datetime):
        raise NotPossible("An event starts and ends with a day, or with an hour.")
    return event.end - event.start
