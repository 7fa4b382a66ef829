"""Days, hours and zones as they stand in letters and on pages: the zone is always named."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from languages.catalogue import gettext
from languages.days import alone, city_of, in_a_sentence, whole_date
from languages.days import month_name as month_name
from languages.days import short_date as short_date
from languages.days import short_weekday as short_weekday
from languages.days import weekday_name as weekday_name
from scheduling.timespan import Span, clock_words


def whole_time_words(span: Span, *, zone: ZoneInfo) -> str:
    """Return all of an hour for somebody who reads it weeks later and somewhere else.

    Such as "Tuesday 10 November 2026, 14:00 to 15:00 (Berlin, UTC+01:00)".
    """
    begins, ends = (clock_words(each, zone=zone) for each in (span.start, span.end))
    return gettext("{day}, {begins} to {ends} ({place})").format(
        day=alone(whole_date(span.start.astimezone(zone).date())),
        begins=begins,
        ends=in_a_sentence(ends),
        place=zone_words(span.start, zone=zone),
    )


def zone_words(instant: datetime, *, zone: ZoneInfo) -> str:
    """Return a zone as "Berlin, UTC+01:00": letters such as CST mean several."""
    offset = instant.astimezone(zone).utcoffset() or timedelta()
    sign, minutes = "\N{MINUS SIGN}" if offset < timedelta() else "+", abs(offset) // _MINUTE
    city = city_of(zone.key)
    if not minutes:
        return "UTC" if city == "UTC" else f"{city}, UTC"
    return f"{city}, UTC{sign}{minutes // 60:02d}:{minutes % 60:02d}"


_MINUTE = timedelta(minutes=1)
