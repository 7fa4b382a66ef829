"""The people of a trial, and interviews of theirs whose reminders fall due when it wants."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count

from sandbox.state.people import Person as Member
from sandbox.state.people import person as member
from scheduling.messages.reminders import planned_reminders
from scheduling.model import Person, PlannedMessage, Role
from scheduling.store import Session, Store, interviews, people
from scheduling.store.messages import outbox

PANEL = 2
PER_INTERVIEW = PANEL + 1
_LONG_AGO = timedelta(days=60)
_IN_A_BATCH = 100


def members(number: int) -> list[Member]:
    """Return so many people of a workspace."""
    return [member(f"Person {n:04}", name=f"person{n:04}", tz="UTC") for n in range(number)]


def settle(store: Store, who: Sequence[Member], *, now: datetime) -> list[Person]:
    """Register all of them; every third one is a candidate."""
    settled = []
    with store.writing() as session:
        for n, one in enumerate(who):
            role = Role.CANDIDATE if n % PER_INTERVIEW == 0 else Role.INTERVIEWER
            added = people.add(
                session,
                name=one.real_name,
                role=role,
                time_zone="UTC",
                slack_user_id=one.id,
                now=now - _LONG_AGO,
            )
            settled.append(added)
    return settled


class Diary:
    """Books interviews of three people each; no two of them meet."""

    def __init__(self, who: Sequence[Person], *, first: datetime) -> None:
        """From the hour `first` on, which must be far ahead."""
        self._seats = self._all_seats(who, first)

    def next_seat(self) -> tuple[list[Person], datetime]:
        """Return a candidate with a panel, and an hour at which all are free."""
        return next(self._seats)

    def remind(self, store: Store, dues: Iterable[datetime]) -> int:
        """Book an interview for each instant at which its people shall be reminded.

        Returns how many reminders that makes. Of the bookings themselves nobody is told.
        """
        number = 0
        waiting = list(dues)
        while waiting:
            some, waiting = waiting[:_IN_A_BATCH], waiting[_IN_A_BATCH:]
            with store.writing() as session:
                for due in some:
                    reminders = self._reminders(session, due)
                    number += outbox.plan(session, reminders, now=due)
        return number

    def _reminders(self, session: Session, due: datetime) -> tuple[PlannedMessage, ...]:
        (candidate, *panel), start = self.next_seat()
        interview = interviews.book(
            session,
            candidate=candidate,
            interviewers=panel,
            start=start,
            outside_availability=True,
            booked_by="Cora",
            now=due - _LONG_AGO,
        )
        return planned_reminders(interview, leads=(start - due,), now=due - _LONG_AGO)

    @staticmethod
    def _all_seats(
        who: Sequence[Person], first: datetime
    ) -> Iterator[tuple[list[Person], datetime]]:
        tables = [
            list(who[n : n + PER_INTERVIEW]) for n in range(0, len(who) - PANEL, PER_INTERVIEW)
        ]
        for hour in count():
            for table in tables:
                yield table, first + timedelta(hours=hour)
