"""The database gets into trouble under messages on their way: none is lost, none comes twice."""

import secrets
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from databases import Kind, new_database, own_server, running_on
from journeys.arranged import (
    all_is_told,
    books,
    outbox,
    somebody_else_writes,
    usual_people,
)
from journeys.office import MONDAY, Office, bot_in, office_in, workspace_of
from sqlalchemy import event
from sqlalchemy.pool import Pool

from bench.soak.judge import judge, waiting
from bot.delivery.worker import Point
from campaign.crashes import Trial, ours, trial_of
from campaign.outside import BY_EACH_CHANNEL
from campaign.test_short_storm import SENDING, engine_of, six_to_remind, states_in
from campaign.troubles import (
    Trouble,
    connections_cut,
    full_disk,
    full_server,
    kill_server,
    read_only_file,
    start_server,
)
from sandbox.events.faults import slow
from scheduling.model import Channel
from scheduling.store import Store

TROUBLES = {
    "a full disk": (Kind.SQLITE, full_disk),
    "a read-only file": (Kind.SQLITE, read_only_file),
    "connections cut": (Kind.POSTGRESQL, connections_cut),
    "a full server": (Kind.POSTGRESQL, full_server),
}


@BY_EACH_CHANNEL
@pytest.mark.parametrize("point", [Point.CLAIMED, Point.BEGUN, Point.CALLED])
@pytest.mark.parametrize("name", TROUBLES)
def test_what_is_on_its_way_when_the_database_fails_comes_once_in_the_end(
    tmp_path: Path, name: str, point: Point, by: Channel
) -> None:
    kind, trouble = TROUBLES[name]
    with running_on(kind):
        url = new_database(tmp_path)
    with trial_of(4, url=url, by=by) as trial, ExitStack() as befallen:
        begins = BeginsOnce(trouble, trial=trial, point=point, until=befallen)
        worker = ours(trial, begins)

        early = trial.run(lambda *_: worker, at=begins, rounds=6)
        on_their_way = waiting(engine_of(url), now=trial.clock.now())
        befallen.close()
        verdict = trial.run(lambda *_: worker, at=begins)

    assert begins.has_begun
    assert not early.doubled
    assert on_their_way or trouble is connections_cut  # which lets something through
    assert verdict.is_well, verdict
    assert verdict.due == 4


class BeginsOnce:
    """Begins a trouble when a point is reached first; it lasts until the stack is closed."""

    def __init__(self, trouble: Trouble, *, trial: Trial, point: Point, until: ExitStack) -> None:
        self._trouble, self._trial, self._point, self._until = trouble, trial, point, until
        self.has_begun = False

    def __call__(self, point: str) -> None:
        if point == self._point and not self.has_begun:
            self.has_begun = True
            self._trial.outside.note_trouble()
            self._until.callback(self._trial.outside.note_trouble)
            self._until.enter_context(self._trouble(self._trial.url))


# -- with people at work ---------------------------------------------------------------------


def test_while_connections_are_cut_everybody_gets_an_answer_and_what_was_said_saved_is(
    tmp_path: Path,
) -> None:
    with running_on(Kind.POSTGRESQL), office_in(tmp_path, now=MONDAY) as office:
        office.ines.asks("/register interviewer")
        days = range(10, 30)

        with connections_cut(office.database_url):
            answers = [office.ines.asks(f"/availability {day} Nov 10-12").text for day in days]

        answers.append(office.ines.asks("/availability 30 Nov 10-12").text)
        listed = office.ines.asks("/availability list").text
        saved = [day for day, said in enumerate(answers, start=days.start) if "Saved (" in said]
        assert 30 in saved
        assert all(f" {day} Nov" in listed for day in saved)
        for said in answers:
            assert "Saved (" in said or "The database" in said


