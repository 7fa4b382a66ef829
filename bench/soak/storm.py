"""One trial: a calm, a storm of faults and kills, and the time after it; then the judge."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from bench.commands.figures import percentile
from bench.soak import crowd
from bench.soak.bookings import Program
from bench.soak.fleet import ROOT, Bot, Broken, Killer
from bench.soak.judge import Verdict, judge, lateness, waiting
from sandbox.events.faults import (
    RESET_AFTER,
    STATUS_500_AFTER,
    STATUS_500_BEFORE,
    late_history,
    rate_limit,
)
from sandbox.http.admin_client import AdminClient
from sandbox.testing.driver import Sandbox
from scheduling.model import USUAL, DeliveryPolicy
from scheduling.store import Store

SEND, OPEN, HISTORY, USER = (
    "chat.postMessage",
    "conversations.open",
    "conversations.history",
    "users.info",
)
_POLL = 0.2
_FAR = timedelta(days=50)
"""Where interviews are: no reminder of theirs lapses in a trial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How much of everything; times in seconds."""

    workers: int = 4
    people: int = 600
    # Reminders that fall due before the storm,
    calm: int = 300
    # over so long.
    calm_for: float = 30.0
    # Those of the storm,
    reminders: int = 10_000
    # the share of them that is due at its beginning,
    at_once: float = 0.5
    # and how long the others take to fall due.
    storm_for: float = 240.0
    kills: int = 60
    # The least and the most that a bot lives before it is killed.
    between: tuple[float, float] = (8.0, 24.0)
    # Reminders that fall due when the storm is over, after which all bots are killed at once,
    after: int = 150
    # over so long.
    after_for: float = 1.0
    # That of each fault among calls.
    share: float = 0.02
    # How late histories show a message.
    late: float = 8.0
    # The time from one booking to the next.
    every: float = 2.0
    # How long at most the last message is waited for.
    settle_for: float = 1800.0
    policy: DeliveryPolicy = USUAL
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of a trial."""

    verdict: Verdict
    kills: int
    # Interviews booked while the storm went on.
    booked: int
    faults: dict[str, int]
    # Messages that came in the storm,
    storm: int
    # and how long it took until all had come.
    seconds: float
    # How late messages came, in seconds: half of them before the storm, and 99 of 100,
    calm_p50: float
    calm_p99: float
    after_p99: float
    after_most: float

    @property
    def per_second(self) -> float:
        """How many messages came a second, kills and all."""
        return self.storm / self.seconds


def run(
    trial: Trial, *, database_url: str, folder: Path, say: Callable[[str], None] = lambda _: None
) -> Report:
    """Make a trial on an empty database. Raises Broken when it can't go on."""
    members = crowd.members(trial.people)
    engine = sa.create_engine(database_url, poolclass=sa.NullPool)
    with Sandbox.running(manifest=ROOT / "manifest.json", people=members) as slack:
        with _opened(database_url) as store:
            store.migrate()
            people = crowd.settle(store, members, now=_now())
        first = _now().replace(minute=0, second=0, microsecond=0) + _FAR
        scene = _Scene(
            trial=trial,
            url=database_url,
            engine=engine,
            slack=slack,
            diary=crowd.Diary(people, first=first),
            bots=[
                Bot(
                    n,
                    slack=slack,
                    database_url=database_url,
                    folder=folder,
                    policy=trial.policy,
                )
                for n in range(trial.workers)
            ],
            say=say,
        )
        return scene.play()


