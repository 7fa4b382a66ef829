"""The command line: python -m bench.endurance.company. A working day among bad company.

Reminders fall due, a program books and somebody types all day long, while strangers do what they
can. No reminder may be late, nobody may be kept out, and memory has to stay flat.
"""

import argparse
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import sqlalchemy as sa

from bench.commands.figures import percentile
from bench.endurance.day import Day, coordinators, register
from bench.endurance.process import MOST_GROWTH, Sample, Trend, sample, trend
from bench.endurance.strangers import Company, Strangers
from bench.fixtures.databases import POSTGRESQL, SQLITE, empty_database
from bench.soak import crowd
from bench.soak.bookings import Program
from bench.soak.fleet import ROOT, Bot, Broken
from bench.soak.judge import Verdict, judge, lateness, waiting
from sandbox.testing.driver import Sandbox
from scheduling.model import USUAL
from scheduling.store import Store

MOST_LATE = 5.0
"""Seconds within which 99 of 100 reminders come."""
_SAMPLES = 80
_MEGABYTE = 1_000_000
_PEOPLE = 120
_REMINDERS_A_MINUTE = 60
_BOOKED_EVERY = 2.0
_KNOWN_WITHIN = 30.0
_TYPED_EVERY = 1.0
_SETTLE_SECONDS = 60.0
_FAR = timedelta(days=50)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of a day."""

    seconds: float
    verdict: Verdict
    # How late reminders came, in seconds, sorted.
    late: tuple[float, ...]
    booked: int
    # How many commands, buttons and forms were answered.
    typed: int
    # What a process held before strangers came, and at most while they were there: megabytes.
    before: float
    most: float
    trend: Trend
    met: Mapping[str, int]

    @property
    def is_well(self) -> bool:
        """Whether every bar is met."""
        return (
            self.verdict.is_well
            and bool(self.late)
            and percentile(list(self.late), 0.99) <= MOST_LATE
            and self.booked > 0
            and self.typed > 0
            and self.trend.growth <= MOST_GROWTH
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Have a working day among bad company, print its figures, return 1 when a bar is missed."""
    told = _parser().parse_args(arguments)
    with TemporaryDirectory(prefix="company-") as folder:
        try:
            with empty_database(told.database, folder=Path(folder)) as url:
                report = run(url, folder=Path(folder), seconds=60 * told.minutes)
        except (Broken, AssertionError) as broken:
            print(broken, file=sys.stderr)
            return 2
    print(_words(told.database, report))
    return 0 if report.is_well else 1


def run(url: str, *, folder: Path, seconds: float, company: Company | None = None) -> Report:
    """Have a day of so many seconds. Raises Broken, and AssertionError when a person is let down.

    The first quarter of the samples counts as warm-up: caches fill, and strangers' places too.
    """
    typists, members = coordinators(1), crowd.members(_PEOPLE)
    with Sandbox.running(manifest=ROOT / "manifest.json", people=[*typists, *members]) as slack:
        store = Store.open(url)
        store.migrate()
        now = datetime.now(UTC)
        register(store, typists, now=now)
        first = now.replace(minute=0, second=0, microsecond=0) + _FAR
        diary = crowd.Diary(crowd.settle(store, members, now=now), first=first)
        bot = Bot(0, slack=slack, database_url=url, folder=folder, policy=USUAL)
        try:
            _plan(store, diary, seconds=seconds)
            store.close()
            bot.start()
            return _Scene(slack=slack, bot=bot, url=url, diary=diary).play(
                seconds, company or Company()
            )
        finally:
            bot.kill()


def _plan(store: Store, diary: crowd.Diary, *, seconds: float) -> None:
    """Plan the reminders of the day, evenly."""
    meetings = max(2, round(seconds / 60 * _REMINDERS_A_MINUTE / crowd.PER_INTERVIEW))
    since, step = datetime.now(UTC), timedelta(seconds=seconds / meetings)
    diary.remind(store, (since + step * n for n in range(meetings)))


