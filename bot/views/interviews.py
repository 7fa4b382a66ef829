"""Interviews ahead: the list, and the forms to book, to move and to change one."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from slack_sdk.models.blocks import (
    ButtonElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.views.fields import any_hour_field, moment_fields, values_of
from bot.views.parts import (
    Blocks,
    actions,
    button,
    confirm,
    context,
    divider,
    escape,
    field,
    names,
    option,
    other_clocks,
    section,
)
from bot.views.told import who_is_told
from scheduling.answers import InterviewPage
from scheduling.errors import (
    SchedulingError,
)
from scheduling.model import Actor, Interview
from scheduling.roles import Action, may
from scheduling.slots import Slot
from scheduling.timespan import words_for

MOVE_VIEW = "move_interview"
MOVE = "interview_move"
CANCEL = "interview_cancel"
DECLINE = "interview_decline"
REPLACE = "interview_replace"
REMOVE = "interview_remove"
MORE = "interviews_more"
OPEN = "interviews_open"
PAGE = 5
_MOST_OPTIONS = 100

HELP = """*Interviews ahead*
• `/interviews` shows yours; coordinators see everybody's
• Each has buttons to move or cancel it, or to say that you can't make it
• To book one, find a time first: `/find-slots`"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveAnswers:
    """What was filled in to move an interview: a slot, or else a `moment` as one types it."""

    interview_id: int
    start: datetime | None
    moment: str | None
    any_hour: bool


# -- the list --------------------------------------------------------------------------------


def list_blocks(page: InterviewPage, *, reader: Actor) -> Blocks:
    """This will return a page of interviews, each with what its reader may do."""
    if not page.total:
        return [section(_nothing_ahead(reader))]
    whose = "All interviews ahead" if reader.is_coordinator else "Your interviews ahead"
    blocks: Blocks = [section(f"*{whose}* ({page.total})")]
    for interview in page.interviews:
        blocks += [divider(), *interview_rows(interview, reader=reader)]
    return [*blocks, *_paging(page)]


def interview_rows(interview: Interview, *, reader: Actor) -> Blocks:
    """This will return one interview with its buttons."""
    lines = [
        f"*{words_for(interview.start, zone=reader.zone)}*",
        f"{escape(interview.candidate.name)} with {names(interview.interviewers)}",
    ]
    declined = [p for p in interview.interviewers if p.id in interview.declined]
    if declined:
        lines.append(f":warning: {names(declined)} can't make it.")
    if interview.outside_availability:
        lines.append("_Booked outside the hours that somebody has given._")
    rows: Blocks = [section("\n".join(lines))]
    clocks = other_clocks(interview, zone=reader.zone)
    if clocks:
        rows.append(context(clocks))
    buttons = _buttons(interview, reader)
    return [*rows, actions(*buttons)] if buttons else rows


def _buttons(interview: Interview, reader: Actor) -> list[ButtonElement]:
    value = str(interview.id)
    buttons = []
    if may(reader, Action.MOVE, interview):
        buttons.append(button("Move", action_id=MOVE, value=value))
    if may(reader, Action.DECLINE, interview) and _still_coming(interview, reader):
        buttons.append(decline_button(interview))
    if may(reader, Action.CANCEL, interview):
        buttons.append(cancel_button(interview, zone=reader.zone))
    return buttons


def cancel_button(interview: Interview, *, zone: tzinfo) -> ButtonElement:
    """This will return the button that cancels, and asks first."""
    who = f"{escape(interview.candidate.name)} with {names(interview.interviewers)}"
    time = words_for(interview.start, zone=zone)
    return button(
        "Cancel interview",
        action_id=CANCEL,
        value=str(interview.id),
        style="danger",
        confirm=confirm(
            title="Cancel this interview?",
            text=f"{time}: {who}. Everybody in Slack is told at once.",
            yes="Cancel interview",
            no="Keep it",
            danger=True,
        ),
    )


def decline_button(interview: Interview) -> ButtonElement:
    """This will return the button by which an interviewer says that they can't come."""
    return button(
        "Can't make it",
        action_id=DECLINE,
        value=str(interview.id),
        confirm=confirm(
            title="You can't make it?",
            text="The coordinators are told at once, with who could take over from you.",
            yes="I can't make it",
            no="I'll be there",
        ),
    )


def _still_coming(interview: Interview, reader: Actor) -> bool:
    return reader.person is not None and reader.person.id not in interview.declined


