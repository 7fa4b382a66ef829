"""The sentences that people read when something stands in the way."""

import string
from dataclasses import MISSING, Field, dataclass, fields
from datetime import datetime, timezone
from typing import Any, get_type_hints
from zoneinfo import ZoneInfo

import pytest
from time_builders import at

from scheduling import errors
from scheduling.errors import (
    AmbiguousName,
    BothInterviewed,
    EndNotAfterStart,
    InterviewChanged,
    InterviewGone,
    Meanwhile,
    NotAllowed,
    NotUnderstood,
    OutsideAvailability,
    Reading,
    SchedulingError,
    SlotTaken,
    UnknownPerson,
    listed,
)

NEW_YORK = ZoneInfo("America/New_York")
TEN = at("2026-11-10 15:00")
TEN_IN_NEW_YORK = "Tue 10 Nov, 10:00 AM EST"
SAMPLES: dict[Any, Any] = {
    bool: True,
    str: "sample",
    int: 42,
    int | None: 42,
    datetime: TEN,
    datetime | None: TEN,
    tuple[str, ...]: ("Ana", "Ben", "Cy"),
    tuple[datetime, ...]: (TEN, TEN),
    tuple[int, ...]: (1, 2),
    tuple[Meanwhile, ...]: (Meanwhile(what="moved", by="Ana"), Meanwhile(what="declined")),
    tuple[Reading, ...]: (
        Reading(label="Weekly", sentence="every Monday 9-12", words=("Mondays",)),
    ),
}
EVERY_ERROR: list[type[SchedulingError]] = [
    each
    for each in vars(errors).values()
    if isinstance(each, type) and issubclass(each, SchedulingError)
]


def built(error: type[SchedulingError], *, with_all_facts: bool) -> SchedulingError:
    kinds = get_type_hints(error)
    facts = {
        field.name: SAMPLES[kinds[field.name]]
        for field in fields(error)
        if with_all_facts or _is_needed(field)
    }
    return error(**facts)


