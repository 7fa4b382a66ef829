"""A corpus of sentences with a meaning of their own: each is read so, or asked back."""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from itertools import product

import pytest
from effort import examples
from wording.corpus import (
    ASKED,
    BERLIN,
    DAY,
    NOWS,
    Meaning,
    corpus,
    in_several_ways,
    phrases,
    recurring,
)

from scheduling.errors import SchedulingError, SeveralReadings
from scheduling.model import EVERY_WEEK, WeeklyHours
from scheduling.wording.reading import ParsedAvailability, read_availability

WORDS = ["blorp", "not", "never", "other", "then", "second", "roughly"]


def read(text: str, now: datetime) -> ParsedAvailability:
    return read_availability(text, now=now, zone=BERLIN)


def dates_of(weekly: WeeklyHours, now: datetime) -> list[date]:
    """The days of the coming months on which weekly hours hold, by counting."""
    today = now.astimezone(BERLIN).date()
    said = weekly.recurrence
    days = (today + number * DAY for number in range(400))
    ahead = [d for d in days if d.weekday() == weekly.weekday and said.first <= d <= said.last]
    if said.weeks == 1:
        return ahead
    monday = said.first - said.first.weekday() * DAY
    counted = {monday + number * DAY * 7 * said.weeks for number in range(60)}
    return [day for day in ahead if day - day.weekday() * DAY in counted]


def meaning_of(said: ParsedAvailability, now: datetime) -> Meaning:
    some = [w for w in said.weekly if w.recurrence != EVERY_WEEK]
    ending = [w for w in some if w.recurrence.has_last]
    dates = {(w.day, (w.hours.start, w.hours.end), w.replaces) for w in said.windows}
    dates |= {(d, (w.hours.start, w.hours.end), False) for w in ending for d in dates_of(w, now)}
    return Meaning(
        dates=frozenset((day, hours) for day, hours, replaces in dates if not replaces),
        instead=frozenset((day, hours) for day, hours, replaces in dates if replaces),
        weekly=frozenset(
            (w.weekday.value, (w.hours.start, w.hours.end)) for w in said.weekly if w not in some
        ),
        endless=frozenset(
            (dates_of(w, now)[0], (w.hours.start, w.hours.end), w.recurrence.weeks)
            for w in some
            if w not in ending
        ),
        off=frozenset(
            part.day + number * DAY
            for part in said.time_off
            for number in range(part.hours.end // 1440)
        ),
    )


@pytest.mark.parametrize("now", NOWS, ids=lambda now: str(now.date()))
def test_every_sentence_is_read_as_meant_or_asked_back(now: datetime) -> None:
    counts: Counter[str] = Counter()
    wrong = []

    for text, meant in share_of(now):
        try:
            found = meaning_of(read(text, now), now)
        except SchedulingError:
            counts["asked as it must be" if meant == ASKED else "asked"] += 1
            continue
        counts["read"] += 1
        if found != meant:
            wrong.append(text)

    sys.stdout.write(f"{now:%a %d %b %Y}: {dict(counts)}\n")
    assert wrong == []
    assert counts.total() >= 1_000
    assert counts["asked"] <= counts["read"] / 10


@pytest.mark.parametrize("now", NOWS, ids=lambda now: str(now.date()))
def test_days_beside_each_other_are_those_within_both_or_are_asked_back(now: datetime) -> None:
    wrong = []

    for (a, in_a), (b, in_b) in product(phrases(now), repeat=2):
        if b.startswith("until") or " and " in f"{a} {b}":  # a joining word
            continue
        try:
            found = meaning_of(read(f"{a} {b} 9-12", now), now)
        except SchedulingError:
            continue
        weekly = {weekday for weekday, _ in found.weekly}
        if found.weekly and not weekly <= (recurring(a) & recurring(b)):
            wrong.append(f"{a} {b}")
        if not {day for day, _ in found.dates} <= (in_a & in_b):
            wrong.append(f"{a} {b}")

    assert wrong == []


@pytest.mark.parametrize(("number", "word"), list(enumerate(WORDS)), ids=WORDS)
def test_no_word_of_a_sentence_is_left_unread(number: int, word: str) -> None:
    now, wrong = NOWS[0], []

    # Of all sentences some for each word.
    for text, meant in corpus(now)[number :: max(1, 127 // examples(1))]:
        for changed in with_one_word_more(text, word):
            try:
                found = meaning_of(read(changed, now), now)
            except SchedulingError:
                continue
            if word == "blorp" or found == meant:
                wrong.append(changed)

    assert wrong == []


@pytest.mark.parametrize("now", NOWS, ids=lambda now: str(now.date()))
def test_what_is_likely_to_be_meant_in_two_ways_is_offered_in_both(now: datetime) -> None:
    for text, meant in in_several_ways(now.astimezone(BERLIN).date()):
        with pytest.raises(SeveralReadings) as asked:
            read(text, now)

        readings = {reading.label: reading.sentence for reading in asked.value.readings}
        found = {
            label: meaning_of(read(sentence, now), now) for label, sentence in readings.items()
        }
        assert found == meant, text
        assert all(f"`{sentence}`" in asked.value.question for sentence in readings.values())


def share_of(now: datetime) -> list[tuple[str, Meaning]]:
    """Return the sentences to be read at one of NOWS: each at one, with EFFORT=4 at all of them."""
    sentences = corpus(now)
    random.Random(4).shuffle(sentences)
    return sentences if examples(1) >= len(NOWS) else sentences[NOWS.index(now) :: len(NOWS)]


def with_one_word_more(text: str, word: str) -> Iterator[str]:
    words = text.split()
    for place in range(len(words) + 1):
        yield " ".join((*words[:place], word, *words[place:]))
