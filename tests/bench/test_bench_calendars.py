"""The bench of calendars gives figures; whether they are good is not asked here."""

import asyncio
from pathlib import Path

from bench.calendars.__main__ import Verdict
from bench.calendars.finding import with_and_without
from bench.calendars.measures import memory_over, one_calendar, rounds


def test_one_calendar_takes_some_time_and_the_libraries_more() -> None:
    one = one_calendar(times=1)

    assert 0 < one.cut + one.read < one.libraries


def test_a_first_look_reads_all_and_a_second_finds_nothing_new(tmp_path: Path) -> None:
    looks = asyncio.run(rounds(tmp_path, people=1))

    assert [(look.found, look.unchanged) for look in looks] == [
        *((2, 0), (0, 2)),
        *((2, 0), (0, 2)),
        *((1, 0), (0, 1)),
    ]
    assert all(look.wall > 0 and look.memory > 0 for look in looks)


def test_calendars_that_always_change_are_read_each_time(tmp_path: Path) -> None:
    memory = asyncio.run(memory_over(tmp_path, rounds=3, people=2))

    assert len(memory) == 3
    assert max(memory) < 1.2 * memory[0]


def test_the_same_is_asked_with_calendars_and_without(tmp_path: Path) -> None:
    compared = with_and_without(tmp_path, interviewers=10)

    assert len({each.what for each in compared}) == len(compared) == 4
    assert all(each.ours > 0 and each.without > 0 for each in compared)


def test_a_bar_is_met_up_to_its_very_value() -> None:
    met = Verdict(what="memory", value=1.2, bar=1.2, unit="×")
    missed = Verdict(what="a round", value=2.01, bar=2, unit=" s")

    assert str(met) == "memory: 1.20× (at most 1.2×) met"
    assert str(missed) == "a round: 2.01 s (at most 2 s) MISSED"
