"""Which hours of the days asked for are meant, where not all of them are."""

from dataclasses import dataclass

from scheduling.model.availability import WHOLE_DAY, WallHours, Weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedHours:
    """Hours of some weekdays, by the clock of a `time_zone`: that of whoever asks.

    At least one weekday and one stretch of hours, each within its day.
    """

    time_zone: str
    weekdays: frozenset[Weekday] = frozenset(Weekday)
    hours: tuple[WallHours, ...] = (WHOLE_DAY,)

    def __post_init__(self) -> None:
        if not self.weekdays or not self.hours:
            raise ValueError("no hour is asked for at all")
