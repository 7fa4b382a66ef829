"""What forms give, turned into what the use cases take."""

from datetime import datetime

from scheduling.errors import NotUnderstood
from scheduling.model import RequestContext
from scheduling.timespan import as_instant
from scheduling.usecases.interviews import AllowedHours
from scheduling.wording.saying import date_words


def picked_instant(moment: str | None, *, context: RequestContext) -> datetime:
    """Return the instant of a form's date and time, by the clock of who filled it in.

    Of an hour that comes twice it is the first. Raises NotUnderstood when there is none, also
    because the clocks skip it.
    """
    if moment is None:
        raise NotUnderstood(question="Choose one of the hours, or name a date and a start.")
    wall, zone = datetime.fromisoformat(moment), context.actor.zone
    instant = as_instant(wall.replace(tzinfo=zone))
    if instant.astimezone(zone).replace(tzinfo=None, fold=0) != wall:
        raise NotUnderstood(
            question=f"There is no {wall:%H:%M} on {date_words(wall.date())}: the clocks in "
            f"{zone.key} skip it. Choose another start."
        )
    return instant


def allowed_hours(*, any_hour: bool) -> AllowedHours:
    """Return which hours a form may take: where any is ticked, those that nobody has given."""
    return AllowedHours.UNLESS_BUSY if any_hour else AllowedHours.OFFERED
