"""What is said of an interview, in forms: its place, its title, and the notes."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from slack_sdk.models.blocks import PlainTextInputElement
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import Blocks, context_line, divider, field, section
from bot.views.block_kit.carried import carried
from bot.views.block_kit.fields import values_of
from bot.views.interviews.shown.pressed import Pressed, pressed_value, read_pressed
from scheduling.errors import DetailTooLong, LinkNotHttps, SchedulingError
from scheduling.model import Actor, Interview
from scheduling.model.details import (
    LONGEST_NOTE,
    LONGEST_PLACE,
    LONGEST_TITLE,
    Detail,
    Details,
    GivenDetails,
)

DETAILS_VIEW = "interview_details"
_SIGNS = 12
"""Of a digest: enough to tell what somebody has typed from what they were shown."""
_ID_IN_PLACE = "{id} becomes a word of random letters, so that nobody else finds the room."
_WHERE = f"A location, or a link that starts with https://. {_ID_IN_PLACE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailAnswers:
    """What was filled in of an interview, and how it stood when the form was opened.

    `response_url` is where the list stands that the form was opened from, if in a message.
    """

    about: Pressed
    # What somebody has typed; what they have left as it was is None.
    given: GivenDetails
    response_url: str | None


def details_view(
    interview: Interview,
    *,
    which: str,
    reader: Actor,
    response_url: str | None,
    typed: GivenDetails | None = None,
    news: str | None = None,
) -> View:
    """Return the form that changes what is said of an interview; `which` is it, in words.

    `news` say what has happened to it since somebody saw it last, and `typed` is what they had
    written by then, so that nothing has to be written twice.
    """
    is_candidate = reader.person is not None and reader.person.id == interview.candidate.id
    shown = interview.details if typed is None else with_typed(interview.details, typed)
    memory = {
        "interview": pressed_value(interview),
        "url": response_url,
        "was": {each.value: _digest(getattr(interview.details, each)) for each in Detail},
    }
    blocks: Blocks = [section(f":warning: {news}"), divider()] if news else []
    return View(
        type="modal",
        callback_id=DETAILS_VIEW,
        title="Place and notes",
        submit="Save",
        close="Cancel",
        private_metadata=json.dumps(memory),
        blocks=[
            *blocks,
            section(which),
            *detail_fields(shown, is_candidate=is_candidate),
            context_line("Everybody is told of what they may read, and their calendars follow."),
        ],
    )


@carried()
def read_details_form(view: dict[str, Any]) -> DetailAnswers:
    """Return what was filled in."""
    memory = json.loads(view["private_metadata"])
    given = given_in(values_of(view))
    said = {each.name: getattr(given, each.name) for each in fields(given)}
    return DetailAnswers(
        about=read_pressed(str(memory["interview"])),
        given=GivenDetails(
            **{
                name: text
                for name, text in said.items()
                if text is not None and _digest(text) != memory["was"].get(name)
            }
        ),
        response_url=memory["url"],
    )


def details_at_fault(error: SchedulingError, _: dict[str, Any]) -> str:
    """Return the field beside which an error of the form is shown."""
    return error.detail if isinstance(error, DetailTooLong | LinkNotHttps) else Detail.PLACE


def detail_fields(details: Details, *, is_candidate: bool = False) -> Blocks:
    """Return the fields, filled in with what is said; all may stay empty.

    The note for the panel is not shown to its candidate, should they arrange interviews.
    """
    note_for_panel = field(
        "Note for the panel",
        _text(details.note_for_panel, most=LONGEST_NOTE, is_long=True),
        block_id=Detail.NOTE_FOR_PANEL,
        hint="The candidate never sees it.",
        optional=True,
    )
    return [
        field(
            "Place",
            _text(details.place, most=LONGEST_PLACE),
            block_id=Detail.PLACE,
            hint=_WHERE,
            optional=True,
        ),
        field(
            "Title",
            _text(details.title, most=LONGEST_TITLE),
            block_id=Detail.TITLE,
            hint="What it is called in messages and in calendars, such as System design.",
            optional=True,
        ),
        field(
            "Note for the candidate",
            _text(details.note_for_candidate, most=LONGEST_NOTE, is_long=True),
            block_id=Detail.NOTE_FOR_CANDIDATE,
            hint="The panel sees it, too.",
            optional=True,
        ),
        *([] if is_candidate else [note_for_panel]),
    ]


def given_in(values: Mapping[str, Any]) -> GivenDetails:
    """Return what was filled in; a field that the form did not have leaves things as they are."""
    given = {each: values[each]["value"] or "" for each in Detail if each in values}
    return GivenDetails(**{each.value: text for each, text in given.items()})


def with_typed(details: Details, typed: GivenDetails) -> Details:
    """Return details with what somebody has typed in the place of what stood there."""
    said = {each.name: getattr(typed, each.name) for each in fields(typed)}
    return replace(details, **{name: text for name, text in said.items() if text is not None})


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_SIGNS]


def _text(said: str, *, most: int, is_long: bool = False) -> PlainTextInputElement:
    return PlainTextInputElement(
        action_id="value", initial_value=said or None, max_length=most, multiline=is_long
    )
