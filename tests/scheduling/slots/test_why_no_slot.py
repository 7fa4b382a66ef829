"""Why there is no slot, of whom it is true, and what would help most."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from time_builders import at, candidate, free, interviewer, off, weekly, window

from scheduling.model import Entry, Person, Role
from scheduling.slots import (
    Explanation,
    Match,
    SlotQuestion,
    SuggestionKind,
    WhyNone,
    common_slots,
    explain,
)
from scheduling.timespan import Horizon, Span, hour_from

CARL = candidate("Carl", 1)
INES = interviewer("Ines", 2)
IVO = interviewer("Ivo", 3)
ZOE = interviewer("Zoe", 4)

# Asked on Tuesday 10 November 2026 at 08:00 about that day, looking ahead until the 24th.
OVER = Horizon.covering(Span(start=at("2026-11-10 00:00"), end=at("2026-11-24 00:00")))


@dataclass(kw_only=True)
class Asked:
    """A question with everybody's hours on the 10th, "09:00-12:00", and booked hours, "09:00"."""

    named: list[Person]
    hours: dict[Person, list[str | Entry]]
    booked: dict[Person, list[str]] = field(default_factory=dict)
    pool: list[Person] = field(default_factory=list)
    match: Match = Match.ALL
    asked_from: str = "2026-11-10 00:00"
    now: str = "2026-11-10 07:00"
    not_before: str = "2026-11-10 08:00"
    until: str = "2026-11-11 00:00"


def explained(asked: Asked) -> Explanation:
    """The explanation, which is the same in whatever order people are named."""
    offered = {
        p.id: free(p, OVER, *(window(f"2026-11-10 {e}") if isinstance(e, str) else e for e in said))
        for p, said in asked.hours.items()
    }
    booked = {
        p.id: OVER.bits(hour_from(at(f"2026-11-10 {hour}")).ticks for hour in hours)
        for p, hours in asked.booked.items()
    }
    question = SlotQuestion(
        candidate=next((p for p in asked.named if p.role is Role.CANDIDATE), None),
        interviewers=tuple(p for p in asked.named if p.role is Role.INTERVIEWER),
        pool=tuple(asked.pool),
        match=asked.match,
    )
    shuffled = replace(
        question,
        interviewers=tuple(Random(5).sample(question.interviewers, len(question.interviewers))),
        pool=tuple(Random(6).sample(question.pool, len(question.pool))),
    )
    first, again = (
        explain(
            question,
            offered=offered,
            free={id: bits & ~booked.get(id, 0) for id, bits in offered.items()},
            horizon=OVER,
            workspace_zone="UTC",
            asked_from=at(asked.asked_from),
            not_before=at(asked.not_before),
            now=at(asked.now),
            until=at(asked.until),
        )
        for question in (question, shuffled)
    )
    assert first == again
    return first


LATER = [window("2026-11-12 09:00-11:00"), window("2026-11-16 09:00-17:00")]

