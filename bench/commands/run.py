"""One run of the bench: the three apps side by side, asked in turn."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import perf_counter

from bench.commands import figures
from bench.commands.apps import App, BenchBroken, Timing, running
from bench.commands.questions import Question, members, questions
from bench.fixtures.population import TestPerson, everybody, fill
from sandbox.state.people import Person, person
from scheduling.store import Store

_WARM_UP = 6
"""Rounds before the first that counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much of everything; `at_once` is how many people type at the same time."""

    people: int = 1000
    weeks: int = 12
    commands: int = 1000
    at_once: int = 1
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The figures of a run, and how many questions had slots for an answer."""

    rows: list[figures.Row]
    with_slots: int
    without: int

    @property
    def is_well(self) -> bool:
        """Whether every bar is met."""
        return all(row.is_met is not False for row in self.rows)


def run(sizes: Sizes, *, folder: Path, say: Callable[[str], None]) -> Result:
    """Measure the bot in a folder of its own and return the figures.

    `say` is told now and then how it goes. Raises BenchBroken when something does not answer.
    """
    now = datetime.now(UTC)
    everyone = everybody(count=sizes.people, seed=sizes.seed)
    joined = [_member(someone) for someone in members(everyone)]
    began = perf_counter()
    _fill(folder / "bot.db", everyone, joined, sizes=sizes, now=now)
    say(f"{sizes.people:,} people, {sizes.weeks} weeks: written in {perf_counter() - began:.1f} s.")
    asked = questions(
        everyone,
        count=sizes.commands + _WARM_UP * sizes.at_once,
        weeks=sizes.weeks,
        seed=sizes.seed,
        today=now.date(),
    )
    with _apps(folder, joined, at_once=sizes.at_once) as apps:
        timings = _measured(apps, asked, at_once=sizes.at_once, say=say)
    for timing in timings[figures.BOT]:
        if not timing.has_blocks:
            raise BenchBroken(f"{timing.question.text} was answered with: {timing.said}")
    without = sum(timing.said.startswith("No slot") for timing in timings[figures.BOT])
    return Result(rows=figures.rows(timings), with_slots=sizes.commands - without, without=without)


def _fill(
    path: Path,
    everyone: Sequence[TestPerson],
    joined: Sequence[Person],
    *,
    sizes: Sizes,
    now: datetime,
) -> None:
    store = Store.open(f"sqlite:///{path}")
    try:
        store.migrate()
        slack_ids = {member.name: member.id for member in joined}
        fill(store, everyone, slack_ids=slack_ids, weeks=sizes.weeks, seed=sizes.seed, now=now)
    finally:
        store.close()


@contextmanager
def _apps(folder: Path, joined: Sequence[Person], *, at_once: int) -> Iterator[list[App]]:
    askers = [
        person(f"Coordinator {n}", name=f"coordinator{n}", is_admin=True) for n in range(at_once)
    ]
    database = {"DATABASE_URL": f"sqlite:///{folder / 'bot.db'}"}
    commands: list[tuple[str, list[str], bool]] = [
        (figures.ACK, ["-m", "bench.commands.listeners", "ack"], False),
        (figures.ANSWER, ["-m", "bench.commands.listeners", "answer"], True),
        (figures.BOT, ["-m", "bot", "run"], True),
    ]
    with ExitStack() as up:
        yield [
            up.enter_context(
                running(
                    command,
                    name=name,
                    askers=askers,
                    members=joined,
                    folder=folder,
                    settings=database,
                    answers=answers,
                )
            )
            for name, command, answers in commands
        ]


def _measured(
    apps: Sequence[App], asked: Iterator[Question], *, at_once: int, say: Callable[[str], None]
) -> dict[str, list[Timing]]:
    """Ask the apps in turn, each round beginning with another one, so that whatever else the
    machine does hits all alike.
    """
    timings: dict[str, list[Timing]] = {app.name: [] for app in apps}
    number = 0
    while some := list(islice(asked, at_once)):
        first = number % len(apps)
        for app in (*apps[first:], *apps[:first]):
            took = app.ask(some)
            if number >= _WARM_UP:
                timings[app.name] += took
        number += 1
        if number % 100 == 0:
            say(f"{number * at_once:,} commands to each ...")
    return timings


def _member(someone: TestPerson) -> Person:
    return person(someone.name, name=someone.handle, tz=someone.time_zone)