@dataclass(frozen=True, kw_only=True)
class _Scene:
    slack: Sandbox
    bot: Bot
    url: str
    diary: crowd.Diary

    def play(self, seconds: float, company: Company) -> Report:
        process, began = psutil.Process(self.bot.pid), datetime.now(UTC)
        before = sample(process, commands=0)
        strangers = Strangers(port=self.bot.port, company=company)
        program = Program([self.bot], self.diary, every=_BOOKED_EVERY, seed=1)
        typist = _Typist(self.slack)
        workers = (program, strangers, typist)
        program.start()
        # Strangers guess from its address, and only a token that was right before is let by then.
        program.has_booked(within=_KNOWN_WITHIN)
        strangers.start()
        typist.start()
        try:
            samples = self._watched(process, seconds)
        finally:
            for each in workers:
                each.finish()
        self._settled()
        if typist.trouble:
            raise typist.trouble[0]
        now, engine = datetime.now(UTC), sa.create_engine(self.url, poolclass=sa.NullPool)
        # What answers people has no id of a planned message.
        log = [one for one in self.slack.control.log() if one.uid]
        return Report(
            seconds=seconds,
            verdict=judge(engine, log, now=now),
            late=tuple(lateness(engine, log, since=began, until=now)),
            booked=program.booked,
            typed=typist.day.done,
            before=before.memory / _MEGABYTE,
            most=max(one.memory for one in samples) / _MEGABYTE,
            trend=trend(samples),
            met=dict(sorted(strangers.met.items())),
        )

    def _watched(self, process: psutil.Process, seconds: float) -> list[Sample]:
        samples, began = list[Sample](), time.monotonic()
        for number in range(_SAMPLES):
            time.sleep(max(0.0, began + seconds * (number + 1) / _SAMPLES - time.monotonic()))
            # By the time, since nobody counts what strangers ask.
            samples.append(sample(process, commands=number + 1))
            if number % (_SAMPLES // 10) == 0:
                print(f"{samples[-1].memory / _MEGABYTE:.1f} MB", file=sys.stderr, flush=True)
        return samples

    def _settled(self) -> None:
        engine = sa.create_engine(self.url, poolclass=sa.NullPool)
        until = time.monotonic() + _SETTLE_SECONDS
        while left := waiting(engine, now=datetime.now(UTC)):
            if time.monotonic() > until:
                raise Broken(f"{left:,} messages are still on their way")
            time.sleep(0.2)


class _Typist:
    """Somebody at work all day long, on a thread of their own."""

    def __init__(self, slack: Sandbox) -> None:
        self.day = Day(slack=slack, number=0, booking=threading.Lock())
        self.trouble: list[BaseException] = []
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._work)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def finish(self) -> None:
        """End with what is being done."""
        self._ending.set()
        self._thread.join()

    def _work(self) -> None:
        try:
            while not self._ending.wait(_TYPED_EVERY):
                self.day.goes_on()
        except BaseException as trouble:
            self.trouble.append(trouble)


def _words(kind: str, report: Report) -> str:
    late, told = list(report.late), report.trend
    met = ", ".join(f"{what} {count:,}" for what, count in report.met.items())
    return (
        f"{kind}: {report.seconds / 60:.0f} minutes. {report.verdict}.\n"
        f"{len(late):,} reminders came: half within {percentile(late, 0.5):.1f} s, 99 of 100 "
        f"within {percentile(late, 0.99):.1f} s (at most {MOST_LATE:.0f} s), the last after "
        f"{late[-1]:.1f} s. {report.booked:,} interviews booked by a program, {report.typed:,} "
        f"commands, buttons and forms answered.\n"
        f"Memory: {report.before:.1f} MB before, at most {report.most:.1f} MB; since the warm-up "
        f"{told.memory_before:.1f} → {told.memory_after:.1f} MB ({told.growth:+.1%}, at most "
        f"{MOST_GROWTH:+.0%}), threads {told.threads_before} → {told.threads_after}.\n"
        f"Strangers: {met}.\n{'All bars are met.' if report.is_well else 'A BAR IS MISSED.'}"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.endurance.company", description=__doc__)
    parser.add_argument("--database", choices=[SQLITE, POSTGRESQL], default=SQLITE)
    parser.add_argument("--minutes", type=float, default=30.0, help="how long it takes (30)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
