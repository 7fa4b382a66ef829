"""Any text at all is read, or refused in words; and at once, however long it is."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scheduling.errors import SchedulingError
from scheduling.wording.reading import (
    ParsedAvailability,
    clean_name,
    read_availability,
    read_candidate,
    read_day,
    read_email,
    read_length,
    read_mentions,
    read_period,
    read_question,
    read_time,
    read_zone,
)

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = datetime(2026, 11, 10, 8, 30, tzinfo=UTC)
TODAY = date(2026, 11, 10)

WORDS = """
    mon tuesday wednesdays next this every week weekly weekdays weekend tomorrow today in days nov
    10th the of 24 dec 2026 2027-02-29 03/04 25.12.2026 9 12 14:30 24:00 14h30 am p.m. noon
    midnight until from to between and or , ; - – all day morning off not available with for any
    @ines <@U1|ines> carl chen a@b.co europe/berlin cet ( . : / + 0 31 99999 9999 before after
    within months year
"""
LANGUAGE = st.sampled_from([*WORDS.split(), "\n"])
SENTENCES = st.lists(LANGUAGE, max_size=14).map(" ".join)
TEXTS = st.one_of(SENTENCES, st.text(max_size=60), st.text(alphabet="0123456789:.-/hapm, ;"))


@given(text=TEXTS)
@example(text="²⁹ Feb 9-12")
@example(text="٣-٤ tomorrow")
@example(text="İ ß ﷺ")
@example(text="\ud800")
@example(text="tomorrow 9-12\x00")
@example(text="9999-12-31 to 9999-12-31")
@example(text="week of 31 dec 2100")
@example(text="next 9999 months")
@example(text="the 31st")
@example(text="<@U1|> with <@|x> <@U1")
@example(text="{question} {0} %s")
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    refusals = [refusal for read_as in READERS if (refusal := refusal_of(read_as, text))]

    assert all(refusal.sentence(zone=BERLIN) for refusal in refusals)


@given(text=SENTENCES, days=st.integers(0, 800))
def test_no_day_of_the_year_breaks_the_reading(text: str, days: int) -> None:
    today = date.fromordinal(TODAY.toordinal() + days)
    try:
        period = read_period(text, today=today)
    except SchedulingError:
        return

    assert period.first_day <= period.last_day


@pytest.mark.parametrize(
    "text",
    [
        "9" * 10_000,
        "tomorrow " * 1_000,
        "tomorrow 9-12, " * 700,
        "<@U1|ines> and " * 700,
        "Carl " * 2_000,
        "-" * 10_000,
        "a@" * 5_000,
        "<mailto:" * 1_250,
        "(" * 10_000,
        "ﷺ" * 10_000,
        "a." * 5_000,
        "x" * 10_000,
        "1 week " * 1_400,
    ],
)
def test_a_very_long_text_is_answered_at_once(text: str) -> None:
    for read_as in READERS:
        refusal_of(read_as, "x")  # whoever is the first of all has to load what reads
    started = time.thread_time()

    refusals = [refusal for read_as in READERS if (refusal := refusal_of(read_as, text))]

    assert time.thread_time() - started < 1
    assert max(len(refusal.sentence(zone=BERLIN)) for refusal in refusals) < 400


def refusal_of(read_as: Callable[[str], object], text: str) -> SchedulingError | None:
    try:
        read_as(text)
    except SchedulingError as refusal:
        return refusal
    return None


def read(text: str) -> ParsedAvailability:
    return read_availability(text, now=TUESDAY, zone=BERLIN)


READERS = (
    read,
    read_time,
    read_zone,
    read_email,
    read_length,
    read_mentions,
    read_candidate,
    clean_name,
    lambda text: read_time(text, as_end=True),
    lambda text: read_day(text, today=TODAY),
    lambda text: read_period(text, today=TODAY),
    lambda text: read_question(text, today=TODAY),
)
