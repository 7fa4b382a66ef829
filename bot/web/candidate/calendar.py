"""An interview for its candidate's calendar (RFC 5545)."""

from icalendar import Calendar, Event

from bot.web.candidate.door import Visit
from languages.catalogue import gettext
from languages.style import current_style
from scheduling.model import Interview
from scheduling.wording.saying.details import calendar_fields, titled
from scheduling.wording.saying.reader import Reader


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
    reader = Reader.of(visit.page.person, channel=None)
    usual = gettext("Interview with {company}") if company else gettext("Interview")
    summary = titled(interview, reader=reader) or usual.format(company=company)
    event.add("summary", summary, parameters={"LANGUAGE": language})
    event.add("status", "CONFIRMED")
    said = calendar_fields(interview, reader=reader)
    lines = [
        said.pop("description", ""),
        gettext("Deleting this from a calendar cancels nothing: the page that it came from does."),
    ]
    words = "\n".join(line for line in lines if line)
    event.add("description", words, parameters={"LANGUAGE": language})
    for name, text in said.items():
        event.add(name, text)
    calendar.add_component(event)
    return calendar
