"""What calendars cost whoever looks for a time: the same questions, with and without them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from time import process_time

from bench.calendars.company import CALENDARS_EACH, MORNING
from bench.engine.company import company
from bench.fixtures.databases import SQLITE, empty_database
from bench.questions import Asker, filled
from scheduling.availability.calendars import BusyBits, BusyBlock, BusyKind
from scheduling.availability.calendars.timing import window_at
from scheduling.model.calendars import SourceKind
from scheduling.store import Session, Store
from scheduling.store.availability import calendars
from scheduling.timespan import TICK, Span

_TIMES = 60
_SLOW_TIMES = 5
_BLOCKS = 200
"""In each calendar, within the 18 weeks that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Seconds of the processor that a question takes, the least of several times each."""

    what: str
    ours: float
    without: float


def with_and_without(folder: Path, *, people: int) -> list[Compared]:
    """Ask two databases in turn: one where everybody has calendars, and one where nobody has."""
    with ExitStack() as opened:
        plain, ours = (
            Asker(store=store, candidate=filled(store, people=people, now=MORNING), now=MORNING)
            for store in (_store(opened, folder, name) for name in ("plain", "busy"))
        )
        with ours.store.writing() as session:
            for person in company(count=people, now=MORNING).people:
                _connect(session, person.id)
        return [
            *_compared("two people by name", plain, ours, lambda one: one.ask_for(1, 2), _TIMES),
            *_compared("everybody's hours read anew", plain, ours, Asker.ask, _SLOW_TIMES),
            *_kept(plain, ours),
        ]


def _kept(plain: Asker, ours: Asker) -> Iterator[Compared]:
    """A candidate alone, as a bot answers once it is connected: it has everybody's hours."""
    plain.keep()
    ours.keep()
    yield from _compared("a candidate alone", plain, ours, Asker.ask, _TIMES)


def _compared(
    what: str, plain: Asker, ours: Asker, ask: Callable[[Asker], object], times: int
) -> Iterator[Compared]:
    taken: dict[str, list[float]] = {"plain": [], "ours": []}
    for _ in range(times):  # in turn, so that whatever else the machine does hits both alike
        for name, asker in (("plain", plain), ("ours", ours)):
            began = process_time()
            ask(asker)
            taken[name].append(process_time() - began)
    yield Compared(what=what, ours=min(taken["ours"]), without=min(taken["plain"]))


def _store(opened: ExitStack, folder: Path, name: str) -> Store:
    url = opened.enter_context(empty_database(SQLITE, folder=folder, name=f"finding_{name}"))
    return opened.enter_context(closing(Store.open(url)))


def _connect(session: Session, person_id: int) -> None:
    """Give somebody two calendars with what people have in a working week."""
    for _ in range(CALENDARS_EACH):
        made = calendars.add(
            session,
            person_id=person_id,
            source=SourceKind.ADDRESS,
            host="calendars.example",
            sealing=lambda _id: b"nobody reads it",
            now=MORNING,
        )
        window = window_at(MORNING, calendar_id=made.id)
        blocks = BusyBits.of(_blocks(made.id, window), window=window)
        calendars.keep_busy(session, made, blocks.packed())


def _blocks(seed: int, window: Span) -> Iterator[BusyBlock]:
    chosen = Random(seed)
    for _ in range(_BLOCKS):
        day = window.start + timedelta(days=chosen.randrange(18 * 7))
        start = day + chosen.randrange(28, 68) * TICK
        length = chosen.choice((2, 2, 4, 4, 6)) * TICK
        yield BusyBlock(span=Span(start=start, end=start + length), kind=BusyKind.BUSY)
