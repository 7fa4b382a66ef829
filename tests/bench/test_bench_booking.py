"""The bench of booking finds what there is to find."""

from pathlib import Path
from time import monotonic

import pytest
import sqlalchemy as sa
from databases import Kind, kind, new_database, running_on

from bench.booking.__main__ import PROCESSES, contend
from bench.fixtures.distance import further_away

pytestmark = pytest.mark.both_databases


def test_of_all_who_want_the_same_hours_some_get_each_and_nobody_is_booked_twice(
    tmp_path: Path,
) -> None:
    result = contend(new_database(tmp_path), clients=6, hours=4, processes=PROCESSES[kind()])

    assert len(result.attempts) == 24
    assert result.counts.keys() == {"booked", "SlotTaken"}
    assert result.doubled == 0


def test_an_answer_from_further_away_comes_as_much_later(servers: None) -> None:
    with running_on(Kind.POSTGRESQL):
        url = new_database()

    with further_away(url, round_trip=0.05) as address:
        engine = sa.create_engine(address)
        with engine.connect() as connection:
            began = monotonic()
            answers = [connection.scalar(sa.select(n)) for n in range(3)]
            took = monotonic() - began
        engine.dispose()

    assert answers == [0, 1, 2]
    assert took >= 3 * 0.05
