"""Ids as digits: what JSON reads of them are the same numbers."""

import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scheduling.slots.written_ids import written_ids

RUNS = st.lists(st.lists(st.integers(min_value=1, max_value=2**62), max_size=5), max_size=5)


@given(RUNS)
def test_ids_are_read_again_as_they_were_written(runs: list[list[int]]) -> None:
    ids = np.array([each for run in runs for each in run], dtype=np.intp)

    texts = written_ids(ids, [len(run) for run in runs])

    assert [json.loads(f"[{text}]") for text in texts] == runs


def test_no_ids_are_no_text() -> None:
    assert written_ids(np.array([], dtype=np.intp), [0, 0]) == ["", ""]
