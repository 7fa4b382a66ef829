"""A storm over mail: a server that fails in all its ways, and a bot that crashes again and again.

`python -m campaign.mail_storm 5000 30` runs a large one; the tests run a small one.
"""

import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random

import sqlalchemy as sa
from failing_smtp import HANGS_UP, TAKES_AND_HANGS_UP, FailingServer, Stage, failing_server
from post_office import at_port, read

from bot.delivery.email import EmailChannel
from bot.delivery.smtp import Patience, SmtpConnection
from bot.delivery.worker import Delivery, Point
from bot.process.settings.mail import Letterhead
from campaign.crashes import NOW, TEN, Crash
from sandbox.state.clock import ManualClock
from scheduling.messages.reasons import UNCERTAIN
from scheduling.model import (
    Channel,
    DeliveryPolicy,
    Interview,
    MessageKind,
    Person,
    PlannedMessage,
    Role,
)
from scheduling.model.notices import Reminder
from scheduling.store import Store, interviews, people
from scheduling.store.messages import outbox
from scheduling.store.schema.tables import message as table

SHARE = 0.02
"""Of each fault, at the stage where it can happen."""
FAULTS = (
    (Stage.GREETING, HANGS_UP),
    (Stage.GREETING, "421 too many"),
    (Stage.MAIL, "451 busy"),
    (Stage.MAIL, HANGS_UP),
    (Stage.RCPT, "450 greylisted"),
    (Stage.RCPT, HANGS_UP),
    (Stage.DATA, "451 busy"),
    (Stage.DATA, HANGS_UP),
    (Stage.DOT, "451 busy"),
    (Stage.DOT, HANGS_UP),
    (Stage.DOT, TAKES_AND_HANGS_UP),
)
HEAD = Letterhead(address="jobs@acme.example", name="", reply_to="jobs@acme.example")
HASTY = DeliveryPolicy(
    lease=timedelta(seconds=60),
    looks=(timedelta(seconds=5),),
    first_retry=timedelta(seconds=5),
    longest_retry=timedelta(seconds=60),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the server's own log tells, and what was said of those it never took."""

    due: int
    taken: int
    # Receivers who got nothing, and nobody was told that it is uncertain.
    lost: tuple[str, ...]
    # Mails that broke off twice, of which coordinators are told: their number.
    uncertain: int
    # Ids of mails that came more than once,
    doubled: int
    # and of those the copies that differ, or receivers of more than one id.
    altered: int
    crashes: int
    faults: int

    @property
    def is_well(self) -> bool:
        """Whether everybody got theirs, or it was said; and twice only what is the same."""
        return not (self.lost or self.altered)


class Crashes:
    """Ends the bot at some point of a mail's way, so many times in all."""

    def __init__(self, random: Random, *, number: int, points: int) -> None:
        """`points` are about how many there will be."""
        self._random, self.left, self._one_in = random, number, max(2, points // (number + 1))

    def __call__(self, point: Point) -> None:
        if self.left and self._random.randrange(self._one_in) == 0:
            self.left -= 1
            raise Crash


class Weather:
    """Has a server fail in each way now and then, and counts how often."""

    def __init__(self, random: Random, *, share: float) -> None:
        self._random, self._share, self.faults = random, share, 0

    def __call__(self, stage: Stage) -> str | None:
        for each, answer in FAULTS:
            if each is stage and self._random.random() < self._share:
                self.faults += 1
                return answer
        return None


def storm(url: str, *, number: int, crashes: int, seed: int, share: float = SHARE) -> Report:
    """Remind so many people, an even number, by mail through it; judge by what the server took."""
    random, clock = Random(seed), ManualClock(NOW)
    weather = Weather(random, share=share)
    # A mail passes four points on its way, and a batch one more.
    ends = Crashes(random, number=crashes, points=2 * number)
    with _waiting(url, number) as store, failing_server() as server:
        server.storms = weather
        worker = _worker(store, server, clock, ends)
        while _is_under_way(store):
            try:
                asyncio.run(_round(worker))
            except Crash:
                worker = _worker(store, server, clock, ends)
            clock.forward(seconds=5)
        said = _uncertain(store)
        taken = [read(raw) for raw in server.taken]
    copies: dict[str, set[bytes]] = {}
    for raw, mail in zip(server.taken, taken, strict=True):
        copies.setdefault(str(mail["Message-ID"]), set()).add(raw)
    reached = Counter(str(mail["To"]) for mail in taken)
    ids = Counter(to for to, _ in {(str(mail["To"]), str(mail["Message-ID"])) for mail in taken})
    owed = {address(n) for n in range(number)}
    return Report(
        due=number,
        taken=len(taken),
        lost=tuple(sorted(owed - reached.keys() - said)),
        uncertain=len(said),
        doubled=sum(count > 1 for count in reached.values()),
        altered=sum(len(each) > 1 for each in copies.values())
        + sum(count > 1 for count in ids.values()),
        crashes=crashes - ends.left,
        faults=weather.faults,
    )


def address(n: int) -> str:
    """Where the n-th person is written to."""
    return f"person{n}@example.org"


async def _round(worker: Delivery) -> None:
    try:
        await worker.tidy()
        await worker.look()
        await worker.send_due()
    finally:
        # Each round has a loop of its own here, and a connection can't outlive its loop.
        await worker.channel.close()


def _worker(
    store: Store, server: FailingServer, clock: ManualClock, at: Callable[[Point], None]
) -> Delivery:
    patience = Patience(connect=5.0, command=5.0, data=5.0)
    connection = SmtpConnection(server=at_port(server.port), domain=HEAD.domain, patience=patience)
    return Delivery(
        store=store,
        channel=EmailChannel(connection=connection, head=HEAD),
        clock=clock.now,
        policy=HASTY,
        at=at,
        reach=lambda person: Channel.EMAIL if person.email else Channel.SLACK,
        at_once=1,
    )


@contextmanager
def _waiting(url: str, number: int) -> Iterator[Store]:
    """An interview for every two people, of which both are to be told now; and a coordinator."""
    store = Store.open(url)
    try:
        store.migrate()
        with store.writing() as session:
            add = partial(people.add, session, time_zone="UTC", now=NOW)
            add(name="Cora", role=None, is_coordinator=True, slack_user_id="UCORA")
            for n in range(0, number, 2):
                interview = interviews.book(
                    session,
                    candidate=add(name=f"Person {n}", role=Role.CANDIDATE, email=address(n)),
                    interviewers=[
                        add(name=f"Person {n + 1}", role=Role.INTERVIEWER, email=address(n + 1))
                    ],
                    start=TEN,
                    outside_availability=True,
                    booked_by="Cora",
                    now=NOW,
                )
                outbox.plan(session, map(partial(_reminder, interview), interview.people), now=NOW)
        yield store
    finally:
        store.close()


def _reminder(interview: Interview, person: Person) -> PlannedMessage:
    return PlannedMessage(
        person_id=person.id,
        notice=Reminder(),
        dedupe_key=f"reminder:{interview.id}:{person.id}",
        due_at=NOW,
        interview_id=interview.id,
        channel=Channel.EMAIL,
    )


def _is_under_way(store: Store) -> bool:
    over = ("sent", "dead", "expired", "cancelled")
    asked = sa.select(sa.func.count()).where(table.c.channel == "email", table.c.state.not_in(over))
    with store.reading() as session:
        return bool(session.scalar(asked))


def _uncertain(store: Store) -> set[str]:
    """Those of whose mails the coordinators were told that nobody can tell."""
    asked = sa.select(table.c.facts).where(table.c.kind == MessageKind.UNDELIVERED.value)
    with store.reading() as session:
        told = [facts for facts in session.scalars(asked) if facts["reason"] == UNCERTAIN]
        found = people.by_ids(session, [facts["who"]["id"] for facts in told])
    return {person.email or "" for person in found.values()}


if __name__ == "__main__":
    size, kills, *named = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        there = named[0] if named else f"sqlite:///{Path(folder) / 'storm.db'}"
        report = storm(there, number=int(size), crashes=int(kills), seed=7)
    print(report)  # noqa: T201
    sys.exit(0 if report.is_well else 1)
