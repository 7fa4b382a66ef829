"""The sizes stay within their bounds, and the measuring sees what is there."""

from pathlib import Path

import pytest

from house.measures import (
    LONG_FUNCTION,
    MOST_ENTRIES,
    Measures,
    comment_lines_in,
    count_of_tests,
    docstring_lines_in,
    entries_in,
    functions_in,
    lines_about,
    measured,
    patches_in,
)

LONGEST_MODULE = 400
STEPS = "scheduling/store/schema/migrations/versions"
"""It only grows, by a step for each change of the tables, and nobody chooses among them."""
FEWEST_DOCSTRINGS, MOST_DOCSTRINGS = 0.10, 0.20
FEWEST_COMMENTS, MOST_COMMENTS = 0.015, 0.05


@pytest.fixture(name="found", scope="module")
def _found() -> Measures:
    return measured()


def test_no_folder_has_more_entries_than_can_be_taken_in(found: Measures) -> None:
    full = {
        name: count
        for name, count in found.entries.items()
        if count > MOST_ENTRIES and name != STEPS
    }

    assert len(found.entries) > 60
    assert full == {}


def test_every_function_fits_on_a_screen(found: Measures) -> None:
    long = [one.place for one in found.functions if one.lines > LONG_FUNCTION]

    assert len(found.functions) > 2000
    assert long == []


def test_no_module_is_a_book(found: Measures) -> None:
    long = [name for name, lines in found.modules.items() if lines > LONGEST_MODULE]

    assert len(found.modules) > 350
    assert long == []


def test_the_code_says_what_it_does_and_now_and_then_why(found: Measures) -> None:
    assert FEWEST_DOCSTRINGS <= found.docstrings <= MOST_DOCSTRINGS
    assert FEWEST_COMMENTS <= found.comments <= MOST_COMMENTS


def test_no_test_replaces_a_piece_of_the_code(found: Measures) -> None:
    assert found.tests > 1000
    assert found.patches == []


def test_what_is_measured_is_said_in_words(found: Measures) -> None:
    said = list(lines_about(found))

    assert "packages that import each other: none" in said
    assert f"functions over {LONG_FUNCTION} lines: none" in said


SOURCE = '''"""What it is."""
# Why it is.
LIMIT = 3  # of the field
"""In hours."""


def test_it(monkeypatch):
    """Say so,

    and more.
    """
    monkeypatch.setenv("NAME", "# no comment")
    monkeypatch.setattr("sys.stdin", text)
    monkeypatch.setattr(it, "x", 1)  # noqa: B010
    with mock.patch("it.y"):
        pass
'''


def test_a_text_is_measured_line_by_line() -> None:
    functions = list(functions_in("it.py", SOURCE))

    assert docstring_lines_in(SOURCE) == 6
    assert comment_lines_in(SOURCE) == 2
    assert [(one.place, one.lines) for one in functions] == [("it.py:7 test_it", 10)]
    assert count_of_tests(SOURCE) == 1
    assert list(patches_in("it.py", SOURCE)) == [
        "it.py:14 monkeypatch.setattr",
        "it.py:15 mock.patch",
    ]


def test_what_python_makes_for_itself_is_no_entry(tmp_path: Path) -> None:
    for name in ("__init__.py", "one.py", ".hidden", "two.css"):
        (tmp_path / name).touch()
    for name in ("__pycache__", "empty", "full"):
        (tmp_path / name).mkdir()
    (tmp_path / "full" / "three.py").touch()
    (tmp_path / "moved_away" / "__pycache__").mkdir(parents=True)

    assert entries_in(tmp_path) == 3
