"""Direct messages as people see them: those of today, and those of rows of the version before."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from time_builders import at

from bot.views.block_kit.blocks import Blocks
from bot.views.notices import message
from scheduling.model import (
    ClaimedMessage,
    Interview,
    MessageKind,
    Notice,
    Person,
    PlannedMessage,
    Role,
)
from scheduling.model.notice_kinds import ChangedHours
from scheduling.model.notices import (
    FOR_CALENDARS,
    Booked,
    CannotMakeIt,
    Conflict,
    PanelChanged,
    RoundBooked,
    Unreadable,
)
from scheduling.model.notices_about_people import CalendarSilent
from scheduling.model.request import Who
from scheduling.results import MessageContext
from scheduling.store.messages.kept_notices import from_json
from scheduling.wording.saying.notices.sentences import CannotBeSaid

NOW = at("2026-11-09 08:00")
LATE = at("2026-11-10 10:05")
OLD = json.loads((Path(__file__).parent / "messages_of_version_1.json").read_text("utf-8"))
"""Rows of every kind as version 1 kept them, and what it made of them."""


def person(id: int, name: str, role: Role | None, time_zone: str, slack_id: str) -> Person:
    return Person(
        id=id,
        name=name,
        role=role,
        time_zone=time_zone,
        is_coordinator=role is None,
        slack_user_id=slack_id,
    )


CARL = person(1, "Carl *Chen* & Co", Role.CANDIDATE, "Europe/Lisbon", "UCARL")
INES = person(2, "Ines", Role.INTERVIEWER, "Europe/Berlin", "UINES")
IVO = person(3, "Ivo {x}", Role.INTERVIEWER, "America/New_York", "UIVO")
IDA = person(4, "Ida", Role.INTERVIEWER, "UTC", "UIDA")
CORA = person(5, "Cora", None, "Asia/Kolkata", "UCORA")
PEOPLE = {"Carl": CARL, "Ines": INES, "Ivo": IVO, "Ida": IDA, "Cora": CORA}
ANOTHER_INES = person(6, "Ines", None, "Europe/Berlin", "UINES2")

FIRST = Interview(
    id=7, candidate=CARL, interviewers=(INES, IVO), start=at("2026-11-10 10:00")
)  # fmt: skip
SECOND = Interview(id=8, candidate=CARL, interviewers=(INES,), start=at("2026-11-11 10:00"))


def letter(
    notice: Notice,
    *,
    to: Person,
    people: Iterable[Person] = (),
    stand_ins: tuple[Person, ...] = (),
    interviews: tuple[Interview, ...] = (FIRST,),
) -> MessageContext:
    planned = PlannedMessage(person_id=to.id, notice=notice, dedupe_key="k", due_at=NOW)
    held = ClaimedMessage(
        id=1,
        uid="u",
        epoch=1,
        attempts=0,
        lease_until=NOW + timedelta(minutes=1),
        since=NOW,
        message=planned,
    )
    return MessageContext(
        claimed=held,
        recipient=to,
        interview=interviews[0],
        stand_ins=stand_ins,
        interviews=interviews,
        people={each.id: each for each in people},
    )


def said(notice: Notice, *, to: Person, now: datetime = NOW, **more: Any) -> str:
    text, _ = message(letter(notice, to=to, **more), now=now)
    return text


def shown(blocks: Blocks) -> tuple[list[str], list[list[str]]]:
    """The texts one after the other, and the buttons: id, the ids in their value, label.

    What else stands in a value is how an interview stood, of which rows tell nothing.
    """
    texts: list[str] = []
    buttons: list[dict[str, Any]] = []
    for block in (each.to_dict() for each in blocks):
        match block["type"]:
            case "section":
                texts.append(block["text"]["text"])
                buttons += [block["accessory"]] if "accessory" in block else []
            case "context":
                texts.append(block["elements"][0]["text"])
            case _:
                buttons += block["elements"]
    labels = [[b["action_id"], b["value"].partition("@")[0], b["text"]["text"]] for b in buttons]
    return texts, labels


# -- rows of the version before --------------------------------------------------------------


@pytest.mark.parametrize("row", OLD, ids=lambda row: f"{row['kind']} to {row['reader']}")
def test_a_row_of_the_version_before_still_says_the_same(row: dict[str, Any]) -> None:
    notice = from_json(MessageKind(row["kind"]), row["facts"])
    ids = notice.interview_ids if isinstance(notice, RoundBooked) else (FIRST.id,)
    about = tuple(each for each in (FIRST, SECOND) if each.id in ids)
    stand_ins = tuple(PEOPLE[name] for name in row["stand_ins"])
    to = PEOPLE[row["reader"]]
    old = letter(notice, to=to, people=PEOPLE.values(), stand_ins=stand_ins, interviews=about)

    text, blocks = message(old, now=LATE if row["late"] else NOW)

    assert text == row["text"]
    assert shown(blocks) == (row["shown"], row["buttons"])


def test_the_rows_kept_are_of_every_kind_that_there_was() -> None:
    since = {
        MessageKind.CAN_MAKE_IT,
        MessageKind.DETAILS_CHANGED,
        MessageKind.HOURS_CHANGED,
        MessageKind.HOURS_GIVEN,
        MessageKind.HOUR_PICKED,
        MessageKind.LINK_SENT,
        MessageKind.MOVE_REQUESTED,
        MessageKind.ROLE_CHANGED,
        MessageKind.REGISTERED,
        MessageKind.MANY_LEFT,
        MessageKind.CALENDAR_SILENT,
        MessageKind.CALENDAR_UNCONFIRMED,
        MessageKind.REMIND_THEM,
        MessageKind.TAKEN_OUT,
        MessageKind.MERGED,
        *FOR_CALENDARS,
    }

    assert {MessageKind(row["kind"]) for row in OLD} == set(MessageKind) - since


# -- who is who ------------------------------------------------------------------------------


def test_a_namesake_who_has_booked_is_not_taken_for_the_reader() -> None:
    booked = Booked(by=Who.of(ANOTHER_INES), start=FIRST.start)

    to_ines = said(booked, to=INES, people=[ANOTHER_INES])

    assert to_ines.startswith(":calendar: Ines (coordinator) has booked an interview for you:")


def test_whoever_has_booked_for_themselves_is_told_so_whatever_they_are_called() -> None:
    booked = Booked(by=Who.of(ANOTHER_INES), start=FIRST.start)
    joined = replace(FIRST, interviewers=(INES, ANOTHER_INES))

    text = said(booked, to=ANOTHER_INES, people=[ANOTHER_INES], interviews=(joined,))

    assert text.startswith(":calendar: You have booked an interview for you:")
    assert "(together with Ines (interviewer))" in text


@pytest.mark.parametrize(
    ("by", "first"),
    [
        (Who(slack_user_id="UINES", name="Somebody"), "You have booked"),
        (Who(slack_user_id="UADA", name="Ada"), "Ada has booked"),
        (Who(slack_user_id="UADA", name="Ines"), "<@UADA> has booked"),
        (Who(name="ats"), "ats has booked"),
        (Who(name="Ines"), "Ines (a program) has booked"),
    ],
)
def test_who_is_not_registered_is_told_apart_from_who_is(by: Who, first: str) -> None:
    text = said(Booked(by=by, start=FIRST.start), to=INES)

    assert text.startswith(f":calendar: {first} an interview for you:")


def test_an_old_row_with_a_name_that_two_people_have_is_nobody_s_own() -> None:
    booked = Booked(by=Who(called="Ines"), start=FIRST.start)

    text = said(booked, to=INES, people=[INES, ANOTHER_INES])

    assert text.startswith(":calendar: Ines has booked an interview for you:")


def test_members_who_differ_by_their_slack_id_alone_are_shown_as_slack_shows_them() -> None:
    twin = replace(INES, id=9, slack_user_id="UTWIN")
    changed = PanelChanged(
        by=Who.of(CORA), start=FIRST.start, leaving=(Who.of(INES),), coming=(Who.of(twin),)
    )

    text = said(changed, to=CARL, people=[CORA, INES, twin])

    assert text.startswith(":calendar: <@UTWIN> takes over from <@UINES>.")


def test_on_buttons_namesakes_are_told_apart_in_plain_text() -> None:
    twin = replace(INES, id=9, slack_user_id="UTWIN")
    cannot = CannotMakeIt(who=Who.of(IVO), start=FIRST.start)

    _, blocks = message(letter(cannot, to=CORA, people=[IVO], stand_ins=(twin,)), now=NOW)

    first, *_ = shown(blocks)[1]
    assert first == ["interview_replace_0", "7:3:9", "Replace with Ines (UTWIN)"]


@pytest.mark.parametrize("stand_ins", [(), (IDA,)], ids=["nobody else", "somebody else"])
def test_whoever_reads_that_it_can_be_moved_has_a_button_that_moves_it(
    stand_ins: tuple[Person, ...],
) -> None:
    cannot = CannotMakeIt(who=Who.of(IVO), start=FIRST.start)
    conflict = Conflict(who=Who.of(IVO), start=FIRST.start, changed=ChangedHours.TIME_ZONE)
    letters = [
        letter(each, to=CORA, people=[IVO], stand_ins=stand_ins) for each in (cannot, conflict)
    ]

    for text, blocks in (message(each, now=NOW) for each in letters):
        labels = [label for *_, label in shown(blocks)[1]]

        assert ("Move" in labels) == ("move or cancel it" in text) == (not stand_ins)


# -- what else has changed -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "label", "words"),
    [
        ("gone", "My calendars", "Connect it anew"),
        ("sign-in-ended", "Sign in again", "Sign in again: nothing has to be typed."),
    ],
)
def test_who_reads_that_a_calendar_is_silent_has_one_button_that_helps(
    fault: str, label: str, words: str
) -> None:
    silent = CalendarSilent(host="calendar.google.com", days=1, fault=fault)

    text, blocks = message(letter(silent, to=INES), now=NOW)

    assert words in text
    assert [told[2] for told in shown(blocks)[1]] == [label]


def test_several_who_leave_are_several() -> None:
    both = PanelChanged(
        by=Who.of(CORA), start=FIRST.start, leaving=(Who.of(IVO), Who.of(IDA)), coming=()
    )

    text = said(both, to=CARL, people=[CORA, IVO, IDA])

    assert text.startswith(":calendar: Ivo {x} and Ida are not on the panel any more.")


def test_a_coordinator_whose_our_hours_no_longer_hold_it_is_told_of_their_our_hours() -> None:
    conflict = Conflict(who=Who.of(CORA), start=FIRST.start, changed=ChangedHours.TIME_ZONE)

    text = said(conflict, to=CORA, people=[CORA])

    assert text.startswith(":warning: Your time zone has changed, and the interview of")
    assert "lies outside your hours now." in text


def test_what_cannot_be_read_is_not_said() -> None:
    unreadable = Unreadable(kind=MessageKind.BOOKED, kept={"v": 3})

    with pytest.raises(CannotBeSaid):
        message(letter(unreadable, to=INES), now=NOW)
