"""An interview for its candidate's calendar (RFC 5545)."""

from icalendar import Calendar, Event

from bot.web.candidate.door import Visit
from languages.catalogue import gettext
from languages.style import current_style
from scheduling.model import Interview


def calendar_of(interview: Interview, visit: Visit) -> Calendar:
    """An interview without any name: whom one meets is not for every calendar to know."""
    calendar, event = Calendar(), Event()
    language = current_style().language
    calendar.add("prodid", f"-//On the Hour//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    company = visit.dependencies.company.name
    event.add("uid", interview.calendar_uid)
    event.add("sequence", interview.invite_sequence)
    event.add("dtstamp", visit.page.now)
    event.add("dtstart", interview.span.start)
    event.add("dtend", interview.span.end)
    summary = gettext("Interview with {company}") if company else gettext("Interview")
    event.add("summary", summary.format(company=company), parameters={"LANGUAGE": language})
    event.add("status", "CONFIRMED")
    event.add(
        "description",
        gettext("Deleting this from a calendar cancels nothing: the page that it came from does."),
        parameters={"LANGUAGE": language},
    )
    calendar.add_component(event)
    return calendar
