"""Wherever people are shown together, two who share a name are told apart."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.views.block_kit.blocks import Blocks, escape_sentence, names, shown_names
from bot.views.block_kit.fields import person_options
from bot.views.distribution.adjust import pin_options
from bot.views.distribution.plan import plan_message
from bot.views.home import home_view
from bot.views.interviews.booking import booked_words
from bot.views.interviews.listing import list_blocks
from bot.views.interviews.shown.people import who_meets
from bot.views.register.people import list_blocks as people_blocks
from bot.views.slots.found import answer_blocks
from scheduling.distribution import OBJECTIVE, LevelResult, Plan, Proof, Seating
from scheduling.model import Actor, Availability, Interview, Person, RequestContext, Role, Rules
from scheduling.model.rounds import Adjustments, RoundAsked, RoundState, StoredRound
from scheduling.results import (
    Draft,
    HomeState,
    InterviewChange,
    InterviewPage,
    Listing,
    SlotsAnswer,
    SlotsAsked,
)
from scheduling.rounds import RoundOutcome
from scheduling.slots import Match, SlotQuestion, common_slots
from scheduling.timespan import Horizon, Span, tick_at

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
NINE = datetime(2026, 11, 10, 9, tzinfo=UTC)
CORA = Actor(name="Cora", time_zone="UTC", is_coordinator=True)
CONTEXT = RequestContext(actor=CORA, now=NOW, rules=Rules())


def person(id: int, name: str, role: Role = Role.INTERVIEWER, **known: str) -> Person:
    return Person(id=id, name=name, role=role, **{"time_zone": "UTC", **known})


CARL = person(1, "Carl", Role.CANDIDATE)
ANA = person(2, "Ana Alves", Role.CANDIDATE, email="ana@example.com")
OTHER_ANA = person(3, "Ana Alves", Role.CANDIDATE, email="alves@example.com")
INTERVIEWING_ANA = person(4, "Ana Alves", slack_user_id="U4")
MIA, OTHER_MIA = (person(id, "Mia *", slack_user_id=f"U{id}") for id in (5, 6))


def interview(id: int, candidate: Person, *panel: Person) -> Interview:
    return Interview(id=id, candidate=candidate, interviewers=panel, start=NINE)


def text_of(blocks: Blocks) -> str:
    return json.dumps([block.to_dict() for block in blocks], ensure_ascii=False)


def labels(options: Sequence[object]) -> list[str]:
    return [each.to_dict()["text"]["text"] for each in options]  # type: ignore[attr-defined]


def test_members_alike_in_all_else_are_shown_as_a_mention_and_nothing_typed_is() -> None:
    typed = person(7, "Mia * (<@U5>)", slack_user_id="U7")

    shown = shown_names([MIA, OTHER_MIA, typed])

    assert shown == {
        5: "Mia ＊ (<@U5>)",
        6: "Mia ＊ (<@U6>)",
        7: "Mia ＊ (&lt;@U5&gt;)",
    }


def test_of_a_long_name_the_mention_is_left() -> None:
    twins = [replace(each, name="M" * 50) for each in (MIA, OTHER_MIA)]

    shown = shown_names(twins, longest=20)

    assert shown[5] == "M" * 14 + "… (<@U5>)"


def test_names_that_are_joined_are_told_apart() -> None:
    assert names([ANA, INTERVIEWING_ANA, CARL]) == (
        "Ana Alves (candidate), Ana Alves (interviewer) and Carl"
    )


def test_a_candidate_and_an_interviewer_of_one_name_meet() -> None:
    meeting = interview(1, ANA, INTERVIEWING_ANA)

    words = who_meets(meeting)

    assert words == "Ana Alves (candidate) with Ana Alves (interviewer)"
    assert words in booked_words(InterviewChange(interview=meeting), reader=CORA)


def test_two_candidates_of_one_name_in_two_interviews_of_a_list() -> None:
    both = (interview(1, ANA, MIA), interview(2, OTHER_ANA, CARL))
    page = InterviewPage(interviews=both, skip=0, total=2)
    home = HomeState(
        actor=CORA, now=NOW, interviews=both, total=2, availability=Availability(person_id=1)
    )

    shown = [
        text_of(list_blocks(page, context=CONTEXT)),
        json.dumps(home_view(home).to_dict(), ensure_ascii=False),
    ]

    for text in shown:
        assert "Ana Alves (ana@example.com) with Mia" in text
        assert "Ana Alves (alves@example.com) with Carl" in text
        assert "Mia ＊ (" not in text


def test_the_list_of_everyone() -> None:
    listing = Listing(people=(ANA, OTHER_ANA, MIA), without_hours=frozenset(), skip=0, total=3)

    text = text_of(people_blocks(listing, reader=CORA))

    assert "*Ana Alves (ana@example.com)* – candidate" in text
    assert "*Mia ＊* – interviewer" in text


def test_menus_tell_apart_whom_they_offer() -> None:
    assert labels(person_options([ANA, INTERVIEWING_ANA, CARL])) == [
        "Ana Alves (candidate)",
        "Ana Alves (interviewer)",
        "Carl",
    ]
    assert labels(pin_options([(ANA, tick_at(NINE)), (OTHER_ANA, tick_at(NINE))], zone=UTC)) == [
        "Ana Alves (ana@example.com): Tue 10 Nov, 9:00 AM UTC",
        "Ana Alves (alves@example.com): Tue 10 Nov, 9:00 AM UTC",
    ]


def test_slots_and_the_question_above_them() -> None:
    panel = (MIA, OTHER_MIA)
    span = Span(start=NINE, end=NINE + timedelta(hours=2))
    horizon = Horizon.covering(span)
    free = {MIA.id: 0b1111, OTHER_MIA.id: 0b11110000}
    found = common_slots(
        SlotQuestion(candidate=None, interviewers=panel, match=Match.ANY),
        free=free,
        horizon=horizon,
        workspace_zone="UTC",
        not_before=NINE,
        until=span.end,
    )
    asked = SlotsAsked(
        candidate_id=None, interviewer_ids=(5, 6), match=Match.ANY, start=span.start, end=span.end
    )
    answer = SlotsAnswer(asked=asked, found=found, why_none=None)

    text = text_of(answer_blocks(answer, skip=0, reader=CORA))

    assert "for any of Mia ＊ (<@U5>) and Mia ＊ (<@U6>)" in text
    assert "9:00 AM – Mia ＊ (<@U5>)" in text
    assert "10:00 AM – Mia ＊ (<@U6>)" in text


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.BOOKED])
def test_a_plan(state: RoundState) -> None:
    hour = tick_at(NINE)
    plan = Plan(
        seatings=(
            Seating(candidate=2, hour=hour, panel=(5,)),
            Seating(candidate=3, hour=hour, panel=(4, 6)),
        ),
        waiting=(),
        unneeded=(),
        standings=tuple(
            LevelResult(level=level, value=0, bound=0, proof=Proof.CERTIFIED) for level in OBJECTIVE
        ),
    )
    outcome = RoundOutcome(plan=plan)
    round = StoredRound(
        id=1,
        version=1,
        state=state,
        drafted_by="Cora",
        asked=RoundAsked(start=NOW, end=NINE),
        adjustments=Adjustments(),
        outcome={},
    )
    people = {each.id: each for each in (ANA, OTHER_ANA, INTERVIEWING_ANA, MIA, OTHER_MIA)}

    _, blocks = plan_message(Draft(round=round, outcome=outcome, people=people), context=CONTEXT)

    text = text_of(blocks)
    assert "*Ana Alves (ana@example.com)* with Mia ＊ (<@U5>)" in text
    assert "*Ana Alves (alves@example.com)* with Ana Alves (interviewer) and Mia ＊ (<@U6>)" in text


@pytest.mark.parametrize(
    ("plain", "shown"),
    [
        (
            "“Ana” could be Ana (U024BE7LH) or Ana (W012A3CDE).",
            "(<@U024BE7LH>) or Ana (<@W012A3CDE>)",
        ),
        ("The clock shows 9:00 AM (UTC).", "(UTC)"),
        ("There is no day (WEDNESDAYS).", "(WEDNESDAYS)"),
        ("Try `list (U024BE7LH)`.", "`list (U024BE7LH)`"),
        ("Nobody is called <@U024BE7LH>.", "&lt;@U024BE7LH&gt;"),
    ],
)
def test_a_refusal_mentions_whom_only_their_member_id_tells_apart(plain: str, shown: str) -> None:
    assert shown in escape_sentence(plain)
