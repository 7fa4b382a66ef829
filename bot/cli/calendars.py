"""Whether a company's calendars can be read, and whether people can sign in for theirs."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.calendars.keeping.setup import company_sources, fetcher_for, signed_in_sources
from bot.calendars.sources.colleagues import ColleagueAsked, CompanySource
from bot.calendars.sources.signed_in import SignedInSource
from bot.cli.finding import Finding
from bot.process.config import Settings
from bot.process.signing.calendar_links import PATH
from scheduling.availability.calendars import Reader
from scheduling.errors import (
    CalendarNotInCompany,
    CalendarNotRead,
    CalendarSignInClosed,
    CompanyCalendarsClosed,
    SchedulingError,
    SignInFailed,
    listed,
)
from scheduling.model.calendars import CompanyCalendars
from scheduling.timespan import Span

_NO_CODE = "a-code-that-is-none-so-that-nobody-is-signed-in"
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


async def sign_in_findings(settings: Settings) -> Sequence[Finding]:
    """Return a finding for each provider with whom people can sign in, or nothing.

    Each is asked for what a code stands for that is none: whoever is told so is known there.
    """
    fetcher = fetcher_for(settings)
    try:
        sources = signed_in_sources(settings, fetcher=fetcher)
        return [await _of_sign_in(source, settings) for source in sources.values()]
    finally:
        await fetcher.close()


async def _of_sign_in(source: SignedInSource, settings: Settings) -> Finding:
    name = source.provider.name
    redirect = f"{settings.public_url or 'PUBLIC_URL'}{PATH}/signed-in/{name.casefold()}"
    try:
        await source.account_for(_NO_CODE, verifier=_NO_CODE, redirect=redirect)
    except SignInFailed as error:
        if error.why == "invalid_grant":
            return Finding(
                well=True,
                sentence=f"Sign in with {name}: the client is known. It has to name the redirect "
                f"URI {redirect}.",
            )
        said = f"{name} says {error.said or error.why}"
    except CalendarSignInClosed as error:
        said = f"{name} says {error.why}"
    except SchedulingError as error:
        said = error.sentence(zone=settings.zone)
    else:
        said = f"{name} has taken a code that is none"
    return Finding(well=False, sentence=f"Sign in with {name}: {said}. docs/calendars.md helps.")


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
