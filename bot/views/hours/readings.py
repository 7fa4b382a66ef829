"""The ways in which hours may be meant, each of them a button that saves it."""

import json
from dataclasses import dataclass, replace

from slack_sdk.models.blocks import ButtonElement
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import Blocks, actions, button, escape, section
from bot.views.block_kit.carried import carried
from bot.views.hours.words import bullets
from scheduling.errors import SeveralReadings
from scheduling.model import Beside

MOST_READINGS = 4
_USUAL_HOURS = "weekdays 9-17"
READING_ACTIONS = tuple(f"availability_reading_{number}" for number in range(MOST_READINGS))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPlace:
    """What such a button must remember: the sentence it saves, and whose hours they are.

    With neither a person nor a member of the workspace they are the presser's own. `beside` says
    what becomes of hours that stand and of which the weekly ones leave days out.
    """

    sentence: str = ""
    person_id: int | None = None
    member_id: str | None = None
    beside: Beside | None = None


def readings_message(several: SeveralReadings, whose: ReadingPlace) -> Blocks:
    """Return the question, what each reading would save, and a button for each."""
    shown = several.readings[:MOST_READINGS]
    places = (
        replace(
            whose,
            sentence=reading.sentence,
            beside=Beside(reading.beside) if reading.beside else whose.beside,
        )
        for reading in shown
    )
    buttons = [
        button(
            reading.label,
            action_id=action_id,
            value=reading_value(place),
            spoken=f"{reading.label}: {'; '.join(reading.words)}",
        )
        for reading, action_id, place in zip(shown, READING_ACTIONS, places, strict=False)
    ]
    lines = [section(readings_words(several))]
    lines += [section(f"*{escape(each.label)}*\n{bullets(each.words)}") for each in shown]
    return [*lines, actions(*buttons)]


def readings_view(several: SeveralReadings, whose: ReadingPlace) -> View:
    """Return the same in the place of a form; closed without a press, nothing is saved."""
    blocks = readings_message(several, whose)
    return View(type="modal", title="As well, or instead?", close="Close", blocks=blocks)


def save_button(label: str, *, sentence: str, person_id: int | None, spoken: str) -> ButtonElement:
    """Return the button that saves what was said of somebody's hours; None is the presser."""
    value = reading_value(ReadingPlace(sentence=sentence, person_id=person_id))
    return button(label, action_id=READING_ACTIONS[0], value=value, spoken=spoken)


def usual_hours_button(label: str, *, person_id: int | None) -> ButtonElement:
    """Return the button that gives the hours at which most people work; None is the presser."""
    return save_button(label, sentence=_USUAL_HOURS, person_id=person_id, spoken=label)


def readings_words(several: SeveralReadings) -> str:
    """Say the question without blocks, for notifications and screen readers."""
    return f"{escape(several.asked)} Nothing is saved yet."


@carried()
def read_reading(value: str) -> ReadingPlace:
    """Return what a button of these remembers."""
    memory = json.loads(value)
    # Buttons of earlier versions ask in any case.
    beside = memory.get("beside")
    return ReadingPlace(
        sentence=memory["sentence"],
        person_id=memory["person"],
        member_id=memory["member"],
        beside=Beside(beside) if beside else None,
    )


def reading_value(place: ReadingPlace) -> str:
    """Return what a button of these is to remember."""
    memory = {"sentence": place.sentence, "person": place.person_id, "member": place.member_id}
    return json.dumps(memory | ({"beside": place.beside} if place.beside else {}))
