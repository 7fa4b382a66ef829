"""Whether a company's calendars can be read, tried for one address."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.calendars.colleagues import ColleagueAsked, CompanySource
from bot.calendars.setup import company_sources, fetcher_for
from bot.cli.finding import Finding
from bot.process.config import Settings
from scheduling.availability.calendars import Reader
from scheduling.errors import (
    CalendarNotInCompany,
    CalendarNotRead,
    CompanyCalendarsClosed,
    listed,
)
from scheduling.model.calendars import CompanyCalendars
from scheduling.timespan import Span

_AHEAD = timedelta(days=7)


async def company_findings(settings: Settings, *, now: datetime) -> Sequence[Finding]:
    """Return a finding for each company whose calendars are read, or nothing."""
    fetcher = fetcher_for(settings)
    try:
        sources = company_sources(settings, fetcher=fetcher)
        return [
            await _finding(company, sources[company.source], settings, now=now)
            for company in settings.company_calendars
        ]
    finally:
        await fetcher.close()


async def _finding(
    company: CompanyCalendars, source: CompanySource, settings: Settings, *, now: datetime
) -> Finding:
    address, name = settings.tried_for(company.source), company.source.value.capitalize()
    reader = Reader(
        zone=settings.time_zone,
        window=Span(start=now, end=now + _AHEAD),
        addresses=frozenset({address}),
    )
    try:
        (outcome,) = await source.read_all([ColleagueAsked(reader=reader)])
    except CalendarNotRead as error:
        outcome = error
    if isinstance(outcome, CalendarNotRead):
        return Finding(well=False, sentence=f"{name}: {_words(outcome, address, settings)}")
    domains = listed(sorted(company.domains))
    return Finding(
        well=True,
        sentence=f"{name}: the calendar of {address} can be read; those of everybody at {domains} "
        "are.",
    )


def _words(error: CalendarNotRead, address: str, settings: Settings) -> str:
    if isinstance(error, CompanyCalendarsClosed):
        return f"{error.host} does not let me in: {error.why}. docs/calendars.md has each step."
    if isinstance(error, CalendarNotInCompany):
        return f"{error.host} shows no calendar of {address}. Is that an address of the company?"
    return error.sentence(zone=settings.zone)