@dataclass(frozen=True, kw_only=True)
class _Scene:
    trial: Trial
    url: str
    engine: sa.Engine
    slack: Sandbox
    diary: crowd.Diary
    bots: Sequence[Bot]
    say: Callable[[str], None]

    def play(self) -> Report:
        try:
            return self._played()
        finally:
            for bot in self.bots:
                bot.kill()

    def _played(self) -> Report:
        for bot in self.bots:
            bot.start()
        calm = self._calm()
        kills, booked, seconds, storm = self._storm()
        after_kills, after = self._after()
        met = self.slack.control.counts().get(SEND, {})
        for bot in self.bots:
            if status := bot.stop():
                raise Broken(f"a bot that was asked to end ended with status {status}")
        return Report(
            verdict=judge(self.engine, self.slack.control.log(), now=_now()),
            kills=kills + after_kills,
            booked=booked,
            faults={name: count for name, count in met.items() if name != "calls"},
            storm=storm,
            seconds=seconds,
            calm_p50=_percentile(calm, 0.5),
            calm_p99=_percentile(calm, 0.99),
            after_p99=_percentile(after, 0.99),
            after_most=max(after, default=0.0),
        )

    def _calm(self) -> list[float]:
        trial = self.trial
        if not trial.calm:
            return []
        since, until = self._plan(trial.calm, over=trial.calm_for)
        self._settled()
        late = self._late(since, until)
        self.say(f"calm: {len(late)} came, the latest {late[-1]:.1f} s after its time")
        return late

    def _storm(self) -> tuple[int, int, float, int]:
        trial = self.trial
        before = len(self.slack.control.log())
        _faults(self.slack.control, trial)
        self._plan(int(trial.reminders * trial.at_once), over=0)
        began = time.monotonic()
        self._plan(trial.reminders - int(trial.reminders * trial.at_once), over=trial.storm_for)
        program = Program(self.bots, self.diary, every=trial.every, seed=trial.seed)
        killer = Killer(self.bots, kills=trial.kills, between=trial.between, seed=trial.seed)
        program.start()
        killer.start()
        try:
            killer.finish()
        finally:
            booked = program.finish()
        self.say(f"storm: {killer.kills} kills, {self._waiting():,} still on their way")
        self._settled()
        seconds = time.monotonic() - began
        self.slack.control.clear()
        return killer.kills, booked, seconds, len(self.slack.control.log()) - before

    def _after(self) -> tuple[int, list[float]]:
        trial = self.trial
        if not trial.after:
            return 0, []
        since, until = self._plan(trial.after, over=trial.after_for)
        time.sleep(max(0.0, (since - _now()).total_seconds()) + trial.after_for)
        # While they have their hands full, or nothing would come any later than usual.
        for bot in self.bots:
            bot.kill()
        for bot in self.bots:
            bot.start()
        self._settled()
        late = self._late(since, until)
        self.say(f"after: {len(late)} came, the latest {late[-1]:.1f} s after its time")
        return len(self.bots), late

    def _plan(self, number: int, *, over: float) -> tuple[datetime, datetime]:
        """Plan reminders that fall due evenly, from a moment that begins when all are written."""
        meetings = -(-number // crowd.PER_INTERVIEW)
        lead = timedelta(seconds=1 + meetings / 100)
        since = _now() + lead if over else _now()
        step = timedelta(seconds=over) / max(meetings, 1)
        with _opened_beside(self.url) as store:
            self.diary.remind(store, (since + step * n for n in range(meetings)))
        return since, since + timedelta(seconds=over)

    def _late(self, since: datetime, until: datetime) -> list[float]:
        return lateness(self.engine, self.slack.control.log(), since=since, until=until)

    def _settled(self) -> None:
        """Wait until nothing that was planned is on its way any more."""
        end = time.monotonic() + self.trial.settle_for
        while left := self._waiting():
            if time.monotonic() > end:
                raise Broken(f"{left:,} messages are still on their way")
            time.sleep(_POLL)

    def _waiting(self) -> int:
        return waiting(self.engine, now=_now() + timedelta(minutes=30))


def _percentile(late: list[float], share: float) -> float:
    return percentile(late, share) if late else 0.0


def _faults(control: AdminClient, trial: Trial) -> None:
    late = late_history(trial.late)
    for number, faults in enumerate(
        (
            (rate_limit(1),),
            (STATUS_500_BEFORE,),
            (STATUS_500_AFTER,),
            (RESET_AFTER,),
            (RESET_AFTER, late),
            (late,),
        )
    ):
        control.meets(SEND, *faults, share=trial.share, seed=trial.seed + number)
    for method in (OPEN, HISTORY, USER):
        for number, fault in enumerate((rate_limit(1), STATUS_500_BEFORE, RESET_AFTER)):
            control.meets(method, fault, share=trial.share, seed=trial.seed + number)


@contextmanager
def _opened(url: str) -> Iterator[Store]:
    store = Store.open(url)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _opened_beside(url: str) -> Iterator[Store]:
    store = Store.open_beside(url)
    try:
        yield store
    finally:
        store.close()


def _now() -> datetime:
    return datetime.now(UTC)
