"""What is said when an interview has been changed."""

from datetime import datetime

from bot.views.block_kit.blocks import names
from bot.views.block_kit.stale import stale_line
from bot.views.interviews.shown.details import detail_lines, title_part
from bot.views.interviews.shown.people import told_of, who_meets
from bot.views.interviews.shown.who_is_told import who_is_told
from scheduling.model import Actor, Interview, InterviewState
from scheduling.model.permissions import Action, may
from scheduling.results import InterviewChange
from scheduling.timespan import words_for


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
        f"*Noted:* you can't make it on {time}: {told_of(interview, reader=reader)}.\n"
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
    which = f"{told_of(interview, reader=reader)}, {time}{title_part(interview)}"
    lines = [f"*Place and notes saved:* {which}."]
    return "\n".join([*lines, *detail_lines(interview, reader), who_is_told(change, reader=reader)])


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
