"""One trial: clients who repeat all that they ask, while bots are killed; then the judge."""

import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from bench.repeats.asking import Addresses, Answered, Ask, NobodyThere
from bench.repeats.judge import Done, done, done_twice
from bench.repeats.wishes import Client, Scene, Seat
from bench.soak import crowd
from bench.soak.fleet import ROOT, Bot, Broken, Killer
from sandbox.state.people import Person as Member
from sandbox.state.people import person as member
from sandbox.testing.driver import Sandbox
from scheduling.model import USUAL
from scheduling.store import Store

_AGAIN_SECONDS = 0.2
_PATIENCE = 600.0
"""Seconds in which a client must have been answered."""
_FAR = timedelta(days=50)
_SHARES = {
    Client.program_books: 7,
    Client.program_distributes: 1,
    Client.person_books: 5,
    Client.person_registers: 4,
    Client.person_cancels: 3,
}
"""How many of each 20 clients want what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How much of everything; times in seconds."""

    clients: int = 2_000
    # How often each asks again once it has been answered.
    repeats: int = 2
    workers: int = 3
    people: int = 300
    at_once: int = 24
    # The least and the most that a bot lives before it is killed,
    between: tuple[float, float] = (6.0, 24.0)
    # and how often one is, at most.
    kills: int = 1_000_000
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of a trial."""

    clients: int
    # What was asked for, and how often; a client asks for one to five things.
    things: int
    requests: int
    kills: int
    # Requests that got no answer,
    broken_off: int
    # of which so many had been done all the same, as asking again told.
    done_unheard: int
    # The numbers of clients that were refused, or answered otherwise than the first time.
    told_wrong: tuple[str, ...]
    twice: dict[str, int]
    expected: Done
    found: Done
    seconds: float

    @property
    def is_well(self) -> bool:
        """Whether all was done, each of it once, and everybody was told so."""
        return not self.told_wrong and not self.twice and self.found == self.expected

    def __str__(self) -> str:
        return (
            f"{self.clients:,} clients, {self.things:,} things asked for by {self.requests:,} "
            f"requests in {self.seconds:.0f} s, {self.kills} kills, {self.broken_off:,} broken "
            f"off, {self.done_unheard:,} of them done unheard, {sum(self.twice.values())} twice, "
            f"{len(self.told_wrong)} told wrong, {self.found} of {self.expected}"
        )


def run(
    trial: Trial, *, database_url: str, folder: Path, say: Callable[[str], None] = lambda _: None
) -> Report:
    """Make a trial on an empty database. Raises Broken when it can't go on."""
    coordinator = replace(member("Cora Costa", name="cora", tz="UTC"), is_admin=True)
    members = crowd.members(trial.people)
    with ExitStack() as stack:
        manifest = ROOT / "manifest.json"
        slack = stack.enter_context(
            Sandbox.running(manifest=manifest, people=[coordinator, *members])
        )
        scene = Scene(
            slack=slack,
            coordinator=coordinator,
            addresses=stack.enter_context(Addresses()),
        )
        clients = _clients(trial, scene, _settled(database_url, members))
        bots = [
            Bot(n, slack=slack, database_url=database_url, folder=folder, policy=USUAL)
            for n in range(trial.workers)
        ]
        for bot in bots:
            bot.take_calls()
            stack.callback(bot.kill)
            bot.start()
        engine = sa.create_engine(database_url, poolclass=sa.NullPool)
        return _played(trial, clients, bots, engine, say)


def _settled(database_url: str, members: Sequence[Member]) -> crowd.Diary:
    store = Store.open(database_url)
    try:
        store.migrate()
        people = crowd.settle(store, members, now=datetime.now(UTC))
    finally:
        store.close()
    first = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + _FAR
    return crowd.Diary(people, first=first)


def _clients(trial: Trial, scene: Scene, diary: crowd.Diary) -> list[Client]:
    clients = []
    for number in range(trial.clients):
        (candidate, *panel), start = diary.next_seat()
        seat = Seat(candidate=candidate, panel=tuple(panel), start=start)
        clients.append(Client(number=number, seat=seat, scene=scene))
    return clients


