"""What a form for one kind of entry has to know."""

from typing import Any, Protocol

from bot.views.block_kit.blocks import Blocks
from scheduling.errors import SchedulingError
from scheduling.model import Entry


class EntryForm(Protocol):
    """How one kind of entry is filled in, and how that is said as one would type it."""

    what: str
    """An entry of the kind, after "Add" and "Change"."""

    def fields(self, entry: Entry | None, time_zone: str) -> Blocks:
        """Return the fields, filled in with the entry that is changed, if one is."""
        ...

    def sentence(self, values: dict[str, Any]) -> str:
        """Return what was filled in, as one would type it."""
        ...

    def beside(self, error: SchedulingError) -> str:
        """Return the field beside which an error is shown, other than that of an early end."""
        ...

    def later_end(self) -> str:
        """Say how to give hours that end on another day, by the reader's clock."""
        ...

    def fits(self, entry: Entry) -> bool:
        """Tell whether the form can hold an entry of its kind."""
        ...
