"""Answers to what people write to the app: what was understood, with one button that does it."""

from collections.abc import Sequence

from bot.views.block_kit.blocks import (
    Blocks,
    actions,
    bold_name,
    button,
    context_line,
    escape,
    section,
)
from bot.views.hours.readings import save_button
from bot.views.hours.words import bullets
from bot.views.interviews.listing import OPEN as OPEN_INTERVIEWS
from bot.views.interviews.untold import people_to_tell_button
from bot.views.slots.found import MORE, answer_blocks, answer_words
from bot.views.slots.question import encode
from scheduling.model import Actor, Person
from scheduling.results import SlotsAnswer

LONGEST_LABEL = 75
WAYS = """You can write to me:
• `tomorrow 9-12` – hours at which you can be booked
• `Carl with @ines next week` – when the two can meet
• `my interviews` – what is ahead, to see, move or cancel"""
HELLO = f"Hello. {WAYS}"
THANKS = "You're welcome."
ABOUT_THE_APP = (
    "I am an app, and have no hours of my own. `Carl with @ines next week` asks when two people "
    "can meet, and `tomorrow 9-12` gives your hours."
)
TOO_FAST = (
    "That was more than I can answer within a minute. Nothing was saved of what you have just "
    "written; please write again in a minute."
)
AGREED = (
    "All right. Such a word alone saves and changes nothing: "
    "where a message of mine has buttons, press one of them."
)
TAKE_AWAY = (
    "Nothing was changed. To take hours away, type `/availability remove Tuesdays 9-12`, "
    "`/availability pause` or `/availability clear`; what you have just done has an Undo button."
)
UNCLEAR = f"I did not understand that. {WAYS}"
INTERVIEWS = "The interviews ahead: there you can see, move or cancel them."
UNTOLD = "Whom no message of mine reaches, and you or your colleagues have not told yet:"
NOTHING_SAVED = "Nothing is saved yet."


def hours_message(
    lines: Sequence[str], person: Person | None, *, sentence: str, reader: Actor
) -> Blocks:
    """Return what was read of somebody's hours, a line each, and the button that saves it.

    `sentence` says just that, in a way that means the same on any later day. Without a `person`
    they are the reader's.
    """
    label = _save_label(lines)
    clock = f"By your clock: {escape(reader.time_zone)}."
    if person is not None:
        clock = f"By the clock of {bold_name(person)}: {escape(person.time_zone)}."
    save = save_button(
        label,
        sentence=sentence,
        person_id=person.id if person else None,
        spoken=f"Save: {'; '.join(lines)}",
    )
    return [
        section(f"{hours_words(person)}\n{bullets(tuple(lines))}"),
        actions(save),
        context_line(f"{clock} {NOTHING_SAVED}"),
    ]


def hours_words(person: Person | None) -> str:
    """Say that hours were read, for notifications."""
    return "I understood:" if person is None else f"I understood, for {bold_name(person)}:"


def slots_message(answer: SlotsAnswer, *, reader: Actor) -> Blocks:
    """Return how many hours were found, and the button that shows them, or why there are none.

    Who asks who is free wants to see names, and gets the hours themselves.
    """
    if not answer.found.question.named:
        return answer_blocks(answer, skip=0, reader=reader)
    label = "Show why" if answer.why_none else "Show the slots"
    show = button(label, action_id=MORE, value=encode(answer.asked))
    return [section(answer_words(answer, reader=reader)), actions(show)]


def interviews_message() -> Blocks:
    """Return the button that opens the interviews ahead."""
    return [section(INTERVIEWS), actions(button("Show interviews", action_id=OPEN_INTERVIEWS))]


def untold_message() -> Blocks:
    """Return the button that opens the people to tell."""
    return [section(UNTOLD), actions(people_to_tell_button())]


def _save_label(lines: Sequence[str]) -> str:
    if len(lines) > 1:
        return f"Save all {len(lines)}"
    words = f"Save {lines[0][0].lower()}{lines[0][1:]}" if lines[0][:2] in ("Of", "Ev") else ""
    words = words or f"Save {lines[0]}"
    return words if len(words) <= LONGEST_LABEL else "Save this"
