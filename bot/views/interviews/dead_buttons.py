"""A message whose interview is off or over, without the buttons that lead nowhere now."""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.views.block_kit.blocks import context_line

_OF_INTERVIEWS = "interview_"
"""How the names of all buttons about one interview begin; their values begin with its id."""

Block = dict[str, Any]
"""As Slack gives back the blocks of a message that somebody has pressed in."""


def without_buttons(blocks: Iterable[Block], interview_id: int, *, why: str) -> list[Block]:
    """Return the blocks of a message without an interview's buttons, and `why` in their place.

    The buttons of other interviews stay.
    """
    return [*_kept(blocks, interview_id), context_line(why).to_dict()]


def _kept(blocks: Iterable[Block], interview_id: int) -> Iterator[Block]:
    for block in blocks:
        if "elements" in block and block["type"] == "actions":
            stay = [each for each in block["elements"] if not _is_dead(each, interview_id)]
            if stay:
                yield {**block, "elements": stay}
        elif _is_dead(block.get("accessory", {}), interview_id):
            yield {name: value for name, value in block.items() if name != "accessory"}
        else:
            yield block


def _is_dead(element: Block, interview_id: int) -> bool:
    action, value = str(element.get("action_id", "")), str(element.get("value", ""))
    first = value.replace("@", ":").partition(":")[0]
    return action.startswith(_OF_INTERVIEWS) and first == str(interview_id)
