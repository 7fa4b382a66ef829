"""The form that moves an interview, and how it is read back."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from slack_sdk.models.blocks import InputBlock, Option, StaticSelectElement
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import Blocks, context_line, divider, field, option, section
from bot.views.block_kit.carried import carried
from bot.views.block_kit.fields import (
    OldForm,
    ToldBusy,
    any_hour_field,
    busy_kept,
    busy_read,
    is_any_hour,
    moment_fields,
    moment_of,
    values_of,
)
from bot.views.interviews.shown.people import told_of
from bot.views.interviews.shown.pressed import pressed_value, read_pressed
from scheduling.errors import NotUnderstood, SchedulingError
from scheduling.model import Actor, Interview, RequestContext, Seen
from scheduling.slots import Slot
from scheduling.timespan import words_for
from scheduling.wording.saying import length_words

MOVE_VIEW = "move_interview"
ANYWAY = "Allow it below to move it all the same, or choose another hour."
MOST_SLOTS = 100
"""The options that a menu holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveAnswers:
    """What was filled in to move an interview: a slot, or else a `moment` as one types it.

    `response_url` is where the list stands that the form was opened from, if in a message.
    """

    interview_id: int
    seen: Seen
    start: datetime | None
    moment: str | None
    any_hour: bool
    response_url: str | None
    # Whose calendars take which hour, as the form has said above; None where it has not.
    told_busy: ToldBusy | None = None


def move_view(
    interview: Interview,
    *,
    slots: tuple[Slot, ...],
    context: RequestContext,
    response_url: str | None,
    news: str | None = None,
    typed: MoveAnswers | None = None,
    told_busy: ToldBusy | None = None,
) -> View:
    """Return the form that moves an interview, with the hours that all have free.

    `response_url` is the address of the list it was opened from, None when that is a view.
    `news` say what has happened to it since somebody saw it last, or why it was not moved where
    `typed` says: `told_busy` are those whose calendars take that hour.
    """
    reader = context.actor
    now = words_for(interview.start, zone=reader.zone)
    blocks: Blocks = [section(f":warning: {news}"), divider()] if news else []
    which = told_of(interview, reader=reader)
    blocks.append(section(f"{which[:1].upper()}{which[1:]}, now on *{now}*."))
    chosen = typed.start if typed and reader.is_coordinator else None
    if slots or chosen:
        blocks.append(_slot_field(slots, reader, chosen=chosen))
    else:
        blocks.append(section(_nothing_suits(context)))
    if reader.is_coordinator:
        blocks += [
            divider(),
            context_line("Or name another hour:" if slots else "Name an hour yourself:"),
            *moment_fields(context, optional=bool(slots), chosen=typed.moment if typed else None),
            any_hour_field(),
        ]
    can_submit = bool(slots) or reader.is_coordinator
    return View(
        type="modal",
        callback_id=MOVE_VIEW,
        title="Move the interview",
        submit="Move" if can_submit else None,
        close="Keep it",
        private_metadata=json.dumps(
            {
                "interview": pressed_value(interview),
                "url": response_url,
                **busy_kept(told_busy),
            }
        ),
        blocks=blocks,
    )


@carried()
def read_move(view: dict[str, Any]) -> MoveAnswers:
    """Return what was filled in.

    Raises NotUnderstood when two hours are named, and OldForm for one of an earlier version,
    which does not tell what it has shown.
    """
    values, memory = values_of(view), json.loads(view["private_metadata"])
    about = read_pressed(str(memory["interview"]))
    if about.seen is None:
        raise OldForm
    chosen = values.get("slot", {}).get("selected_option")
    moment = moment_of(values)
    if chosen and moment:
        raise NotUnderstood(question="Choose one of these hours or name another, not both.")
    return MoveAnswers(
        interview_id=about.interview_id,
        seen=about.seen,
        start=datetime.fromtimestamp(int(chosen["value"]), UTC) if chosen else None,
        moment=moment,
        any_hour=is_any_hour(values),
        response_url=memory["url"],
        told_busy=busy_read(memory),
    )


def move_at_fault(_: SchedulingError, view: dict[str, Any]) -> str:
    """Return the field of the moving form beside which an error is shown."""
    values = values_of(view)
    chosen = values.get("slot", {}).get("selected_option")
    return "slot" if chosen or "time" not in values else "time"


def _slot_field(
    slots: tuple[Slot, ...], reader: Actor, *, chosen: datetime | None = None
) -> InputBlock:
    # One that was chosen before stays to be chosen: a form that is shown anew keeps what it held.
    starts = sorted({*([chosen] if chosen else []), *(slot.start for slot in slots)})
    options = {start: _slot_option(start, reader) for start in starts[:MOST_SLOTS]}
    menu = StaticSelectElement(
        action_id="value",
        options=list(options.values()),
        initial_option=options.get(chosen) if chosen else None,
        placeholder="Choose an hour",
    )
    label = "Hours that suit everybody"
    return field(label, menu, block_id="slot", optional=reader.is_coordinator)


def _slot_option(start: datetime, reader: Actor) -> Option:
    return option(words_for(start, zone=reader.zone), str(int(start.timestamp())))


def _nothing_suits(context: RequestContext) -> str:
    ahead = length_words(context.rules.look_ahead)
    nothing = f"No other hour suits everybody within the next {ahead}."
    if context.actor.is_coordinator:
        return nothing
    return f"{nothing} A coordinator can name any hour, or ask somebody for more hours."
