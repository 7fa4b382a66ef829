"""The bot's design passes a run of crashes and faults; designs known to be wrong are found out."""

import random
from pathlib import Path

import pytest
from databases import new_database

from bench.soak.judge import Verdict as SlackVerdict
from campaign.crashes import Crash, Design, Trial, ours, trial_of
from campaign.letters import IN_HAND, LetterVerdict
from campaign.outside import BY_EACH_CHANNEL, Verdict
from campaign.wrong import LocksRowsWhileSending, MarksFirst, ResendsBlindly
from scheduling.model import Channel

pytestmark = pytest.mark.both_databases


def stormy(trial: Trial, design: Design, *, seed: int = 7, crashes: int = 8) -> Verdict:
    """What comes of a design that crashes now and then, beside a channel that fails so."""
    trial.outside.storms(seed=seed)
    chance, left = random.Random(seed), [crashes]

    def at(point: str) -> None:
        if left[0] and chance.random() < 0.1:
            left[0] -= 1
            raise Crash

    verdict = trial.run(design, at=at, rounds=120)
    assert left[0] <= crashes // 2
    return verdict


def test_in_a_storm_everybody_gets_everything_once(tmp_path: Path) -> None:
    with trial_of(40, url=new_database(tmp_path)) as trial:
        verdict = stormy(trial, ours)

    assert verdict.is_well, verdict
    assert verdict.due == verdict.accepted == 40


def test_in_a_storm_by_a_channel_that_cannot_look_twice_comes_only_what_was_in_doubt(
    tmp_path: Path,
) -> None:
    with trial_of(40, url=new_database(tmp_path), by=Channel.EMAIL) as trial:
        verdict = stormy(trial, ours)
        in_doubt = {call.uid for call in trial.box.calls if call.is_broken_off}
        troubles = trial.box.era

    assert verdict.is_well, verdict
    assert (verdict.due, verdict.lost) == (40, ())
    assert len(set(verdict.doubled) - in_doubt) <= IN_HAND * troubles


@pytest.mark.parametrize("wrong", [ResendsBlindly, LocksRowsWhileSending])
def test_who_sends_again_without_looking_is_found_to_tell_people_twice(
    tmp_path: Path, wrong: Design
) -> None:
    with trial_of(40, url=new_database(tmp_path)) as trial:
        verdict = stormy(trial, wrong)

    assert verdict.doubled
    assert not verdict.lost
    assert not verdict.is_well


@pytest.mark.parametrize("wrong", [ResendsBlindly, LocksRowsWhileSending])
def test_who_sends_again_and_again_where_nobody_can_look_is_found_to_do_so_without_need(
    tmp_path: Path, wrong: Design
) -> None:
    with trial_of(40, url=new_database(tmp_path), by=Channel.EMAIL) as trial:
        verdict = stormy(trial, wrong)

    assert verdict.doubled
    assert isinstance(verdict, LetterVerdict)
    assert verdict.needless
    assert not verdict.is_well


@BY_EACH_CHANNEL
def test_who_marks_first_and_sends_then_is_found_to_lose(tmp_path: Path, by: Channel) -> None:
    with trial_of(40, url=new_database(tmp_path), by=by) as trial:
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

    assert isinstance(verdict, SlackVerdict)
    assert (len(verdict.strange), verdict.unplanned, verdict.is_well) == (1, 1, False)
