"""People with two calendars each, in a database, and the bot's own reading of them in rounds."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.engine.company import company, write
from bench.fixtures.databases import SQLITE, empty_database
from bot.calendars.fetching.addresses import PrivateHosts
from bot.calendars.fetching.fetcher import Fetcher
from bot.calendars.keeping.accounts import SealedAccounts
from bot.calendars.keeping.keeper import CalendarKeeper
from bot.calendars.sources.caldav import CalDavSource
from bot.calendars.sources.ics import IcsSource
from bot.calendars.sources.source import CalendarAccount, CalendarSource, Found, Unchanged
from bot.calendars.workers.pool import CalendarReaders
from bot.process.signing.secret_keys import keys_in
from scheduling.availability.calendars import Reader
from scheduling.model.calendars import SourceKind
from scheduling.store import Store
from scheduling.store.availability import calendars

MORNING = datetime(2026, 11, 24, 8, tzinfo=UTC)
INTERVAL = timedelta(minutes=10)
CALENDARS_EACH = 2
_HOST = "127.0.0.1"


@dataclass(kw_only=True)
class Counting:
    """A source that counts what the one behind it finds."""

    source: CalendarSource
    found: int = 0
    unchanged: int = 0

    async def read(
        self, account: CalendarAccount, reader: Reader, previous: str | None
    ) -> Found | Unchanged:
        """Read as the source does."""
        outcome = await self.source.read(account, reader, previous)
        if isinstance(outcome, Found):
            self.found += 1
        else:
            self.unchanged += 1
        return outcome

    async def close(self) -> None:
        """Let go of all that is open."""
        await self.source.close()


@dataclass(kw_only=True)
class Diarists:
    """People whose calendars are read, and the clock that their bot goes by."""

    store: Store
    keeper: CalendarKeeper
    counting: Counting
    calendars: int
    now: datetime = field(default=MORNING)

    async def look(self) -> None:
        """Read all calendars once, as the bot does every ten minutes."""
        self.now += INTERVAL
        await self.keeper.read_due()


@contextmanager
def diarists(folder: Path, *, people: int, port: int, path: str) -> Iterator[Diarists]:
    """People with calendars on a host, in a database of their own.

    Under "dav" each has both in one account of a CalDAV server, else each calendar has an address.
    """
    name = f"calendars_{path}"
    accounts = SealedAccounts.with_keys(keys_in("1:" + "k" * 48))
    by_caldav = path == "dav"
    kind = SourceKind.CALDAV if by_caldav else SourceKind.ADDRESS
    each = 1 if by_caldav else CALENDARS_EACH
    with (
        empty_database(SQLITE, folder=folder, name=name) as url,
        closing(Store.open(url)) as store,
    ):
        write(store, company(count=people, now=MORNING), now=MORNING)
        with store.writing() as session:
            for number in range(people * each):
                account = CalendarAccount(
                    address=f"http://{_HOST}:{port}/{path}/{number}/",
                    username="somebody" if by_caldav else "",
                    password="word" if by_caldav else "",
                )
                calendars.add(
                    session,
                    person_id=number // each + 1,
                    source=kind,
                    host=_HOST,
                    sealing=accounts.new(account, mark="").account,
                    now=MORNING,
                )
        counting = Counting(source=_source(kind, port))
        keeper = CalendarKeeper(
            store=store,
            clock=lambda: people_of_them.now,
            sources={kind: counting},
            accounts=accounts,
            interval=INTERVAL,
        )
        people_of_them = Diarists(
            store=store, keeper=keeper, counting=counting, calendars=people * each
        )
        yield people_of_them


def _source(kind: SourceKind, port: int) -> CalendarSource:
    fetcher = Fetcher(private=PrivateHosts(names=[f"{_HOST}:{port}"]))
    source = CalDavSource if kind is SourceKind.CALDAV else IcsSource
    return source(fetcher=fetcher, readers=CalendarReaders())
