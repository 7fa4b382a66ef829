"""An interview for its candidate's calendar (RFC 5545)."""

from icalendar import Calendar, Event

from bot.web.candidate.door import Visit
from scheduling.model import Interview


def calendar_of(interview: Interview, visit: Visit) -> Calendar:
    """An interview without any name: whom one meets is not for every calendar to know."""
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//On the Hour//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    company = visit.dependencies.company.name
    event.add("uid", interview.calendar_uid)
    event.add("sequence", interview.invite_sequence)
    event.add("dtstamp", visit.page.now)
    event.add("dtstart", interview.span.start)
    event.add("dtend", interview.span.end)
    event.add("summary", f"Interview with {company}" if company else "Interview")
    event.add("status", "CONFIRMED")
    event.add(
        "description",
        "Deleting this from a calendar cancels nothing: the page that it came from does.",
    )
    calendar.add_component(event)
    return calendar
