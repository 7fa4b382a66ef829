"""Every example that a refusal offers is read, whatever was typed and whenever."""

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from effort import examples
from wording.corpus import BERLIN, NOWS, corpus

from scheduling.errors import SchedulingError
from scheduling.wording.reading import read_availability

MISTAKES = ["never", "soon", "9", "until", "32 Dec", "5-3", "Fri", "next", "every", "except", "at"]


@pytest.mark.parametrize("now", NOWS, ids=lambda now: str(now.date()))
def test_every_example_of_a_refusal_is_read(now: datetime) -> None:
    refusals, refused_examples = 0, []

    for text in wrong_sentences(now):
        question = question_of(text, now)
        refusals += question is not None
        refused_examples += [
            (text, example) for example in examples_in(question or "") if is_refused(example, now)
        ]

    assert refused_examples == []
    assert refusals >= 500


@pytest.mark.parametrize("days", range(0, 366, 5))
@pytest.mark.parametrize(
    "text",
    ["never", "every other Tue 9-12", "Tue next month 9-12", "off", "9-12", "Fri", "off 1-9"],
)
def test_the_examples_work_on_every_day_of_the_year(text: str, days: int) -> None:
    now = datetime(2027, 1, 1, 9, 30, tzinfo=UTC) + timedelta(days=days)

    question = question_of(text, now)

    assert question is not None
    offered = examples_in(question)
    assert offered
    assert not [example for example in offered if is_refused(example, now)]


def wrong_sentences(now: datetime) -> Iterator[str]:
    """Sentences of the corpus with a word too many, too few, or in another place.

    Every twelfth is tried; with EFFORT=12 each of them.
    """
    chance = random.Random(now.toordinal())
    for text, _ in corpus(now)[:: max(1, 12 // examples(1))]:
        words = text.split()
        place = chance.randrange(len(words))
        yield " ".join((*words[:place], *words[place + 1 :]))
        yield " ".join((*words[:place], chance.choice(MISTAKES), *words[place:]))
        yield " ".join(chance.sample(words, len(words)))


def examples_in(question: str) -> list[str]:
    """What stands between backticks, without commands."""
    return [code for code in re.findall(r"`([^`]*)`", question) if not code.startswith("/")]


def question_of(text: str, now: datetime) -> str | None:
    try:
        read_availability(text, now=now, zone=BERLIN)
    except SchedulingError as refusal:
        return refusal.sentence(zone=BERLIN)
    return None


# The same few dozen examples come in thousands of refusals.
@cache
def is_refused(example: str, now: datetime) -> bool:
    """Whether an example is refused; a sentence of one meaning is never even asked back."""
    try:
        read_availability(example, now=now, zone=BERLIN)
    except SchedulingError:
        return True
    return False
