"""The clock, and the file that moves it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import clock_from, machine_now, say_what_is_next


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
