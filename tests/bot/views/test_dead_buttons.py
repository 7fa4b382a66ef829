"""What is left of a message when one of its interviews is off or over."""

from datetime import timedelta
from typing import Any

from time_builders import at, candidate, interviewer

from bot.views.block_kit.blocks import Blocks, actions, section
from bot.views.interviews.dead_buttons import without_buttons
from bot.views.interviews.shown.buttons import decline_button, move_button
from bot.views.interviews.shown.pressed import undo_decline_button
from scheduling.model import Interview
from scheduling.wording.saying.reader import Reader

CARL, INES = candidate("Carl", 1), interviewer("Ines", 2)
FIRST = Interview(id=7, candidate=CARL, interviewers=(INES,), start=at("2026-11-10 09:00"))
SECOND = Interview(
    id=70, candidate=CARL, interviewers=(INES,), start=FIRST.start + timedelta(hours=1)
)
INES_READS = Reader(person=INES, zone=INES.zone, channel=None)


def given_back(blocks: Blocks) -> list[dict[str, Any]]:
    """The blocks as Slack gives them back."""
    return [block.to_dict() for block in blocks]


def test_the_buttons_of_one_interview_go_and_those_of_others_stay() -> None:
    blocks = given_back(
        [
            section("first", accessory=decline_button(FIRST, reader=INES_READS)),
            section("second", accessory=decline_button(SECOND, reader=INES_READS)),
            actions(move_button(FIRST, reader=INES_READS), move_button(SECOND, reader=INES_READS)),
            actions(undo_decline_button(FIRST, reader=INES_READS)),
        ]
    )

    left = without_buttons(blocks, FIRST.id, why="It was cancelled.")

    first, second, row, why = left
    assert first == {name: blocks[0][name] for name in ("type", "text")}
    assert second == blocks[1]
    assert row["elements"] == [blocks[2]["elements"][1]]
    assert why["elements"][0]["text"] == "It was cancelled."
