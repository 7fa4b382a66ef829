"""The reading of calendars, put together by the settings."""

from bot.calendars.accounts import SealedAccounts
from bot.calendars.caldav import CalDavSource
from bot.calendars.fetching.addresses import PrivateHosts
from bot.calendars.fetching.fetcher import Fetcher
from bot.calendars.ics import IcsSource
from bot.calendars.keeper import CalendarKeeper
from bot.calendars.workers.pool import CalendarReaders
from bot.process.clock import Clock
from bot.process.config import Settings
from bot.process.signing.secret_keys import SecretKeys
from scheduling.model.calendars import SourceKind
from scheduling.store import Store


def calendar_keeper(
    settings: Settings, *, store: Store, clock: Clock, keys: SecretKeys | None
) -> CalendarKeeper:
    """Return what reads the calendars of a database; it opens nothing before it reads one."""
    private = PrivateHosts(names=settings.calendar_private_hosts)
    fetcher, readers = Fetcher(private=private), CalendarReaders()
    return CalendarKeeper(
        store=store,
        clock=clock,
        sources={
            SourceKind.ADDRESS: IcsSource(fetcher=fetcher, readers=readers),
            SourceKind.CALDAV: CalDavSource(fetcher=fetcher, readers=readers),
        },
        accounts=None if keys is None else SealedAccounts.with_keys(keys),
        interval=settings.calendar_interval,
    )
