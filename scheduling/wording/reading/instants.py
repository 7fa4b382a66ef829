"""Dates and times as programs write them: RFC 3339, or by a clock that is agreed on."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from languages.catalogue import gettext
from scheduling.errors import NotUnderstood
from scheduling.timespan import as_instant
from scheduling.zones import is_shown

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
_OFFSET = r"[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-9]{2}"
# https://www.rfc-editor.org/rfc/rfc3339#section-5.6, but that seconds may be left out. What
# Python reads beyond that, any letter between day and time among it, may be a slip of the pen.
_DATE_TIME = re.compile(rf"{_DAY}[Tt ]{_CLOCK}(?:{_OFFSET})?")


def read_date(text: str) -> date:
    """Return the day that "2026-11-10" names. Raises NotUnderstood."""
    try:
        if re.fullmatch(_DAY, text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise NotUnderstood(question=f"“{text}” is no day, such as 2026-11-10.")


def read_date_time(text: str) -> datetime:
    """Return what "2026-11-10T09:00:00Z" says, or the same without a zone.

    Between day and time there is a `T` or a space. Raises NotUnderstood.
    """
    try:
        if _DATE_TIME.fullmatch(text):
            # RFC 3339 allows a small t and z.
            return datetime.fromisoformat(text.upper())
    except ValueError:
        pass
    question = gettext("“{text}” is no date and time, such as 2026-11-10T09:00:00Z.")
    raise NotUnderstood(question=question.format(text=text))


def read_start(text: str, *, zone: ZoneInfo) -> datetime:
    """Return the instant that a date and time names, by the clock of `zone` if it has
    no zone of its own. Raises NotUnderstood, also where that clock skips it.
    """
    moment = read_date_time(text)
    try:
        if moment.tzinfo is None and not is_shown(moment, zone=zone):
            question = gettext("“{text}” does not exist: the clocks in {zone} skip it that day.")
            raise NotUnderstood(question=question.format(text=text, zone=zone.key))
        return as_instant(moment if moment.tzinfo else moment.replace(tzinfo=zone))
    except OverflowError:
        question = gettext("“{text}” is out of reach.")
        raise NotUnderstood(question=question.format(text=text)) from None


def looks_dated(text: str) -> bool:
    """Tell whether a text begins with a day, and so is no time of day alone."""
    return re.match(_DAY, text) is not None
