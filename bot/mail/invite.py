"""An interview as a message between calendars (iTIP, RFC 5546), for one receiver.

Accepting and declining go to the organizer, by mail, and nobody but a person reads them.
"""

from collections.abc import Mapping
from datetime import datetime

from icalendar import Calendar, Event, vCalAddress, vText

from scheduling.model import Interview, InterviewState, MessageKind, Person

REQUEST, CANCEL = "REQUEST", "CANCEL"
_METHODS = {
    MessageKind.BOOKED: REQUEST,
    MessageKind.ADDED: REQUEST,
    MessageKind.CALENDAR_ENTRY: REQUEST,
    MessageKind.MOVED: REQUEST,
    MessageKind.DETAILS_CHANGED: REQUEST,
    MessageKind.CANCELLED: CANCEL,
    MessageKind.REMOVED: CANCEL,
    MessageKind.CALENDAR_ENTRY_ENDED: CANCEL,
}


def method_of(kind: MessageKind) -> str | None:
    """Return what a message says to a calendar; None where it says nothing."""
    return _METHODS.get(kind)


def invite(
    interview: Interview,
    *,
    kind: MessageKind,
    receiver: Person,
    organizer: tuple[str, str],
    summary: str,
    fields: Mapping[str, str],
    said_at: datetime,
) -> Calendar:
    """Return a kind's message to the calendar of its receiver, who must have an address.

    `fields` are what it keeps beside the `summary`, by the names of properties. `organizer` is the
    name and the address of whoever reads the answers. Of two messages about one interview the
    higher sequence counts, and of the same the later `said_at` (2.1.5).
    """
    method = _METHODS[kind]
    calendar = Calendar()
    calendar.add("prodid", "-//On the Hour//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    event = Event()
    event.add("uid", interview.calendar_uid)
    event.add("sequence", interview.invite_sequence)
    event.add("dtstamp", said_at)
    event.add("dtstart", interview.span.start)
    event.add("dtend", interview.span.end)
    event.add("summary", summary)
    for name, text in fields.items():
        event.add(name, text)
    event.add("organizer", _address(*organizer))
    event.add("attendee", _attendee(receiver))
    if method == REQUEST:
        event.add("status", "CONFIRMED")
        event.add("transp", "OPAQUE")
    elif interview.state is InterviewState.CANCELLED:
        # Not where one person is out of it: for the others it stands (3.2.5).
        event.add("status", "CANCELLED")
    calendar.add_component(event)
    return calendar


def _attendee(receiver: Person) -> vCalAddress:
    """The receiver alone: nobody is told of the others' addresses."""
    attendee = _address(receiver.name, receiver.email or "")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    # They have said so already: nobody waits for an answer.
    attendee.params["PARTSTAT"] = vText("ACCEPTED")
    attendee.params["RSVP"] = vText("FALSE")
    return attendee


def _address(name: str, address: str) -> vCalAddress:
    entry = vCalAddress(f"mailto:{address}")
    if name:
        # Written as ^' it stays so in some calendars (RFC 6868).
        entry.params["CN"] = vText(name.replace('"', "'").replace("^", ""))
    return entry
