"""What each person of a round is told: all of their interviews in one message."""

from bot.views.block_kit.blocks import (
    Blocks,
    context_line,
    escape,
    names,
    other_clocks,
    section,
    when,
)
from bot.views.interviews.upcoming import decline_button
from scheduling.messages.notices import BY
from scheduling.model import Interview, Person
from scheduling.results import MessageContext
from scheduling.timespan import words_for

_MOST = 20
"""Interviews shown in one message, each with a button and maybe a line of clocks."""


def round_message(letter: MessageContext) -> tuple[str, Blocks]:
    """Return the message as plain text that stands alone, and as blocks.

    The letter must have at least one interview.
    """
    reader, booked = letter.recipient, letter.interviews
    by = dict(letter.claimed.message.facts).get(BY, "")
    has = "You have" if by == reader.name else f"{escape(by)} has"
    what = "an interview" if len(booked) == 1 else f"{len(booked)} interviews"
    first = f":calendar: {has} booked {what} for you:"
    blocks: Blocks = [section(first)]
    for interview in booked[:_MOST]:
        blocks += _rows(interview, reader)
    if len(booked) > _MOST:
        blocks.append(
            context_line(f"and {len(booked) - _MOST} more: `/interviews` shows all of them.")
        )
    plain = "; ".join(
        f"{words_for(interview.start, zone=reader.zone)}, {_with_whom(interview, reader)}"
        for interview in booked[:_MOST]
    )
    return f"{first} {plain}.".replace("*", ""), blocks


def _rows(interview: Interview, reader: Person) -> Blocks:
    words = f"*{when(interview.start, zone=reader.zone)}*, {_with_whom(interview, reader)}"
    on_panel = any(person.id == reader.id for person in interview.interviewers)
    may_decline = on_panel and reader.id not in interview.declined
    row = section(words, accessory=decline_button(interview) if may_decline else None)
    clocks = other_clocks(interview, zone=reader.zone)
    return [row, context_line(clocks)] if clocks else [row]


def _with_whom(interview: Interview, reader: Person) -> str:
    if reader.id == interview.candidate.id:
        return f"with {names(interview.interviewers)}"
    others = tuple(person for person in interview.interviewers if person.id != reader.id)
    beside = f" (together with {names(others)})" if others else ""
    return f"with *{escape(interview.candidate.name)}*{beside}"
