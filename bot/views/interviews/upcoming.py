"""An interview ahead with its buttons, and what is said when it has been changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import ButtonElement
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import (
    Blocks,
    Shown,
    actions,
    button,
    confirm,
    context_line,
    divider,
    escape,
    names,
    other_clocks,
    section,
    shown_names,
)
from bot.views.block_kit.marked import mrkdwn
from bot.views.block_kit.stale import stale_line
from bot.views.interviews.history import history_button
from bot.views.interviews.pressed import (
    pressed_value,
    read_pressed,
    spoken,
    undo_decline_button,
)
from bot.views.interviews.undelivered import undelivered_lines
from bot.views.interviews.who_is_told import reading, who_is_told, who_would_be_told
from scheduling.model import Actor, Interview, InterviewState, Person, Undelivered
from scheduling.model.permissions import Action, may
from scheduling.results import InterviewChange
from scheduling.timespan import words_for
from scheduling.wording.saying.details import note_lines, place_line, title_words
from scheduling.wording.saying.marked import clipped, plain
from scheduling.wording.saying.people import outcome_words
from scheduling.wording.saying.reader import Reader

MOVE = "interview_move"
DESCRIBE = "interview_describe"
CANCEL = "interview_cancel"
DECLINE = "interview_decline"
REPLACE = "interview_replace"
REMOVE = "interview_remove"
AS_IT_STANDS = "The interview as it stands now"
_OLD_BUTTON = (
    "That button is from an earlier version of me, and nothing was changed yet. This is how the "
    "interview stands now. Is it this one that you mean?"
)
FIND = "interview_find"
_UNDER_WAY = "_Under way._"
_LONGEST_NOTE = 150


# -- one of them ---------------------------------------------------------------------------


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


def names_in(interviews: Iterable[Interview]) -> Shown:
    """Return how everybody in interviews that are listed together is shown, by id."""
    return shown_names(person for interview in interviews for person in interview.people)


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
        f"*{words_for(interview.start, zone=reader.zone)}*{_title(interview)}",
        who_meets(interview, shown),
        *_said(interview, reader),
    ]
    state = _past_words(interview, now)
    if state in ("", _UNDER_WAY):
        lines += _warnings(interview, shown, reader=reader)
        lines += undelivered_lines(interview, missed, shown)
    rows: Blocks = [section("\n".join([*lines, state] if state else lines))]
    clocks = other_clocks(interview, zone=reader.zone, shown=shown)
    if clocks:
        rows.append(context_line(clocks))
    buttons = _buttons(interview, reader, shown)
    if state:
        buttons = _history(interview, reader)
    return [*rows, actions(*buttons)] if buttons else rows


def _title(interview: Interview) -> str:
    title = title_words(interview)
    return f" · {mrkdwn(title)}" if title else ""


def _said(interview: Interview, reader: Actor) -> Iterable[str]:
    """Where it is, and the beginning of each note: all of it was in the messages."""
    who = reading(reader)
    place = place_line(interview, reader=who)
    if place:
        yield mrkdwn(place)
    for line in note_lines(interview, reader=who):
        words = " ".join(plain(line).split())
        yield (
            mrkdwn(line)
            if words == plain(line) and len(words) <= _LONGEST_NOTE
            else escape(clipped(words, _LONGEST_NOTE))
        )


def _past_words(interview: Interview, now: datetime | None) -> str:
    """Say that it is off, over or under way; "" while it is ahead."""
    if interview.state is InterviewState.CANCELLED:
        return "_Cancelled._"
    if now is None or interview.start > now:
        return ""
    return _UNDER_WAY if interview.span.end > now else "_Over._"


def _warnings(interview: Interview, shown: Shown, *, reader: Actor) -> list[str]:
    """Who can't come, and whose hours it lies outside; the reader of it reads of "you"."""
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
        lines.append(f":warning: It lies outside the hours of {names(others, shown)} now.")
    if len(others) < len(outside):
        lines.append(":warning: It lies outside your hours now.")
    if not outside and interview.outside_availability:
        lines.append("_Booked outside the hours that somebody has given._")
    return lines


def _buttons(interview: Interview, reader: Actor, shown: Shown) -> list[ButtonElement]:
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
    return [*buttons, *_history(interview, reader)]


def _history(interview: Interview, reader: Actor) -> list[ButtonElement]:
    is_allowed = may(reader, Action.READ_AUDIT)
    return [history_button(interview, reader=reading(reader))] if is_allowed else []


def _panel_button(
    label: str, interview: Interview, reader: Reader, *, style: str | None = None
) -> ButtonElement:
    name = spoken(label, interview, reader=reader)
    return button(label, action_id=FIND, value=str(interview.id), style=style, spoken=name)


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


def in_doubt(interview: Interview) -> list[Person]:
    """Return those on the panel who can't make it, or whose hours no longer hold it."""
    doubtful = interview.declined | interview.in_conflict
    return [person for person in interview.interviewers if person.id in doubtful]


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


