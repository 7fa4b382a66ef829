"""All that is held about somebody is handed out: whole, without others and without what opens."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from time_builders import at, weekly
from town import Town, town_at

from scheduling.availability.calendars import BusyKind
from scheduling.errors import NobodyWithId, NotAllowed, NotRegistered, UnknownPerson, WasErased
from scheduling.model.api_access import LinkPurpose
from scheduling.model.people import WithAhead
from scheduling.store import audit
from scheduling.store.people.erasing import held
from scheduling.store.schema import tables
from scheduling.timespan import HOUR
from scheduling.usecases.candidate import erase_candidate, issue_link
from scheduling.usecases.interviews import AllowedHours, cancel_interview, downloaded, open_export
from scheduling.usecases.people.held import GOOD_FOR, held_about, held_downloaded, open_held
from scheduling.usecases.people.removal import remove_person
from scheduling.wording.reading import Mention

pytestmark = pytest.mark.both_databases

NOW = at("2026-11-09 08:00")
TEN = at("2026-11-10 10:00")


@pytest.fixture(name="town")
def _town(tmp_path: Path) -> Iterator[Town]:
    with town_at(NOW, folder=tmp_path, hand_notice=None) as town:
        town.coordinator("Cora")
        town.candidate("Carl Chen", weekly("Tue 9:00-12:00"))
        town.interviewer("Ines", weekly("Tue 9:00-12:00"))
        yield town


def taken_out(town: Town, name: str = "Carl Chen", *, by: str = "Cora") -> dict[str, Any]:
    found = held_about(town.store, town.context(by), whom=town.people[name].id)
    return json.loads(json.dumps(found.as_json))  # type: ignore[no-any-return]


def test_it_is_whole_and_says_what_shape_it_has(town: Town) -> None:
    carl = town.people["Carl Chen"]
    issued = issue_link(
        town.store, town.context("Cora"), person_id=carl.id, purpose=LinkPurpose.HOURS
    )
    booked = town.books("Carl Chen", "Ines", start=TEN, allowed=AllowedHours.ANY, by="Cora")
    cancel_interview(
        town.store, town.context("Cora"), interview_id=booked.id, words="The job is taken"
    )

    found = taken_out(town)

    assert (found["format"], found["version"]) == ("on-the-hour/person", 1)
    assert found["exported_at"] == "2026-11-09T08:00:00Z"
    assert found["person"]["name"] == "Carl Chen"
    assert found["weekly_hours"][0]["start_minute"] == 9 * 60
    (interview,) = found["interviews"]
    assert (interview["id"], interview["part"]) == (booked.id, "candidate")
    assert (interview["start"], interview["state"]) == ("2026-11-10T10:00:00Z", "cancelled")
    assert [each["purpose"] for each in found["links"]] == ["hours"]
    assert "The job is taken" in [each["facts"].get("words") for each in found["messages"]]
    assert "link sent" in [each["action"] for each in found["history"]]
    assert issued.link.word not in json.dumps(found)


def test_when_somebody_is_busy_is_in_it_and_nothing_that_opens_their_calendar(town: Town) -> None:
    town.connects("Ines", (TEN, TEN + HOUR), kind=BusyKind.TENTATIVE)
    with town.store.writing() as session:
        session.execute(sa.update(tables.calendar).values(account=b"sealed", generation=7))

    (calendar,) = taken_out(town, "Ines")["calendars"]

    assert calendar["busy"] == [
        {"kind": "tentative", "start": "2026-11-10T10:00:00Z", "end": "2026-11-10T11:00:00Z"}
    ]
    assert (calendar["counts_tentative"], calendar["counts_all_day"]) == (True, "marked busy")
    assert not {"id", "account", "generation", "epoch"} & set(calendar)


def test_nobody_else_is_in_it(town: Town) -> None:
    town.books("Carl Chen", "Ines", start=TEN, allowed=AllowedHours.ANY, by="Cora")

    text = json.dumps(taken_out(town))

    assert [each for each in ("Ines", "UINES", "Cora", "UCORA") if each in text] == []


def test_every_table_that_knows_whose_a_row_is_is_in_it_or_has_a_reason_not_to_be() -> None:
    theirs = {table.name for table in tables.metadata.sorted_tables if "person_id" in table.columns}

    assert theirs - {"audit"} == held.SECTIONS.keys() | held.NOT_SHOWN.keys()


def test_no_column_that_opens_something_is_in_it(town: Town) -> None:
    found = taken_out(town)

    named = {
        name for rows in found.values() if isinstance(rows, list) for row in rows for name in row
    }
    assert {"word", "token", "token_hash", "account", "uid", "receipt"} & named == set()


def test_that_it_was_taken_out_is_on_record(town: Town) -> None:
    taken_out(town)

    with town.store.reading() as session:
        (last, *_) = audit.entries(session, limit=1)
    assert (last.action, last.subject_id) == ("taken out", town.people["Carl Chen"].id)


def test_everybody_may_have_their_own_and_coordinators_anybodys(town: Town) -> None:
    town.books("Carl Chen", "Ines", start=TEN, allowed=AllowedHours.ANY, by="Cora")
    own = held_about(town.store, town.context("Ines"))
    same = taken_out(town, "Ines", by="Ines")

    assert own.person.id == same["person"]["id"] == town.people["Ines"].id
    with pytest.raises(NotAllowed):
        taken_out(town, "Carl Chen", by="Ines")
    with pytest.raises(NotAllowed):
        held_about(town.store, town.context("Ines"), whom=Mention(name="Nobody"))
    assert "note_for_panel" in taken_out(town, "Carl Chen")["interviews"][0]
    assert "note_for_panel" not in taken_out(town, "Carl Chen", by="Carl Chen")["interviews"][0]
    stranger = replace(town.context("Ines"), actor=replace(town.context("Ines").actor, person=None))
    with pytest.raises(NotRegistered):
        held_about(town.store, stranger)


def test_whoever_is_not_there_or_erased_has_nothing_to_be_taken_out(town: Town) -> None:
    with pytest.raises(NobodyWithId):
        held_about(town.store, town.context("Cora"), whom=999)
    with pytest.raises(UnknownPerson):
        held_about(town.store, town.context("Cora"), whom=Mention(name="Nobody"))
    erase_candidate(town.store, town.context("Cora"), person_id=town.people["Carl Chen"].id)
    with pytest.raises(WasErased):
        taken_out(town)


def test_a_link_works_once_and_for_a_quarter_of_an_hour(town: Town) -> None:
    carl = town.people["Carl Chen"]
    links = [open_held(town.store, town.context("Cora"), whom=carl.id)[1] for _ in range(2)]
    soon, late = NOW + GOOD_FOR - timedelta(seconds=1), NOW + GOOD_FOR

    first = held_downloaded(town.store, secret=links[0], now=soon)
    again = held_downloaded(town.store, secret=links[0], now=soon)
    too_late = held_downloaded(town.store, secret=links[1], now=late)

    assert first is not None
    assert first.person.id == carl.id
    assert (again, too_late) == (None, None)


def test_a_link_to_a_person_leads_to_no_list_and_the_other_way_round(town: Town) -> None:
    carl, cora = town.people["Carl Chen"], town.context("Cora")
    _, about_carl = open_held(town.store, cora, whom=carl.id)
    listed = open_export(town.store, cora, text="", profiles={})

    assert downloaded(town.store, secret=about_carl, now=NOW) is None
    assert held_downloaded(town.store, secret=listed, now=NOW) is None


def test_a_link_ends_with_the_right_to_it_and_with_the_person(town: Town) -> None:
    carl, cora = town.people["Carl Chen"], town.context("Cora")
    _, erased = open_held(town.store, cora, whom=carl.id)
    _, lost = open_held(town.store, cora, whom=town.people["Ines"].id)
    _, own = open_held(town.store, cora)
    erase_candidate(town.store, cora, person_id=carl.id)
    gone = held_downloaded(town.store, secret=erased, now=NOW)
    with town.store.writing() as session:
        nobody = {"is_coordinator": False}
        session.execute(sa.update(tables.person).values(nobody))

    assert gone is None
    assert held_downloaded(town.store, secret=lost, now=NOW) is None
    assert held_downloaded(town.store, secret=own, now=NOW) is not None


def test_whoever_was_taken_out_is_found_by_name_and_by_mention(town: Town) -> None:
    """What is held about them is still held."""
    ines, cora = town.people["Ines"], town.context("Cora")
    for each in (ines, town.people["Carl Chen"]):
        remove_person(town.store, cora, person_id=each.id, with_ahead=WithAhead.REFUSE)

    by_name = held_about(town.store, cora, whom=Mention(name="Carl Chen"))
    by_mention = held_about(town.store, cora, whom=Mention(slack_user_id="UINES"))

    assert (by_name.person.name, by_mention.person.name) == ("Carl Chen", "Ines")
    assert by_name.as_json["person"]["removed_at"] is not None
