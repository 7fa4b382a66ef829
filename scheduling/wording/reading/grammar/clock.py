"""Times of day as people write them: 9, 9:30, 14h30, 2 p.m., noon; and hours between two."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from scheduling.errors import EndNotAfterStart
from scheduling.model import MINUTES_PER_DAY, WallHours
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.questions import not_a_clock, which_half, which_half_of
from scheduling.wording.reading.grammar.tokens import Kind, Token
from scheduling.wording.saying.hours import minute_words

HALF_A_DAY = MINUTES_PER_DAY // 2
FIRST_PLAIN_MORNING = 5 * 60
"""A bare "5-9" is taken as written; before that, "2-4" is as likely to be in the afternoon."""
OVER_MIDNIGHT = "For hours over midnight, name the day of the end as well: `Fri 10pm - Sat 2am`."
_OCLOCK = ("h", "hrs", "hours", "hour", "o'clock", "oclock", "uhr")
_TWELVE = ("noon", "midday", "12 noon", "12 midday", "midnight", "12 midnight")


class Half(Enum):
    """What is known about which half of the day a time lies in."""

    SAID = auto()  # 9am, 2 p.m., noon
    SHOWN = auto()  # 09:00, 14:30, 9h: so only a clock of 24 hours is written
    OPEN = auto()  # 9, 9:30
    LATE = auto()  # 10:30: the same on either clock, so as an end it is taken as written


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day as it was written: minutes after midnight, from 0 to 1440."""

    minutes: int
    half: Half
    words: str

    @property
    def is_open(self) -> bool:
        """Whether a clock of 12 hours may be meant, and the half of the day was not said."""
        return self.half in (Half.OPEN, Half.LATE)

    @property
    def as_end(self) -> int:
        """The minutes when something ends then: midnight is the end of the day."""
        return self.minutes or MINUTES_PER_DAY

    @property
    def afternoon(self) -> int:
        """The minutes if an open time before noon were meant to be twelve hours later."""
        return self.minutes % HALF_A_DAY + HALF_A_DAY


def read_time(text: str, *, as_end: bool = False) -> int:
    """Return a time of day in minutes after midnight: 540 for "9", "9:00" or "9am".

    From 0 up to, not including, 1440; as an end, midnight is 1440 instead of 0. Raises
    NotUnderstood.
    """
    cursor = Cursor(text, today=date.min)
    cursor.phrase("at", "until", "from")
    found = clock(cursor)
    if found is None or not cursor.done or (found.minutes == MINUTES_PER_DAY and not as_end):
        raise not_a_clock(text)
    return found.as_end if as_end else found.minutes


def clock(cursor: Cursor) -> Clock | None:
    """Read a time of day, or nothing. Raises NotUnderstood for one like 25:00."""
    place = cursor.mark()
    if word := cursor.phrase(*_TWELVE):
        minutes = 0 if "midnight" in word else HALF_A_DAY
        return Clock(minutes=minutes, half=Half.SAID, words=word)
    token = cursor.take(Kind.CLOCK, Kind.NUMBER)
    if token is None:
        return None
    half = _half(cursor)
    shown = bool(cursor.phrase(*_OCLOCK))
    return _written(token, half or _half(cursor), shown, cursor.said_since(place).casefold())


def hours_between(start: Clock, end: Clock) -> WallHours:
    """Return the hours between two times of one day.

    "9-5" ends in the afternoon, because 5 would not be after 9; in "2-5pm" both are. Raises
    EndNotAfterStart, and NotUnderstood where neither half of the day can be told from words.
    """
    begin, finish = _start_before(end, start), _end_after(start, end)
    if finish <= begin:
        hint = OVER_MIDNIGHT
        raise EndNotAfterStart(start=minute_words(begin), end=minute_words(end.minutes), hint=hint)
    return WallHours(start=begin, end=finish)


def hours_from(start: Clock) -> WallHours:
    """Return the hours from a time to the end of its day. Raises NotUnderstood."""
    if start.is_open and start.minutes < FIRST_PLAIN_MORNING:
        raise which_half_of(start.words)
    return WallHours(start=start.minutes, end=MINUTES_PER_DAY)


def hours_until(end: Clock) -> WallHours:
    """Return the hours from the start of a day to a time. Raises NotUnderstood."""
    if end.is_open:
        raise which_half_of(end.words)
    return WallHours(start=0, end=end.as_end)


def _start_before(end: Clock, start: Clock) -> int:
    if not start.is_open:
        return start.minutes
    if end.half is Half.SAID and end.minutes == 0:
        raise which_half(start.words, end.words)
    if end.half is Half.SAID:
        return _in_the_half_of(end, start)
    if end.is_open and start.minutes < min(FIRST_PLAIN_MORNING, end.minutes):
        raise which_half(start.words, end.words)
    return start.minutes


def _in_the_half_of(end: Clock, start: Clock) -> int:
    if end.minutes < HALF_A_DAY:
        return start.minutes % HALF_A_DAY
    if end.words.startswith(_TWELVE):
        return start.minutes
    return start.afternoon if start.afternoon < end.minutes else start.minutes


def _end_after(start: Clock, end: Clock) -> int:
    written = end.as_end
    if end.half is not Half.OPEN or start.half is Half.SHOWN or written > start.minutes:
        return written
    later = written + HALF_A_DAY
    return later if later > start.minutes else written


def _written(token: Token, half: str | None, shown: bool, words: str) -> Clock:
    hour, minute = _hour_and_minute(token)
    if minute > 59 or hour > 24 or (hour == 24 and minute) or (half == "a" and hour > 12):
        raise not_a_clock(words)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return Clock(minutes=hour * 60 + minute, half=_known(token, half, shown), words=words)


def _hour_and_minute(token: Token) -> tuple[int, int]:
    if token.kind is Kind.NUMBER and len(token.text) > 2:
        return divmod(int(token.text), 100)
    hour, _, minute = token.text.replace(".", ":").replace("h", ":").partition(":")
    return int(hour), int(minute[:2] or 0)


def _known(token: Token, half: str | None, shown: bool) -> Half:
    if half:
        return Half.SAID
    hour, _ = _hour_and_minute(token)
    in_digits = token.kind is Kind.NUMBER and len(token.text) > 2
    if shown or in_digits or "h" in token.text or token.text.startswith("0") or hour > 12:
        return Half.SHOWN
    return Half.LATE if hour >= 10 and token.kind is Kind.CLOCK else Half.OPEN


def _half(cursor: Cursor) -> str | None:
    if token := cursor.take(Kind.HALF):
        return token.text[0]
    if cursor.phrase("in the morning"):
        return "a"
    return "p" if cursor.phrase("in the afternoon", "in the evening") else None
