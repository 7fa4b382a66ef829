"""The bench of a candidate alone gives figures; whether they are good is not asked here."""

from pathlib import Path

from bench.questions import Row, line, measured


def test_a_small_run_gives_a_figure_for_each_of_its_rows(tmp_path: Path) -> None:
    rows, answer = measured(tmp_path, people=30, firsts=1, times=3)

    assert answer > 0
    assert len({row.what for row in rows}) == len(rows) == 7
    assert all(row.ratio > 0 for row in rows)


def test_a_row_says_what_its_bar_is_and_whether_it_is_reached() -> None:
    less = Row(what="an answer", ours="2 ms", against="1 ms", ratio=2, bar=3)
    more = Row(what="at once", ours="2/s", against="1/s", ratio=2, bar=3, more_is_better=True)

    assert line(less).endswith("(at most 3×) met")
    assert line(more).endswith("(at least 3×) MISSED")
