"""A store with people in it, and a coordinator who asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from databases import new_store
from store_builders import connected
from time_builders import saying

from scheduling.availability.calendars import BusyKind
from scheduling.model import (
    Actor,
    Entry,
    Interview,
    MessageKind,
    MessageState,
    Person,
    PlannedMessage,
    RequestContext,
    Role,
    Rules,
)
from scheduling.model.calendars import USUALLY_COUNTED, Calendar, CountedEvents
from scheduling.results import SlotsAnswer, SlotsAsked
from scheduling.slots import Match
from scheduling.store import Store, availability, people
from scheduling.store.messages import outbox
from scheduling.store.schema.tables import message
from scheduling.usecases.find_slots import find_slots
from scheduling.usecases.interviews import AllowedHours, book_interview


@dataclass(kw_only=True)
class Town:
    """Everybody by first name; all that happens, happens at `now` and by `rules`."""

    store: Store
    now: datetime
    rules: Rules = field(default_factory=Rules)
    people: dict[str, Person] = field(default_factory=dict)

    def interviewer(self, name: str, *entries: Entry, time_zone: str = "UTC") -> Person:
        """Somebody who interviews, with their hours."""
        return self._settles(name, Role.INTERVIEWER, entries, time_zone)

    def candidate(self, name: str, *entries: Entry, time_zone: str = "UTC") -> Person:
        """Somebody of the workspace who is interviewed, with their hours."""
        return self._settles(name, Role.CANDIDATE, entries, time_zone)

    def leaves_the_workspace(self, name: str) -> Person:
        """Somebody whom nothing reaches any more."""
        person = replace(self.people[name], slack_user_id=None)
        with self.store.writing() as session:
            people.save(session, person)
        self.people[name] = person
        return person

    def coordinator(self, name: str) -> Person:
        """Somebody who arranges interviews and does nothing else."""
        return self._settles(name, None, (), "UTC")

    def context(self, name: str = "") -> RequestContext:
        """A request by somebody, or by a coordinator from nowhere."""
        person = self.people.get(name)
        actor = Actor(
            name=name or "Cora",
            time_zone=person.time_zone if person else "UTC",
            slack_user_id=person.slack_user_id if person else "UCORA",
            person=person,
            is_coordinator=person is None or person.is_coordinator,
        )
        return RequestContext(actor=actor, now=self.now, rules=self.rules)

    def slots(
        self, *names: str, first: str, days: int = 1, match: Match = Match.ALL
    ) -> SlotsAnswer:
        """The slots for people from midnight UTC of a day on."""
        start = datetime.fromisoformat(f"{first}T00:00+00:00")
        who = [self.people[name] for name in names]
        candidates = [person.id for person in who if person.role is Role.CANDIDATE]
        asked = SlotsAsked(
            candidate_id=candidates[0] if candidates else None,
            interviewer_ids=tuple(p.id for p in who if p.role is not Role.CANDIDATE),
            match=match,
            start=start,
            end=start + timedelta(days=days),
        )
        return find_slots(self.store, asked=asked, context=self.context())

    def books(
        self,
        candidate: str | None,
        *interviewers: str,
        start: datetime,
        allowed: AllowedHours = AllowedHours.OFFERED,
        by: str = "",
    ) -> Interview:
        """An interview, booked."""
        booked = book_interview(
            self.store,
            context=self.context(by),
            candidate_id=self.people[candidate].id if candidate else None,
            interviewer_ids=tuple(self.people[name].id for name in interviewers),
            start=start,
            allowed=allowed,
        )
        return booked.interview

    def connects(
        self,
        name: str,
        *busy: tuple[datetime, datetime],
        kind: BusyKind = BusyKind.BUSY,
        counted: CountedEvents = USUALLY_COUNTED,
    ) -> Calendar:
        """A calendar that has been read, in which somebody is busy from one instant to another."""
        with self.store.writing() as session:
            return connected(
                session, self.people[name], *busy, kind=kind, counted=counted, now=self.now
            )

    def messages(self, interview: Interview) -> list[tuple[PlannedMessage, MessageState]]:
        """All messages about an interview, with their states."""
        with self.store.reading() as session:
            return list(outbox.of_interview(session, interview.id))

    def told(self, name: str) -> list[MessageKind]:
        """The kinds of all messages to somebody that wait to be sent, first due first."""
        theirs = message.c.person_id == self.people[name].id, message.c.state == "pending"
        asked = sa.select(message.c.kind).where(*theirs).order_by(message.c.due_at, message.c.id)
        with self.store.reading() as session:
            return [MessageKind(kind) for kind in session.scalars(asked)]

    def _settles(
        self, name: str, role: Role | None, entries: tuple[Entry, ...], time_zone: str
    ) -> Person:
        with self.store.writing() as session:
            person = people.add(
                session,
                name=name,
                role=role,
                time_zone=time_zone,
                is_coordinator=role is None,
                slack_user_id=f"U{name.upper()}",
                now=self.now,
            )
            given = replace(saying(*entries), person_id=person.id)
            if not given.is_empty:
                availability.save(session, given, expected_version=0)
        self.people[name] = person
        return person


@contextmanager
def town_at(now: datetime, *, folder: Path | None = None, **rules: object) -> Iterator[Town]:
    """A town without people; on SQLite in memory or, in a folder, in a file as in use."""
    store = new_store(folder)
    try:
        yield Town(store=store, now=now, rules=replace(Rules(), **rules))
    finally:
        store.close()
