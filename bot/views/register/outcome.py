"""What became of a candidate: the question, where interviews are ahead, and what is said after."""

import json
from dataclasses import dataclass

from slack_sdk.models.blocks import ButtonElement

from bot.views.block_kit.blocks import Blocks, actions, bold_name, button, context_line, section
from bot.views.block_kit.carried import carried
from bot.views.interviews.untold import people_to_tell_button
from bot.views.register.ahead import count_words, interview_lines
from bot.views.register.removal import KEEP
from scheduling.model import Actor, Outcome, Person
from scheduling.model.people import WithAhead
from scheduling.results.endings import OutcomeChange, OutcomePreview
from scheduling.wording.saying.people import BECAME, outcome_words

NOTHING_YET = "none"
WORDS = (*Outcome, NOTHING_YET)
_OUTCOME = "register_outcome"
ACTIONS = tuple(f"{_OUTCOME}_{word}" for word in WORDS)
"""One for each word, since those of one row must differ."""
WITH_CANCELLING = f"{_OUTCOME}_cancelling"
WITH_KEEPING = f"{_OUTCOME}_keeping"


@dataclass(frozen=True, slots=True, kw_only=True)
class PressedOutcome:
    """What a button says of a candidate, and what its question has shown of their interviews."""

    person_id: int
    outcome: Outcome | None
    shown: str | None


def choice_message(preview: OutcomePreview) -> tuple[str, Blocks]:
    """Ask what became of a candidate."""
    person = preview.person
    stands = outcome_words(person)
    words = f"What became of {bold_name(person)}?"
    detail = f"{words} So far: {stands or 'nothing is decided'}."
    labels = {word: str(word).capitalize() for word in Outcome if word is not person.outcome}
    buttons = [_button(label, person, outcome=word) for word, label in labels.items()]
    if stands:
        buttons.append(_button("Nothing yet", person, outcome=None))
    return words, [section(detail), context_line(_WHAT_FOLLOWS), actions(*buttons)]


def asked_message(
    preview: OutcomePreview, outcome: Outcome, *, reader: Actor
) -> tuple[str, Blocks]:
    """Ask whether what was said of a candidate is to be noted."""
    person = preview.person
    if outcome is person.outcome:
        return noted_message(OutcomeChange(person=person, before=outcome))
    if preview.ahead.count:
        return question_message(preview, outcome, reader=reader)
    words = f"Note that {bold_name(person)} {BECAME[outcome]}?"
    note = _button(f"Note: {outcome}", person, outcome=outcome)
    row = actions(note, button("Change nothing", action_id=KEEP))
    return words, [section(words), context_line(_WHAT_FOLLOWS), row]


def question_message(
    preview: OutcomePreview, outcome: Outcome, *, reader: Actor
) -> tuple[str, Blocks]:
    """Ask what is to become of the interviews ahead of somebody who is decided on."""
    person, ahead = preview.person, preview.ahead.cancelled
    are = count_words(ahead, "an interview", "{} interviews")
    words = f"{bold_name(person)} has {are} ahead. Cancel them as well?"
    if len(ahead) == 1:
        words = f"{bold_name(person)} has an interview ahead. Cancel it as well?"
    value = _value(
        PressedOutcome(person_id=person.id, outcome=outcome, shown=preview.ahead.as_shown)
    )
    label = "Cancel it" if len(ahead) == 1 else "Cancel them"
    return words, [
        section(f"{words}\n{interview_lines(ahead, reader=reader)}"),
        context_line(
            "Whoever is in a cancelled interview is told, though not why. One that is kept takes "
            f"place as booked. Nothing is noted yet of {bold_name(person)}."
        ),
        actions(
            button(label, action_id=WITH_CANCELLING, value=value, style="danger"),
            button("Keep as booked", action_id=WITH_KEEPING, value=value),
            button("Change nothing", action_id=KEEP),
        ),
    ]


def noted_message(change: OutcomeChange) -> tuple[str, Blocks]:
    """Say what is noted of a candidate now, with a way back."""
    person = change.person
    if change.before is person.outcome:
        stands = outcome_words(person) or "nothing is decided"
        words = f"That was so already: {bold_name(person)}, {stands}. Nothing was changed."
        return words, [section(words)]
    if person.outcome is None:
        words = f"*Taken back:* {bold_name(person)} is a candidate again, and can be booked."
    else:
        words = f"*Noted:* {bold_name(person)} {outcome_words(person)}. {_became(change)}"
    buttons = [_button("Undo", person, outcome=change.before, spoken=f"Undo: {person.name}")]
    if change.untold:
        words = f"{words} No message reaches some of them: they are for you to tell."
        buttons.insert(0, people_to_tell_button())
    return words, [section(words), actions(*buttons)]


@carried()
def read_pressed(value: str) -> PressedOutcome:
    """Return what a button of these says."""
    memory = json.loads(value)
    shown, outcome = memory["shown"], memory["outcome"]
    return PressedOutcome(
        person_id=int(memory["person"]),
        outcome=None if outcome is None else Outcome(outcome),
        shown=None if shown is None else str(shown),
    )


def with_ahead_of(action_id: str) -> WithAhead:
    """Return what a button does about the interviews ahead."""
    return {WITH_CANCELLING: WithAhead.CANCEL, WITH_KEEPING: WithAhead.KEEP}.get(
        action_id, WithAhead.REFUSE
    )


_WHAT_FOLLOWS = (
    "Whoever is decided on is in no list, no slots and no distribution any more. They are told "
    "nothing of it by me, and it can be taken back."
)


def _became(change: OutcomeChange) -> str:
    said = "They are in no list and no distribution any more."
    if change.cancelled:
        are = count_words(change.cancelled, "One interview is", "{} interviews are")
        said = f"{said} {are} cancelled, and everybody in it is told."
    if change.kept:
        takes = count_words(change.kept, "One interview takes", "{} interviews take")
        said = f"{said} {takes} place as booked."
    return said


def _button(
    label: str, person: Person, *, outcome: Outcome | None, spoken: str | None = None
) -> ButtonElement:
    word = NOTHING_YET if outcome is None else outcome
    pressed = PressedOutcome(person_id=person.id, outcome=outcome, shown=None)
    return button(label, action_id=f"{_OUTCOME}_{word}", value=_value(pressed), spoken=spoken)


def _value(pressed: PressedOutcome) -> str:
    memory = {"person": pressed.person_id, "outcome": pressed.outcome, "shown": pressed.shown}
    return json.dumps(memory, separators=(",", ":"))
