"""One trial: everybody has a hostile calendar, some have a good one, and the bot reads them all."""

from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

import psutil
import sqlalchemy as sa

from bench.calendars.hostile import texts
from bench.calendars.hostile.cases import Case, all_cases
from bench.calendars.hostile.network import LOOPBACK, Network
from bench.calendars.hostile.places import NAMES
from bench.calendars.hostile.servers import Behaviour, answer, serving
from bench.engine.company import company, write
from bench.fixtures.databases import SQLITE, empty_database
from bot.calendars.fetching.addresses import PrivateHosts
from bot.calendars.fetching.fetcher import Fetcher
from bot.calendars.keeping.accounts import SealedAccounts
from bot.calendars.keeping.keeper import CalendarKeeper
from bot.calendars.sources.caldav import CalDavSource
from bot.calendars.sources.ics import IcsSource
from bot.calendars.sources.source import CalendarAccount, CalendarSource, Found, Unchanged
from bot.calendars.workers.pool import WORKERS, CalendarReaders
from bot.process.signing.secret_keys import keys_in
from scheduling.availability.calendars import Reader, unpacked
from scheduling.errors import CalendarFault
from scheduling.model.calendars import USUALLY_COUNTED, Calendar, SourceKind
from scheduling.store import Session, Store
from scheduling.store.availability import calendars
from scheduling.store.schema import tables
from scheduling.timespan import Horizon, hour_from
from scheduling.wording.saying.calendars import fault_words

MORNING = datetime(2026, 11, 30, 8, tzinfo=UTC)
_DAY = timedelta(days=1)
_GOOD_HOUR = hour_from(datetime(2026, 12, 1, 10, tzinfo=UTC))
_GOOD_IN = 10
"""So many hostile calendars are there to each good one."""
_SILENT = "calendar_silent"
_PATIENCE = 1_800.0
"""Seconds for all that ends by itself, however busy the machine is: longer than any of it takes."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What came of it."""

    cases: Sequence[Case]
    good: int
    seconds: Sequence[float]
    # What was connected to, or would have been, and is an inner address; what was asked at one.
    trespasses: Sequence[object]
    # Good calendars by whose hours nobody is busy.
    missed: Sequence[str]
    # Cases of which something else came than is to come of them.
    otherwise: Sequence[str]
    # Those whose owners were not told why their calendars are silent.
    untold: Sequence[str]
    workers: int
    # How many calendars were not read for each reason, in words.
    said: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_well(self) -> bool:
        """Tell whether nothing was reached, nothing was stopped, and everything was said."""
        faulty = (self.trespasses, self.missed, self.otherwise, self.untold)
        return not any(faulty) and self.workers <= WORKERS


