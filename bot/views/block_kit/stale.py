"""Whose calendars have not been read lately, as it is said beside what rests on them."""

from collections.abc import Sequence

from bot.views.block_kit.blocks import names, shown_names
from scheduling.results import StaleCalendar
from scheduling.wording.saying.calendars import ago_words

_MOST = 5
_FAR_AHEAD = "Calendars are read 16 weeks ahead, so later than that only the hours given count"


def stale_words(stale: Sequence[StaleCalendar]) -> str:
    """Say whose calendars were last read when, and whose count no more; "" where there is none."""
    last_read = [each for each in stale if each.holds and not each.was_read]
    short = [each for each in stale if each.known_until is not None]
    silent = [each for each in stale if not each.holds]
    sentences = [
        f"Calendar last read {', '.join(_each(last_read))}." if last_read else "",
        f"Calendar silent, so only the hours given count: {_names(silent)}." if silent else "",
        f"{_FAR_AHEAD}: {_names(short)}." if short else "",
    ]
    return " ".join(filter(None, sentences))


def silent_words(silent: Sequence[StaleCalendar]) -> str:
    """Say whose calendars can't be read any more, whatever still counts of them."""
    return f":warning: Calendars that can't be read: last read {', '.join(_each(silent))}."


def stale_line(stale: Sequence[StaleCalendar]) -> str:
    """Return the same as a line of its own, to be added to others."""
    words = stale_words(stale)
    return f"\n:hourglass: {words}" if words else ""


def _each(stale: Sequence[StaleCalendar]) -> list[str]:
    shown = shown_names(each.person for each in stale)
    each = [f"{_ago(one)} ({shown[one.person.id]})" for one in stale[:_MOST]]
    more = len(stale) - _MOST
    return [*each, f"and {more} more"] if more > 0 else each


def _ago(stale: StaleCalendar) -> str:
    return "never" if stale.read_at is None else ago_words(stale.read_at, now=stale.now)


def _names(stale: Sequence[StaleCalendar]) -> str:
    more = len(stale) - _MOST
    named = names(each.person for each in stale[:_MOST])
    return f"{named}, and {more} more" if more > 0 else named
