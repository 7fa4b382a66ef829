"""Who could take somebody's seat on a panel, one press each; or that it goes on without them."""

from slack_sdk.models.blocks import ButtonElement
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import Blocks, actions, button, confirm, escape, section
from bot.views.interviews.shown.buttons import REMOVE, REPLACE, in_doubt
from bot.views.interviews.shown.people import names_in
from bot.views.interviews.shown.pressed import pressed_value
from bot.views.interviews.shown.rows import interview_rows
from scheduling.model import Actor, Person
from scheduling.results import StandIns
from scheduling.wording.saying.people import names_apart

_MOST = 10


def stand_ins_view(found: StandIns, *, reader: Actor) -> View:
    """Return a modal with the interview, and who could come instead of each who can't.

    Where all of them can, it may be anybody's seat.
    """
    interview = found.interview
    doubtful = in_doubt(interview)
    title = "Find somebody else" if doubtful else "Change the panel"
    blocks: Blocks = interview_rows(interview, names_in([interview]), reader=reader)
    if not found.people:
        blocks.append(section(_NOBODY))
    for leaving in doubtful or interview.interviewers:
        if buttons := _instead_of(leaving, found):
            blocks.append(actions(*buttons))
    return View(type="modal", title=title, close="Done", blocks=blocks)


_NOBODY = "Nobody else is free at that hour: move or cancel it, or ask somebody for hours."


def _instead_of(leaving: Person, found: StandIns) -> list[ButtonElement]:
    shown = names_apart((leaving, *found.people, *found.interview.people))
    buttons = [
        button(
            f"{shown[person.id]} instead of {shown[leaving.id]}",
            action_id=f"{REPLACE}_{place}",
            value=pressed_value(found.interview, leaving.id, person.id),
        )
        for place, person in enumerate(found.people[:_MOST])
    ]
    if len(found.interview.interviewers) > 1:
        value = pressed_value(found.interview, leaving.id)
        buttons.append(going_on_button(shown[leaving.id], value=value))
    return buttons


def going_on_button(name: str, *, value: str) -> ButtonElement:
    """Return the offer to leave a panel as it is without somebody; it asks first."""
    ask_first = confirm(
        title="Go on without them?",
        text=f"{escape(name)} leaves the panel, and the others are told.",
        yes="Go on without them",
        no="Keep them for now",
    )
    return button(f"Go on without {name}", action_id=REMOVE, value=value, confirm=ask_first)
