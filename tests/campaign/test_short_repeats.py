"""The campaign of `python -m bench.repeats`, small: everybody asks again, and a bot is killed."""

from dataclasses import replace
from pathlib import Path

import pytest
from databases import Kind, new_database

from bench.repeats.trial import Trial, run

SMALL = Trial(clients=20, repeats=1, people=60, at_once=8, between=(0.05, 0.25), kills=1)
"""The bot is killed early on: all of it takes less than a second on a machine that is fast."""


@pytest.mark.both_databases
def test_who_asks_again_across_a_kill_is_told_the_same_and_nothing_is_done_twice(
    tmp_path: Path, database: Kind
) -> None:
    trial = replace(SMALL, workers=2 if database is Kind.POSTGRESQL else 1)

    report = run(trial, database_url=new_database(tmp_path), folder=tmp_path)

    assert report.is_well, (report, report.told_wrong)
    assert report.kills == 1
    assert report.requests >= 2 * report.things >= 2 * report.clients