def _is_needed(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def faults_in(sentence: str) -> list[str]:
    """What nobody should ever read."""
    marks = {"{": "an open gap", "}": "an open gap", "  ": "two spaces", " .": "a lonely stop"}
    faults = [fault for mark, fault in marks.items() if mark in sentence]
    if sentence != sentence.strip() or not sentence:
        faults.append("spaces around it, or nothing at all")
    return faults


@pytest.mark.parametrize("with_all_facts", [True, False], ids=["every fact", "needed facts"])
@pytest.mark.parametrize("error", EVERY_ERROR)
def test_every_sentence_can_be_filled(error: type[SchedulingError], with_all_facts: bool) -> None:
    sentence = built(error, with_all_facts=with_all_facts).sentence(zone=NEW_YORK)

    assert faults_in(sentence) == []


@pytest.mark.parametrize(
    "error", [each for each in EVERY_ERROR if not issubclass(each, NotUnderstood)]
)
def test_every_sentence_is_one(error: type[SchedulingError]) -> None:
    sentence = built(error, with_all_facts=False).sentence(zone=NEW_YORK)

    assert sentence[-1] in ".?"
    assert sentence[0].isupper() or sentence.startswith(("“", "sample"))


@pytest.mark.parametrize("error", EVERY_ERROR)
def test_instants_are_shown_in_the_readers_zone(error: type[SchedulingError]) -> None:
    gaps = {name for _, name, _, _ in string.Formatter().parse(error.__doc__ or "") if name}
    instants = {n for n, kind in get_type_hints(error).items() if kind is datetime} & gaps

    sentence = built(error, with_all_facts=True).sentence(zone=NEW_YORK)

    assert (TEN_IN_NEW_YORK in sentence) == bool(
        instants or error in (SlotTaken, OutsideAvailability, InterviewChanged, BothInterviewed)
    )
    assert "+00:00" not in sentence


def test_some_errors_do_tell_of_instants() -> None:
    telling = [error for error in EVERY_ERROR if datetime in get_type_hints(error).values()]

    assert len(telling) > 4


def test_an_open_gap_is_found() -> None:
    @dataclass(eq=False, kw_only=True)
    class Forgetful(SchedulingError):
        """{name} is late, {{by}} how much nobody knows."""

        name: str

    @dataclass(eq=False, kw_only=True)
    class Ignorant(SchedulingError):
        """{name} is late by {minutes}."""

        name: str

    assert faults_in(Forgetful(name="Ines").sentence(zone=NEW_YORK)) == ["an open gap"] * 2
    with pytest.raises(KeyError, match="minutes"):
        Ignorant(name="Ines").sentence(zone=NEW_YORK)


def test_the_same_error_reads_differently_elsewhere() -> None:
    error = OutsideAvailability(start=TEN, people=("Ines", "Ivo"))

    sentences = [error.sentence(zone=zone) for zone in (NEW_YORK, ZoneInfo("Asia/Kolkata"))]

    assert sentences == [
        "Tue 10 Nov, 10:00 AM EST is outside the hours of Ines and Ivo. Nothing was booked.",
        "Tue 10 Nov, 8:30 PM IST is outside the hours of Ines and Ivo. Nothing was booked.",
    ]


def test_who_has_declined_an_hour_is_told_apart_from_who_never_gave_it() -> None:
    declined = OutsideAvailability(start=TEN, declined=("Ines",))
    both = OutsideAvailability(start=TEN, people=("Carl",), declined=("Ines", "Ivo"))

    sentences = [error.sentence(zone=NEW_YORK) for error in (declined, both)]

    assert sentences == [
        f"Ines has said that they can't make it on {TEN_IN_NEW_YORK}. Nothing was booked.",
        f"{TEN_IN_NEW_YORK} is outside the hours of Carl. Ines and Ivo have said that they can't "
        "make it then. Nothing was booked.",
    ]


def test_a_taken_slot_names_who_and_the_next_free_hours() -> None:
    next_free = (at("2026-11-10 16:00"), at("2026-11-11 15:00"))
    error = SlotTaken(start=TEN, taken=("Ines",), next_free=next_free)

    assert error.sentence(zone=NEW_YORK) == (
        "Already booked at Tue 10 Nov, 10:00 AM EST: Ines. Nothing was booked. "
        "Next free: Tue 10 Nov, 11:00 AM EST; Wed 11 Nov, 10:00 AM EST."
    )


def test_a_taken_slot_without_another_says_so() -> None:
    sentence = SlotTaken(start=TEN, taken=("Ines", "Carl")).sentence(zone=NEW_YORK)

    assert sentence.endswith("Ines and Carl. Nothing was booked. No other hour is free soon.")


def test_a_hint_that_is_missing_leaves_no_hole() -> None:
    error = EndNotAfterStart(start="2:00 PM", end="1:00 PM")

    assert error.sentence(zone=NEW_YORK) == (
        "The end, 1:00 PM, is not after the start, 2:00 PM. Nothing was saved."
    )


def test_what_somebody_typed_opens_no_gap() -> None:
    sentence = UnknownPerson(name="{hint} {0} {name.__class__}").sentence(zone=NEW_YORK)

    assert sentence.startswith("I don't know anyone called “{hint} {0} {name.__class__}”.")


def test_the_lines_and_columns_of_a_question_are_kept() -> None:
    question = "Which day?\n• 3 April\n• 4 March"

    assert NotUnderstood(question=question).sentence(zone=NEW_YORK) == question


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ((), "nobody"),
        (("Ana",), "Ana"),
        (("Ana", "Ben"), "Ana and Ben"),
        (("Ana", "Ben", "Cy"), "Ana, Ben and Cy"),
        (["Ana", "Ben"], "Ana and Ben"),
    ],
)
def test_names_are_joined_as_people_do(names: tuple[str, ...], words: str) -> None:
    assert listed(names) == words


def test_several_matches_are_a_choice() -> None:
    error = AmbiguousName(name="Ann", matches=("Ann Ito", "Anna Ek"))

    assert error.sentence(zone=NEW_YORK) == (
        "“Ann” could be Ann Ito or Anna Ek. Please write the full name."
    )


def test_in_a_log_an_error_shows_its_name_and_facts() -> None:
    error = NotAllowed(action="book", who="a coordinator")

    assert str(error) == "NotAllowed(action='book', who='a coordinator', hint='')"


def test_a_fixed_offset_is_a_zone_as_well() -> None:
    error = OutsideAvailability(start=TEN, people=("Ines",))

    assert "3:00 PM UTC" in error.sentence(zone=timezone.utc)  # noqa: UP017


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            InterviewChanged(
                happened=(
                    Meanwhile(what="moved", by="Ana"),
                    Meanwhile(what="panel_changed", by="you"),
                    Meanwhile(what="declined", by="Ben"),
                    Meanwhile(what="moved", by="Ana"),
                    Meanwhile(what="accepted"),
                ),
                was=TEN,
                start=TEN,
            ),
            "That interview has changed in the meantime: Ana has moved it, you have changed its "
            "panel, Ben can't make it and somebody can make it after all. Nothing was changed "
            f"now. It is still on {TEN_IN_NEW_YORK}.",
        ),
        (
            InterviewChanged(),
            "That interview has changed in the meantime. Nothing was changed now. `/interviews` "
            "shows it as it stands.",
        ),
        (
            InterviewGone(by="Ana"),
            "That interview was cancelled already by Ana. Nothing was changed.",
        ),
    ],
)
def test_who_is_second_reads_what_has_happened_and_by_whom(
    changed: SchedulingError, sentence: str
) -> None:
    assert changed.sentence(zone=NEW_YORK) == sentence
