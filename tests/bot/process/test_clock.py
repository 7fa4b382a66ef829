"""The clock, and the file that moves it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.process.clock import DatabaseClock, clock_from, machine_now, say_what_is_next

NOON = datetime(2026, 11, 9, 12, tzinfo=UTC)


def lead(file: Path) -> timedelta:
    """How far the clock of a file is ahead of the machine's, to the second."""
    before, shown = machine_now(), clock_from(file)()
    return timedelta(seconds=round((shown - before).total_seconds()))


def test_without_a_file_the_clock_is_the_machines_in_utc() -> None:
    before, shown, after = datetime.now(UTC), clock_from(None)(), datetime.now(UTC)

    assert before <= shown <= after
    assert shown.tzinfo is UTC


def test_the_file_moves_the_clock_while_it_runs(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    file.write_text("0\n")
    clock = clock_from(file)
    before = clock()

    file.write_text("86400.0\n")
    after = clock()

    assert timedelta(days=1) <= after - before < timedelta(days=1, seconds=30)


@pytest.mark.parametrize(
    "content", ["", "soon", "nan", "inf", "-inf", "1e300", "1e13", "-1e13", "12 34", "\x00"]
)
def test_a_file_that_says_no_sensible_number_moves_nothing(tmp_path: Path, content: str) -> None:
    file = tmp_path / "clock"
    file.write_text(content)

    assert lead(file) == timedelta(0)


def test_a_file_of_other_bytes_moves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    file.write_bytes(b"\xff\xfe3600")

    assert lead(file) == timedelta(0)


def test_a_missing_file_and_a_folder_move_nothing(tmp_path: Path) -> None:
    assert lead(tmp_path / "nothing-here") == timedelta(0)
    assert lead(tmp_path) == timedelta(0)


def test_what_is_next_stands_beside_the_clocks_file_for_whoever_moves_it(tmp_path: Path) -> None:
    file = tmp_path / "clock"

    say_what_is_next(file, datetime(2026, 11, 10, 9, 0, tzinfo=UTC))
    said = file.with_suffix(".next").read_text()
    say_what_is_next(file, None)

    assert float(said) == datetime(2026, 11, 10, 9, 0, tzinfo=UTC).timestamp()
    assert file.with_suffix(".next").read_text() == ""


# -- the database's --------------------------------------------------------------------------


class Clocks:
    """A machine's wall clock and steady one, and a server's, all moved by hand."""

    def __init__(self) -> None:
        self.wall, self.steady = NOON, 1000.0
        self.server: datetime | None = NOON

    def shared(self) -> DatabaseClock:
        return DatabaseClock(
            lambda: self.server, wall=lambda: self.wall, steady=lambda: self.steady
        )


def test_machines_whose_clocks_differ_go_by_the_one_of_their_database() -> None:
    early, late = Clocks(), Clocks()
    early.wall, late.wall = NOON - timedelta(minutes=7), NOON + timedelta(hours=1)
    clocks = [early.shared(), late.shared()]

    for clock in clocks:
        clock.follow()

    assert [clock() for clock in clocks] == [NOON, NOON]


def test_between_two_looks_time_passes_and_a_set_clock_changes_nothing() -> None:
    clocks = Clocks()
    clock = clocks.shared()
    clock.follow()

    clocks.steady += 2
    clocks.wall += timedelta(hours=1)

    assert clock() == NOON + timedelta(seconds=2)


def test_half_of_the_time_that_the_answer_took_has_passed_since() -> None:
    clocks = Clocks()

    def slow_answer() -> datetime:
        clocks.steady += 3
        return NOON

    clock = DatabaseClock(slow_answer, wall=lambda: clocks.wall, steady=lambda: clocks.steady)
    clock.follow()

    assert clock() == NOON + timedelta(seconds=1.5)


def test_where_the_database_has_no_clock_it_is_the_machine_s_own() -> None:
    clocks = Clocks()
    clocks.server = None
    clock = clocks.shared()

    clock.follow()
    clocks.wall += timedelta(hours=1)

    assert clock() == NOON + timedelta(hours=1)