def _played(
    trial: Trial,
    clients: Sequence[Client],
    bots: Sequence[Bot],
    engine: sa.Engine,
    say: Callable[[str], None],
) -> Report:
    crowd_of = _Crowd(trial, bots, say)
    began = time.monotonic()
    killer = Killer(bots, kills=trial.kills, between=trial.between, seed=trial.seed)
    killer.start()
    try:
        with ThreadPoolExecutor(trial.at_once) as threads:
            # To raise what a thread has raised.
            list(threads.map(crowd_of.serve, clients))
    finally:
        killer.finish(early=True)
    seconds = time.monotonic() - began
    for bot in bots:
        if status := bot.stop():
            raise Broken(f"a bot that was asked to end ended with status {status}")
    return Report(
        clients=len(clients),
        things=crowd_of.things,
        requests=crowd_of.requests,
        kills=killer.kills,
        broken_off=crowd_of.broken_off,
        done_unheard=crowd_of.done_unheard,
        told_wrong=tuple(crowd_of.told_wrong),
        twice=done_twice(engine),
        expected=_expected(clients),
        found=done(engine),
        seconds=seconds,
    )


def _wish_of(client: Client) -> Callable[[Client, Callable[[Ask], Answered]], None]:
    left = client.number % sum(_SHARES.values())
    for wish, share in _SHARES.items():
        if left < share:
            return wish
        left -= share
    raise AssertionError("the shares are those of all clients")


def _expected(clients: Sequence[Client]) -> Done:
    wishes = [_wish_of(client) for client in clients]
    two = 2 * wishes.count(Client.program_distributes)
    registering = (Client.program_books, Client.person_registers)
    return Done(
        people=two + sum(map(wishes.count, registering)),
        interviews=len(wishes) - wishes.count(Client.person_registers),
        cancelled=wishes.count(Client.person_cancels),
    )


class _Crowd:
    """The clients at work, each on a thread of its own for a while."""

    def __init__(self, trial: Trial, bots: Sequence[Bot], say: Callable[[str], None]) -> None:
        self._trial, self._bots, self._say = trial, bots, say
        self._counting = threading.Lock()
        self.things = self.requests = self.broken_off = self.done_unheard = self.served = 0
        self.told_wrong: list[str] = []

    def serve(self, client: Client) -> None:
        """Do what a client wants, from its first request to its last."""
        chance = random.Random(f"{self._trial.seed}/{client.number}")
        _wish_of(client)(client, lambda ask: self._asked(ask, client, chance))
        with self._counting:
            self.served += 1
            if self.served % 200 == 0:
                self._say(f"{self.served:,} clients are served")

    def _asked(self, ask: Ask, client: Client, chance: random.Random) -> Answered:
        """Ask until there is an answer, and then as often as all do; return the first."""
        first, in_vain = self._answer(ask, chance)
        answers = [first, *(self._answer(ask, chance)[0] for _ in range(self._trial.repeats))]
        with self._counting:
            self.things += 1
            self.done_unheard += bool(in_vain and first.repeated)
            if any(one.is_refusal for one in answers) or len({one.words for one in answers}) > 1:
                told = " / ".join(one.words[:300] for one in answers)
                self.told_wrong.append(f"{client.name}: {told}")
        return first

    def _answer(self, ask: Ask, chance: random.Random) -> tuple[Answered, int]:
        """Ask one bot after another until one answers, and count those that did not."""
        until, in_vain = time.monotonic() + _PATIENCE, 0
        while time.monotonic() < until:
            with suppress(NobodyThere):
                answer = ask(chance.choice(self._bots).port)
                with self._counting:
                    self.requests += 1
                    self.broken_off += answer is None
                if answer is not None:
                    return answer, in_vain
                in_vain += 1
            time.sleep(_AGAIN_SECONDS)
        raise Broken("nobody answers a client any more")
