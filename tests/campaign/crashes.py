"""A worker that crashes where it is told to, in the same process, so that it costs no time.

A crash is an exception that nobody catches: whatever was committed stays, and nothing else is
done. The next worker has another name, as after a restart.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

from bench.soak.judge import Verdict, judge, waiting
from bot.delivery.worker import Delivery, Point
from bot.process.config import read_settings
from bot.slack.client import messenger, web_client
from bot.slack.profiles import Profiles
from sandbox.state.clock import ManualClock
from sandbox.state.people import person
from sandbox.testing.driver import Sandbox
from scheduling.errors import SchedulingError
from scheduling.messages.reminders import planned_reminders
from scheduling.model import Role
from scheduling.store import Store, interviews, people
from scheduling.store.messages import outbox

MANIFEST = Path(__file__).parents[2] / "manifest.json"
NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
TEN = datetime(2026, 11, 10, 10, tzinfo=UTC)
SECOND = timedelta(seconds=1)


class Crash(BaseException):
    """The process is gone."""


class Worker(Protocol):
    """Something that sends what is due; each of its rounds may crash."""

    async def tidy(self) -> None: ...
    async def look(self) -> None: ...
    async def send_due(self) -> None: ...


At = Callable[[str], None]
Design = Callable[["Trial", At], Worker]


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A workspace, a database, and people who wait for messages at `NOW`."""

    slack: Sandbox
    store: Store
    url: str

    def run(self, design: Design, *, at: At, rounds: int = 40) -> Verdict:
        """Have one worker after the other work until nothing is on its way any more; then judge.

        `at` is called at each point on the way; when it raises Crash, another worker goes on.
        """
        worker = design(self, at)
        for _ in range(rounds):
            try:
                asyncio.run(self._round(worker))
            except Crash:
                worker = design(self, at)
            except SchedulingError:
                pass  # the database is in trouble: the next round tries again, as in use
            if not waiting(self._engine(), now=self.slack.clock.now()):
                break
            self.slack.clock.forward(seconds=5)
        return self.verdict()

    def verdict(self) -> Verdict:
        """What came, against what should have."""
        return judge(self._engine(), self.slack.control.log(), now=self.slack.clock.now())

    def _engine(self) -> sa.Engine:
        return sa.create_engine(self.url, poolclass=sa.NullPool)

    async def _round(self, worker: Worker) -> None:
        await worker.tidy()
        await worker.look()
        await worker.send_due()


def ours(trial: Trial, at: At) -> Delivery:
    """The bot's own way."""
    chosen = read_settings(
        slack_bot_token=trial.slack.bot_token,
        slack_app_token=trial.slack.app_token,
        slack_api_url=trial.slack.api_url,
        _env_file=None,
    )
    return Delivery(
        store=trial.store,
        client=messenger(chosen),
        profiles=Profiles(web_client(chosen), time_zone="UTC"),
        clock=trial.slack.clock.now,
        at=at,
    )


@contextmanager
def trial_of(number: int, *, url: str) -> Iterator[Trial]:
    """So many people, an even number, who are all to be reminded now, on an empty database."""
    members = [person(f"Person {n}", name=f"person{n}", tz="UTC") for n in range(number)]
    store = Store.open(url)
    try:
        store.migrate()
        with Sandbox.running(manifest=MANIFEST, people=members, clock=ManualClock(NOW)) as slack:
            _everybody_waits(slack, store, number=number)
            yield Trial(slack=slack, store=store, url=url)
    finally:
        store.close()


def _everybody_waits(slack: Sandbox, store: Store, *, number: int) -> None:
    """An interview for every two people, of which both are to be told now."""
    with store.writing() as session:
        who = [
            people.add(
                session,
                name=f"Person {n}",
                role=Role.INTERVIEWER if n % 2 else Role.CANDIDATE,
                time_zone="UTC",
                slack_user_id=slack.person(f"person{n}").id,
                now=NOW,
            )
            for n in range(number)
        ]
        for candidate, interviewer in zip(who[::2], who[1::2], strict=True):
            interview = interviews.book(
                session,
                candidate=candidate,
                interviewers=(interviewer,),
                start=TEN,
                outside_availability=True,
                booked_by="Carla",
                now=NOW,
            )
            lead = TEN - NOW
            past = NOW - timedelta(days=1)
            reminders = planned_reminders(interview, leads=(lead,), now=past)
            outbox.plan(session, reminders, now=NOW)


class CrashOnce:
    """Crashes when a point is reached for the n-th time, and never again."""

    def __init__(self, point: Point, *, time: int = 1) -> None:
        self._point, self._left = point, time
        self.has_crashed = False

    def __call__(self, point: str) -> None:
        if point == self._point:
            self._left -= 1
            if self._left == 0:
                self.has_crashed = True
                raise Crash