def _nothing_ahead(reader: Actor) -> str:
    if reader.is_coordinator:
        return "No interviews ahead. `/find-slots` finds a time for one."
    return "You have no interviews ahead. You get a message as soon as one is booked."


def _paging(page: InterviewPage) -> Blocks:
    if page.total <= PAGE:
        return []
    shown = len(page.interviews)
    buttons = []
    if page.skip > 0:
        back = str(max(page.skip - PAGE, 0))
        buttons.append(button("Show earlier", action_id=f"{MORE}_back", value=back))
    if page.skip + shown < page.total:
        buttons.append(button("Show more", action_id=MORE, value=str(page.skip + PAGE)))
    where = context(f"{page.skip + 1}–{page.skip + shown} of {page.total}")
    return [divider(), where, actions(*buttons)]


# -- the forms -------------------------------------------------------------------------------


def move_view(interview: Interview, *, slots: tuple[Slot, ...], reader: Actor) -> View:
    """This will return the form that moves an interview, with the hours that all have free."""
    now = words_for(interview.start, zone=reader.zone)
    who = f"{escape(interview.candidate.name)} with {names(interview.interviewers)}"
    blocks: Blocks = [section(f"{who}, now on *{now}*.")]
    if slots:
        options = [
            option(words_for(slot.start, zone=reader.zone), str(int(slot.start.timestamp())))
            for slot in slots[:_MOST_OPTIONS]
        ]
        menu = StaticSelectElement(action_id="value", options=options, placeholder="Choose")
        optional = reader.is_coordinator
        blocks.append(field("Hours that suit everybody", menu, block_id="slot", optional=optional))
    else:
        blocks.append(section("No other hour suits everybody in it within the next two weeks."))
    if reader.is_coordinator:
        blocks += [
            divider(),
            context("Or name another hour:"),
            *moment_fields(None, reader, optional=True),
            any_hour_field(),
        ]
    can_submit = bool(slots) or reader.is_coordinator
    return View(
        type="modal",
        callback_id=MOVE_VIEW,
        title="Move the interview",
        submit="Move" if can_submit else None,
        close="Keep it",
        private_metadata=json.dumps({"interview": interview.id}),
        blocks=blocks,
    )


def read_move(view: dict[str, Any]) -> MoveAnswers:
    """This will return what was filled in."""
    values = values_of(view)
    chosen = values.get("slot", {}).get("selected_option")
    start = datetime.fromtimestamp(int(chosen["value"]), UTC) if chosen else None
    date = values.get("date", {}).get("selected_date")
    time = values.get("time", {}).get("selected_time")
    return MoveAnswers(
        interview_id=json.loads(view["private_metadata"])["interview"],
        start=start,
        moment=f"{date}T{time}" if date and time else None,
        any_hour=bool(values.get("any_hour", {}).get("selected_options")),
    )


def move_at_fault(_: SchedulingError, view: dict[str, Any]) -> str:
    """This will return the field of the moving form beside which an error is shown."""
    return "slot" if "slot" in view["state"]["values"] else "time"


# -- what is said after a change -------------------------------------------------------------


def moved_words(before: Interview, after: Interview, *, reader: Actor) -> str:
    """This will say from when to when it was moved, and who is told."""
    was, now = (words_for(each.start, zone=reader.zone) for each in (before, after))
    return f"*Moved* from {was} to *{now}*. {who_is_told(after)}"


def cancelled_words(interview: Interview, *, reader: Actor) -> str:
    """This will say that it is cancelled, and who is told."""
    time = words_for(interview.start, zone=reader.zone)
    who = f"{escape(interview.candidate.name)} with {names(interview.interviewers)}"
    return f"*Cancelled:* {time}, {who}. {who_is_told(interview)}"


def declined_words(interview: Interview, *, reader: Actor) -> str:
    """This will say that the coordinators know."""
    time = words_for(interview.start, zone=reader.zone)
    return (
        f"Noted: you can't make it on {time}. The coordinators are told, and you get a message "
        "when somebody takes over. Until then the hour stays in your name."
    )


def panel_words(interview: Interview, *, reader: Actor) -> str:
    """This will say who is on the panel now."""
    time = words_for(interview.start, zone=reader.zone)
    who = f"{escape(interview.candidate.name)} with {names(interview.interviewers)}"
    return f"*Panel changed:* {time}, {who}. {who_is_told(interview)}"
