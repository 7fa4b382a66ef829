"""The bench runs and gives figures; whether they are good is not asked here."""

from datetime import date
from pathlib import Path

import pytest

from bench.apps import Timing
from bench.figures import ACK, ANSWER, BOT, percentile, rows, table
from bench.population import everybody
from bench.questions import KINDS, Question, questions
from bench.run import Sizes, run

QUESTION = Question(kind="both", text="/find-slots Ada Aoki with @alva.kaya")


def timings(*milliseconds: float, answers: bool = True) -> list[Timing]:
    return [
        Timing(question=QUESTION, ack=each / 1000, answer=each / 1000 if answers else None)
        for each in milliseconds
    ]


def test_a_small_run_gives_a_figure_for_every_time_and_kind(tmp_path: Path) -> None:
    told: list[str] = []

    result = run(Sizes(people=60, commands=20, at_once=4), folder=tmp_path, say=told.append)

    assert [row.count for row in result.rows] == [20, 20, 20, 20, 7, 7, 6]
    assert all(0 < row.p50 <= row.p99 for row in result.rows)
    assert result.with_slots + result.without == 20
    assert result.with_slots > 0
    assert all(kind in table(result.rows) for kind in KINDS)
    assert told


def test_an_ack_within_twice_the_bare_listeners_meets_the_bar() -> None:
    figures = rows({ACK: timings(10), ANSWER: timings(5), BOT: timings(20)})

    assert [row.is_met for row in figures] == [None, True, None, None, None]
    assert "p99 at most 2×: met" in table(figures)


def test_a_slower_ack_misses_the_bar_and_says_so() -> None:
    figures = rows({ACK: timings(10), ANSWER: timings(5), BOT: timings(20.1)})

    assert [row.is_met for row in figures] == [None, False, None, None, None]
    assert "MISSED" in table(figures)


def test_answers_are_compared_with_the_constant_one() -> None:
    figures = rows({ACK: timings(1), ANSWER: timings(5), BOT: timings(20)})

    answer = figures[3]
    assert (answer.p50, answer.p99) == pytest.approx((20, 20))
    assert (answer.p50_ratio, answer.p99_ratio) == pytest.approx((4, 4))


def test_a_percentile_is_one_of_the_values() -> None:
    values = [float(each) for each in range(1, 201)]

    assert percentile(values, 0.50) == 100
    assert percentile(values, 0.99) == 198
    assert percentile([7.0], 0.99) == 7


def test_the_same_seed_gives_the_same_people_and_questions() -> None:
    today = date(2026, 11, 2)

    first, second = (
        list(questions(everybody(count=60, seed=3), count=40, weeks=12, seed=3, today=today))
        for _ in range(2)
    )

    assert first == second
    assert len({question.text for question in first}) > 30


def test_more_people_than_there_are_names_are_refused() -> None:
    with pytest.raises(ValueError, match="1200 people"):
        everybody(count=1201, seed=1)
