"""The bench of bad company, short: whoever lets themselves wait for takes nothing from anybody."""

from pathlib import Path

from databases import new_database

from bench.endurance.company import run
from bench.endurance.strangers import Company

SMALL = Company(slow_heads=10, slow_bodies=10, silent=5, guessers=2, junk=2, floods=1)
MOST_MORE = 60.0
"""Megabytes that a flood may take: 32 of bodies under way, and what answering for the first time
loads."""


def test_a_short_day_among_strangers_has_nobody_kept_out_and_memory_within_its_bound(
    tmp_path: Path,
) -> None:
    report = run(new_database(tmp_path), folder=tmp_path, seconds=12.0, company=SMALL)

    assert report.verdict.is_well, report.verdict
    assert report.booked > 0
    assert report.typed > 0
    assert report.most - report.before < MOST_MORE
    assert {"wrong token: 401", "wrong token: 429", "junk: 413", "flood: 404"} <= set(report.met)
    assert report.met["slow head: hung up"] >= SMALL.slow_heads
