"""A question without an answer, with all that is needed to find out why."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scheduling.model import Person
from scheduling.slots.common import common_slots, starts_within
from scheduling.slots.found import FoundSlots
from scheduling.slots.question import SlotQuestion, by_name
from scheduling.timespan import Horizon
from scheduling.zones import hour_starts


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What those have said who offer nothing, as bits of the horizon by person id."""

    # Their hours, before any time off is taken from them,
    at_first: Mapping[int, int] = field(default_factory=dict)
    # and those at which they have said that they can't make it.
    declined: Mapping[int, int] = field(default_factory=dict)
    # Hours that they would offer, were it not for their calendars; of whoever offers others too.
    busy: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question that has no slot, and everything to find out why."""

    question: SlotQuestion
    # Everybody's ticks, by person id, as bits of the horizon: those given,
    offered: Mapping[int, int]
    # and those of them that no interview takes.
    free: Mapping[int, int]
    horizon: Horizon
    workspace_zone: str
    # The time asked for begins here,
    asked_from: datetime
    # what is left of it here, since some of it is too near,
    not_before: datetime
    # what is before this is over; None where nobody knows,
    now: datetime | None
    # and it ends here, this instant not included.
    until: datetime
    # The ticks that are asked about.
    within: int
    given: Given

    def slots(
        self,
        question: SlotQuestion,
        free: Mapping[int, int],
        *,
        not_before: datetime | None = None,
        until: datetime | None = None,
    ) -> FoundSlots:
        """Answer a question, this one or one like it, in what is left of the time."""
        return common_slots(
            question,
            free=free,
            horizon=self.horizon,
            workspace_zone=self.workspace_zone,
            not_before=not_before or self.not_before,
            until=until or self.until,
            asked=self.within,
        )

    def asked(self, person: Person) -> int:
        """The ticks that the person has offered in the asked time."""
        return self._between(self.asked_from, self.until) & self.offered.get(person.id, 0)

    def ahead(self, person: Person) -> int:
        """The ticks that the person has offered in what is left of the asked time."""
        return self._between(self.not_before, self.until) & self.offered.get(person.id, 0)

    @property
    def without_hours(self) -> tuple[Person, ...]:
        """Those who would have to offer something in the asked time, and do not."""
        question = self.question
        silent = lacking(question.needed, self.asked)
        if silent or not question.leaves_a_choice or any(map(self.asked, question.choices)):
            return silent
        return question.choices

    def given_at_first(self, person: Person) -> int:
        """The ticks that the person has given in the asked time, whether they are off or not."""
        return self._between(self.asked_from, self.until) & self.given.at_first.get(person.id, 0)

    def declined(self, person: Person) -> int:
        """Those of them at which the person has said that they can't make it."""
        return self.given_at_first(person) & self.given.declined.get(person.id, 0)

    def busy(self, person: Person) -> int:
        """The ticks of the asked time that the person's calendar takes from what they offer."""
        return self._between(self.asked_from, self.until) & self.given.busy.get(person.id, 0)

    @property
    def without_calendars(self) -> dict[int, int]:
        """What everybody would offer if no calendar took anything."""
        return {id: bits | self.given.busy.get(id, 0) for id, bits in self.offered.items()}

    def whole_hours(self, ticks: int) -> int:
        """Return the ticks at which an interview can start in what is left."""
        starts = hour_starts(ticks, horizon=self.horizon, workspace_zone=self.workspace_zone)
        return starts & starts_within(
            self.horizon, not_before=self.not_before, until=self.until, asked=self.within
        )

    def free_starts(self, person: Person) -> int:
        """Return the ticks at which an interview with the person can start."""
        return self.whole_hours(self.free.get(person.id, 0))

    @property
    def left_from(self) -> datetime:
        """From when on the asked time is not over."""
        return self.asked_from if self.now is None else max(self.asked_from, self.now)

    def left(self, person: Person) -> int:
        """The ticks that the person has offered in the asked time and that are not over."""
        return self._between(self.left_from, self.until) & self.offered.get(person.id, 0)

    def _between(self, start: datetime, end: datetime) -> int:
        between = self.horizon.from_instant(start) & ~self.horizon.from_instant(end)
        return between & self.within


def lacking(people: Iterable[Person], of: Callable[[Person], int]) -> tuple[Person, ...]:
    """Return the people of whom something gives 0."""
    return tuple(person for person in people if not of(person))


def in_order(question: SlotQuestion, people: Iterable[Person]) -> tuple[Person, ...]:
    """Return the people by name, then id, but the candidate before all others."""
    return tuple(sorted(by_name(people), key=lambda person: person != question.candidate))