WHY: dict[str, tuple[Asked, WhyNone, list[Person]]] = {
    "somebody's hours are over, and another's too soon": (
        Asked(named=[CARL, INES], hours={CARL: ["07:00-08:00"], INES: ["05:00-07:00"]}),
        WhyNone.OVER,
        [INES],
    ),
    "of two of whom any would do, one's hours are over and the other's too soon": (
        Asked(
            named=[INES, IVO],
            hours={INES: ["05:00-06:00"], IVO: ["07:00-08:00"]},
            match=Match.ANY,
        ),
        WhyNone.TOO_SOON,
        [IVO],
    ),
    "the hours in common are over": (
        Asked(
            named=[CARL, INES],
            hours={CARL: ["06:00-07:00", "09:00-10:00"], INES: ["06:00-07:00", "10:00-11:00"]},
        ),
        WhyNone.OVER,
        [],
    ),
    "an interviewer has said nothing": (
        Asked(named=[CARL, INES, IVO], hours={CARL: ["09:00-12:00"], INES: ["09:00-12:00"]}),
        WhyNone.NO_HOURS,
        [IVO],
    ),
    "nobody has said anything": (
        Asked(named=[CARL, IVO, INES], hours={}),
        WhyNone.NO_HOURS,
        [CARL, INES, IVO],
    ),
    "hours on other days only": (
        Asked(named=[CARL, INES], hours={CARL: ["09:00-12:00"], INES: [*LATER]}),
        WhyNone.NO_HOURS,
        [INES],
    ),
    "a day off": (
        Asked(
            named=[INES], hours={INES: [weekly("Tue 09:00-17:00"), off("2026-11-10 00:00-24:00")]}
        ),
        WhyNone.NO_HOURS,
        [INES],
    ),
    "none of those of whom any would do has said anything": (
        Asked(named=[CARL, INES, IVO], match=Match.ANY, hours={CARL: ["09:00-12:00"]}),
        WhyNone.NO_HOURS,
        [INES, IVO],
    ),
    "one of those of whom any would do is enough": (
        Asked(
            named=[CARL, INES, IVO],
            match=Match.ANY,
            hours={CARL: ["09:00-12:00"], INES: ["13:00-15:00"]},
        ),
        WhyNone.APART,
        [CARL],
    ),
    "a candidate without hours": (
        Asked(named=[CARL], pool=[INES], hours={INES: ["09:00-12:00"]}),
        WhyNone.NO_HOURS,
        [CARL],
    ),
    "no interviewer is registered": (
        Asked(named=[CARL], hours={CARL: ["09:00-12:00"]}),
        WhyNone.NO_INTERVIEWERS,
        [],
    ),
    "no interviewer at all has said anything": (
        Asked(named=[CARL], pool=[INES, IVO], hours={CARL: ["09:00-12:00"], INES: [*LATER]}),
        WhyNone.NO_INTERVIEWERS,
        [],
    ),
    "one had hours this morning only": (
        Asked(named=[CARL, INES], hours={CARL: ["06:00-12:00"], INES: ["06:00-08:00"]}),
        WhyNone.TOO_SOON,
        [INES],
    ),
    "they met this morning only": (
        Asked(
            named=[CARL, INES], hours={CARL: ["06:00-12:00"], INES: ["06:00-08:00", "13:00-15:00"]}
        ),
        WhyNone.TOO_SOON,
        [],
    ),
    "all interviewers had hours this morning only": (
        Asked(
            named=[CARL],
            pool=[INES, IVO],
            hours={CARL: ["06:00-12:00"], INES: ["06:00-08:00"], IVO: ["05:00-07:00"]},
        ),
        WhyNone.TOO_SOON,
        [],
    ),
    "one of two of whom either would do had hours, this morning only": (
        Asked(named=[INES, IVO], match=Match.ANY, hours={IVO: ["06:00-08:00"]}),
        WhyNone.TOO_SOON,
        [IVO],
    ),
    "the hour has begun": (
        Asked(named=[INES], hours={INES: ["08:00-09:00"]}, not_before="2026-11-10 08:01"),
        WhyNone.TOO_SOON,
        [],
    ),
    "hours before the time asked for are not too soon": (
        Asked(
            named=[CARL, INES],
            hours={CARL: ["06:00-12:00"], INES: ["06:00-08:00", "13:00-15:00"]},
            asked_from="2026-11-10 08:00",
        ),
        WhyNone.APART,
        [CARL, INES],
    ),
    "an interviewer is booked": (
        Asked(
            named=[CARL, INES],
            hours={CARL: ["09:00-10:00"], INES: ["09:00-12:00"]},
            booked={INES: ["09:00"]},
        ),
        WhyNone.TAKEN,
        [INES],
    ),
    "the candidate is booked": (
        Asked(
            named=[CARL, INES],
            hours={CARL: ["09:00-10:00"], INES: ["09:00-12:00"]},
            booked={CARL: ["09:00"], INES: ["11:00"]},
        ),
        WhyNone.TAKEN,
        [CARL],
    ),
    "one is booked at one hour, another at the other": (
        Asked(
            named=[CARL, INES, IVO],
            hours={CARL: ["09:00-11:00"], INES: ["09:00-12:00"], IVO: ["09:00-12:00"]},
            booked={INES: ["09:00"], IVO: ["10:00"]},
        ),
        WhyNone.TAKEN,
        [INES, IVO],
    ),
    "one is booked all along": (
        Asked(
            named=[CARL, INES, IVO],
            hours={CARL: ["09:00-11:00"], INES: ["09:00-12:00"], IVO: ["09:00-12:00"]},
            booked={INES: ["09:00"], IVO: ["09:00", "10:00"]},
        ),
        WhyNone.TAKEN,
        [IVO],
    ),
    "all interviewers who could are booked": (
        Asked(
            named=[CARL],
            pool=[INES, IVO, ZOE],
            hours={
                CARL: ["09:00-10:00"],
                INES: ["09:00-12:00"],
                IVO: ["09:00-12:00"],
                ZOE: ["14:00-15:00"],
            },
            booked={INES: ["09:00"], IVO: ["09:00"], ZOE: ["14:00"]},
        ),
        WhyNone.TAKEN,
        [INES, IVO],
    ),
    "both of whom either would do are booked": (
        Asked(
            named=[INES, IVO],
            match=Match.ANY,
            hours={INES: ["09:00-10:00"], IVO: ["10:00-11:00"]},
            booked={INES: ["09:00"], IVO: ["10:00"]},
        ),
        WhyNone.TAKEN,
        [INES, IVO],
    ),
    "half an hour from one": (
        Asked(named=[CARL, INES], hours={CARL: ["10:00-10:30"], INES: ["10:00-11:00"]}),
        WhyNone.NO_WHOLE_HOUR,
        [CARL],
    ),
    "half past to half past": (
        Asked(named=[CARL, INES], hours={CARL: ["10:00-11:00"], INES: ["10:30-11:30"]}),
        WhyNone.NO_WHOLE_HOUR,
        [INES],
    ),
    "half an hour in common": (
        Asked(named=[CARL, INES], hours={CARL: ["10:00-11:30"], INES: ["10:30-12:00"]}),
        WhyNone.NO_WHOLE_HOUR,
        [],
    ),
    "half an hour in common with one of many": (
        Asked(
            named=[CARL],
            pool=[INES, IVO],
            hours={CARL: ["10:00-11:30"], INES: ["10:30-12:00"], IVO: ["14:00-15:00"]},
        ),
        WhyNone.NO_WHOLE_HOUR,
        [],
    ),
    "one pair has half an hour, and never with the third": (
        Asked(
            named=[CARL, INES, IVO],
            hours={
                CARL: ["09:00-10:30", "14:00-15:00"],
                INES: ["09:30-11:00", "16:00-17:00"],
                IVO: ["14:00-15:00", "16:00-17:00"],
            },
        ),
        WhyNone.NO_WHOLE_HOUR,
        [CARL, INES],
    ),
    "two who do not overlap": (
        Asked(named=[INES, CARL], hours={CARL: ["09:00-10:00"], INES: ["10:00-12:00"]}),
        WhyNone.APART,
        [CARL, INES],
    ),
    "two of three do not overlap": (
        Asked(
            named=[CARL, IVO, INES],
            hours={CARL: ["09:00-11:00"], INES: ["09:00-10:00"], IVO: ["10:00-11:00"]},
        ),
        WhyNone.APART,
        [INES, IVO],
    ),
    "one of three meets neither of the others": (
        Asked(
            named=[CARL, IVO, INES],
            hours={CARL: ["09:00-11:00"], INES: ["14:00-15:00"], IVO: ["10:00-11:00"]},
        ),
        WhyNone.APART,
        [INES],
    ),
    "nobody meets anybody": (
        Asked(
            named=[IVO, INES, ZOE],
            hours={ZOE: ["09:00-10:00"], INES: ["14:00-15:00"], IVO: ["10:00-11:00"]},
        ),
        WhyNone.APART,
        [INES, IVO],
    ),
    "no interviewer when the candidate can": (
        Asked(
            named=[CARL], pool=[INES, IVO], hours={CARL: ["09:00-10:00"], INES: ["10:00-12:00"]}
        ),
        WhyNone.NO_INTERVIEWER_THEN,
        [CARL],
    ),
    "any two, but never all": (
        Asked(
            named=[ZOE, INES, CARL],
            hours={
                CARL: ["09:00-10:00", "10:00-11:00"],
                INES: ["09:00-10:00", "11:00-12:00"],
                ZOE: ["10:00-12:00"],
            },
        ),
        WhyNone.NEVER_ALL_AT_ONCE,
        [CARL, INES, ZOE],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WHY)
def test_the_most_telling_reason_is_given_with_those_of_whom_it_is_true(name: str) -> None:
    asked, why, people = WHY[name]

    explanation = explained(asked)

    assert (explanation.why, list(explanation.people)) == (why, people)


K = SuggestionKind
HELP: dict[str, tuple[Asked, tuple[SuggestionKind, list[Person], int, str | None] | None]] = {
    "leave out who has no hours": (
        Asked(named=[CARL, INES, IVO], hours={CARL: ["09:00-12:00"], INES: ["10:00-12:00"]}),
        (K.LEAVE_OUT, [IVO], 2, "10 10:00"),
    ),
    "leave out whom it helps most to leave out": (
        Asked(
            named=[CARL, IVO, INES],
            hours={CARL: ["09:00-14:00"], INES: ["09:00-10:00"], IVO: ["10:00-14:00"]},
            booked={IVO: ["10:00", "11:00", "12:00", "13:00"]},
        ),
        (K.LEAVE_OUT, [IVO], 1, "10 09:00"),
    ),
    "any of them where that gives more than leaving one out": (
        Asked(
            named=[CARL, IVO, INES],
            hours={CARL: ["09:00-12:00"], INES: ["09:00-10:00"], IVO: ["10:00-12:00"]},
        ),
        (K.ANY_INSTEAD_OF_ALL, [], 3, "10 09:00"),
    ),
    "look a few days on, for as long a time": (
        Asked(
            named=[CARL, INES], hours={CARL: ["09:00-10:00", *LATER], INES: ["10:00-11:00", *LATER]}
        ),
        (K.LOOK_LATER, [], 2, "12 09:00"),
    ),
    "look an hour on": (
        Asked(named=[INES], hours={INES: ["09:00-12:00"]}, until="2026-11-10 09:30"),
        (K.LOOK_LATER, [], 3, "10 09:00"),
    ),
    "half an hour more at the end": (
        Asked(named=[CARL, INES], hours={CARL: ["10:00-10:30"], INES: ["10:00-11:00"]}),
        (K.HALF_HOUR_MORE, [CARL], 1, "10 10:00"),
    ),
    "half an hour more at the start": (
        Asked(named=[CARL, INES], hours={CARL: ["10:00-11:00"], INES: ["10:30-11:30"]}),
        (K.HALF_HOUR_MORE, [INES], 1, "10 10:00"),
    ),
    "a quarter more at either end": (
        Asked(named=[INES], hours={INES: ["10:15-10:45"]}),
        (K.HALF_HOUR_MORE, [INES], 1, "10 10:00"),
    ),
    "half an hour more from one of many": (
        Asked(
            named=[CARL],
            pool=[INES, IVO],
            hours={CARL: ["10:00-11:00"], INES: ["10:40-12:00"], IVO: ["10:20-12:00"]},
        ),
        (K.HALF_HOUR_MORE, [IVO], 1, "10 10:00"),
    ),
    "not by half an hour where an interview stands": (
        Asked(
            named=[CARL, INES],
            hours={CARL: ["09:00-10:00"], INES: ["09:00-10:30"]},
            booked={INES: ["09:30"]},
        ),
        None,
    ),
    "more than half an hour is no small change": (
        Asked(named=[CARL, INES], hours={CARL: ["10:00-10:15"], INES: ["10:00-11:00"]}),
        None,
    ),
    "ask the candidate for hours": (
        Asked(named=[CARL, INES], hours={INES: ["09:00-12:00"]}),
        (K.ASK_FOR_HOURS, [CARL], 3, "10 09:00"),
    ),
    "ask everybody": (
        Asked(named=[CARL, INES], hours={}, until="2026-11-10 12:00"),
        (K.ASK_FOR_HOURS, [CARL, INES], 4, "10 08:00"),
    ),
    "ask the interviewers": (
        Asked(named=[CARL], pool=[INES, IVO], hours={CARL: ["09:00-12:00"]}),
        (K.ASK_FOR_HOURS, [], 3, "10 09:00"),
    ),
    "nobody there to ask": (Asked(named=[CARL], hours={CARL: ["09:00-12:00"]}), None),
    "rather a sure thing than asking": (
        Asked(named=[CARL, INES], hours={CARL: [*LATER], INES: ["09:00-17:00", *LATER]}),
        (K.LOOK_LATER, [], 2, "12 09:00"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HELP)
def test_the_change_that_helps_most_is_suggested(name: str) -> None:
    asked, expected = HELP[name]

    change = explained(asked).change

    if change is None or expected is None:
        assert change is expected
        return
    kind, people, slots, first = expected
    assert (change.kind, list(change.people), change.slots) == (kind, people, slots)
    assert (f"{change.first:%d %H:%M}" if change.first else None) == first


def test_where_there_is_a_slot_there_is_nothing_to_explain() -> None:
    with pytest.raises(ValueError, match="there are slots"):
        explained(Asked(named=[INES], hours={INES: ["09:00-10:00"]}))


@pytest.mark.parametrize("until", [None, at("2026-11-24 00:00"), at("2027-01-01 00:00")])
def test_the_time_asked_for_ends_with_the_horizon(until: datetime | None) -> None:
    last_half_hour = OVER.from_instant(at("2026-11-23 23:30"))
    hours = {CARL.id: OVER.everything, INES.id: last_half_hour}

    explanation = explain(
        SlotQuestion(candidate=CARL, interviewers=(INES,)),
        offered=hours,
        free=hours,
        horizon=OVER,
        workspace_zone="Asia/Kolkata",
        not_before=START,
        until=until,
    )

    # Half an hour is left of the horizon: nobody can be asked for more than there is.
    assert (explanation.why, explanation.people) == (WhyNone.NO_WHOLE_HOUR, (INES,))
    assert explanation.change is None


START, END, MUCH_LATER = at("2026-11-10 08:00"), at("2026-11-11 00:00"), at("2026-11-13 00:00")

Case = tuple[SlotQuestion, dict[int, int], dict[int, int]]


@st.composite
def hopeless(draw: st.DrawFn) -> Case:
    """A question without a slot on its day, with what is offered and what is free on two."""
    runs = st.lists(st.tuples(st.integers(0, 190), st.integers(1, 12)), max_size=6)
    offered, left = {}, {}
    for id in range(1, 5):
        own = [range(OVER.first_tick + a, OVER.first_tick + a + b) for a, b in draw(runs)]
        offered[id] = OVER.bits(own)
        ticks = draw(st.lists(st.integers(0, 190), max_size=3))
        taken = [range(OVER.first_tick + a, OVER.first_tick + a + 4) for a in ticks]
        left[id] = offered[id] & ~OVER.bits(taken)
    people = draw(st.lists(st.sampled_from((INES, IVO, ZOE)), unique=True, max_size=3))
    question = SlotQuestion(
        candidate=draw(st.sampled_from((CARL, None))) if people else CARL,
        interviewers=tuple(people),
        pool=(INES, IVO, ZOE),
        match=draw(st.sampled_from(Match)),
    )
    assume(not count(question, left))
    return question, offered, left


def count(question: SlotQuestion, free: dict[int, int], until: datetime = END) -> int:
    return common_slots(
        question, free=free, horizon=OVER, workspace_zone="UTC", not_before=START, until=until
    ).count


def reason(case: Case) -> Explanation:
    question, offered, left = case
    return explain(
        question,
        offered=offered,
        free=left,
        horizon=OVER,
        workspace_zone="UTC",
        not_before=START,
        until=END,
    )


@given(hopeless())
@settings(max_examples=150, deadline=None)
def test_there_is_always_a_reason_and_what_is_suggested_holds(case: Case) -> None:
    question, offered, left = case

    explanation = reason(case)

    assert set(explanation.people) <= set(question.people)
    match explanation.change:
        case None:
            assert not count(question, left, MUCH_LATER)
        case change if change.kind is K.LEAVE_OUT:
            rest = tuple(p for p in question.interviewers if p not in change.people)
            assert change.slots == count(replace(question, interviewers=rest), left)
        case change if change.kind is K.ANY_INSTEAD_OF_ALL:
            assert change.slots == count(replace(question, match=Match.ANY), left)
        case change if change.kind is K.LOOK_LATER:
            assert 0 < change.slots <= count(question, left, MUCH_LATER)
        case change if change.kind is K.HALF_HOUR_MORE:
            (person,) = change.people
            assert change.first is not None
            hour = OVER.bits([hour_from(change.first).ticks])
            assert 2 <= (left[person.id] & hour).bit_count() < 4
            assert not hour & offered[person.id] & ~left[person.id]
            assert count(question, left | {person.id: left[person.id] | hour})
        case change:
            asked = change.people or question.pool
            assert change.kind is K.ASK_FOR_HOURS
            assert not any(offered[p.id] & ~OVER.from_instant(END) for p in asked)
            generous = left | {p.id: OVER.everything for p in asked}
            assert change.slots == count(question, generous)


@given(hopeless())
@settings(max_examples=80, deadline=None)
def test_no_other_choice_of_interviewers_would_help_more(case: Case) -> None:
    question, _, left = case
    assume(question.match is Match.ALL and len(question.interviewers) > 1)

    change = reason(case).change

    others = [
        replace(question, interviewers=tuple(p for p in question.interviewers if p != person))
        for person in question.interviewers
    ]
    others.append(replace(question, match=Match.ANY))
    sure = change.slots if change is not None and change.kind is not K.ASK_FOR_HOURS else 0
    assert sure >= max(count(other, left) for other in others)


@given(hopeless())
@settings(max_examples=150, deadline=None)
def test_a_reason_is_true_of_those_who_are_named(case: Case) -> None:
    question, offered, left = case

    explanation = reason(case)

    on_the_day = OVER.everything & ~OVER.from_instant(END)
    ahead = on_the_day & OVER.from_instant(START)
    why, people = explanation.why, explanation.people
    assert (why is WhyNone.TAKEN) == bool(count(question, offered))
    for person in people:
        if why is WhyNone.NO_HOURS:
            assert not offered[person.id] & on_the_day
        if why is WhyNone.TOO_SOON:
            assert offered[person.id] & on_the_day
            assert not offered[person.id] & ahead
        if why is WhyNone.TAKEN:
            assert offered[person.id] != left[person.id]
    if why is WhyNone.APART and len(people) == 2:
        assert not offered[people[0].id] & offered[people[1].id] & ahead
    if why is WhyNone.NEVER_ALL_AT_ONCE:
        assert len(people) > 2
