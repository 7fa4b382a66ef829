"""Days and months in German, French and Spanish; names of people come first."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from scheduling.model import Weekday
from scheduling.wording.reading import Question, read_availability, read_day, read_question
from scheduling.wording.reading.grammar.calendar import month_of, weekday_of
from scheduling.wording.reading.grammar.languages import _OF_A_DATE, english, in_english

TODAY = date(2026, 11, 10)

AS_IN_ENGLISH = [
    ("du lundi au vendredi 9h-12h la semaine prochaine", "next week 9-12"),
    ("lundi au vendredi 9-12 la semaine prochaine", "next week 9-12"),
    ("lunes a viernes 9-12 la semana que viene", "next week 9-12"),
    ("übernächste Woche 9-12", "the week after next 9-12"),
    ("nächste Woche außer Freitag 9-12", "next week except Friday 9-12"),
    ("la semaine prochaine sauf vendredi 9-12", "next week except Friday 9-12"),
    ("jeden Tag 9-12", "every day 9-12"),
    ("vacances du 21 décembre au 3 janvier", "off 21 Dec - 3 Jan"),
    ("vacaciones del 21 de diciembre al 3 de enero", "off 21 Dec - 3 Jan"),
    ("krank bis Freitag 12 Uhr", "sick until Friday 12"),
    ("el 12 de noviembre de 10 a 12", "12 Nov 10-12"),
    ("el jueves 12 de noviembre de 10h a 12h", "Thursday 12 Nov 10-12"),
    ("jueves de las 10 a las 12", "Thursday 10-12"),
    ("jueves entre las 10 y las 12", "Thursday 10-12"),
    ("jueves desde las 10 hasta las 12", "Thursday 10-12"),
    ("entre semana de 9 a 12", "weekdays 9-12"),
    ("jeudi entre 10h et 12h", "Thursday 10-12"),
    ("jours ouvrés 9h-12h", "weekdays 9-12"),
    ("le 25/11 de 10h à 12h", "25 Nov 10-12"),
    ("Donnerstag zwischen 10 und 12 Uhr", "Thursday 10-12"),
    ("à partir du 1er mars, les lundis 9h-12h", "Mondays from 1 March 9-12"),
    ("every Mon 9-12 through 20 March", "every Mon 9-12 until 20 March"),
]


def test_every_word_of_the_calendar_is_a_day_or_a_month_in_english() -> None:
    for meant in _OF_A_DATE.values():
        assert weekday_of(meant) is not None or month_of(meant) is not None


@pytest.mark.parametrize(
    "word", ["mo", "di", "mi", "do", "fr", "sa", "so", "mar", "mer", "sam", "ago", "a", "de", "am"]
)
def test_what_may_mean_something_else_is_left_as_it_is(word: str) -> None:
    assert english(word) == word
    assert list(in_english([word])) == [(0, word)]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("am montag", "on monday"),
        ("am monday", "on monday"),
        ("9 am monday", "9 am monday"),
        ("am 10 november", "on 10 november"),
        ("9 am 10 november", "9 am 10 november"),
        ("le 3 mars", "on 3 march"),
        ("el 3 de mayo", "on 3 of may"),
        ("de 9 h à 12 h", "from 9 h to 12 h"),
        ("de 9 12", "de 9 12"),
        ("du lundi au jeudi", "from monday to thursday"),
        ("los lunes y los sábados", "mondays and saturdays"),
        ("pasado mañana", "overmorrow"),
        ("la semaine prochaine", "next week"),
        ("toutes les 2 semaines", "every two weeks"),
        ("alle 2 wochen", "every two weeks"),
    ],
)
def test_words_that_belong_together_are_read_together(words: str, meant: str) -> None:
    assert " ".join(word for _, word in in_english(words.split())) == meant


@pytest.mark.parametrize("text", ["Montag", "lundi", "lunes", "am 16. November", "16 de noviembre"])
def test_a_day_alone_is_read(text: str) -> None:
    assert read_day(text, today=TODAY) == date(2026, 11, 16)


@pytest.mark.parametrize("name", ["Domingo", "Carl Domingo", "Carl Mai", "Julio", "Ana April"])
def test_a_last_word_that_may_be_a_name_is_one(name: str) -> None:
    (person,) = read_question(name, today=TODAY).people

    assert person.name == name


@pytest.mark.parametrize("name", ["Carl Freitag", "Anna Montag", "Ute Morgen"])
def test_a_name_that_somebody_has_is_never_a_day(name: str) -> None:
    (person,) = read_question(f"{name} mardi", today=TODAY, names=[name]).people

    assert person.name == name


@pytest.mark.parametrize("text", ["Carl Montag 9-12", "Carl am Montag 9-12", "Carl lundi 9h-12h"])
def test_a_question_may_name_its_day_so(text: str) -> None:
    question = read_question(text, today=TODAY)

    assert [each.name for each in question.people] == ["Carl"]
    assert weekdays_of(question) == [Weekday.MONDAY]


def weekdays_of(question: Question) -> list[Weekday]:
    assert question.period is not None
    return [Weekday(day.weekday()) for day in question.period.days]


@pytest.mark.parametrize(("typed", "english"), AS_IN_ENGLISH)
def test_a_sentence_gives_what_the_same_gives_in_english(typed: str, english: str) -> None:
    now, zone = datetime(2026, 11, 10, 5, 30, tzinfo=UTC), ZoneInfo("Europe/Berlin")

    said = read_availability(typed, now=now, zone=zone)

    assert said == read_availability(english, now=now, zone=zone)
