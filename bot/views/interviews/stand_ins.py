"""Who could take somebody's seat on a panel, one press each."""

from slack_sdk.models.views import View

from bot.views.block_kit.blocks import Blocks, actions, button, section
from bot.views.interviews.pressed import pressed_value
from bot.views.interviews.upcoming import REPLACE, in_doubt, interview_rows, names_in
from scheduling.model import Actor, Person
from scheduling.results import StandIns
from scheduling.wording.saying.people import names_apart

_MOST = 10


def stand_ins_view(found: StandIns, *, reader: Actor) -> View:
    """Return a modal with the interview, and who could come instead of each who can't."""
    interview = found.interview
    blocks: Blocks = interview_rows(interview, names_in([interview]), reader=reader)
    for leaving in in_doubt(interview):
        blocks += _instead_of(leaving, found)
    return View(type="modal", title="Find somebody else", close="Done", blocks=blocks)


def _instead_of(leaving: Person, found: StandIns) -> Blocks:
    shown = names_apart((leaving, *found.people, *found.interview.people))
    if not found.people:
        nobody = "Nobody else is free at that hour: move or cancel it, or ask somebody for hours."
        return [section(nobody)]
    buttons = [
        button(
            f"{shown[person.id]} instead of {shown[leaving.id]}",
            action_id=f"{REPLACE}_{place}",
            value=pressed_value(found.interview, leaving.id, person.id),
        )
        for place, person in enumerate(found.people[:_MOST])
    ]
    return [actions(*buttons)]