def _still_coming(interview: Interview, reader: Actor) -> bool:
    return reader.person is not None and reader.person.id not in interview.declined


# -- what is said after a change -------------------------------------------------------------


def moved_words(change: InterviewChange, *, reader: Actor) -> str:
    """Say from when to when it was moved, and who is told. The change has a `before`."""
    before, after = change.before, change.interview
    assert before is not None
    was, now = (words_for(each.start, zone=reader.zone) for each in (before, after))
    told, stale = who_is_told(change, reader=reader), stale_line(change.stale)
    marked = outside_words(change) if change.busy else ""
    moved = f"*Moved:* {told_of(after, reader=reader)}, from {was} to *{now}*."
    return f"{moved}{marked}{stale}\n{told}"


def cancelled_words(change: InterviewChange, *, reader: Actor) -> str:
    """Say that it is cancelled, and who is told."""
    interview = change.interview
    time = words_for(interview.start, zone=reader.zone)
    told = who_is_told(change, reader=reader)
    return f"*Cancelled:* {told_of(interview, reader=reader)}, {time}.\n{told}"


def declined_words(interview: Interview, *, reader: Actor) -> str:
    """Say that the coordinators know."""
    time = words_for(interview.start, zone=reader.zone)
    return (
        f"*Noted:* you can't make it on {time} ({told_of(interview, reader=reader)}).\n"
        "The coordinators are told, and you get a message when somebody takes over. Until then "
        "the hour stays yours."
    )


def accepted_words(change: InterviewChange, *, start: datetime, reader: Actor) -> str:
    """Say that the hour counts again, and whether the interview is still theirs."""
    interview = change.interview
    time = words_for(start, zone=reader.zone)
    noted = f"*Noted:* you can make it on {time} after all"
    if is_still_theirs(interview, start=start, reader=reader):
        return f"{noted} ({told_of(interview, reader=reader)}). The interview is yours as before."
    if not may(reader, Action.DECLINE, interview):
        return f"{noted}. Somebody else has your place by now; that hour counts as free again."
    if interview.state is InterviewState.CANCELLED:
        return f"{noted}. The interview was cancelled; that hour counts as free again."
    now = words_for(interview.start, zone=reader.zone)
    return f"{noted}. The interview has moved to {now}; that hour counts as free again."


def is_still_theirs(interview: Interview, *, start: datetime, reader: Actor) -> bool:
    """Tell whether the reader still has a seat in the interview, at that start."""
    stands = (interview.state, interview.start) == (InterviewState.BOOKED, start)
    return stands and may(reader, Action.DECLINE, interview)


def described_words(change: InterviewChange, *, reader: Actor) -> str:
    """Say what is said of it now, and who is told."""
    interview = change.interview
    if change.before == interview:
        return "Nothing was different, so nothing was changed."
    time = words_for(interview.start, zone=reader.zone)
    which = f"{told_of(interview, reader=reader)}, {time}{_title(interview)}"
    lines = [f"*Place and notes saved:* {which}."]
    return "\n".join([*lines, *_said(interview, reader), who_is_told(change, reader=reader)])


def panel_words(change: InterviewChange, *, reader: Actor) -> str:
    """Say who is on the panel now."""
    interview = change.interview
    time = words_for(interview.start, zone=reader.zone)
    told, stale = who_is_told(change, reader=reader), stale_line(change.stale)
    return f"*Panel changed:* it is {who_meets(interview)} now, {time}.{stale}\n{told}"


def outside_words(change: InterviewChange) -> str:
    """Say of an interview that lies outside somebody's hours why; "" where it does not."""
    if change.busy:
        are, their = ("is", "calendar") if len(change.busy) == 1 else ("are", "calendars")
        return f" {names(change.busy)} {are} busy then, by their {their}."
    is_outside = change.interview.outside_availability
    return " It lies outside the hours that somebody has given." if is_outside else ""


def place_words(interview: Interview, *, reader: Actor) -> str:
    """Say where it is, as a line of its own to be added to others; "" where nobody has said."""
    line = place_line(interview, reader=reading(reader))
    return f"\n{mrkdwn(line)}" if line else ""


def who_meets(interview: Interview, shown: Shown | None = None) -> str:
    """Say who meets whom, escaped; `shown` are the names of all in the list, if in one."""
    by_id = shown_names(interview.people) if shown is None else shown
    return f"{by_id[interview.candidate.id]} with {names(interview.interviewers, by_id)}"


def told_of(interview: Interview, *, reader: Actor) -> str:
    """Say whose interview it is to its reader, escaped: "your interview with Carl", or who meets
    whom where the reader is not in it.
    """
    me, others = reader.person, shown_names(interview.people)
    if me is None or me.id not in others:
        return who_meets(interview)
    if me.id == interview.candidate.id:
        return f"your interview with {names(interview.interviewers, others)}"
    beside = [person for person in interview.interviewers if person.id != me.id]
    together = f" (together with {names(beside, others)})" if beside else ""
    return f"your interview with {others[interview.candidate.id]}{together}"
