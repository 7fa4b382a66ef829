"""An interview with its buttons, in a list or alone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from slack_sdk.models.views import View

from bot.views.block_kit.blocks import (
    Blocks,
    Shown,
    actions,
    button,
    context_line,
    divider,
    names,
    other_clocks,
    section,
)
from bot.views.interviews.shown.buttons import history_buttons, interview_buttons
from bot.views.interviews.shown.details import detail_lines, title_part
from bot.views.interviews.shown.people import names_in, who_meets
from bot.views.interviews.shown.pressed import pressed_value, read_pressed
from bot.views.interviews.shown.undelivered import undelivered_lines
from scheduling.model import Actor, Interview, InterviewState, Undelivered
from scheduling.timespan import words_for
from scheduling.wording.saying.people import outcome_words

AS_IT_STANDS = "The interview as it stands now"
_OLD_BUTTON = (
    "That button is from an earlier version of me, and nothing was changed yet. This is how the "
    "interview stands now. Is it this one that you mean?"
)
_UNDER_WAY = "_Under way._"


def one_view(interview: Interview, *, reader: Actor) -> View:
    """Return a modal of one interview, with what its reader may do."""
    rows = interview_rows(interview, names_in([interview]), reader=reader)
    return View(type="modal", title="Interview", close="Done", blocks=rows)


def as_it_stands(words: str, interview: Interview, *, reader: Actor) -> Blocks:
    """Return an interview as it stands, below what has kept it from being changed."""
    return [
        section(words),
        divider(),
        *interview_rows(interview, names_in([interview]), reader=reader),
    ]


def asked_again(interview: Interview, pressed: dict[str, Any], *, reader: Actor) -> Blocks:
    """Return an interview as it stands, and a button once more that did not tell what it was for.

    `pressed` is that button, as Slack tells of it.
    """
    rows = interview_rows(interview, names_in([interview]), reader=reader)
    again = button(
        pressed["text"]["text"],
        action_id=pressed["action_id"],
        value=pressed_value(interview, *read_pressed(pressed["value"]).ids[1:]),
    )
    return [section(_OLD_BUTTON), divider(), *rows[:1], actions(again)]


def as_it_stands_view(blocks: Blocks) -> View:
    """Return the same as a modal."""
    return View(type="modal", title="As it stands now", close="Close", blocks=blocks)


def interview_rows(
    interview: Interview,
    shown: Shown,
    *,
    reader: Actor,
    now: datetime | None = None,
    missed: Iterable[Undelivered] = (),
) -> Blocks:
    """Return one interview with its buttons; where it has begun by `now`, or is off, with its
    history alone.

    `shown` are the names of everybody in the list; `missed` is what somebody has not got.
    """
    lines = [
        f"*{words_for(interview.start, zone=reader.zone)}*{title_part(interview)}",
        who_meets(interview, shown),
        *detail_lines(interview, reader),
    ]
    state = _past_words(interview, now)
    if state in ("", _UNDER_WAY):
        lines += _warnings(interview, shown, reader=reader)
        lines += undelivered_lines(interview, missed, shown)
    rows: Blocks = [section("\n".join([*lines, state] if state else lines))]
    clocks = other_clocks(interview, zone=reader.zone, shown=shown)
    if clocks:
        rows.append(context_line(clocks))
    buttons = interview_buttons(interview, reader, shown)
    if state:
        buttons = history_buttons(interview, reader)
    return [*rows, actions(*buttons)] if buttons else rows


def _past_words(interview: Interview, now: datetime | None) -> str:
    """Say that it is off, over or under way; "" while it is ahead."""
    if interview.state is InterviewState.CANCELLED:
        return "_Cancelled._"
    if now is None or interview.start > now:
        return ""
    return _UNDER_WAY if interview.span.end > now else "_Over._"


_NOT_FREE = "_Booked although somebody was not free then, by their hours or their calendar._"


def _warnings(interview: Interview, shown: Shown, *, reader: Actor) -> list[str]:
    """Who can't come, and who may not be free any more; the reader of it reads of "you"."""
    lines = []
    mine = reader.person.id if reader.person else None
    if reader.is_coordinator and (became := outcome_words(interview.candidate)):
        lines.append(f"_{names([interview.candidate], shown)} {became}._")
    declined = [p for p in interview.interviewers if p.id in interview.declined]
    if others := [person for person in declined if person.id != mine]:
        lines.append(f":warning: {names(others, shown)} can't make it.")
    if len(others) < len(declined):
        lines.append(":warning: You can't make it.")
    outside = [p for p in interview.people if p.id in interview.in_conflict]
    if others := [person for person in outside if person.id != mine]:
        lines.append(
            f":warning: {names(others, shown)} may not be free then any more, by their hours or "
            "their calendar."
        )
    if len(others) < len(outside):
        lines.append(":warning: You may not be free then any more, by your hours or your calendar.")
    if not outside and interview.outside_availability:
        lines.append(_NOT_FREE)
    return lines
