"""The command line: python -m bench.endurance."""

import argparse
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import sqlalchemy as sa

from bench.endurance.day import Day, coordinators, register
from bench.endurance.process import MOST_GROWTH, SPARE, Sample, Trend, cpu_seconds, sample, trend
from bench.fixtures.databases import POSTGRESQL, SQLITE, empty_database
from bench.soak.fleet import ROOT, Bot, Broken
from sandbox.testing.driver import Sandbox
from scheduling.model import USUAL
from scheduling.store import Store

AN_HOUR = 72_000
"""Commands, at 20 a second."""
MOST_IDLE = 0.03
"""The share of one core that an idle bot may take."""
_SAMPLES = 80
_POLL = 0.1
_SETTLE_SECONDS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle:
    """A bot that nobody asks anything: its share of one core, and whether it wrote."""

    seconds: float
    share: float
    has_written: bool

    @property
    def is_well(self) -> bool:
        """Whether every bar is met."""
        return self.share <= MOST_IDLE and not self.has_written


@dataclass(frozen=True, slots=True, kw_only=True)
class Sockets:
    """What the process held before and after so many new connections to Slack."""

    count: int
    before: Sample
    after: Sample

    @property
    def is_well(self) -> bool:
        """Whether nothing of the old ones is left."""
        return (
            self.after.files <= self.before.files + SPARE
            and self.after.threads <= self.before.threads + SPARE
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of a run; `commands` is how many were answered in so many seconds."""

    commands: int
    seconds: float
    trend: Trend
    sockets: Sockets
    idle: Idle

    @property
    def is_well(self) -> bool:
        """Whether every bar is met."""
        return self.trend.is_flat and self.sockets.is_well and self.idle.is_well


def main(arguments: Sequence[str] | None = None) -> int:
    """Use a bot for long, print the figures, and return 1 when a bar is missed."""
    told = _parser().parse_args(arguments)
    with TemporaryDirectory(prefix="endurance-") as folder:
        try:
            with empty_database(told.database, folder=Path(folder)) as url:
                report = run(
                    url,
                    folder=Path(folder),
                    commands=told.commands,
                    people=told.people,
                    reconnects=told.reconnects,
                    idle=told.idle,
                )
        except (Broken, AssertionError) as broken:
            print(broken, file=sys.stderr)
            return 2
    print(_words(told.database, report))
    return 0 if report.is_well else 1


def run(
    url: str, *, folder: Path, commands: int, people: int, reconnects: int, idle: float
) -> Report:
    """Let so many people ask a bot as fast as it answers, and leave it alone then.

    In between, Slack has it connect anew so many times; `idle` is in seconds. Raises Broken,
    and AssertionError when somebody does not see what they should.
    """
    members = coordinators(people)
    with Sandbox.running(manifest=ROOT / "manifest.json", people=members) as slack:
        store = Store.open(url)
        store.migrate()
        register(store, members, now=datetime.now(UTC))
        store.close()
        bot = Bot(0, slack=slack, database_url=url, folder=folder, policy=USUAL)
        try:
            bot.start()
            process = psutil.Process(bot.pid)
            booking = threading.Lock()
            days = [Day(slack=slack, number=n, booking=booking) for n in range(people)]
            began = time.monotonic()
            samples = _used(days, process, commands=commands)
            seconds = time.monotonic() - began
            sockets = _connected_anew(slack, process, times=reconnects)
            left_alone = _left_alone(process, url, seconds=idle)
            bot.stop()
        finally:
            bot.kill()
    return Report(
        commands=samples[-1].commands,
        seconds=seconds,
        trend=trend(samples),
        sockets=sockets,
        idle=left_alone,
    )


def _used(days: Sequence[Day], process: psutil.Process, *, commands: int) -> list[Sample]:
    """Everybody works at once, each in a thread; now and then the bot is looked at."""
    every = commands / _SAMPLES
    samples = [sample(process, commands=0)]
    failed: list[BaseException] = []

    def done() -> int:
        return sum(day.done for day in days)

    def work(day: Day) -> None:
        try:
            while done() < commands and not failed:
                day.goes_on()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(day,)) for day in days]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        time.sleep(_POLL)
        if done() >= samples[-1].commands + every:
            samples.append(sample(process, commands=done()))
            _say(samples[-1])
    if failed:
        raise failed[0]
    return [*samples, sample(process, commands=done())]


def _connected_anew(slack: Sandbox, process: psutil.Process, *, times: int) -> Sockets:
    time.sleep(_SETTLE_SECONDS)
    before = sample(process, commands=0)
    for _ in range(times):
        _connect_anew(slack)
    time.sleep(_SETTLE_SECONDS)
    return Sockets(count=times, before=before, after=sample(process, commands=0))


def _connect_anew(slack: Sandbox) -> None:
    last = slack.traffic[-1]["n"]
    slack.refresh_sockets()
    slack.waits_until(lambda: _has_greeted(slack, after=last) and slack.connections == 1)


def _has_greeted(slack: Sandbox, *, after: int) -> bool:
    return any(one["n"] > after and one["name"] == "hello" for one in slack.traffic)


def _left_alone(process: psutil.Process, url: str, *, seconds: float) -> Idle:
    engine = sa.create_engine(url, poolclass=sa.StaticPool)
    with engine.connect() as connection:
        before, used = _writes(connection), cpu_seconds(process)
        time.sleep(seconds)
        after, used = _writes(connection), cpu_seconds(process) - used
    engine.dispose()
    return Idle(seconds=seconds, share=used / seconds, has_written=before != after)


def _writes(connection: sa.Connection) -> object:
    """Something that changes whenever somebody else has written."""
    if connection.dialect.name == SQLITE:
        asked = "PRAGMA data_version"
    else:
        asked = "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables"
    value: object = connection.exec_driver_sql(asked).scalar_one()
    connection.rollback()
    return value


def _words(kind: str, report: Report) -> str:
    told, idle, sockets = report.trend, report.idle, report.sockets
    before, after = sockets.before, sockets.after
    return (
        f"{kind}: {report.commands:,} commands, buttons, forms and Home tabs answered in "
        f"{report.seconds:.0f} s ({report.commands / report.seconds:.0f} a second).\n"
        f"Since the warm-up: memory {told.memory_before:.1f} → {told.memory_after:.1f} MB "
        f"({told.growth:+.1%}, at most {MOST_GROWTH:+.0%}; {told.slope:+.2f} MB for 10,000), "
        f"threads {told.threads_before} → {told.threads_after}, "
        f"open files {told.files_before} → {told.files_after}: "
        f"{'flat' if told.is_flat else 'NOT FLAT'}.\n"
        f"After {sockets.count} new connections to Slack: threads {before.threads} → "
        f"{after.threads}, open files {before.files} → {after.files}: "
        f"{'none is left over' if sockets.is_well else 'SOME ARE LEFT OVER'}.\n"
        f"Left alone for {idle.seconds:.0f} s: {idle.share:.2%} of a core "
        f"(at most {MOST_IDLE:.0%}), {'WRITES' if idle.has_written else 'writes nothing'}."
    )


def _say(one: Sample) -> None:
    print(
        f"{one.commands:,}: {one.memory / 1e6:.1f} MB, {one.threads} threads, {one.files} files",
        file=sys.stderr,
        flush=True,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.endurance", description=__doc__)
    parser.add_argument("--database", choices=[SQLITE, POSTGRESQL], default=SQLITE)
    for name, default, what in (
        ("commands", 6_000, f"how many (an hour's worth is {AN_HOUR:,})"),
        ("people", 4, "how many people ask at once"),
        ("reconnects", 30, "how often Slack has it connect anew after that"),
    ):
        parser.add_argument(f"--{name}", type=int, default=default, help=f"{what} ({default})")
    parser.add_argument(
        "--idle", type=float, default=20.0, help="for how many seconds it is left alone after (20)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
