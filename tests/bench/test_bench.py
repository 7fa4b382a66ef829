"""The bench runs and gives figures; whether they are good is not asked here."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bench.commands.apps import Timing
from bench.commands.figures import ACK, ANSWER, BOT, percentile, rows, table
from bench.commands.questions import KINDS, Question, questions
from bench.commands.run import Sizes, run
from bench.engine import targets
from bench.engine.company import company
from bench.engine.measures import CHANGE, LOAD_PG, ROWS_PG, Engine, measure
from bench.engine.packed import turnout
from bench.engine.targets import lines
from bench.fixtures.population import everybody
from scheduling.zones import hour_starts

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


def test_the_engines_ways_agree_and_each_target_has_its_line(tmp_path: Path) -> None:
    told: list[str] = []
    now = datetime(2026, 11, 10, 8, tzinfo=UTC)
    engine = Engine(most=100, folder=tmp_path, now=now, say=told.append, seconds=0.01)

    found = lines(engine, measure(engine), import_runs=1)

    assert {line.target for line in found} == {1, 2, 3, 6, 7}
    sizes = {way: list(costs) for way, costs in engine.costs.items()}
    assert {way for way, found in sizes.items() if found == [100]} == {CHANGE, LOAD_PG, ROWS_PG}
    assert all(found in ([100], [10, 100]) for found in sizes.values())
    assert all(line.what in targets.table(found) for line in found)
    assert told


def test_what_is_missed_is_named() -> None:
    engine = Engine(most=10, folder=Path(), now=datetime(2026, 11, 10, tzinfo=UTC), say=print)
    slow = targets.Line(target=2, what="work", ours="", against="rest", outcome="", is_met=False)

    assert targets.summary([slow]) == "Missed: work, against rest."
    assert targets.summary([replace(slow, is_met=None)]) == "Every target that is measured is met."
    assert engine.sizes == [10]


def test_packed_by_hour_is_the_same_as_person_by_person() -> None:
    some = company(count=40, now=datetime(2026, 11, 10, tzinfo=UTC))
    starts = [hour_starts(b, horizon=some.horizon, workspace_zone="UTC") for b in some.free]

    who = turnout(some.free, horizon=some.horizon, workspace_zone="UTC")

    assert who
    for tick in range(some.horizon.length):
        able = sum(1 << number for number, bits in enumerate(starts) if bits >> tick & 1)
        assert who.get(tick, 0) == able
