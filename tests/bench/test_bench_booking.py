"""The bench of booking finds what there is to find."""

from pathlib import Path

import pytest
from databases import kind, new_database

from bench.booking import PROCESSES, contend

pytestmark = pytest.mark.both_databases


def test_of_all_who_want_the_same_hours_some_get_each_and_nobody_is_booked_twice(
    tmp_path: Path,
) -> None:
    result = contend(new_database(tmp_path), clients=6, hours=4, processes=PROCESSES[kind()])

    assert len(result.attempts) == 24
    assert result.counts.keys() == {"booked", "SlotTaken"}
    assert result.doubled == 0
