"""The buttons that answer a candidate who asks for another hour."""

from datetime import UTC, datetime

from slack_sdk.models.blocks import ButtonElement

from bot.views.block_kit.blocks import button, escape
from bot.views.block_kit.carried import carried
from bot.views.interviews.shown.buttons import another_hour_button, move_button
from bot.views.interviews.shown.pressed import pressed_value, read_pressed
from scheduling.model import Actor, Interview
from scheduling.model.notices import MoveRequested
from scheduling.timespan import words_for
from scheduling.wording.saying.reader import Reader

MOVE_THERE = "candidate_move_there"
MOVE_ANYWAY = "candidate_move_anyway"
LEAVE_IT = "candidate_leave_it"


def answer_buttons(
    interview: Interview, asked: MoveRequested, *, reader: Reader
) -> list[ButtonElement]:
    """Return the ways to answer: as asked, at another hour, or not at all."""
    wanted = reader.time_words(asked.wanted)
    value = _value(interview, asked.wanted)
    return [
        button(f"Move it to {wanted}", action_id=MOVE_THERE, value=value, style="primary"),
        move_button(interview, reader=reader),
        _leave_button(interview, value),
    ]


def busy_words(interview: Interview, why: str) -> str:
    """Say why an interview was not moved yet to the hour that its candidate asks for."""
    who = escape(interview.candidate.name)
    return f":warning: *{who} asks for another hour.* {why}"


def busy_buttons(
    interview: Interview, wanted: datetime, *, busy_ids: tuple[int, ...], reader: Reader
) -> list[ButtonElement]:
    """Return the ways to go on where the calendars of some take the hour that is asked for."""
    value = _value(interview, wanted)
    anyway = _value(interview, wanted, *busy_ids)
    return [
        button("Move it all the same", action_id=MOVE_ANYWAY, value=anyway),
        another_hour_button(interview, reader=reader),
        _leave_button(interview, value),
    ]


@carried()
def read_wanted(value: str) -> datetime | None:
    """Return the hour that a button is about; None for those of before, which do not say it."""
    _, *wanted = read_pressed(value).ids
    return datetime.fromtimestamp(wanted[0], UTC) if wanted else None


@carried()
def read_told_busy(value: str) -> tuple[int, ...]:
    """Return the ids of those whose calendars take that hour, as was said beside a button."""
    _, *wanted = read_pressed(value).ids
    return tuple(wanted[1:])


def _value(interview: Interview, wanted: datetime, *busy_ids: int) -> str:
    # The hour as well: the candidate may ask for another one since.
    return pressed_value(interview, int(wanted.timestamp()), *busy_ids)


def _leave_button(interview: Interview, value: str) -> ButtonElement:
    who = interview.candidate.name
    return button("Leave it", action_id=LEAVE_IT, value=value, spoken=f"Leave it: {who}")


def left_words(interview: Interview, *, reader: Actor) -> str:
    """Say that it stays where it is, and how its candidate hears of it."""
    time = words_for(interview.start, zone=reader.zone)
    return f"*It stays on {time}.* The page of the candidate says so."