@pytest.mark.both_databases
def test_whoever_cannot_write_for_long_is_told_so_and_everything_goes_on_afterwards(
    tmp_path: Path,
) -> None:
    with office_in(tmp_path, now=MONDAY) as office:
        usual_people(office)
        books(office.carla, "Carl with @ines", hour="10:00 AM WET")
        all_is_told(office)

        with somebody_else_writes(office), impatient():
            office.slack.clock.forward(hours=2)
            refused = office.ines.asks("/availability Fri 9-12").text
            listed = office.ines.asks("/availability list").text
        all_is_told(office)
        again = office.ines.asks("/availability Fri 9-12").text

        assert "The database is too busy just now. Nothing was saved." in refused
        assert "Tue 10 Nov" in listed
        assert "Saved (" in again
        came = uids(office)
        assert outbox(office)["sent"] == len(came) == came.total() == 4


@contextmanager
def impatient() -> Iterator[None]:
    """The bot waits for the database's lock for a short time only, so that the test does too."""

    def hurry(connection: Any, *_: object) -> None:
        is_sqlite = isinstance(connection, sqlite3.Connection)
        connection.execute("PRAGMA busy_timeout = 200" if is_sqlite else "SET lock_timeout = 200")
        connection.commit()

    event.listen(Pool, "checkout", hurry)
    try:
        yield
    finally:
        event.remove(Pool, "checkout", hurry)


@pytest.mark.only_sqlite
def test_after_an_old_backup_is_put_back_nobody_is_told_again_what_came_since(
    tmp_path: Path,
) -> None:
    file, saved = tmp_path / "bot.db", tmp_path / "saved.db"
    with workspace_of(tmp_path) as office:
        with bot_in(office):
            usual_people(office)
            books(office.carla, "Carl with @ines", hour="10:00 AM WET")
            Store.back_up(office.database_url, saved)
            books(office.carla, "Carl with @ivo", hour="9:00 AM WET")
            office.slack.clock.forward(hours=2)
            office.ines.sees("Reminder, 24 hours ahead")
            all_is_told(office)
        before = uids(office)
        put_back(saved, file)
        office.slack.clock.forward(minutes=5)

        with bot_in(office):
            all_is_told(office)
            listed = office.carla.asks("/interviews").text
            office.slack.clock.forward(hours=22, minutes=55)
            office.ines.sees("Reminder, 1 hour ahead")
            all_is_told(office)

        after = uids(office)
        assert "All interviews ahead (1)" in listed
        assert before.keys() < after.keys()
        assert set(after.values()) == {1}


def uids(office: Office) -> Counter[str | None]:
    """How often the workspace has accepted each message that was planned."""
    return Counter(one.uid for one in office.slack.control.log() if one.uid)


def put_back(saved: Path, file: Path) -> None:
    """Restore a backup as README says."""
    for beside in file.parent.glob(f"{file.name}-*"):
        beside.unlink()
    shutil.copyfile(saved, file)


# -- the server itself ------------------------------------------------------------------------


def test_after_the_server_was_killed_in_the_middle_of_sending_the_same_bot_goes_on_by_itself(
    tmp_path: Path,
) -> None:
    # Not among pytest's own folders: another run of pytest would shut the server out of those.
    server = Path(tempfile.gettempdir()) / f"on-the-hour-{secrets.token_hex(4)}"
    url = own_server(server).render_as_string(hide_password=False)
    with six_to_remind(tmp_path, url) as (slack, bot):
        slack.control.meets(SENDING, slow(1.0), times=4)
        bot.start()
        pid = bot.pid
        slack.waits_until(lambda: len(slack.control.log()) >= 4, within=60)
        kill_server(server)
        slack.waits_until(lambda: not bot.is_ready(), within=60)
        was_well = bot.is_well()
        start_server(server)
        slack.waits_until(lambda: states_in(url)["sent"] == 6, within=60)
        slack.waits_until(bot.is_ready, within=60)
        status = bot.stop()
        verdict = judge(engine_of(url), slack.control.log(), now=datetime.now(UTC))

    assert was_well, "a database that is away restarts nobody"
    assert (bot.pid, status) == (pid, 0)
    assert verdict.is_well, verdict
    assert verdict.due == 6
