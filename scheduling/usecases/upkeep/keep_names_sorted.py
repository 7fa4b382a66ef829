"""Keeping where each name stands among all names, so that a page of a list is one read."""

from scheduling.store import Store
from scheduling.store.people import sort_keys

_LOOKED_AT, _MENDED = 1_000, 100
"""At once: so that other changes wait for milliseconds only."""


def keep_names_sorted(store: Store) -> int:
    """Look through everybody, mend what is missing or of an older name, and return how much.

    Whoever writes a name writes this as well, but for a bot of a version before. Until it is
    complete, lists are sorted anew for each of their pages.
    """
    count, last = 0, 0
    while True:
        with store.reading() as session:
            wrong, seen = sort_keys.wrong_after(session, last, limit=_LOOKED_AT)
        if seen is None:
            return count
        ids = list(wrong)
        for first in range(0, len(ids), _MENDED):
            with store.writing() as session:
                sort_keys.mend(session, ids[first : first + _MENDED])
        count, last = count + len(ids), seen
