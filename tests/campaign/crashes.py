"""A worker that crashes where it is told to, in the same process, so that it costs no time.

A crash is an exception that nobody catches: whatever was committed stays, and nothing else is
done. The next worker has another name, as after a restart.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import sqlalchemy as sa

from bench.soak.judge import waiting
from bot.delivery.worker import Delivery, Point
from campaign.letters import Letterbox
from campaign.outside import Outside, Post, Verdict, Workspace, outside_of
from sandbox.state.clock import ManualClock
from sandbox.testing.driver import Sandbox
from scheduling.errors import SchedulingError
from scheduling.model import Channel, PlannedMessage, Role
from scheduling.model.notices import Reminder
from scheduling.store import Store, interviews, people
from scheduling.store.messages import outbox

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
TEN = datetime(2026, 11, 10, 10, tzinfo=UTC)


class Crash(BaseException):
    """The process is gone."""


class Worker(Protocol):
    """Something that sends what is due; each of its rounds may crash."""

    async def start(self) -> None: ...
    async def tidy(self) -> None: ...
    async def look(self) -> None: ...
    async def send_due(self) -> None: ...


At = Callable[[str], None]
Design = Callable[["Trial", At], Worker]


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A database, and so many people who wait for messages at `NOW`, somewhere outside."""

    outside: Outside
    store: Store
    url: str
    number: int

    @property
    def clock(self) -> ManualClock:
        """The one clock that all go by."""
        return self.outside.clock

    @property
    def slack(self) -> Sandbox:
        """The workspace, where it is one."""
        assert isinstance(self.outside, Workspace)
        return self.outside.slack

    @property
    def box(self) -> Letterbox:
        """The letterbox, where it is one."""
        assert isinstance(self.outside, Post)
        return self.outside.box

    def run(self, design: Design, *, at: At, rounds: int = 40) -> Verdict:
        """Have one worker after the other work until nothing is on its way any more; then judge.

        `at` is called at each point on the way; when it raises Crash, another worker goes on.
        """
        worker = self._begun(design, at)
        for _ in range(rounds):
            try:
                asyncio.run(self._round(worker))
            except Crash:
                self.outside.note_trouble()
                worker = self._begun(design, at)
            except SchedulingError:
                pass  # the database is in trouble: the next round tries again, as in use
            if not waiting(self._engine(), now=self.clock.now()):
                break
            self.clock.forward(seconds=5)
        return self.verdict()

    def verdict(self) -> Verdict:
        """What came, against what should have."""
        return self.outside.verdict(self._engine(), number=self.number, now=self.clock.now())

    def _engine(self) -> sa.Engine:
        return sa.create_engine(self.url, poolclass=sa.NullPool)

    def _begun(self, design: Design, at: At) -> Worker:
        worker = design(self, at)
        asyncio.run(worker.start())
        return worker

    async def _round(self, worker: Worker) -> None:
        await worker.tidy()
        await worker.look()
        await worker.send_due()


def ours(trial: Trial, at: At) -> Delivery:
    """The bot's own way."""
    channel = trial.outside.channel()
    return Delivery(
        store=trial.store,
        channel=channel,
        clock=trial.clock.now,
        at=at,
        reach=lambda person: channel.channel,
    )


@contextmanager
def trial_of(number: int, *, url: str, by: Channel = Channel.SLACK) -> Iterator[Trial]:
    """So many people, an even number, who are all to be reminded now, on an empty database."""
    store = Store.open(url)
    try:
        store.migrate()
        with outside_of(by, people=number, now=NOW) as outside:
            trial = Trial(outside=outside, store=store, url=url, number=number)
            _everybody_waits(trial, by=by)
            yield trial
    finally:
        store.close()


def _everybody_waits(trial: Trial, *, by: Channel) -> None:
    """An interview for every two people, of which both are to be told now."""
    with trial.store.writing() as session:
        who = [
            people.add(
                session,
                name=f"Person {n}",
                role=Role.INTERVIEWER if n % 2 else Role.CANDIDATE,
                time_zone="UTC",
                now=NOW,
                **trial.outside.address(n),
            )
            for n in range(trial.number)
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
            reminders = [
                PlannedMessage(
                    person_id=person.id,
                    notice=Reminder(),
                    dedupe_key=f"reminder:{interview.id}:{person.id}",
                    due_at=NOW,
                    expires_at=TEN,
                    interview_id=interview.id,
                    channel=by,
                )
                for person in interview.people
            ]
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
