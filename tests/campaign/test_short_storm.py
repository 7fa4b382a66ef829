"""The storm of `make soak`, small: real processes, killed without a word, and a Slack that fails.

The waits are shorter than in use, everything else is the same.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from databases import Kind, new_database

from bench.soak import crowd
from bench.soak.fleet import ROOT, Bot
from bench.soak.judge import judge
from bench.soak.storm import Trial, run
from sandbox.events.faults import slow
from sandbox.testing.driver import Sandbox
from scheduling.model import DeliveryPolicy
from scheduling.store import Store

SECOND = timedelta(seconds=1)
HASTY = DeliveryPolicy(lease=3 * SECOND, looks=(0.3 * SECOND, 0.6 * SECOND, 0.6 * SECOND))
SMALL = Trial(
    people=36,
    calm=0,
    reminders=36,
    storm_for=1.0,
    kills=1,
    between=(0.2, 0.8),
    after=0,
    share=0.05,
    late=0.7,
    every=0.5,
    settle_for=60.0,
    policy=HASTY,
)
SENDING = "chat.postMessage"


@pytest.mark.both_databases
def test_in_a_storm_nothing_is_lost_and_nothing_comes_twice(tmp_path: Path, database: Kind) -> None:
    trial = replace(SMALL, workers=2 if database is Kind.POSTGRESQL else 1)

    report = run(trial, database_url=new_database(tmp_path), folder=tmp_path)

    assert report.verdict.is_well, report.verdict
    assert report.verdict.due >= 36
    assert report.kills == 1
    assert report.faults


def test_told_to_end_with_its_hands_full_the_bot_ends_what_is_begun_and_gives_the_rest_back(
    tmp_path: Path,
) -> None:
    url = new_database(tmp_path)
    with six_to_remind(tmp_path, url) as (slack, bot):
        slack.control.meets(SENDING, slow(0.7), times=4)
        bot.start()
        slack.waits_until(lambda: len(slack.control.log()) >= 4, within=60)
        status = bot.stop()
        states = states_in(url)
        bot.start()
        # The bot has planned the usual reminders beside them: those wait for their day.
        slack.waits_until(lambda: states_in(url)["sent"] == 6, within=60)
        bot.stop()
        verdict = judge(engine_of(url), slack.control.log(), now=datetime.now(UTC))

    assert status == 0
    assert set(states) <= {"sent", "pending"}
    assert states["sent"] >= 4
    assert verdict.is_well, verdict


@contextmanager
def six_to_remind(folder: Path, url: str) -> Iterator[tuple[Sandbox, Bot]]:
    """Six people whose reminders are due, and a bot that is not running yet."""
    members, now = crowd.members(6), datetime.now(UTC)
    with Sandbox.running(manifest=ROOT / "manifest.json", people=members) as slack:
        store = Store.open(url)
        store.migrate()
        first = now.replace(minute=0, second=0, microsecond=0) + timedelta(days=9)
        diary = crowd.Diary(crowd.settle(store, members, now=now), first=first)
        diary.remind(store, [now, now])
        store.close()
        bot = Bot(0, slack=slack, database_url=url, folder=folder, policy=HASTY)
        try:
            yield slack, bot
        finally:
            bot.kill()


def engine_of(url: str) -> sa.Engine:
    return sa.create_engine(url, poolclass=sa.NullPool)


def states_in(url: str) -> Counter[str]:
    with engine_of(url).connect() as connection:
        rows = connection.execute(sa.text("SELECT state, count(*) FROM message GROUP BY state"))
        return Counter({row[0]: row[1] for row in rows})
