"""What a calendar holds after a list of messages: a judge written from RFC 5546 alone.

Sections 2.1.4 and 2.1.5 say which message is the later one, 3.2.2 and 3.2.5 what each does. Each
message is read by a second library as well, which has to find the same in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import vobject
from icalendar import Calendar

Stamp = tuple[int, datetime]


@dataclass(kw_only=True)
class Held:
    """The calendar of somebody with an address: when its events begin, and where, by their UID."""

    address: str
    events: dict[str, datetime] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    _latest: dict[str, Stamp] = field(default_factory=dict)

    def takes(self, raw: bytes) -> None:
        """Do what a message says, unless a later one about the same has come before it."""
        calendar = Calendar.from_ical(raw)
        (event,) = calendar.walk("VEVENT")
        assert event["ATTENDEE"].casefold() == f"mailto:{self.address}"
        assert event["ORGANIZER"].casefold() != event["ATTENDEE"].casefold()
        agree(raw, event)
        uid, stamp = str(event["UID"]), (int(event["SEQUENCE"]), event["DTSTAMP"].dt)
        if uid in self._latest and stamp < self._latest[uid]:
            return
        self._latest[uid] = stamp
        match str(calendar["METHOD"]):
            case "REQUEST":
                assert event["STATUS"] == "CONFIRMED"
                self.events[uid] = event["DTSTART"].dt
                self.places[uid] = str(event.get("LOCATION", ""))
            case "CANCEL":
                self.events.pop(uid, None)
                self.places.pop(uid, None)


def agree(raw: bytes, event: object) -> None:
    """The other library reads the same event."""
    other = vobject.readOne(raw.decode()).vevent
    assert other.uid.value == str(event["UID"])  # type: ignore[index]
    assert other.dtstart.value == event["DTSTART"].dt  # type: ignore[index]
    assert other.dtend.value == event["DTEND"].dt  # type: ignore[index]
    assert int(other.sequence.value) == int(event["SEQUENCE"])  # type: ignore[index]
    assert len(other.attendee_list) == 1


def held_after(messages: Iterable[bytes], *, address: str) -> dict[str, datetime]:
    """What the calendar holds after these, in this order."""
    return calendar_after(messages, address=address).events


def calendar_after(messages: Iterable[bytes], *, address: str) -> Held:
    """The calendar itself."""
    held = Held(address=address)
    for raw in messages:
        held.takes(raw)
    return held
