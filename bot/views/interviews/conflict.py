"""An interview that a change of hours has put outside them, and what can be done about it."""

from collections.abc import Callable

from slack_sdk.models.blocks import Block, ButtonElement

from bot.views.block_kit.blocks import Blocks, actions, bold_name, button, context_line, section
from bot.views.interviews.shown.buttons import cancel_button, decline_button, move_button
from bot.views.interviews.shown.people import told_of, who_meets
from bot.views.interviews.shown.pressed import pressed_value, spoken
from bot.views.interviews.shown.who_is_told import reading
from scheduling.model import Actor, Interview, Person
from scheduling.results import InterviewChange
from scheduling.timespan import words_for
from scheduling.wording.saying.reader import Reader

KEEP = "interview_keep"
OPEN_ONE = "interview_open"
_MOST = 5


def my_conflict_blocks(conflicts: tuple[Interview, ...], *, reader: Actor) -> Blocks:
    """Return a row for each of the reader's interviews outside their hours, with the ways out."""
    return _blocks(
        conflicts,
        lambda each: section(conflict_words(each, None, reader=reader)),
        lambda each: my_ways_out(each, reader=reading(reader)),
    )


def conflict_blocks(conflicts: tuple[Interview, ...], person: Person, *, reader: Actor) -> Blocks:
    """Return the same for somebody else's, whom the reader may ask."""
    return _blocks(
        conflicts,
        lambda each: section(conflict_words(each, person, reader=reader)),
        lambda each: [open_button(each, reader=reading(reader))],
    )


def conflict_words(interview: Interview, person: Person | None, *, reader: Actor) -> str:
    """Say that somebody, None for the reader, has an interview then."""
    who = "You have" if person is None else f"{bold_name(person)} has"
    when = words_for(interview.start, zone=reader.zone)
    whose = told_of(interview, reader=reader) if person is None else who_meets(interview)
    return f":warning: {who} an interview then: *{when}*, {whose}. It stays booked."


def my_ways_out(interview: Interview, *, reader: Reader) -> list[ButtonElement]:
    """Return what one of its people can do about it, one press each."""
    name = spoken("Keep it", interview, reader=reader)
    keep = button("Keep it", action_id=KEEP, value=pressed_value(interview), spoken=name)
    if any(map(reader.is_called, interview.interviewers)):
        return [decline_button(interview, reader=reader), keep]
    move = move_button(interview, reader=reader)
    return [move, keep, cancel_button(interview, reader=reader)]


def open_button(interview: Interview, *, reader: Reader) -> ButtonElement:
    """Return the button that shows an interview with all that can be done to it."""
    name = spoken("Open it", interview, reader=reader)
    return button("Open it", action_id=OPEN_ONE, value=str(interview.id), spoken=name)


def kept_words(change: InterviewChange, *, reader: Actor) -> str:
    """Say that it stays, and who hears of it."""
    interview, before = change.interview, change.before
    when = words_for(interview.start, zone=reader.zone)
    kept = f"*Kept:* {when}, {told_of(interview, reader=reader)}."
    if before is None or _in_doubt(before) == _in_doubt(interview):
        return kept
    return f"{kept} The coordinators hear that you can make it."


def _in_doubt(interview: Interview) -> frozenset[int]:
    return frozenset((*interview.in_conflict, *interview.declined))


def _blocks(
    conflicts: tuple[Interview, ...],
    row: Callable[[Interview], Block],
    ways: Callable[[Interview], list[ButtonElement]],
) -> Blocks:
    blocks: Blocks = []
    for interview in conflicts[:_MOST]:
        blocks += [row(interview), actions(*ways(interview))]
    more = len(conflicts) - _MOST
    return [*blocks, context_line(f"and {more} more: `/interviews`")] if more > 0 else blocks
