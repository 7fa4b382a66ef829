"""Dates in messages (`<!date^…>`), as each reader's Slack writes them."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

HALF_A_YEAR = timedelta(days=183)


def date_shown(instant: int, *, form: str, tz: str | None, now: datetime) -> str:
    """Write an instant, in seconds since the epoch, as the tokens in `form` say, in a zone.

    Without a zone it is UTC. Days near `now` are named by the `…_pretty` tokens, and the year is
    left out within half a year, as docs.slack.dev/messaging/formatting-message-text has it.
    """
    zone = ZoneInfo(tz) if tz else UTC
    then, here = datetime.fromtimestamp(instant, tz=zone), now.astimezone(zone)

    def token(found: re.Match[str]) -> str:
        name = found[1]
        if name.endswith("_pretty"):
            near = _near(then.date(), here.date())
            return near or _written(name.removesuffix("_pretty"), then, here, found[0])
        return _written(name, then, here, found[0])

    return re.sub(r"\{(\w+)\}", token, form)


def _written(name: str, then: datetime, here: datetime, otherwise: str) -> str:
    writer = _WRITERS.get(name)
    return writer(then, here) if writer else otherwise


def _near(then: date, today: date) -> str | None:
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((then - today).days)


def _day(then: datetime) -> str:
    return f"{then:%B} {_ordinal(then.day)}"


def _year(then: datetime, here: datetime) -> str:
    return "" if abs(then - here) < HALF_A_YEAR else f", {then.year}"


def _ordinal(day: int) -> str:
    # 11th, 12th and 13th, though they end in 1, 2 and 3.
    suffix = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{suffix}"


def _clock(then: datetime, *, seconds: str = "") -> str:
    return f"{then.hour % 12 or 12}:{then:%M}{seconds} {'AM' if then.hour < 12 else 'PM'}"


def _ago(then: datetime, here: datetime) -> str:
    away = abs((here - then).total_seconds())
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if away >= size:
            count = f"{int(away // size)} {unit}{'s' if away >= 2 * size else ''}"
            return f"{count} ago" if then <= here else f"in {count}"
    return "just now"


_WRITERS: dict[str, Callable[[datetime, datetime], str]] = {
    "date_num": lambda then, here: f"{then:%Y-%m-%d}",
    "date_slash": lambda then, here: f"{then:%d/%m/%Y}",
    "date": lambda then, here: _day(then) + _year(then, here),
    "date_short": lambda then, here: f"{then:%b} {then.day}" + _year(then, here),
    "date_long": lambda then, here: f"{then:%A}, {_day(then)}" + _year(then, here),
    "date_long_full": lambda then, here: f"{then:%B} {then.day}, {then.year}",
    "day_divider": lambda then, here: f"{then:%A}, {_day(then)}" + _year(then, here),
    "time": lambda then, here: _clock(then),
    "time_secs": lambda then, here: _clock(then, seconds=f":{then:%S}"),
    "ago": _ago,
}
