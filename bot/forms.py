"""What forms give, turned into what the use cases take."""

from datetime import datetime

from scheduling.errors import NotUnderstood
from scheduling.model import Asking
from scheduling.timespan import as_instant


def instant_of(moment: str | None, *, asking: Asking) -> datetime:
    """This will return the instant of a form's date and time, by the clock of who filled it in.

    Raises NotUnderstood when there is none.
    """
    if moment is None:
        raise NotUnderstood(question="Choose one of the hours, or name a date and a start.")
    return as_instant(datetime.fromisoformat(moment).replace(tzinfo=asking.actor.zone))
