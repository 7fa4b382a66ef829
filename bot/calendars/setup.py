"""The reading of calendars, put together by the settings."""

from collections.abc import Mapping

from bot.calendars.accounts import SealedAccounts
from bot.calendars.caldav import CalDavSource
from bot.calendars.colleagues import CompanySource, GatheredSource
from bot.calendars.fetching.addresses import PrivateHosts
from bot.calendars.fetching.fetcher import Fetcher
from bot.calendars.ics import IcsSource
from bot.calendars.keeper import CalendarKeeper
from bot.calendars.microsoft import MicrosoftSource, Servers
from bot.calendars.workers.pool import CalendarReaders
from bot.process.clock import Clock, machine_now
from bot.process.config import Settings
from bot.process.signing.secret_keys import SecretKeys
from scheduling.model.calendars import SourceKind
from scheduling.store import Store


def calendar_keeper(
    settings: Settings, *, store: Store, clock: Clock, keys: SecretKeys | None
) -> CalendarKeeper:
    """Return what reads the calendars of a database; it opens nothing before it reads one."""
    fetcher, readers = fetcher_for(settings), CalendarReaders()
    companies = company_sources(settings, fetcher=fetcher)
    return CalendarKeeper(
        store=store,
        clock=clock,
        sources={
            SourceKind.ADDRESS: IcsSource(fetcher=fetcher, readers=readers),
            SourceKind.CALDAV: CalDavSource(fetcher=fetcher, readers=readers),
            **{kind: GatheredSource(source=source) for kind, source in companies.items()},
        },
        accounts=None if keys is None else SealedAccounts.with_keys(keys),
        interval=settings.calendar_interval,
        companies=settings.company_calendars,
    )


def fetcher_for(settings: Settings) -> Fetcher:
    """Return what asks servers of calendars, as the settings allow."""
    return Fetcher(private=PrivateHosts(names=settings.calendar_private_hosts))


def company_sources(settings: Settings, *, fetcher: Fetcher) -> Mapping[SourceKind, CompanySource]:
    """Return the ways to a company's calendars that the settings open."""
    sources: dict[SourceKind, CompanySource] = {}
    if (google := settings.google) is not None:
        # Here and not above: few have it, and it takes long to load.
        from bot.calendars.google import GoogleSource

        sources[SourceKind.GOOGLE] = GoogleSource.with_key(
            google.key.get_secret_value(),
            subject=google.subject,
            fetcher=fetcher,
            # The machine's, also in practice: Google compares it with its own.
            clock=machine_now,
            api=google.api,
        )
    if (microsoft := settings.microsoft) is not None:
        sources[SourceKind.MICROSOFT] = MicrosoftSource.with_secret(
            microsoft.secret.get_secret_value(),
            tenant=microsoft.tenant,
            client_id=microsoft.client_id,
            subject=microsoft.subject,
            fetcher=fetcher,
            clock=machine_now,
            servers=Servers(login=microsoft.login, graph=microsoft.graph),
        )
    return sources
