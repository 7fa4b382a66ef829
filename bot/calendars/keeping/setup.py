"""The reading of calendars, put together by the settings."""

from collections.abc import Mapping
from functools import partial

from bot.calendars.fetching.addresses import PrivateHosts
from bot.calendars.fetching.fetcher import Fetcher
from bot.calendars.free_busy.google import GoogleCalendars
from bot.calendars.free_busy.microsoft import MicrosoftCalendars
from bot.calendars.keeping.accounts import SealedAccounts
from bot.calendars.keeping.keeper import CalendarKeeper
from bot.calendars.sources.caldav import CalDavSource
from bot.calendars.sources.colleagues import CompanySource, FreeBusySource, GatheredSource
from bot.calendars.sources.ics import IcsSource
from bot.calendars.sources.signed_in import SignedInSource
from bot.calendars.tokens.application import Application
from bot.calendars.tokens.providers import google_sign_in, microsoft_sign_in
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
            **signed_in_sources(settings, fetcher=fetcher),
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
    # The machine's clock, also in practice: the servers compare it with their own.
    opened = partial(FreeBusySource.opened_by, fetcher=fetcher, clock=machine_now)
    sources: dict[SourceKind, CompanySource] = {}
    if (google := settings.google) is not None:
        # Here and not above: few have it, and it takes long to load.
        from bot.calendars.tokens.service_account import ServiceAccount

        account = ServiceAccount.in_key(google.key.get_secret_value())
        request = partial(account.token_request, subject=google.subject, private=fetcher.private)
        sources[SourceKind.GOOGLE] = opened(request, server=GoogleCalendars(api=google.api))
    if (microsoft := settings.microsoft) is not None:
        application = Application(
            tenant=microsoft.tenant,
            client_id=microsoft.client_id,
            secret=microsoft.secret.get_secret_value(),
            login=microsoft.login,
            graph=microsoft.graph,
        )
        sources[SourceKind.MICROSOFT] = opened(
            partial(application.token_request, private=fetcher.private),
            server=MicrosoftCalendars(subject=microsoft.subject, graph=microsoft.graph),
        )
    return sources


def signed_in_sources(
    settings: Settings, *, fetcher: Fetcher
) -> Mapping[SourceKind, SignedInSource]:
    """Return the ways to calendars for which people sign in, where the settings allow that."""
    opened = partial(SignedInSource, fetcher=fetcher, clock=machine_now)
    sources: dict[SourceKind, SignedInSource] = {}
    if (google := settings.google_sign_in) is not None:
        provider = google_sign_in(
            client_id=google.client_id,
            secret=google.secret.get_secret_value(),
            accounts_url=settings.google_accounts_url,
            tokens_url=settings.google_tokens_url,
        )
        server = GoogleCalendars(api=settings.google_api_url)
        sources[SourceKind.GOOGLE_SIGN_IN] = opened(provider=provider, server=server, own="primary")
    if (microsoft := settings.microsoft_sign_in) is not None:
        graph = settings.microsoft_graph_url
        provider = microsoft_sign_in(
            client_id=microsoft.client_id,
            secret=microsoft.secret.get_secret_value(),
            tenant=settings.microsoft_sign_in_tenant,
            login_url=settings.microsoft_login_url,
            graph_url=graph,
        )
        sources[SourceKind.MICROSOFT_SIGN_IN] = opened(
            provider=provider,
            server=MicrosoftCalendars(subject=None, graph=graph),
            own_url=f"{graph}v1.0/me/calendar?$select=owner",
        )
    return sources
