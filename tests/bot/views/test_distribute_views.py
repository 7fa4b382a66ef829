"""A plan in words and blocks: every reason has words, and no plan is too large for Slack."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest

from bot.views.block_kit.blocks import shown_names
from bot.views.distribution.changes import change_words, conflict_words
from bot.views.distribution.form import Pressed, decode, encode
from bot.views.distribution.plan import PAGE, busy_for, plan_message
from bot.views.distribution.words import (
    evenness_words,
    help_words,
    proof_words,
    unneeded_lines,
    waiting_lines,
)
from sandbox.blocks import problems_in_message
from scheduling.distribution import (
    OBJECTIVE,
    Help,
    HelpKind,
    InterviewerHour,
    Level,
    LevelResult,
    Plan,
    PlanChange,
    Proof,
    Seating,
    Shortage,
    Unneeded,
    Waiting,
    WhyUnneeded,
    WhyWaiting,
)
from scheduling.model import Actor, Person, RequestContext, Role, Rules
from scheduling.model.rounds import Adjustments, RoundAsked, RoundState, StoredRound
from scheduling.results import BookingConflict, Draft, WhyNotBooked
from scheduling.rounds import RoundOutcome, kept, outcome_from
from scheduling.timespan import tick_at

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
NINE = tick_at(datetime(2026, 11, 10, 9, tzinfo=UTC))
ASKING = RequestContext(
    actor=Actor(name="Cora", time_zone="UTC", is_coordinator=True), now=NOW, rules=Rules()
)
HOSTILE = "<!channel> & " + "ملك‮" * 30
ANA, BEN, CY, INES, IVO = range(1, 6)


def person(id: int, name: str, role: Role = Role.CANDIDATE) -> Person:
    return Person(id=id, name=name, role=role, time_zone="Europe/London")


PEOPLE = {
    ANA: person(ANA, "Ana"),
    BEN: person(BEN, "Ben"),
    CY: person(CY, "Cy"),
    INES: person(INES, "Ines", Role.INTERVIEWER),
    IVO: person(IVO, "Ivo", Role.INTERVIEWER),
}
NAMES = shown_names(PEOPLE.values())


def plan(
    *seatings: Seating,
    waiting: tuple[Waiting, ...] = (),
    unneeded: tuple[Unneeded, ...] = (),
    gaps: dict[Level, int] | None = None,
) -> Plan:
    return Plan(
        seatings=seatings,
        waiting=waiting,
        unneeded=unneeded,
        standings=tuple(
            LevelResult(
                level=level,
                value=5,
                bound=5 + (gaps or {}).get(level, 0),
                proof=Proof.OPEN if level in (gaps or {}) else Proof.CERTIFIED,
            )
            for level in OBJECTIVE
        ),
    )


def draft(
    outcome: RoundOutcome,
    people: dict[int, Person] = PEOPLE,
    *,
    state: RoundState = RoundState.DRAFT,
    changes: tuple[PlanChange, ...] = (),
) -> Draft:
    return Draft(
        round=StoredRound(
            id=1,
            version=3,
            state=state,
            drafted_by="UCORA",
            asked=RoundAsked(start=NOW, end=NOW + timedelta(days=7)),
            adjustments=Adjustments(),
            outcome={},
        ),
        outcome=outcome,
        people=people,
        changes=changes,
    )


def large(count: int) -> Draft:
    """As many interviews, each on another day, with panels of ten; as many wait, for as many
    reasons; and everybody's name is long and wants to be markup.
    """
    ids = range(1, 6 * count + 1)
    people = {id: person(id, f"{id} {HOSTILE}") for id in ids}
    seatings = tuple(
        Seating(candidate=n, hour=NINE + 96 * n, panel=tuple(range(count + 1, count + 11)))
        for n in range(1, count + 1)
    )
    waiting = tuple(
        Waiting(
            candidate=2 * count + n,
            reason=WhyWaiting.SHORTAGE,
            shortage=Shortage(
                candidates=tuple(range(2 * count, 2 * count + 20)),
                seats=tuple(
                    InterviewerHour(interviewer=n, hour=NINE + 4 * hour) for hour in range(20)
                ),
                usable=3,
            ),
        )
        for n in range(1, count + 1)
    )
    unneeded = tuple(
        Unneeded(interviewer=3 * count + n, reason=WhyUnneeded.PANELS_FULL)
        for n in range(1, count + 1)
    )
    outcome = RoundOutcome(
        plan=plan(*seatings, waiting=waiting, unneeded=unneeded),
        met_again=tuple((n, count + 1) for n in range(1, count + 1)),
        no_hours=tuple(range(4 * count + 1, 5 * count)),
    )
    return draft(outcome, people)


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.BOOKED])
def test_every_page_of_a_large_and_hostile_plan_fits_into_a_message(state: RoundState) -> None:
    shown = large(200)
    shown = replace(shown, round=replace(shown.round, state=state))

    pages = [
        plan_message(shown, context=ASKING, skip=skip, news=("news", "more news"))
        for skip in range(0, 1000, PAGE)
    ]

    for text, blocks in pages:
        ready = [block.to_dict() for block in blocks]
        assert problems_in_message(ready) == []
        assert "<!channel>" not in json.dumps(ready)
        assert len(text) < 4000


def test_the_pages_show_every_interview_once() -> None:
    shown = large(100)

    pages = [plan_message(shown, context=ASKING, skip=skip)[1] for skip in range(0, 300, PAGE)]

    text = "\n".join(
        block.to_dict()["text"]["text"]
        for block in chain.from_iterable(pages)
        if block.type == "section"
    )
    assert [text.count(f"– *{n} &lt;") for n in range(1, 101)] == [1] * 100


@pytest.mark.parametrize("reason", WhyUnneeded)
def test_every_reason_not_to_be_needed_has_words(reason: WhyUnneeded) -> None:
    [line] = unneeded_lines(plan(unneeded=(Unneeded(interviewer=INES, reason=reason),)), NAMES)

    assert line.startswith("• *Ines* – ")
    assert len(line) > len("• *Ines* – ") + 10


@pytest.mark.parametrize("reason", WhyWaiting)
@pytest.mark.parametrize("least", [1, 2])
def test_every_reason_to_wait_has_words(reason: WhyWaiting, least: int) -> None:
    found = plan(waiting=(Waiting(candidate=ANA, reason=reason),))

    [line] = waiting_lines(found, NAMES, least=least, zone=UTC)

    assert line.startswith("• *Ana* – ")
    assert len(line) > len("• *Ana* – ") + 10


def test_those_who_share_a_shortage_share_a_line() -> None:
    shortage = Shortage(
        candidates=(ANA, BEN, CY), seats=(InterviewerHour(interviewer=INES, hour=NINE),), usable=1
    )
    waiting = tuple(
        Waiting(candidate=id, reason=WhyWaiting.SHORTAGE, shortage=shortage) for id in (BEN, CY)
    )

    lines = waiting_lines(plan(waiting=waiting), NAMES, least=1, zone=UTC)

    assert lines == [
        "• *Ben and Cy* – Ana, Ben and Cy share only 1 hour of an interviewer "
        "(Ines on Tue 10 Nov, 9:00 AM)"
    ]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (HelpKind.ONE_MORE_HOUR, "if Ines or Ivo were free on Tue 10 Nov, 9:00 AM UTC"),
        (HelpKind.HIGHER_CAP, "if Ines or Ivo could take one interview more"),
        (HelpKind.ONE_MORE_INTERVIEWER, "with one more interviewer who is free on Tue 10 Nov"),
    ],
)
def test_every_help_has_words(kind: HelpKind, words: str) -> None:
    help = Help(
        kind=kind, hour=NINE, served_more=1, interviewers=(INES, IVO), for_candidates=(ANA, BEN)
    )

    said = help_words(help, NAMES, zone=UTC)

    assert said.startswith(words)
    assert said.endswith("1 more candidate could be interviewed (Ana or Ben).")


@pytest.mark.parametrize("why", WhyNotBooked)
def test_every_setback_has_words(why: WhyNotBooked) -> None:
    words = conflict_words((BookingConflict(person=PEOPLE[INES], start=NOW, why=why),), zone=UTC)

    assert "*Nothing was booked*" in words
    assert "• *Ines* " in words
    assert words.endswith(": Mon 9 Nov, 8:00 AM UTC")


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ((1,), "1 interviewer in each interview."),
        ((2, 2), "2 interviewers in each interview."),
        ((2, 1), "1 panel of 2 and 1 of 1."),
        ((3, 3, 2, 1, 1), "2 panels of 3, 1 of 2 and 2 of 1."),
    ],
)
def test_the_sizes_of_panels_are_said(sizes: tuple[int, ...], words: str) -> None:
    seatings = (
        Seating(candidate=10 + n, hour=NINE, panel=tuple(range(20, 20 + size)))
        for n, size in enumerate(sizes)
    )

    assert evenness_words(plan(*seatings), seconds=20).startswith(words)


@pytest.mark.parametrize(
    ("gaps", "words"),
    [
        ({}, "No plan serves more, and none is more even."),
        ({Level.FAIR: 3, Level.EARLY: 9}, "No plan serves more, and none is more even."),
        ({Level.EVEN: 2}, "No plan serves more. Panels might still be a little more even: 20"),
        ({Level.REPEATS: 1}, "No plan serves more. Second interviews might be up to 1 fewer: 20"),
        ({Level.SERVED: 2}, "A plan might serve up to 7: 20 seconds were not enough to tell."),
    ],
)
def test_what_is_not_proven_is_said(gaps: dict[Level, int], words: str) -> None:
    assert proof_words(plan(gaps=gaps), seconds=20).startswith(words)


def test_a_change_is_said_for_each_candidate() -> None:
    def seat(candidate: int, hours: int, *panel: int) -> Seating:
        return Seating(candidate=candidate, hour=NINE + 4 * hours, panel=panel)

    stays = seat(9, 0, IVO)
    after = RoundOutcome(
        plan=plan(seat(ANA, 1, INES), seat(BEN, 0, INES, IVO), seat(CY, 2, IVO), stays)
    )
    changes = (
        PlanChange(candidate=ANA, before=seat(ANA, 0, INES), after=seat(ANA, 1, INES)),
        PlanChange(candidate=BEN, before=seat(BEN, 0, INES), after=seat(BEN, 0, INES, IVO)),
        PlanChange(candidate=CY, before=None, after=seat(CY, 2, IVO)),
    )

    words = change_words(draft(after, changes=changes), zone=UTC)

    assert words.splitlines() == [
        "*What changes:*",
        "• *Ana* moves from Tue 10 Nov, 9:00 AM to *Tue 10 Nov, 10:00 AM*",
        "• *Ben*, Tue 10 Nov, 9:00 AM: Ivo joins",
        "• *Cy* gets *Tue 10 Nov, 11:00 AM* with Ivo",
        "1 interview stays as it is.",
    ]


def test_an_outcome_is_read_back_as_it_was_kept() -> None:
    outcome = large(30).outcome
    outcome = replace(
        outcome,
        plan=replace(
            outcome.plan,
            help=Help(kind=HelpKind.HIGHER_CAP, hour=NINE, served_more=2, interviewers=(1, 2)),
            was_hurried=True,
        ),
        present=outcome.plan.seatings[:3],
    )

    read = outcome_from(json.loads(json.dumps(kept(outcome))))

    assert read == outcome


@pytest.mark.parametrize("level", Level)
def test_every_stage_of_planning_has_words(level: Level) -> None:
    words = busy_for(1, [level], context=ASKING)(4)

    assert words.startswith(":hourglass_flowing_sand: Planning for 1 candidate: ")
    assert words.endswith("… (4 of at most 20 seconds)")


def test_a_button_means_what_it_was_given() -> None:
    pressed = Pressed(round_id=12, version=3, skip=72)

    assert decode(encode(pressed)) == pressed
