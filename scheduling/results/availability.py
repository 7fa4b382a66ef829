"""What comes of a change of somebody's hours."""

from dataclasses import dataclass
from datetime import datetime

from scheduling.availability import holder_of
from scheduling.model import (
    Availability,
    AvailabilityWindow,
    Entry,
    Interview,
    Person,
)
from scheduling.timespan import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityChange:
    """A change of somebody's hours, as it was saved."""

    person: Person
    # The hours as they stand now.
    availability: Availability
    added: tuple[Entry, ...] = ()
    # What was said and stood before.
    already: tuple[Entry, ...] = ()
    # What is gone, but for `cut`.
    removed: tuple[Entry, ...] = ()
    # Dates given before that time off has shortened or taken away.
    cut: tuple[Entry, ...] = ()
    # Whether something said became one with what stood, or with something said beside it.
    joined: bool = False
    # The opaque token of the button that takes the change back; None where nothing changed.
    undo: str | None = None
    # Added entries that hold no whole hour by themselves.
    too_short: tuple[Entry, ...] = ()
    # Added windows that a clock change stretches or shrinks, with what they really cover.
    clock_changes: tuple[tuple[AvailabilityWindow, tuple[Span, ...]], ...] = ()
    # Whether the person was registered as an interviewer on the way.
    newly_registered: bool = False
    # The starts of hours that the person had declined and that what was said gives again.
    accepted: tuple[datetime, ...] = ()
    # Interviews that lay within the hours before, by time.
    conflicts: tuple[Interview, ...] = ()

    def holding(self, entry: Entry) -> Entry | None:
        """Return the entry, as it stands now, that holds all of another."""
        return holder_of(entry, within=self.availability)
