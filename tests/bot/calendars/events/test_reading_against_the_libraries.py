"""What is left out and begun later for speed changes nothing: the libraries, asked for all of it,
say the same.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from calendar_builders import GOOD, calendar, event, hours, read, reader
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendars.events.placing import cut_to, placed
from scheduling.timespan import Span

# With the night in autumn in it.
WINDOW = hours("2026-10-20 00:00", "2026-11-10 00:00")
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC")
FORMAT = "%Y%m%dT%H%M%S"
MINUTE = timedelta(minutes=1)
MIDDLE = datetime.fromisoformat("2026-10-31T00:00")

moments = st.integers(-1200 * 96, 30 * 96).map(lambda n: MIDDLE + timedelta(minutes=15 * n))
# Odd lengths, and those of several days.
lengths = st.sampled_from([15, 60, 90, 1440, 3000, 15_000]).map(lambda n: timedelta(minutes=n))
weekdays = st.sets(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1)


@st.composite
def rules(draw: st.DrawFn) -> str:
    # Not each seven days: on Mondays only, that may never come, and the libraries never end.
    rule = f"FREQ={draw(st.sampled_from(['DAILY', 'WEEKLY', 'WEEKLY', 'MONTHLY', 'YEARLY']))}"
    rule += f";INTERVAL={draw(st.integers(1, 6))}"
    if draw(st.booleans()):
        rule += ";BYDAY=" + ",".join(sorted(draw(weekdays)))
    if draw(st.booleans()):
        rule += f";WKST={draw(st.sampled_from(['MO', 'SU']))}"
    end = draw(st.sampled_from(["", "UNTIL", "COUNT"]))
    if end == "UNTIL":
        rule += f";UNTIL={draw(moments):{FORMAT}}Z"
    elif end == "COUNT":
        rule += f";COUNT={draw(st.integers(1, 400))}"
    return rule


@st.composite
def events(draw: st.DrawFn) -> tuple[str, ...]:
    zone, start, length = draw(st.sampled_from(ZONES)), draw(moments), draw(lengths)
    if draw(st.booleans()):
        lines = [f"DTSTART;TZID={zone}:{start:{FORMAT}}"]
        lines.append(f"DTEND;TZID={zone}:{start + length:{FORMAT}}")
    else:
        lines = [f"DTSTART;VALUE=DATE:{start:%Y%m%d}"]
        lines.append(f"DTEND;VALUE=DATE:{start + length + timedelta(days=1):%Y%m%d}")
    if draw(st.booleans()):
        lines.append(f"RRULE:{draw(rules())}")
        lines += draw(st.lists(left_out(zone, start, is_day="VALUE" in lines[0]), max_size=3))
    return tuple(lines)


@st.composite
def left_out(draw: st.DrawFn, zone: str, start: datetime, *, is_day: bool) -> str:
    """Leave out a day near the middle, at the time of the series or half an hour beside it."""
    day = MIDDLE.date() + timedelta(days=draw(st.integers(-12, 12)))
    if is_day or draw(st.booleans()):
        return f"EXDATE;VALUE=DATE:{day:%Y%m%d}"
    at = datetime.combine(day, start.time()) + draw(st.sampled_from([0, 0, 0, 30])) * MINUTE
    if draw(st.booleans()):
        return f"EXDATE;TZID={zone}:{at:{FORMAT}}"
    return f"EXDATE:{at.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC):{FORMAT}}Z"


def by_the_libraries(text: bytes, zone: str) -> set[Span]:
    """Read the whole file, look at the whole time around the window, and only then cut."""
    icalendar.use_zoneinfo()  # type: ignore[no-untyped-call]
    whole = icalendar.Calendar.from_ical(text)
    around = timedelta(days=2)
    found = recurring_ical_events.of(whole).between(WINDOW.start - around, WINDOW.end + around)
    spans = set()
    for one in found:
        master = next(each for each in whole.walk("VEVENT") if each["UID"] == one["UID"])
        start, end = master["DTSTART"].dt, master["DTEND"].dt
        exact = end - start
        if isinstance(start, datetime):
            exact = end.astimezone(UTC) - start.astimezone(UTC)
        begins, ends = placed(one["DTSTART"].dt, one["DTEND"].dt, exact=exact, zone=ZoneInfo(zone))
        spans.add(cut_to(WINDOW, begins, ends))
    return {Span(start=within[0], end=within[1]) for within in spans if within}


@settings(max_examples=150, deadline=None)
@given(st.lists(events(), min_size=1, max_size=4), st.sampled_from(ZONES))
def test_all_is_found_that_the_libraries_find(some: list[tuple[str, ...]], zone: str) -> None:
    named = [event(*lines, uid=str(number)) for number, lines in enumerate(some)]
    text = calendar(*named).replace(GOOD.replace("\n", "\r\n").encode(), b"")

    reading = read(text, reader(zone=zone, window=WINDOW))

    assert reading.skipped == ()
    assert {block.span for block in reading.blocks} == by_the_libraries(text, zone)
