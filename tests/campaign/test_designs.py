"""The bot's design passes a run of crashes and faults; designs known to be wrong are found out."""

import random
from pathlib import Path

import pytest
from databases import new_database

from bench.soak.judge import Verdict
from campaign.crashes import Crash, Design, Trial, ours, trial_of
from campaign.wrong import LocksRowsWhileSending, MarksFirst, ResendsBlindly
from sandbox.events.faults import (
    RESET_AFTER,
    STATUS_500_AFTER,
    STATUS_500_BEFORE,
    late_history,
    rate_limit,
)

pytestmark = pytest.mark.both_databases

SENDING, HISTORY = "chat.postMessage", "conversations.history"


def stormy(trial: Trial, design: Design, *, seed: int = 7, crashes: int = 8) -> Verdict:
    """What comes of a design that crashes now and then, beside a Slack that fails now and then."""
    faults = (
        [rate_limit(1)],
        [STATUS_500_BEFORE],
        [STATUS_500_AFTER, late_history(20)],
        [RESET_AFTER],
    )
    for number, some in enumerate(faults):
        trial.slack.control.meets(SENDING, *some, share=0.05, seed=seed + number)
    trial.slack.control.meets(HISTORY, STATUS_500_BEFORE, share=0.1, seed=seed)
    chance, left = random.Random(seed), [crashes]

    def at(point: str) -> None:
        if left[0] and chance.random() < 0.1:
            left[0] -= 1
            raise Crash

    verdict = trial.run(design, at=at, rounds=60)
    assert left[0] <= crashes // 2
    return verdict


def test_in_a_storm_everybody_gets_everything_once(tmp_path: Path) -> None:
    with trial_of(40, url=new_database(tmp_path)) as trial:
        verdict = stormy(trial, ours)

    assert verdict.is_well, verdict
    assert verdict.due == verdict.accepted == 40


@pytest.mark.parametrize("wrong", [ResendsBlindly, LocksRowsWhileSending])
def test_who_sends_again_without_looking_is_found_to_tell_people_twice(
    tmp_path: Path, wrong: Design
) -> None:
    with trial_of(40, url=new_database(tmp_path)) as trial:
        verdict = stormy(trial, wrong)

    assert verdict.doubled
    assert not verdict.lost
    assert not verdict.is_well


def test_who_marks_first_and_sends_then_is_found_to_lose(tmp_path: Path) -> None:
    with trial_of(40, url=new_database(tmp_path)) as trial:
        verdict = stormy(trial, MarksFirst)

    assert verdict.lost
    assert not verdict.doubled
    assert not verdict.is_well


def test_a_message_that_nobody_planned_is_found_strange(tmp_path: Path) -> None:
    with trial_of(2, url=new_database(tmp_path)) as trial:
        trial.run(ours, at=lambda point: None, rounds=2)
        with trial.store.writing() as session:
            session.connection().exec_driver_sql("DELETE FROM message WHERE id = 1")

        verdict = trial.verdict()

    assert (len(verdict.strange), verdict.unplanned, verdict.is_well) == (1, 1, False)
