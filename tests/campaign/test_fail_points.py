"""A crash at each point between two commits: nobody is told twice, and nobody is left out."""

from pathlib import Path

import pytest
from databases import new_database

from bot.delivery.worker import Point
from campaign.crashes import CrashOnce, ours, trial_of
from campaign.letters import Mishap
from campaign.outside import BY_EACH_CHANNEL, SENDING
from sandbox.events.faults import (
    RESET_AFTER,
    STATUS_500_AFTER,
    STATUS_500_BEFORE,
    Fault,
    late_history,
    rate_limit,
)
from scheduling.model import Channel

pytestmark = pytest.mark.both_databases

ON_THE_WAY = [Point.CLAIMED, Point.BEGUN, Point.CALLED, Point.MARKED]
ON_LOOKING = [Point.LOOKING, Point.SEEN, Point.SETTLED]
DOUBTS = {
    "accepted": (RESET_AFTER,),
    "accepted, and hidden for a while": (STATUS_500_AFTER, late_history(30)),
    "not accepted": (STATUS_500_BEFORE,),
}


@BY_EACH_CHANNEL
@pytest.mark.parametrize("point", ON_THE_WAY)
def test_a_crash_on_the_way_leaves_nobody_out_and_tells_nobody_twice_without_need(
    tmp_path: Path, point: Point, by: Channel
) -> None:
    with trial_of(6, url=new_database(tmp_path), by=by) as trial:
        crash = CrashOnce(point)

        verdict = trial.run(ours, at=crash)

        assert crash.has_crashed
        assert verdict.is_well, verdict
        assert verdict.due == 6


@pytest.mark.parametrize("doubt", DOUBTS)
@pytest.mark.parametrize("point", ON_LOOKING)
def test_a_crash_while_it_is_found_out_does_no_harm_either(
    tmp_path: Path, point: Point, doubt: str
) -> None:
    faults: tuple[Fault, ...] = DOUBTS[doubt]
    with trial_of(4, url=new_database(tmp_path)) as trial:
        trial.slack.control.meets(SENDING, *faults, times=2)
        crash = CrashOnce(point)

        verdict = trial.run(ours, at=crash)

        assert crash.has_crashed
        assert verdict.is_well, verdict
        assert verdict.due == 4


@pytest.mark.parametrize("doubt", [Mishap.BROKEN_OFF_BEFORE, Mishap.BROKEN_OFF_AFTER])
@pytest.mark.parametrize("point", ON_LOOKING)
def test_a_crash_while_what_nobody_can_look_for_is_sent_once_more_does_no_harm_either(
    tmp_path: Path, point: Point, doubt: Mishap
) -> None:
    with trial_of(4, url=new_database(tmp_path), by=Channel.EMAIL) as trial:
        trial.box.meets(doubt, doubt)
        crash = CrashOnce(point)

        verdict = trial.run(ours, at=crash)

        assert crash.has_crashed
        assert verdict.is_well, verdict
        assert verdict.due == 4
        assert len(verdict.doubled) == (2 if doubt is Mishap.BROKEN_OFF_AFTER else 0)


def test_a_database_restored_from_an_old_copy_does_not_tell_people_again(tmp_path: Path) -> None:
    with trial_of(4, url=new_database(tmp_path)) as trial:
        trial.run(ours, at=lambda point: None)
        with trial.store.writing() as session:
            session.connection().exec_driver_sql(
                "UPDATE message SET state = 'pending', epoch = 0, "
                "conversation = NULL, receipt = NULL"
            )
        trial.clock.forward(hours=3)

        verdict = trial.run(ours, at=lambda point: None)

        assert verdict.is_well, verdict
        assert verdict.due == 4


def test_three_hours_down_over_what_is_due_everybody_is_told_once_and_at_once(
    tmp_path: Path,
) -> None:
    with trial_of(30, url=new_database(tmp_path)) as trial:
        trial.clock.forward(hours=3)

        verdict = trial.run(ours, at=lambda point: None, rounds=1)

        assert verdict.is_well, verdict
        assert verdict.due == 30
        looks = trial.slack.control.counts()["conversations.history"]["calls"]
        assert 20 <= looks < 30  # found in vain so often, nobody looks on


def test_who_may_not_look_just_now_waits_for_it_rather_than_tell_people_again(
    tmp_path: Path,
) -> None:
    with trial_of(4, url=new_database(tmp_path)) as trial:
        trial.clock.forward(hours=3)
        trial.slack.control.meets("conversations.history", rate_limit(30), times=8)

        early = trial.run(ours, at=lambda point: None, rounds=3)
        looks = trial.slack.control.counts()["conversations.history"]["calls"]
        verdict = trial.run(ours, at=lambda point: None, rounds=99)

        assert early.accepted == 0
        assert looks <= 8  # asked to wait twice, nobody looks on
        assert verdict.is_well, verdict
        assert verdict.due == 4


def test_while_slack_asks_to_wait_with_looking_nothing_overdue_is_put_in_doubt(
    tmp_path: Path,
) -> None:
    with trial_of(12, url=new_database(tmp_path)) as trial:
        trial.clock.forward(hours=3)
        trial.slack.control.meets("conversations.history", rate_limit(5), share=0.3, seed=3)

        verdict = trial.run(ours, at=lambda point: None)

        assert verdict.is_well, verdict
        with trial.store.reading() as session:
            asked = "SELECT count(*) FROM message WHERE looks > 0"
            assert session.connection().exec_driver_sql(asked).scalar() == 0
        assert trial.slack.control.counts()["conversations.history"]["rate_limit"] > 0
