"""A person's interviews as a calendar (RFC 5545)."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vDuration

from scheduling.errors import listed
from scheduling.model import Interview, InterviewState, Person
from scheduling.results import Feed
from scheduling.wording.saying.details import calendar_fields, titled
from scheduling.wording.saying.reader import Reader

_LOOK_AGAIN = timedelta(minutes=15)


def calendar_of(feed: Feed, *, now: datetime) -> Calendar:
    """Return a feed as a calendar; what is cancelled is in it, and says so.

    It has no METHOD: it is no message of an organizer's (RFC 5546) but how things stand. Without
    any interview it holds a time zone, as a calendar has to hold something (RFC 5545, 3.6).
    """
    calendar = Calendar()
    calendar.add("prodid", "-//On the Hour//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Interviews of {feed.person.name}")
    for name in ("refresh-interval", "x-published-ttl"):
        calendar.add(name, vDuration(_LOOK_AGAIN), parameters={"VALUE": "DURATION"})
    for interview in feed.interviews:
        sequence = interview.revision - 1
        event = _event(interview, reader=feed.person, sequence=sequence, now=now)
        calendar.add_component(event)
    if not feed.interviews:
        calendar.add_component(_utc())
    return calendar


def entry_for(one: Feed, *, now: datetime) -> Calendar:
    """Return the one interview of a feed as a file that is opened with a calendar.

    It is numbered as invites by mail are, so that one which comes later takes its place.
    """
    (interview,) = one.interviews
    calendar = Calendar()
    calendar.add("prodid", "-//On the Hour//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    sequence = interview.invite_sequence
    calendar.add_component(_event(interview, reader=one.person, sequence=sequence, now=now))
    return calendar


def _utc() -> Timezone:
    zone, always = Timezone(), TimezoneStandard()
    zone.add("tzid", "Etc/UTC")
    always.add("dtstart", datetime.fromisoformat("1970-01-01T00:00:00"))
    for name in ("tzoffsetfrom", "tzoffsetto"):
        always.add(name, timedelta(0))
    zone.add_component(always)
    return zone


def _event(interview: Interview, *, reader: Person, sequence: int, now: datetime) -> Event:
    event = Event()
    cancelled = interview.state is InterviewState.CANCELLED
    event.add("uid", interview.calendar_uid)
    event.add("sequence", sequence)
    event.add("dtstamp", now)
    event.add("dtstart", interview.span.start)
    event.add("dtend", interview.span.end)
    event.add("summary", _summary(interview, reader))
    said = calendar_fields(interview, reader=Reader.of(reader, channel=None))
    panel = f"Interviewers: {_names(interview.interviewers)}."
    lines = [panel, said.pop("description", "")]
    event.add("description", "\n".join(line for line in lines if line))
    for name, text in said.items():
        event.add(name, text)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    return event


def _summary(interview: Interview, reader: Person) -> str:
    if title := titled(interview, reader=Reader.of(reader, channel=None)):
        return title
    if reader.id == interview.candidate.id:
        return f"Interview with {_names(interview.interviewers)}"
    return f"Interview: {interview.candidate.name}"


def _names(people: tuple[Person, ...]) -> str:
    return listed([person.name for person in people])
