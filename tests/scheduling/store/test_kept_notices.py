"""Notices are kept as JSON with a version, and those of the version before are read."""

import json
from dataclasses import fields
from typing import Any, get_args

import pytest
from time_builders import at

from scheduling.model import Role
from scheduling.model.api_access import LinkPurpose
from scheduling.model.details import Detail
from scheduling.model.notice_kinds import ChangedHours, MessageKind
from scheduling.model.notices import (
    NOTICES,
    Added,
    Booked,
    CalendarEntry,
    CalendarEntryEnded,
    Cancelled,
    CanMakeIt,
    CannotMakeIt,
    Conflict,
    DetailsChanged,
    HourPicked,
    LastRead,
    Moved,
    MoveRequested,
    NotReached,
    PanelChanged,
    ReadableNotice,
    Reminder,
    RemindThem,
    Removed,
    RoundBooked,
    Unreadable,
)
from scheduling.model.notices_about_people import (
    CalendarSilent,
    CalendarUnconfirmed,
    HoursChanged,
    HoursGiven,
    LinkSent,
    ManyLeft,
    Merged,
    Registered,
    RoleChanged,
    TakenOut,
)
from scheduling.model.request import Who
from scheduling.store.messages.kept_notices import as_json, from_json

START, WAS = at("2026-11-10 10:00"), at("2026-11-09 15:00")
CORA, INES, IVO = Who(person_id=5), Who(person_id=2), Who(person_id=3)
ADA = Who(slack_user_id="UADA", name="Ada “the” <!channel>")
A_PROGRAM = Who(name="ats")

EVERY_KIND: list[ReadableNotice] = [
    Reminder(),
    Booked(by=CORA, start=START),
    Booked(by=ADA, start=START),
    Booked(by=A_PROGRAM, start=START),
    RoundBooked(by=CORA, interview_ids=(7, 8)),
    Moved(by=CORA, start=START, was=WAS),
    Cancelled(by=CORA, start=START),
    Cancelled(by=CORA, start=START, words="I took another job"),
    Added(by=CORA, start=START),
    Removed(by=CORA, start=START),
    PanelChanged(by=CORA, start=START, leaving=(INES, IVO), coming=()),
    CalendarEntry(start=START),
    CalendarEntryEnded(start=START),
    DetailsChanged(by=CORA, start=START, said=(Detail.PLACE, Detail.NOTE_FOR_PANEL)),
    CannotMakeIt(who=IVO, start=START),
    CannotMakeIt(who=IVO, start=START, has_left=True),
    CannotMakeIt(who=IVO, start=START, words="Flu"),
    CanMakeIt(who=IVO, start=START),
    CanMakeIt(who=IVO, start=START, is_by_itself=True),
    Conflict(who=IVO, start=START, changed=ChangedHours.TIME_ZONE),
    HoursChanged(by=CORA, gained=("Tue 10 Nov, 9-12",), lost=(), undo="token"),
    Registered(by=A_PROGRAM, role=Role.CANDIDATE),
    Registered(by=CORA, role=None),
    RoleChanged(by=A_PROGRAM, is_coordinator=False),
    HoursGiven(who=IVO),
    HourPicked(who=IVO, start=START),
    HourPicked(who=IVO, start=START, last_read=(LastRead(who=INES, ago=2400, counts=True),)),
    Moved(
        by=CORA,
        start=START,
        was=WAS,
        last_read=(
            LastRead(who=INES, ago=None, counts=False),
            LastRead(who=IVO, ago=None, counts=True),
        ),
    ),
    LinkSent(by=CORA, purpose=LinkPurpose.HOURS, word="dGhpcyBpcyBh", until=START),
    MoveRequested(who=IVO, start=START, wanted=WAS),
    ManyLeft(count=7),
    CalendarSilent(host="calendar.example.com", days=3, fault="gone"),
    CalendarUnconfirmed(
        unconfirmed=4, host="calendar.google.com", address="ana@home.example", until=START
    ),
    TakenOut(by=A_PROGRAM),
    Merged(by=A_PROGRAM),
    NotReached(who=IVO, start=START, reason="is_archived"),
    RemindThem(who=IVO, start=START),
]


def through_json(notice: Any) -> Any:
    return json.loads(json.dumps(as_json(notice)))


@pytest.mark.parametrize("notice", EVERY_KIND, ids=lambda notice: notice.kind.value)
def test_what_is_kept_comes_back_as_it_was(notice: ReadableNotice) -> None:
    kept = through_json(notice)

    assert kept["v"] == 2
    assert from_json(notice.kind, kept) == notice


def test_every_kind_is_among_them() -> None:
    assert {type(notice) for notice in EVERY_KIND} == set(get_args(ReadableNotice))
    assert set(NOTICES.values()) == set(get_args(ReadableNotice))


def test_a_fact_of_one_name_is_of_one_type_in_every_kind() -> None:
    types: dict[str, set[Any]] = {}
    for notice in NOTICES.values():
        for fact in fields(notice):
            types.setdefault(fact.name, set()).add(fact.type)

    assert {name: found for name, found in types.items() if len(found) > 1} == {}


def test_a_row_of_this_version_looks_so() -> None:
    changed = PanelChanged(by=ADA, start=START, leaving=(IVO,), coming=())

    assert through_json(changed) == {
        "v": 2,
        "by": {"slack": "UADA", "name": "Ada “the” <!channel>"},
        "start": "2026-11-10T10:00:00+00:00",
        "leaving": [{"id": 3}],
        "coming": [],
    }


# -- rows that this version can't read -------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        (MessageKind.BOOKED, {"v": 3, "by": {"id": 5}, "start": "2026-11-10T10:00:00+00:00"}),
        (MessageKind.BOOKED, {"v": 2, "by": {"id": 5}}),
        (MessageKind.BOOKED, {"v": 2, "by": {"id": 5}, "start": "tomorrow"}),
        (MessageKind.BOOKED, {"v": 2, "by": {"id": 5}, "start": "2026-11-10T10:00:00"}),
        (MessageKind.BOOKED, {"v": 2, "by": "Cora", "start": "2026-11-10T10:00:00+00:00"}),
        (MessageKind.BOOKED, {}),
        (MessageKind.BOOKED, None),
        (MessageKind.BOOKED, "booked"),
        (MessageKind.MOVED, [["by", "Cora"], ["start", "2026-11-10T10:00:00+00:00"]]),
        (MessageKind.CONFLICT, [["start", "2026-11-10T10:00:00+00:00"], ["reason", "the moon"]]),
        (MessageKind.BOOKED, [["by"]]),
    ],
)
def test_what_cannot_be_read_stays_as_it_is_and_holds_nobody_else_up(
    kind: MessageKind, kept: Any
) -> None:
    notice = from_json(kind, kept)

    assert notice == Unreadable(kind=kind, kept=kept)
    assert notice.kind is kind
    assert through_json(notice) == kept
