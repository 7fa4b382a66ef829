"""What comes of a change of somebody's hours."""

from dataclasses import dataclass
from datetime import datetime

from scheduling.availability import holder_of
from scheduling.model import (
    Availability,
    AvailabilityWindow,
    Entry,
    Person,
)
from scheduling.timespan import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityChange:
    """A change of somebody's hours, as it was saved; or with no `undo`, that nothing changed.

    `already` is what was said and stood before. `cut` are dates given before that time off has
    shortened or taken away; `removed` is all else that is gone. `joined` tells that something
    said became one with what stood, or with something said beside it. `undo` is the opaque
    token of the button that takes the change back. `newly_registered` tells that the person was
    registered as an interviewer on the way. `too_short` are added entries that hold no whole
    hour by themselves; `clock_changes` are added windows that a clock change stretches or
    shrinks, with what they really cover. `accepted` are the starts of hours that the person had
    declined and that what was said gives again.
    """

    person: Person
    availability: Availability
    added: tuple[Entry, ...] = ()
    already: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    cut: tuple[Entry, ...] = ()
    joined: bool = False
    undo: str | None = None
    too_short: tuple[Entry, ...] = ()
    clock_changes: tuple[tuple[AvailabilityWindow, tuple[Span, ...]], ...] = ()
    newly_registered: bool = False
    accepted: tuple[datetime, ...] = ()

    def holding(self, entry: Entry) -> Entry | None:
        """Return the entry, as it stands now, that holds all of another."""
        return holder_of(entry, within=self.availability)
