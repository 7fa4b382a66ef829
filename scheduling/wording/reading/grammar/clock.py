"""Times of day as people write them: 9, 9:30, 14h30, 2 p.m., noon; and hours between two."""

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from languages.catalogue import N_, gettext
from scheduling.errors import EndNotAfterStart
from scheduling.model import MINUTES_PER_DAY, WallHours
from scheduling.wording.reading.grammar.choices import Choices, Doubt
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.questions.hours import not_a_clock, which_half
from scheduling.wording.reading.grammar.tokens import Kind, Token
from scheduling.wording.saying.hours import minute_words

HALF_A_DAY = MINUTES_PER_DAY // 2
FIRST_PLAIN_MORNING = 7 * 60
"""A bare "7-9" is taken as written; before that, "5-7" is as likely to be in the afternoon."""
FIRST_SHIFT = 5 * 60
"""From here on "6-2" ends in the afternoon; nobody begins at "2-1" in the morning unasked."""
OVER_MIDNIGHT = N_(
    "For hours over midnight, name the day of the end as well: `Fri 22:00 - Sat 02:00`."
)
_OCLOCK = ("h", "hrs", "hours", "hour", "o'clock", "oclock", "uhr")
_NAMED = ("noon", "midday", "midnight")
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


MIDNIGHT = Clock(minutes=0, half=Half.SAID, words="midnight")
"""The start of a day."""


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
    half = half or _half(cursor)
    found = _written(token, half, shown, cursor.said_since(place).casefold())
    if half is None and found.minutes == HALF_A_DAY and (word := cursor.phrase(*_NAMED)):
        minutes = 0 if word == "midnight" else HALF_A_DAY
        return Clock(minutes=minutes, half=Half.SAID, words=f"12 {word}")
    return found


def hours_between(start: Clock, end: Clock, choices: Choices) -> WallHours:
    """Return the hours between two times of one day.

    "9-5" ends in the afternoon, because 5 would not be after 9; in "2-5pm" both are. In which
    half of the day "5-7" lies is for the choices to say. Raises EndNotAfterStart.
    """
    if start.is_open and end.is_open and start.minutes == end.minutes:
        raise which_half(start.words, end.words)
    start, end = _in_a_half(start, end, choices)
    begin, finish = _start_before(end, start), _end_after(start, end)
    if finish <= begin:
        hint = gettext(OVER_MIDNIGHT)
        raise EndNotAfterStart(start=minute_words(begin), end=minute_words(end.minutes), hint=hint)
    return WallHours(start=begin, end=finish)


def hours_over_midnight(start: Clock, end: Clock, choices: Choices) -> tuple[int, int]:
    """Return the minutes of a start on one day and of an end on a later one."""
    # Whoever writes 22:00 writes 2:00 on the same clock.
    shown = Half.SHOWN in (start.half, end.half)
    early = not shown and start.half is Half.OPEN and start.minutes < FIRST_PLAIN_MORNING
    late = not shown and end.half is Half.OPEN and end.minutes < HALF_A_DAY
    later = (early or late) and _is_later(choices, f"{start.words} - {end.words}")
    begin = start.afternoon if early and later else start.minutes
    return begin, end.afternoon if late and later else end.minutes


def hours_lasting(start: Clock, minutes: int, choices: Choices) -> WallHours:
    """Return the hours from a time on, for so many minutes. Raises EndNotAfterStart."""
    begin = hours_from(start, choices).start
    if begin + minutes > MINUTES_PER_DAY:
        end = minute_words((begin + minutes) % MINUTES_PER_DAY)
        raise EndNotAfterStart(start=minute_words(begin), end=end, hint=gettext(OVER_MIDNIGHT))
    return WallHours(start=begin, end=begin + minutes)


def hours_from(start: Clock, choices: Choices) -> WallHours:
    """Return the hours from a time to the end of its day."""
    begin = start.minutes
    if start.is_open and begin < FIRST_PLAIN_MORNING and _is_later(choices, start.words):
        begin = start.afternoon
    return WallHours(start=begin, end=MINUTES_PER_DAY)


def hours_until(end: Clock, choices: Choices) -> WallHours:
    """Return the hours from the start of a day to a time."""
    early = int(end.minutes > FIRST_PLAIN_MORNING)  # "before 10" is hardly 10 PM
    later = end.is_open and _is_later(choices, end.words, likely=early)
    return WallHours(start=0, end=end.afternoon if later else end.as_end)


def _is_later(choices: Choices, words: str, *, likely: int = 0) -> bool:
    """Tell whether the afternoon is meant, which comes first."""
    return choices.take(Doubt.HALF, words, likely=likely) == 0


def _in_a_half(start: Clock, end: Clock, choices: Choices) -> tuple[Clock, Clock]:
    """The same times in one half of the day, where both of them are as likely."""
    if not start.is_open:
        return start, end
    to_midnight = end.half is Half.SAID and end.minutes == 0
    before = start.minutes < (end.minutes if start.minutes >= FIRST_SHIFT else MINUTES_PER_DAY)
    early = end.is_open and start.minutes < FIRST_PLAIN_MORNING and before
    if not (early or to_midnight):
        return start, end
    words = f"{start.words}-{end.words}"
    if not _is_later(choices, words):
        return replace(start, half=Half.SAID), end
    later = replace(start, minutes=start.afternoon, half=Half.SAID)
    return later, end if to_midnight else replace(end, minutes=_noon_on(end), half=Half.SAID)


def _noon_on(end: Clock) -> int:
    """Twelve after an afternoon is midnight, the end of the day."""
    return MINUTES_PER_DAY if end.minutes == HALF_A_DAY else end.minutes % HALF_A_DAY + HALF_A_DAY


def _start_before(end: Clock, start: Clock) -> int:
    if not start.is_open:
        return start.minutes
    return _in_the_half_of(end, start) if end.half is Half.SAID else start.minutes


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
    # 930 and 1430 are times without their colon.
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
