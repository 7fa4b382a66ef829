"""Half-open spans of UTC time, and the quarter-hour ticks that they are counted in.

Every UTC offset in the tz database from 2020 to 2037 is a multiple of 15 minutes, so a quarter
of an hour, a *tick*, is fine enough to hold anybody's wall-clock time exactly.

Below are instants in words, written by the habit that `written_in` sets (languages/style.py).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from languages import days
from languages.catalogue import gettext
from languages.days import time_words
from languages.style import USUAL_STYLE as USUAL_STYLE
from languages.style import Clock as Clock
from languages.style import TimeStyle as TimeStyle
from languages.style import current_style as current_style
from languages.style import written_in as written_in

TICK = timedelta(minutes=15)
TICKS_PER_HOUR = 4
TICKS_PER_DAY = 96
HOUR = timedelta(hours=1)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def as_instant(moment: datetime) -> datetime:
    """Return the moment in UTC. Raises ValueError when it has no time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone, so it is no instant")
    return moment.astimezone(UTC)


def tick_at(instant: datetime) -> int:
    """Return the tick in which the instant lies, counted from the Unix epoch."""
    return (as_instant(instant) - _EPOCH) // TICK


def tick_from(instant: datetime) -> int:
    """Return the first tick that starts at the instant or after it."""
    # The floor of the negative, negated, is the ceiling.
    return -((_EPOCH - as_instant(instant)) // TICK)


def instant_of(tick: int) -> datetime:
    """Return the instant, in UTC, at which a tick starts."""
    return _EPOCH + tick * TICK


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Span:
    """The time from `start` up to, not including, `end`; both are instants in UTC."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", as_instant(self.start))
        object.__setattr__(self, "end", as_instant(self.end))
        if self.end <= self.start:
            raise ValueError(f"a span must end after it starts: {self.start} to {self.end}")

    @property
    def ticks(self) -> range:
        """Every tick that the span touches, in order: a span is rounded outward."""
        return range(tick_at(self.start), tick_from(self.end))

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share any time; touching spans share none."""
        return self.start < other.end and other.start < self.end


def hour_from(start: datetime) -> Span:
    """Return the hour that starts at an instant: the length of every interview."""
    return Span(start=start, end=as_instant(start) + HOUR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """The ticks that a question looks at, and the sets of them as the bits of an `int`.

    Bit 0 is `first_tick`; bit n is n quarters of an hour later; there are `length` bits.
    """

    first_tick: int
    length: int

    @classmethod
    def covering(cls, span: Span) -> "Horizon":
        """Return the horizon that holds the span, rounded outward to ticks."""
        return cls(first_tick=span.ticks.start, length=len(span.ticks))

    @property
    def span(self) -> Span:
        """The time that the horizon covers."""
        return Span(
            start=instant_of(self.first_tick), end=instant_of(self.first_tick + self.length)
        )

    @property
    def everything(self) -> int:
        """All ticks of the horizon, as bits."""
        return (1 << self.length) - 1

    def bits(self, ticks: Iterable[range]) -> int:
        """Return the bits of ranges of ticks; what lies outside is left out."""
        bits, first, length = 0, self.first_tick, self.length
        # Thousands of people have dozens of ranges each: two comparisons beat max() and min().
        for run in ticks:
            low, high = run.start - first, run.stop - first
            if low < 0:
                low = 0
            if high > length:
                high = length
            if low < high:
                bits |= ((1 << (high - low)) - 1) << low
        return bits

    def bit_at(self, instant: datetime) -> int:
        """Return the one bit of the tick that holds the instant, 0 when outside."""
        offset = tick_at(instant) - self.first_tick
        return 1 << offset if 0 <= offset < self.length else 0

    def from_instant(self, instant: datetime) -> int:
        """Return the ticks that start at the instant or after it."""
        offset = min(max(tick_from(instant) - self.first_tick, 0), self.length)
        return self.everything >> offset << offset

    def ticks(self, bits: int) -> Iterator[int]:
        """Yield each set tick, counted from the Unix epoch, earliest first."""
        # To take the lowest bit off a long number copies all of it; to look for a sign does not.
        signs = f"{bits:b}"[::-1]
        place = signs.find("1")
        while place >= 0:
            yield self.first_tick + place
            place = signs.find("1", place + 1)

    def starts(self, bits: int) -> Iterator[datetime]:
        """Yield the instant at which each set tick starts, earliest first."""
        return map(instant_of, self.ticks(bits))

    def spans(self, bits: int) -> Iterator[Span]:
        """Yield the runs of set ticks as spans, earliest first."""
        base = self.first_tick
        while bits:
            zeros = (bits & -bits).bit_length() - 1
            bits >>= zeros
            # Adding 1 carries through the ones at the low end: the lowest clear bit says how many
            # they are.
            ones = (~bits & (bits + 1)).bit_length() - 1
            yield Span(start=instant_of(base + zeros), end=instant_of(base + zeros + ones))
            base += zeros + ones
            bits >>= ones


def clock_words(instant: datetime, *, zone: tzinfo) -> str:
    """Return the wall-clock time in a zone: "2:00 PM" or "14:00", and "2:00:30 PM"."""
    local = instant.astimezone(zone)
    words = time_words(local.hour, local.minute)
    if not (local.second or local.microsecond):
        return words
    seconds = f":{local.second:02d}"
    seconds += f".{local.microsecond:06d}".rstrip("0") if local.microsecond else ""
    minutes = f":{local.minute:02d}"
    return words.replace(minutes, f"{minutes}{seconds}")


def day_words(instant: datetime, *, zone: tzinfo) -> str:
    """Return the local day, such as "Tue 10 Nov", or "Tue Nov 10"."""
    return date_words(instant.astimezone(zone).date())


def date_words(day: date) -> str:
    """Return a day, such as "Tue 10 Nov", or "Tue Nov 10"."""
    return days.day_words(day)


def zone_letters(instant: datetime, *, zone: tzinfo) -> str:
    """Return the letters of a zone at an instant: "CET", or "UTC+04" without any."""
    return days.zone_letters(instant.astimezone(zone))


def words_for(instant: datetime, *, zone: tzinfo) -> str:
    """Return day, time and zone, such as "Tue 10 Nov, 2:00 PM CET"."""
    day, clock = day_words(instant, zone=zone), clock_words(instant, zone=zone)
    letters = zone_letters(instant, zone=zone)
    time = days.in_a_sentence(clock)
    return gettext("{day}, {time} {zone}").format(day=day, time=time, zone=letters)
