"""What a question offers to be typed is read, in every language."""

import re
from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from catalogues.leftovers import OTHERS, catalogue_in, forms_of, leftovers, messages_in
from journeys.conftest import MONDAY

from languages.days import month_name, weekday_name
from languages.locales import own_style_of
from languages.style import written_in
from scheduling.errors import NotUnderstood, SchedulingError, SeveralReadings
from scheduling.wording.reading import read_availability, read_date, sentence_of, without_commands
from scheduling.wording.reading.grammar.questions.dates import day_and_month

BERLIN = ZoneInfo("Europe/Berlin")
EXAMPLE = re.compile(r"`([^`]*)`")
TYPED = [
    *(
        "",
        "hello",
        "tomorow 9-12",
        "9-12",
        "Friday",
        "9-12 Dec",
        "tomorrow 9",
        "25:00",
        "31 Feb 9-12",
    ),
    *("10/11 9-12", "Mon 10 Nov 9-12", "CET tomorrow 9-12", "2pm-2pm tomorrow", "tomorrow 12-9"),
    *("yesterday 9-12", "1 Nov 9-12", "every Tue 9-12 except 24 Dec", "every 10 days 9-12"),
    *("every first Monday 9-12", "every other week 9-12", "from tomorrow 9-12", "off every Monday"),
    *("every day 9-12 instead", "tomorrow 9-17 except 9-17", "from 10 Nov to 9 Nov 9-12"),
    *("first Monday 9-12", "tomorrow morning 14-16", "tomorrow 9-12+01:00", "freitags früh"),
    *(
        "10 Nov 2050 9-12",
        "Mon, Tue off 9-12",
        "Fri 24:00 - Sat 9",
        "Mon 5-7",
        "Tue 9-12, Thu 9-12",
    ),
    *("2026-11-10T09:00+01:00", "next 60 days 9-12", "x" * 600, "every Mon 9 - Sun 9", "on Oct"),
    *("28 March 2027 2:00-2:30", "Mondays from November 9-12 until June", "every 2 weeks Mon 9-12"),
]
"""What can't be read, can be read in several ways, or is over."""


def gaps(language: str) -> dict[str, str]:
    """What stands in the gaps of examples, as the code fills them."""
    with written_in(own_style_of(language)):
        days = [day_and_month(date(2026, 11, day)) for day in (16, 23, 30)]
        weekday, month = weekday_name(0), month_name(12)
    return {
        **dict.fromkeys(("soon", "first", "day", "before"), days[0]),
        **dict.fromkeys(("later", "second", "last"), days[1]),
        "weekday": weekday,
        "weeks": "2",
        "following": month,
        "days": weekday,
        "start": "9",
        "end": "12",
    }


def examples_in(language: str) -> Iterator[str]:
    for message in messages_in(catalogue_in(language)):
        for form in forms_of(message.string):
            for example in EXAMPLE.findall(form):
                if example != "{offered}" and not example.startswith("/"):
                    filled = gaps(language)
                    if example.startswith("{before}"):
                        filled["before"] = f"{filled['weekday']} "
                    yield example.format(**filled)


@pytest.mark.parametrize("language", OTHERS)
def test_every_example_of_a_catalogue_is_read(language: str) -> None:
    unread = {}
    for example in examples_in(language):
        try:
            read_availability(example, now=MONDAY, zone=BERLIN)
        except SchedulingError as error:
            unread[example] = error.sentence(zone=BERLIN)

    assert unread == {}


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("typed", TYPED)
def test_whatever_is_asked_back_is_in_the_language_and_its_answers_are_read(
    typed: str, language: str
) -> None:
    with written_in(own_style_of(language)):
        try:
            read_availability(typed, now=MONDAY, zone=BERLIN)
        except SeveralReadings as asked:
            words = [asked.asked, *(reading.label for reading in asked.readings)]
            words += [line for reading in asked.readings for line in reading.words]
            answers = [reading.sentence for reading in asked.readings]
        except SchedulingError as refused:
            words, answers = [without_commands(refused.sentence(zone=BERLIN))], []
        else:
            return

        for answer in answers:
            said = read_availability(answer, now=MONDAY, zone=BERLIN)
            assert sentence_of(said) == answer
    assert [leftovers(each, language=language, but=typed) for each in words] == [[]] * len(words)
    assert all(words)


def test_the_sentences_that_name_commands_are_left_out_on_a_page() -> None:
    asked = "Time off is for dates. To stop a day, remove it with `/availability list`."

    assert without_commands(asked) == "Time off is for dates."
    assert without_commands("Am „10. Nov.“ `morgen 9-12`?") == "Am „10. Nov.“ `morgen 9-12`?"
    with pytest.raises(NotUnderstood):
        read_date("never")
