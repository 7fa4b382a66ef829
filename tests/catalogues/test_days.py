"""Days, hours and places as people write them in each language."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from catalogues.leftovers import OTHERS, leftovers

from languages import days
from languages.locales import language_of, own_style_of
from languages.style import LANGUAGES, Clock, TimeStyle, written_in
from scheduling.timespan import Span, hour_from, words_for
from scheduling.wording.saying.dates import whole_time_words, zone_words

DAY = date(2026, 12, 9)
TEN = datetime(2026, 11, 10, 13, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en-GB", ["Wed 9 Dec", "Wednesday 9 December 2026", "7 – 13 December"]),
        ("en-US", ["Wed Dec 9", "Wednesday, December 9, 2026", "December 7 – 13"]),
        ("de-DE", ["Mi., 9. Dez.", "Mittwoch, 9. Dezember 2026", "7.–13. Dezember"]),
        ("fr-FR", ["mer. 9 déc.", "mercredi 9 décembre 2026", "7 – 13 décembre"]),
        ("es-ES", ["mié, 9 dic", "miércoles, 9 de diciembre de 2026", "7–13 de diciembre"]),
    ],
)
def test_days_are_written_as_people_of_the_language_do(locale: str, said: list[str]) -> None:
    with written_in(own_style_of(locale)):
        words = [
            days.day_words(DAY),
            days.whole_date(DAY),
            days.days_between(date(2026, 12, 7), date(2026, 12, 13)),
        ]

    assert words == said


@pytest.mark.parametrize(
    ("locale", "clock", "said"),
    [
        ("de", None, "Di., 10. Nov., 14:00 Uhr MEZ"),
        ("de", Clock.TWELVE_HOURS, "Di., 10. Nov., 2:00\N{NO-BREAK SPACE}PM MEZ"),
        ("fr", None, "mar. 10 nov. à 14:00 CET"),
        ("fr-CA", None, "mar. 10 nov. à 14:00 CET"),
        ("es", None, "mar, 10 nov, 14:00 h CET"),
        ("es-MX", None, "mar, 10 nov, 2:00\N{NO-BREAK SPACE}p.\N{NO-BREAK SPACE}m. CET"),
        ("en", None, "Tue 10 Nov, 2:00 PM CET"),
        ("en-AT", None, "Tue 10 Nov, 14:00 CET"),
        ("it-IT", None, "Tue 10 Nov, 14:00 CET"),
    ],
)
def test_an_instant_is_by_the_clock_of_the_country_and_in_words_of_the_language(
    locale: str, clock: Clock | None, said: str
) -> None:
    with written_in(own_style_of(locale, clock=clock)):
        words = words_for(TEN, zone=BERLIN)

    assert words == said


def test_an_hour_in_full_names_the_place_by_which_it_is_told() -> None:
    hour = hour_from(TEN)

    with written_in(own_style_of("de")):
        german = whole_time_words(hour, zone=BERLIN)
    with written_in(own_style_of("fr")):
        french = whole_time_words(hour, zone=ZoneInfo("Europe/Vienna"))
    with written_in(own_style_of("es")):
        spanish = whole_time_words(hour, zone=ZoneInfo("America/New_York"))

    assert german == "Dienstag, 10. November 2026, 14:00 bis 15:00 Uhr (Berlin, UTC+01:00)"
    assert french == "Mardi 10 novembre 2026, de 14:00 à 15:00 (Vienne, UTC+01:00)"
    assert spanish == (
        "Martes, 10 de noviembre de 2026, de 08:00 a 09:00 h (Nueva York, UTC−05:00)"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_across_a_clock_change_and_in_a_half_hour_zone_the_offset_is_that_of_the_day(
    language: str,
) -> None:
    style = TimeStyle(language=language)
    spring = Span(
        start=datetime(2027, 3, 28, 0, 30, tzinfo=UTC), end=datetime(2027, 3, 28, 2, tzinfo=UTC)
    )

    with written_in(style):
        before, after = (zone_words(each, zone=BERLIN) for each in (spring.start, spring.end))
        half = zone_words(TEN, zone=ZoneInfo("Asia/Kolkata"))

    assert before.endswith("UTC+01:00")
    assert after.endswith("UTC+02:00")
    assert half.endswith("UTC+05:30")


@pytest.mark.parametrize("language", OTHERS)
def test_no_name_of_a_day_or_a_month_is_english(language: str) -> None:
    with written_in(TimeStyle(language=language)):
        names = [days.weekday_name(day) for day in range(7)]
        names += [days.month_name(month) for month in range(1, 13)]
        names += [days.short_weekday(day) for day in range(7)]

    assert len(set(names)) == 26
    assert leftovers(" ".join(names), language=language) == []


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("de-AT", "de"),
        ("DE_de", "de"),
        ("es-LA", "es"),
        ("fr", "fr"),
        ("it-IT", "en"),
        (None, "en"),
        ("", "en"),
    ],
)
def test_whoever_speaks_none_of_ours_is_written_to_in_english(
    locale: str | None, language: str
) -> None:
    assert language_of(locale) == own_style_of(locale).language == language
