"""Calendars that were damaged anywhere: each is read or refused, and nothing else happens."""

import random
from contextlib import suppress

import pytest
from calendar_builders import calendar, read, reader
from effort import examples
from odd_events import EVENTS
from odd_files import STILL_READ

from bot.calendars.events.cut import Cut
from scheduling.errors import CalendarNotRead, CalendarUnreadable

TEXTS = [
    text
    for text in (*(odd.text for odd in EVENTS.values()), *STILL_READ.values())
    if len(text) < 4_000
]


def damaged(seed: int) -> bytes:
    """One of the odd calendars, with a few bytes changed, lost, repeated or from another one."""
    chosen = random.Random(seed)
    text = bytearray(chosen.choice(TEXTS))
    for _ in range(chosen.randrange(1, 6)):
        at, way = chosen.randrange(len(text)), chosen.randrange(4)
        if way == 0:
            text[at] = chosen.randrange(256)
        elif way == 1 and len(text) > 100:
            del text[at : at + chosen.randrange(1, 20)]
        elif way == 2:
            other = chosen.choice(TEXTS)
            start = chosen.randrange(len(other))
            text[at:at] = other[start : start + chosen.randrange(1, 60)]
        else:
            lines = bytes(text).split(b"\r\n")
            lines.insert(chosen.randrange(len(lines)), chosen.choice(lines))
            text = bytearray(b"\r\n".join(lines))
    return bytes(text)


@pytest.mark.parametrize("first", range(0, examples(300), 100))
def test_a_damaged_calendar_is_read_or_refused(first: int) -> None:
    refused = 0
    for seed in range(first, first + 100):
        text = damaged(seed)
        try:
            first_time = read(text, reader())
        except CalendarNotRead:
            refused += 1
        else:
            assert read(text, reader()).digest == first_time.digest

    assert 5 < refused < 60


def test_of_several_calendars_that_come_whole_a_damaged_one_costs_no_other() -> None:
    cut = Cut(reader())
    for text in (calendar(), calendar()[:-30], b"no calendar", b"", calendar() * 2):
        with suppress(CalendarUnreadable):
            cut.feed_whole(text)

    good = Cut(reader())
    good.feed(calendar() * 3)
    assert cut.close() == good.close()
