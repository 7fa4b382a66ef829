"""How times and dates are written for whom."""

import asyncio
from threading import Thread

import pytest

from languages.locales import style_of
from scheduling.timespan import USUAL_STYLE, Clock, TimeStyle, current_style, written_in

TWELVE, TWENTY_FOUR = Clock.TWELVE_HOURS, Clock.TWENTY_FOUR_HOURS


@pytest.mark.parametrize(
    ("locale", "clock", "is_month_first"),
    [
        ("en-US", TWELVE, True),
        ("en-CA", TWELVE, True),
        ("en-AU", TWELVE, False),
        ("en-IN", TWELVE, False),
        ("es-LA", TWELVE, False),
        ("ko-KR", TWELVE, True),
        ("zh-Hant-TW", TWELVE, True),
        ("en-GB", TWENTY_FOUR, False),
        ("de-DE", TWENTY_FOUR, False),
        ("de_DE", TWENTY_FOUR, False),
        ("fr-CA", TWENTY_FOUR, False),
        ("pt-BR", TWENTY_FOUR, False),
        ("ja-JP", TWENTY_FOUR, True),
    ],
)
def test_a_locale_suggests_how_its_people_write(
    locale: str, clock: Clock, is_month_first: bool
) -> None:
    assert style_of(locale) == TimeStyle(clock=clock, is_month_first=is_month_first)


@pytest.mark.parametrize("locale", [None, "", "de"])
def test_what_names_no_region_suggests_nothing(locale: str | None) -> None:
    assert style_of(locale) == USUAL_STYLE


def test_a_clock_that_was_chosen_wins_over_the_locale() -> None:
    assert style_of("en-US", clock=TWENTY_FOUR) == TimeStyle(clock=TWENTY_FOUR, is_month_first=True)
    assert style_of("de-DE", clock=TWELVE) == TimeStyle(clock=TWELVE)


def test_a_way_of_writing_holds_within_its_block_and_one_within_another() -> None:
    german, american = style_of("de-DE"), style_of("en-US")

    with written_in(german):
        with written_in(american):
            inside = current_style()
        after = current_style()

    assert (inside, after, current_style()) == (american, german, USUAL_STYLE)


def test_it_holds_in_threads_that_answer_a_request_and_not_in_those_of_others() -> None:
    seen: list[TimeStyle] = []

    with written_in(style_of("de-DE")):
        answering = asyncio.run(asyncio.to_thread(current_style))
        of_another = Thread(target=lambda: seen.append(current_style()))
        of_another.start()
        of_another.join()

    assert answering == style_of("de-DE")
    assert seen == [USUAL_STYLE]
