"""The hours of all interviewers, kept in the memory of a process for the weeks ahead.

A candidate alone can be met by any of them, and most questions are of that kind. What is kept is
a value that never changes, with a mark of the moment that it was read at. A question takes it
before its transaction begins, asks in the transaction who was changed since the mark, and reads
those alone: so its answer is that of its own transaction, whoever has written, and from where.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from scheduling.model import Person
from scheduling.steps.hours import read_hours
from scheduling.steps.questions.precedence import Patience
from scheduling.store import Session, Store, people
from scheduling.store.people import last_changes
from scheduling.store.people.last_changes import Mark
from scheduling.timespan import Horizon, Span

if TYPE_CHECKING:
    # In front of NumPy, which takes a tenth of a second to load: that waits until the bot runs.
    from scheduling.slots.hour_matrix import HourMatrix

_AT_ONCE = 64
"""People read in one go: it takes some milliseconds, and whoever asks meanwhile goes first."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KeptHours:
    """Everybody's hours as they were at a moment, and where to leave newer ones."""

    store: Store
    matrix: "HourMatrix"
    mark: Mark

    def as_of(self, session: Session, span: Span, *, time_zone: str) -> "HourMatrix | None":
        """Return everybody's hours as the session sees them, which only reads.

        None where they are not kept for all of the span, or on another hour than that of the
        time zone. Must have been taken before the session asked anything.
        """
        fits = self.matrix.workspace_zone == time_zone
        if not (fits and self.matrix.covers(Horizon.covering(span))):
            return None
        newer = self._caught_up(session)
        if newer is not self:
            _leave(self.store, newer, instead_of=self)
        return None if newer is None else newer.matrix

    def _caught_up(self, session: Session) -> "KeptHours | None":
        """Return the same with those read anew who were changed; None where nobody can tell."""
        changed = last_changes.since(session, self.mark)
        if not changed:
            return None if changed is None else self
        here = people.interviewers(session, only=changed)
        free = read_hours(session, people=here, span=self.matrix.horizon.span).free
        matrix = self.matrix.changed(changed, here, free)
        return replace(self, matrix=matrix, mark=last_changes.mark(session))


_lock = Lock()
_kept: WeakKeyDictionary[Store, KeptHours] = WeakKeyDictionary()


def kept_hours(store: Store) -> KeptHours | None:
    """Return what this process keeps of a database, to be asked in a transaction to come."""
    return _kept.get(store)


def keep_hours(store: Store, horizon: Horizon, *, time_zone: str) -> None:
    """Read everybody's hours over a horizon, and keep them in the place of what was kept before.

    Done already, they are only brought up to date. To be called where it may take a second.
    """
    before = kept_hours(store)
    if before is not None and before.matrix.horizon == horizon:
        with store.reading() as session:
            if before.as_of(session, horizon.span, time_zone=time_zone) is not None:
                return
    _leave(store, _read(store, horizon, time_zone=time_zone), instead_of=kept_hours(store))


def _read(store: Store, horizon: Horizon, *, time_zone: str) -> KeptHours:
    patience = Patience()
    patience.give_way()
    from scheduling.slots.hour_matrix import HourMatrix, in_parts

    # The mark is older than all that is read after it. Whoever is changed meanwhile was so since
    # the mark, and is read again when somebody asks.
    patience.give_way()
    with store.reading() as session:
        mark = last_changes.mark(session)
        everybody = people.interviewers(session)
    matrix = HourMatrix.empty(horizon, workspace_zone=time_zone)
    for some in in_parts(everybody):
        matrix = matrix.followed_by(some, _free(store, some, horizon, patience))
    return KeptHours(store=store, matrix=matrix, mark=mark)


def _free(
    store: Store, some: Sequence[Person], horizon: Horizon, patience: Patience
) -> dict[int, int]:
    free: dict[int, int] = {}
    for first in range(0, len(some), _AT_ONCE):
        patience.give_way()
        with store.reading() as session:
            few = some[first : first + _AT_ONCE]
            free |= read_hours(session, people=few, span=horizon.span).free
    return free


def _leave(store: Store, newer: KeptHours | None, *, instead_of: KeptHours | None) -> None:
    """Keep something newer, unless another thread has left something meanwhile."""
    with _lock:
        if _kept.get(store) is not instead_of:
            return
        if newer is None:
            _kept.pop(store, None)
        else:
            _kept[store] = newer
