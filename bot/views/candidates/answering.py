"""The buttons that answer a candidate who asks for another hour."""

from datetime import UTC, datetime

from slack_sdk.models.blocks import ButtonElement

from bot.views.block_kit.blocks import button
from bot.views.block_kit.carried import carried
from bot.views.interviews.pressed import pressed_value, read_pressed
from bot.views.interviews.upcoming import move_button
from scheduling.model import Actor, Interview
from scheduling.model.notices import MoveRequested
from scheduling.timespan import words_for
from scheduling.wording.saying.reader import Reader

MOVE_THERE = "candidate_move_there"
LEAVE_IT = "candidate_leave_it"


def answer_buttons(
    interview: Interview, asked: MoveRequested, *, reader: Reader
) -> list[ButtonElement]:
    """Return the ways to answer: as asked, at another hour, or not at all."""
    wanted = reader.time_words(asked.wanted)
    # The hour as well: the candidate may ask for another one since.
    value = pressed_value(interview, int(asked.wanted.timestamp()))
    who = interview.candidate.name
    return [
        button(f"Move it to {wanted}", action_id=MOVE_THERE, value=value, style="primary"),
        move_button(interview, reader=reader),
        button("Leave it", action_id=LEAVE_IT, value=value, spoken=f"Leave it: {who}"),
    ]


@carried()
def read_wanted(value: str) -> datetime | None:
    """Return the hour that a button is about; None for those of before, which do not say it."""
    _, *wanted = read_pressed(value).ids
    return datetime.fromtimestamp(wanted[0], UTC) if wanted else None


def left_words(interview: Interview, *, reader: Actor) -> str:
    """Say that it stays where it is, and how its candidate hears of it."""
    time = words_for(interview.start, zone=reader.zone)
    return f"*It stays on {time}.* The page of the candidate says so."
