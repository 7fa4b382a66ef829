"""Calendars of a company: read for everybody whose address is there, unless they want it not."""

from datetime import datetime

from scheduling.errors import NotReadByCompany
from scheduling.model import RequestContext
from scheduling.model.calendars import Calendar, CompanyCalendars, SourceKind
from scheduling.steps.conflicts import calendar_conflicts_noted
from scheduling.steps.people import known
from scheduling.store import Session, Store
from scheduling.store.availability import calendars, company_calendars
from scheduling.usecases.availability.offering import offered_to

_AT_ONCE = 100
"""Calendars that are written in one transaction, so that nobody else waits long."""


def follow_company(store: Store, company: CompanyCalendars, *, now: datetime) -> None:
    """Have the calendar of everybody at a company be read, and of nobody who has left it.

    They are due at once. Whoever has disconnected theirs stays without it.
    """
    while _has_news(store, company):
        with store.writing() as session:
            new = company_calendars.to_connect(session, company, limit=_AT_ONCE)
            for person_id in new:
                _connect(session, person_id, company, now=now)
            ended = company_calendars.to_end(session, company, limit=_AT_ONCE)
            gone = calendars.by_ids(session, ended)
            for kept in gone:
                with calendar_conflicts_noted(session, known(session, kept.person_id), now=now):
                    calendars.remove(session, kept)
        if not (new or gone):
            return  # another bot was first; what could not be done now is seen in the next round


def connect_company_calendar(
    store: Store, context: RequestContext, *, source: SourceKind
) -> Calendar:
    """Have the actor's calendar be read again that they had disconnected, as nobody else may.

    Raises NotReadByCompany.
    """
    with store.writing() as session:
        person = context.actor.person
        if person is None:
            raise NotReadByCompany
        company = next((c for c in offered_to(person, context) if c.source is source), None)
        if company is None:
            raise NotReadByCompany
        company_calendars.accept(session, person.id, source)
        for kept in calendars.of(session, [person.id])[person.id]:
            if kept.source is source:
                return kept
        return _connect(session, person.id, company, now=context.now)


def _has_news(store: Store, company: CompanyCalendars) -> bool:
    with store.reading() as session:
        found = company_calendars.to_connect(session, company, limit=1)
        return bool(found or company_calendars.to_end(session, company, limit=1))


def _connect(
    session: Session, person_id: int, company: CompanyCalendars, *, now: datetime
) -> Calendar:
    return calendars.add(
        session,
        person_id=person_id,
        source=company.source,
        host=company.host,
        # The address of its owner is all it takes, and stands with them.
        sealing=lambda _: b"",
        now=now,
    )