async def run(
    folder: Path, *, choose: Callable[[list[Case]], Sequence[Case]], seconds: float
) -> Report:
    """Read those that are chosen of all cases, on two days.

    A slow server has so many seconds to answer; of any other it is waited for what comes.
    """
    async with AsyncExitStack() as opened:
        asked: list[str] = []
        inner = await opened.enter_async_context(serving({}, asked=asked))
        cases = choose(all_cases(inner_port=inner))
        served: dict[str, Behaviour] = {
            _host(number): case.behaviour for number, case in enumerate(cases) if case.behaviour
        }
        good = [f"good-{number}.evil.example" for number in range(1 + len(cases) // _GOOD_IN)]
        served |= dict.fromkeys(good, answer(texts.calendar()))
        port = await opened.enter_async_context(serving(served))
        names = {**NAMES, **dict.fromkeys(served, ((LOOPBACK,),))}
        network = Network(names=names, port=port)
        trial = opened.enter_context(_trial(folder, network, cases, good, seconds=seconds))
        try:
            took = [await trial.round(MORNING), await trial.round(MORNING + _DAY)]
            return trial.report(took, trespasses=[*network.trespasses, *asked])
        finally:
            await trial.keeper.close()


@dataclass(kw_only=True)
class _Trial:
    """The people, and the bot that reads their calendars."""

    store: Store
    keeper: CalendarKeeper
    cases: Sequence[Case]
    good: Sequence[str]
    now: datetime = MORNING

    async def round(self, now: datetime) -> float:
        """Read all that is due then; return the seconds that it takes."""
        self.now, began = now, perf_counter()
        await self.keeper.read_due()
        return perf_counter() - began

    def report(self, took: Sequence[float], *, trespasses: Sequence[object]) -> Report:
        """Look at what is kept after the rounds."""
        people = range(1, 1 + len(self.cases) + len(self.good))
        with self.store.reading() as session:
            kept = [theirs[0] for theirs in calendars.of(session, people).values()]
            told = set(
                session.scalars(
                    sa.select(tables.message.c.person_id).where(tables.message.c.kind == _SILENT)
                )
            )
            busy = set(_busy(session, people))
        hostile, good = kept[: len(self.cases)], kept[len(self.cases) :]
        pairs = list(zip(self.cases, hostile, strict=True))
        return Report(
            cases=self.cases,
            good=len(good),
            seconds=took,
            trespasses=trespasses,
            missed=[each.host for each in good if each.failure or each.person_id not in busy],
            otherwise=[
                f"{case.kind}, {case.what[:80]}: {each.failure or 'read'}"
                for case, each in pairs
                if not _is_expected(case, each)
            ],
            untold=[
                case.what for case, each in pairs if each.failure and each.person_id not in told
            ],
            workers=len(psutil.Process().children()),
            said=Counter(fault_words(each.failure) for each in hostile if each.failure),
        )


@dataclass(frozen=True, kw_only=True)
class _ByPatience:
    """Gives slow servers a short time, so that the trial ends, and all others as much as they take,
    so that it ends in the same way on a busy machine.
    """

    slow: Container[str | None]
    short: CalendarSource
    patient: CalendarSource

    async def read(
        self, account: CalendarAccount, reader: Reader, previous: str | None
    ) -> Found | Unchanged:
        """Read a calendar as the bot would."""
        try:
            host = urlsplit(account.address).hostname
        except ValueError:
            host = None
        source = self.short if host in self.slow else self.patient
        return await source.read(account, reader, previous)

    async def close(self) -> None:
        """Let go of all that is open."""
        await self.short.close()
        await self.patient.close()


def _is_expected(case: Case, calendar: Calendar) -> bool:
    if not calendar.failure:
        return not case.faults
    return CalendarFault(calendar.failure) in case.faults


def _busy(session: Session, people: Sequence[int]) -> Iterator[int]:
    """Yield who is busy when all the good events are."""
    hour = Horizon.covering(_GOOD_HOUR)
    for each in calendars.busy(session, people):
        if unpacked(each.packed).within(hour, USUALLY_COUNTED) == hour.everything:
            yield each.person_id


@contextmanager
def _trial(
    folder: Path, network: Network, cases: Sequence[Case], good: Sequence[str], *, seconds: float
) -> Iterator[_Trial]:
    accounts = SealedAccounts.with_keys(keys_in("1:" + "k" * 48))
    everybody = company(count=len(cases) + len(good), now=MORNING)
    addresses = [_address(case, number, network.port) for number, case in enumerate(cases)]
    addresses += [f"http://{host}:{network.port}/calendar.ics" for host in good]
    names = [*map(_host, range(len(cases))), *good]
    with (
        empty_database(SQLITE, folder=folder, name="hostile") as url,
        closing(Store.open(url)) as store,
    ):
        write(store, everybody, now=MORNING)
        with store.writing() as session:
            for number, address in enumerate(addresses):
                by_caldav = number < len(cases) and cases[number].by_caldav
                _connect(session, accounts, number, address, names[number], by_caldav=by_caldav)
        readers = CalendarReaders(seconds=_PATIENCE)
        short, patient = (
            _sources(network, names, readers, seconds=each) for each in (seconds, _PATIENCE)
        )
        slow = {_host(number) for number, case in enumerate(cases) if case.is_slow}
        keeper = CalendarKeeper(
            store=store,
            clock=lambda: trial.now,
            sources={
                kind: _ByPatience(slow=slow, short=short[kind], patient=patient[kind])
                for kind in short
            },
            accounts=accounts,
        )
        trial = _Trial(store=store, keeper=keeper, cases=cases, good=good)
        yield trial


def _sources(
    network: Network, names: Sequence[str], readers: CalendarReaders, *, seconds: float
) -> dict[SourceKind, CalendarSource]:
    """Return what reads calendars, and gives each server so many seconds."""
    fetcher = Fetcher(
        private=PrivateHosts(names=[f"{name}:{network.port}" for name in names]),
        lookup=network.lookup,
        open_socket=network.open_socket,
        seconds=seconds,
    )
    return {
        SourceKind.ADDRESS: IcsSource(fetcher=fetcher, readers=readers),
        SourceKind.CALDAV: CalDavSource(
            fetcher=fetcher, readers=readers, seconds=3 * seconds, seconds_to_search=seconds
        ),
    }


def _connect(
    session: Session,
    accounts: SealedAccounts,
    number: int,
    address: str,
    host: str,
    *,
    by_caldav: bool,
) -> None:
    """Give somebody the calendar at an address, as if it had been a good one when it was given."""
    person_id = number + 1
    # To be told, one has to be in the workspace.
    known = sa.update(tables.person).where(tables.person.c.id == person_id)
    session.execute(known.values(slack_user_id=f"U{person_id:08}"))
    account = CalendarAccount(
        address=address,
        username="somebody" if by_caldav else "",
        password="word" if by_caldav else "",
    )
    calendars.add(
        session,
        person_id=person_id,
        source=SourceKind.CALDAV if by_caldav else SourceKind.ADDRESS,
        host=host,
        sealing=accounts.new(account, mark="").account,
        now=MORNING,
    )


def _host(number: int) -> str:
    return f"c{number}.evil.example"


def _address(case: Case, number: int, port: int) -> str:
    return case.address.replace("{host}", _host(number)).replace("{port}", str(port))
