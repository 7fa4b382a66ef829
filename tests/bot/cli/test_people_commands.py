"""`python -m bot people`: what becomes of people, where nobody is at Slack to see to it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from bot_settings import settings
from databases import sqlite_in

from bot.cli.arguments import command_line
from bot.cli.people import people
from bot.process.clock import machine_now
from bot.process.config import Settings
from scheduling.errors import (
    HasInterviewsAhead,
    NobodyWithId,
    NotACandidate,
    NotTheSame,
    RegistrationChanged,
    StillInInterviews,
    UnknownPerson,
)
from scheduling.model import Role
from scheduling.store import Store, interviews
from scheduling.store import people as registered
from scheduling.timespan import HOUR


@pytest.fixture(name="ours")
def _settings(tmp_path: Path) -> Settings:
    return settings(database_url=sqlite_in(tmp_path))


@pytest.fixture(name="store")
def _bot_that_runs(ours: Settings) -> Iterator[Store]:
    """The database, held as by a bot that runs on it, with an interview of Carl with Ines."""
    store = Store.open(ours.database_url)
    now = machine_now().replace(minute=0, second=0, microsecond=0)
    with store.writing() as session:
        facts = {"time_zone": "UTC", "now": now}
        ines = registered.add(session, name="Ines", role=Role.INTERVIEWER, **facts)
        carl = registered.add(session, name="Carl Chen", role=Role.CANDIDATE, **facts)
        interviews.book(
            session,
            candidate=carl,
            interviewers=[ines],
            start=now + 30 * HOUR,
            outside_availability=False,
            booked_by="Cora",
            now=now,
        )
    yield store
    store.close()


def asked(ours: Settings, *words: str) -> int:
    return people(ours, told=command_line().parse_args(["people", *words]))


def names(store: Store) -> list[str]:
    with store.reading() as session:
        return [person.name for person in registered.page(session, skip=0, limit=10)]


def test_somebody_is_removed_by_name_and_by_id(
    ours: Settings, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(StillInInterviews):
        asked(ours, "remove", "Carl")
    assert names(store) == ["Carl Chen", "Ines"]

    assert asked(ours, "remove", "Carl", "--cancel-interviews") == 0
    said = capsys.readouterr().out
    assert asked(ours, "remove", "1") == 0

    assert said.splitlines() == [
        "Carl Chen (id 2) is removed. `python -m bot people undo-removal 2` brings them back.",
        "Interviews cancelled: 1.",
        "No message reaches these, so please tell them: Carl Chen, Ines.",
    ]
    assert names(store) == []


def test_whoever_was_removed_is_brought_back_once(
    ours: Settings, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(ours, "remove", "Carl", "--cancel-interviews")
    capsys.readouterr()

    assert asked(ours, "undo-removal", "2") == 0
    with pytest.raises(RegistrationChanged):
        asked(ours, "undo-removal", "2")
    with pytest.raises(RegistrationChanged):
        asked(ours, "undo-removal", "77")

    assert capsys.readouterr().out == (
        "Carl Chen (id 2) is back, with their hours. "
        "Interviews that were cancelled stay cancelled.\n"
    )
    assert names(store) == ["Carl Chen", "Ines"]


def test_whoever_is_not_there_is_not_removed(ours: Settings, store: Store) -> None:
    with pytest.raises(UnknownPerson):
        asked(ours, "remove", "Dora")
    with pytest.raises(NobodyWithId):
        asked(ours, "remove", "7")

    assert len(names(store)) == 2


def test_what_became_of_a_candidate_is_noted_and_taken_back(
    ours: Settings, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(StillInInterviews):
        asked(ours, "outcome", "Carl", "hired")
    with pytest.raises(NotACandidate):
        asked(ours, "outcome", "Ines", "hired")

    asked(ours, "outcome", "Carl", "hired", "--keep-interviews")
    said = capsys.readouterr().out
    assert names(store) == ["Ines"]
    asked(ours, "outcome", "2", "none")

    assert said == "Carl Chen (id 2): hired.\nInterviews that stay as booked: 1.\n"
    assert names(store) == ["Carl Chen", "Ines"]


def test_a_candidate_is_erased_when_that_is_said_and_else_only_told_of(
    ours: Settings, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(HasInterviewsAhead):
        asked(ours, "erase", "Carl", "--for-good")
    assert asked(ours, "remove", "Carl", "--cancel-interviews") == 0
    capsys.readouterr()

    assert asked(ours, "erase", "Carl Chen") == 0
    told = capsys.readouterr().out
    assert asked(ours, "erase", "Carl Chen", "--for-good") == 0
    done = capsys.readouterr().out

    assert told.startswith("Carl Chen (id 2):")
    assert "Nothing was changed. Add --for-good to do it: it can't be undone." in told
    assert "1 interview of theirs stays and counts, as “Erased candidate 2”." in done
    assert "Carl" not in done
    with store.reading() as session:
        erased = registered.get(session, 2)
    assert erased is not None
    assert erased.is_erased


def test_two_who_are_one_are_merged(
    ours: Settings, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    with store.writing() as session:
        facts = {"time_zone": "UTC", "now": machine_now()}
        registered.add(session, name="C. Chen", role=Role.CANDIDATE, **facts)

    assert asked(ours, "merge", "C. Chen", "Carl") == 0

    assert capsys.readouterr().out == "C. Chen (id 3) is Carl Chen (id 2) now.\n"
    assert names(store) == ["Carl Chen", "Ines"]
    with pytest.raises(NotTheSame):
        asked(ours, "merge", "Carl", "Ines")


def test_what_is_held_about_somebody_is_printed_as_json(
    ours: Settings, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(ours, "export", "Carl") == 0

    held = json.loads(capsys.readouterr().out)
    assert (held["version"], held["person"]["name"]) == (1, "Carl Chen")
    assert len(held["interviews"]) == 1


def test_names_are_typed_as_in_slack_with_and_without_quotes(
    ours: Settings, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    with store.writing() as session:
        facts = {"role": Role.CANDIDATE, "time_zone": "UTC", "now": machine_now()}
        for name in ("Dora D.", "Dora Diaz", "Dee"):
            registered.add(session, name=name, **facts)

    assert asked(ours, "merge", "Dora", "D.", "into", "Dora", "Diaz") == 0
    assert asked(ours, "merge", "Dee", "Dora Diaz") == 0
    assert asked(ours, "outcome", "Dora", "Diaz", "hired") == 0
    for unclear in (["Dora"], ["into", "Dora"], ["Dora", "D.", "Dora"]):
        with pytest.raises(SystemExit):
            asked(ours, "merge", *unclear)

    assert names(store) == ["Carl Chen", "Ines"]
    assert "hired" in capsys.readouterr().out
