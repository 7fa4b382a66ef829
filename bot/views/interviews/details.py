"""What is said of an interview, in forms: its place, its title, and the notes."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import PlainTextInputElement

from bot.views.block_kit.blocks import Blocks, field
from scheduling.errors import DetailTooLong, LinkNotHttps, SchedulingError
from scheduling.model.details import (
    LONGEST_NOTE,
    LONGEST_PLACE,
    LONGEST_TITLE,
    Detail,
    Details,
    GivenDetails,
)

_ID_IN_PLACE = "{id} becomes a word of random letters, so that nobody else finds the room."
_WHERE = f"A location, or a link that starts with https://. {_ID_IN_PLACE}"


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


def detail_at_fault(error: SchedulingError) -> str | None:
    """Return the field beside which an error is shown; None where it is about none of these."""
    return error.detail if isinstance(error, DetailTooLong | LinkNotHttps) else None


def _text(said: str, *, most: int, is_long: bool = False) -> PlainTextInputElement:
    return PlainTextInputElement(
        action_id="value", initial_value=said or None, max_length=most, multiline=is_long
    )
