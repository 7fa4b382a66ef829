"""Which calendars are there to be read of somebody, whether they want that or not."""

from scheduling.model import Person, RequestContext
from scheduling.model.calendars import CompanyCalendars


def offered_to(person: Person, context: RequestContext) -> tuple[CompanyCalendars, ...]:
    """Return the companies' calendars of which one is somebody's."""
    if person.slack_user_id is None or person.role is None or person.is_removed:
        return ()
    return tuple(c for c in context.rules.company_calendars if c.include(person.email))
