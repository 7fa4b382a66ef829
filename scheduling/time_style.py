"""How somebody writes the time of day and a date, and by whose habit words are being written.

The habit holds for all that is said within `written_in`, as a language does for gettext: one
reader, one way of writing, through every layer, whoever puts the words together.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Clock(StrEnum):
    """To which number a clock counts the hours of a day."""

    TWELVE_HOURS = "12"
    TWENTY_FOUR_HOURS = "24"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeStyle:
    """How somebody writes the time of day and a date."""

    clock: Clock = Clock.TWELVE_HOURS
    # "Tue Nov 10" rather than "Tue 10 Nov".
    is_month_first: bool = False


USUAL_STYLE: Final = TimeStyle()
"""For programs, and for readers of whom nothing is known."""

# Regions that prefer "h" in the Unicode CLDR's supplemental data, under timeData;
# https://www.unicode.org/reports/tr35/tr35-dates.html#Time_Data
_TWELVE_HOUR_REGIONS = (
    "419 AE AG AL AS AU BB BD BH BM BO BS BT CA CO CR CU CY DJ DM DO DZ EC EG EH ER FJ FM GD GH GM "
    "GR GT GU GY HK HN IN IQ JM JO KI KN KP KR KW KY LB LC LR LS LY MH MO MP MR MW MX NA NI NZ OM "
    "PA PE PG PH PK PR PS PW QA SA SB SD SG SL SO SS SV SY SZ TC TD TO TT TW UM US VC VE VG VI VU "
    "WS YE ZM"
)
_TWENTY_FOUR_HOUR_LOCALES = frozenset({"fr-CA"})
"""By that table, these differ from the region they are in."""

# By the CLDR's formats for a short month beside a day (MMMd); in English it is the region that
# counts, and elsewhere the language.
_MONTH_FIRST_REGIONS = "AS BI CA GU MH MP PH PR UM US VI"
_MONTH_FIRST_LANGUAGES = "am eu fil hu ja ko lt ml mn my ne or si ta zh zu"

_LATIN_AMERICA = "es-LA"
"""Slack's own name for what is es-419 elsewhere; LA is Laos."""

_CURRENT: ContextVar[TimeStyle] = ContextVar("time_style", default=USUAL_STYLE)


def style_of(locale: str | None, *, clock: Clock | None = None) -> TimeStyle:
    """Return how people of a locale, such as "de-DE", write; a clock that was chosen wins.

    A locale that is not known, or that names no region, suggests nothing.
    """
    suggested = _suggested_by(locale.replace("_", "-")) if locale else USUAL_STYLE
    return TimeStyle(
        clock=clock or suggested.clock,
        is_month_first=suggested.is_month_first,
    )


def current_style() -> TimeStyle:
    """Return the habit by which words are being written right now."""
    return _CURRENT.get()


@contextmanager
def written_in(style: TimeStyle) -> Iterator[None]:
    """Have all times and dates that are put into words in the `with` block written so.

    It holds in threads and tasks that are begun within the block, and nowhere else.
    """
    before = _CURRENT.set(style)
    try:
        yield
    finally:
        _CURRENT.reset(before)


def _suggested_by(locale: str) -> TimeStyle:
    language, _, rest = locale.partition("-")
    region = "419" if locale == _LATIN_AMERICA else rest.rpartition("-")[2].upper()
    if not region:
        return USUAL_STYLE
    is_twelve = region in _TWELVE_HOUR_REGIONS.split() and locale not in _TWENTY_FOUR_HOUR_LOCALES
    return TimeStyle(
        clock=Clock.TWELVE_HOURS if is_twelve else Clock.TWENTY_FOUR_HOURS,
        is_month_first=(
            region in _MONTH_FIRST_REGIONS.split()
            if language == "en"
            else language in _MONTH_FIRST_LANGUAGES.split()
        ),
    )
