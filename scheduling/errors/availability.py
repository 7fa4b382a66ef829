"""What goes wrong with the hours that somebody gives."""

from dataclasses import dataclass

from scheduling.errors.sentence import SchedulingError


@dataclass(eq=False, kw_only=True)
class NotUnderstood(SchedulingError):
    """{question}"""

    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One of the ways in which a sentence may be meant, as a sentence that has no other.

    `label` is short enough for a button; `words` say line by line what it would save. `beside` is
    there for hours that may be beside others or in their place.
    """

    label: str
    sentence: str
    words: tuple[str, ...]
    beside: str | None = None


@dataclass(eq=False, kw_only=True)
class SeveralReadings(NotUnderstood):
    """{question}"""

    asked: str
    """The question without the sentences that answer it."""
    readings: tuple[Reading, ...]


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
class HoursChangedSince(SchedulingError):
    """The hours have changed since I asked, so nothing was removed. `/availability clear` asks \
again."""


@dataclass(eq=False, kw_only=True)
class AvailabilityGone(SchedulingError):
    """That entry is gone already. Nothing was changed."""


@dataclass(eq=False, kw_only=True)
class AvailabilityChanged(SchedulingError):
    """The availability has changed since then, so it was left as it is. Nothing was undone."""
