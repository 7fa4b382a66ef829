"""The form by which an interviewer says that they can't come, and why if they like."""

import json
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import PlainTextInputElement
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import field, section
from bot.views.block_kit.carried import carried
from bot.views.block_kit.fields import values_of
from bot.views.interviews.shown.people import told_of
from bot.views.interviews.shown.pressed import Pressed, pressed_value, read_pressed
from scheduling.errors import SchedulingError
from scheduling.model import LONGEST_REASON, Actor, Interview
from scheduling.timespan import words_for

DECLINE_VIEW = "decline_interview"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineAnswers:
    """What somebody can't come to, why, and where they have said so.

    `response_url` is the address of the message with the button, if it was in one; `stays` tells
    whether others can see that message too, or it is an answer to a command.
    """

    about: Pressed
    reason: str
    response_url: str | None
    stays: bool


def decline_view(
    interview: Interview, *, reader: Actor, response_url: str | None, stays: bool
) -> View:
    """Return the form; nothing is noted before it is submitted."""
    when = words_for(interview.start, zone=reader.zone)
    why = PlainTextInputElement(action_id="value", max_length=LONGEST_REASON)
    memory = {"interview": pressed_value(interview), "url": response_url, "stays": stays}
    return View(
        type="modal",
        callback_id=DECLINE_VIEW,
        title="You can't make it?",
        submit="I can't make it",
        close="I'll be there",
        private_metadata=json.dumps(memory),
        blocks=[
            section(
                f"*{when}*, {told_of(interview, reader=reader)}.\nThe coordinators are told at "
                "once, with who could take over from you."
            ),
            field(
                "Why, if you like to say",
                why,
                block_id="reason",
                optional=True,
                hint="The coordinators read it, and nobody else.",
            ),
        ],
    )


@carried()
def read_decline(view: dict[str, Any]) -> DeclineAnswers:
    """Return what was filled in."""
    memory = json.loads(view["private_metadata"])
    return DeclineAnswers(
        about=read_pressed(str(memory["interview"])),
        reason=values_of(view)["reason"]["value"] or "",
        response_url=memory["url"],
        stays=memory["stays"],
    )


def decline_at_fault(_: SchedulingError, __: dict[str, Any]) -> str:
    """Return the field of the form beside which an error is shown."""
    return "reason"
