"""The buttons of an interview ahead: what its reader may do."""

from slack_sdk.models.blocks import ButtonElement

from bot.views.block_kit.blocks import Shown, button, confirm
from bot.views.interviews.shown.history import history_button
from bot.views.interviews.shown.people import who_meets
from bot.views.interviews.shown.pressed import pressed_value, spoken, undo_decline_button
from bot.views.interviews.shown.who_is_told import reading, who_would_be_told
from scheduling.model import Actor, Interview, Person
from scheduling.model.permissions import Action, may
from scheduling.wording.saying.reader import Reader

MOVE = "interview_move"
DESCRIBE = "interview_describe"
CANCEL = "interview_cancel"
DECLINE = "interview_decline"
REPLACE = "interview_replace"
REMOVE = "interview_remove"
FIND = "interview_find"


def interview_buttons(interview: Interview, reader: Actor, shown: Shown) -> list[ButtonElement]:
    """Return what the reader may press; `shown` are the names of everybody in the list."""
    who, buttons = reading(reader), []
    is_in_doubt = bool(in_doubt(interview))
    may_replace = may(reader, Action.REPLACE, interview)
    if is_in_doubt and may_replace:
        buttons.append(_panel_button("Find somebody else", interview, who, style="primary"))
    if may(reader, Action.MOVE, interview):
        buttons.append(move_button(interview, reader=who))
    if may_replace and not is_in_doubt:
        buttons.append(_panel_button("Change panel", interview, who))
    if may(reader, Action.DESCRIBE, interview):
        buttons.append(describe_button(interview, reader=who))
    if may(reader, Action.DECLINE, interview):
        coming = _still_coming(interview, reader)
        yes_or_no = decline_button if coming else undo_decline_button
        buttons.append(yes_or_no(interview, reader=who))
    if may(reader, Action.CANCEL, interview):
        buttons.append(cancel_button(interview, shown, reader=who))
    return [*buttons, *history_buttons(interview, reader)]


def history_buttons(interview: Interview, reader: Actor) -> list[ButtonElement]:
    """Return the button that opens what is on record, where the reader may see that."""
    is_allowed = may(reader, Action.READ_AUDIT)
    return [history_button(interview, reader=reading(reader))] if is_allowed else []


def move_button(interview: Interview, *, reader: Reader) -> ButtonElement:
    """Return the button that opens the form to move an interview."""
    name = spoken("Move", interview, reader=reader)
    return button("Move", action_id=MOVE, value=pressed_value(interview), spoken=name)


def another_hour_button(interview: Interview, *, reader: Reader) -> ButtonElement:
    """Return the button that opens the same form, where one hour was found not to do."""
    label, value = "Choose another hour", pressed_value(interview)
    name = spoken(label, interview, reader=reader)
    return button(label, action_id=MOVE, value=value, spoken=name)


def describe_button(interview: Interview, *, reader: Reader) -> ButtonElement:
    """Return the button that opens the form of the place and the notes."""
    label, value = "Place and notes", pressed_value(interview)
    name = spoken(label, interview, reader=reader)
    return button(label, action_id=DESCRIBE, value=value, spoken=name)


def cancel_button(
    interview: Interview, shown: Shown | None = None, *, reader: Reader
) -> ButtonElement:
    """Return the button that cancels, and asks first."""
    time = reader.time_words(interview.start)
    told = who_would_be_told(interview, reader=reader)
    return button(
        "Cancel interview",
        action_id=CANCEL,
        value=pressed_value(interview),
        style="danger",
        spoken=spoken("Cancel interview", interview, reader=reader),
        confirm=confirm(
            title="Cancel this interview?",
            text=f"{time}: {who_meets(interview, shown)}. {told}",
            yes="Cancel interview",
            no="Keep it",
            danger=True,
        ),
    )


def decline_button(interview: Interview, *, reader: Reader) -> ButtonElement:
    """Return the button by which an interviewer says that they can't come; a form asks first."""
    return button(
        "Can't make it",
        action_id=DECLINE,
        value=pressed_value(interview),
        spoken=spoken("Can't make it", interview, reader=reader),
    )


def in_doubt(interview: Interview) -> list[Person]:
    """Return those on the panel who can't make it, or whose hours no longer hold it."""
    doubtful = interview.declined | interview.in_conflict
    return [person for person in interview.interviewers if person.id in doubtful]


def _panel_button(
    label: str, interview: Interview, reader: Reader, *, style: str | None = None
) -> ButtonElement:
    name = spoken(label, interview, reader=reader)
    return button(label, action_id=FIND, value=str(interview.id), style=style, spoken=name)


def _still_coming(interview: Interview, reader: Actor) -> bool:
    return reader.person is not None and reader.person.id not in interview.declined
