"""What goes wrong with the hours that somebody gives."""

from dataclasses import dataclass

from scheduling.errors.sentence import SchedulingError


@dataclass(eq=False, kw_only=True)
class NotUnderstood(SchedulingError):
    """{question}"""

    question: str


@dataclass(eq=False, kw_only=True)
class EndNotAfterStart(SchedulingError):
    """The end, {end}, is not after the start, {start}. {hint} Nothing was saved."""

    start: str
    end: str
    hint: str = ""


@dataclass(eq=False, kw_only=True)
class WindowHasPassed(SchedulingError):
    """{window} has already passed ({time_zone}). Nothing was saved."""

    window: str
    time_zone: str


@dataclass(eq=False, kw_only=True)
class WindowInTheGap(SchedulingError):
    """{window} does not exist: the clocks in {time_zone} skip it that day. Nothing was saved."""

    window: str
    time_zone: str


@dataclass(eq=False, kw_only=True)
class WindowTooFar(SchedulingError):
    """{window} is too far away: I keep hours up to {days} days ahead. Nothing was saved."""

    window: str
    days: int


@dataclass(eq=False, kw_only=True)
class AvailabilityGone(SchedulingError):
    """That entry is gone already. Nothing was changed."""


@dataclass(eq=False, kw_only=True)
class AvailabilityChanged(SchedulingError):
    """The availability has changed since then, so it was left as it is. Nothing was undone."""
