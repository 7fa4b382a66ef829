"""Who did what, when and by which way, put on record together with what was done."""

from scheduling.store.audit.noting import acting, acting_person, note
from scheduling.store.audit.reading import entries, forget_older, has_older

__all__ = ["acting", "acting_person", "entries", "forget_older", "has_older", "note"]
