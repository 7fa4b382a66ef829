"""A test draws the same examples wherever it is run."""

from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


def drawn() -> list[int]:
    found = []

    @settings(max_examples=300)
    @given(st.integers())
    def note(number: int) -> None:
        found.append(number)

    note()
    return found


def test_the_same_examples_are_drawn_whatever_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "some_numbers.py").write_text(f"NUMBERS = {list(range(1_000_001, 1_001_000))}\n")
    monkeypatch.syspath_prepend(tmp_path)
    before = drawn()

    import_module("some_numbers")

    assert drawn() == before
    assert len(set(before)) > 100
