"""What every view of somebody's hours says in the same words."""

import json
from dataclasses import dataclass

from slack_sdk.models.blocks import ButtonElement

from bot.views.block_kit.blocks import button, escape
from bot.views.block_kit.carried import carried
from scheduling.model import (
    Actor,
    Person,
)

OPEN = "availability_open"
_MOST_LINES = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPlace:
    """What a list of hours must remember: whose they are (None: one's own), where it starts."""

    person_id: int | None
    skip: int = 0


def place_value(place: ListPlace) -> str:
    """Return the place as a button's value or a view's metadata."""
    return json.dumps({"person": place.person_id, "skip": place.skip})


@carried()
def read_place(value: str) -> ListPlace:
    """Return whose hours a button or view means, and from where on."""
    memory = json.loads(value)
    return ListPlace(person_id=memory["person"], skip=memory.get("skip", 0))


def open_button(label: str, person: Person | None, actor: Actor) -> ButtonElement:
    """Return the button that opens the list of somebody's hours."""
    place = ListPlace(person_id=other_id(person, actor))
    return button(label, action_id=OPEN, value=place_value(place))


def other_id(person: Person | None, actor: Actor) -> int | None:
    """Return the id of somebody else; None for the actor, registered or not."""
    if person is None or (actor.person is not None and actor.person.id == person.id):
        return None
    just_registered = actor.slack_user_id is not None and (
        actor.slack_user_id == person.slack_user_id
    )
    return None if just_registered else person.id


def bullets(lines: tuple[str, ...]) -> str:
    """Return a list in mrkdwn, its end told as a number when it is long."""
    shown = [f"• {escape(line)}" for line in lines[:_MOST_LINES]]
    hidden = len(lines) - _MOST_LINES
    return "\n".join([*shown, f"and {hidden} more"] if hidden > 0 else shown)
