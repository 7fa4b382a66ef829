"""Somebody's calendars: the modal that shows them, and the row on the Home tab."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import (
    Blocks,
    actions,
    bold_name,
    button,
    confirm,
    context_line,
    divider,
    escape,
    section,
)
from bot.views.calendars.unconfirmed import waiting_rows
from bot.views.hours.calendars import (
    CalendarPlace,
    calendars_button,
    connect_button,
    place_value,
    sign_in_again_button,
)
from bot.views.hours.readings import usual_hours_button
from bot.views.hours.words import other_id
from scheduling.errors import CalendarFault
from scheduling.model import RequestContext
from scheduling.model.calendars import AllDayEvents, Calendar, CompanyCalendars, SourceKind
from scheduling.results import CalendarChange, CalendarShown, CalendarsShown, HomeState
from scheduling.wording.saying.calendars import (
    NO_HOURS,
    NO_HOURS_OF_THEM,
    called,
    company_words,
    elsewhere_words,
    found_words,
    left_out,
    left_out_words,
    named,
    reading_words,
    shown_words,
    skipped_words,
    told_apart,
    unconfirmed_name,
)

CALENDARS_VIEW = "calendars"
REFRESH, DISCONNECT = "calendar_refresh", "calendar_disconnect"
READ_COMPANYS = "calendar_read_companys"
CHOOSE_ALL_DAY, CHOOSE_TENTATIVE = "calendar_choose_all_day", "calendar_choose_tentative"
CHOOSE_NO_DAYS = "calendar_choose_no_days"

_WHAT_IS_KEPT = (
    "I keep when you are busy, and nothing else: no titles, places or guests. Others see that you "
    "are not free then."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A calendar, what it is called beside the others, and whose it is if not the reader's."""

    calendar: Calendar
    name: str
    other: int | None


def calendars_view(theirs: CalendarsShown, *, context: RequestContext, notice: str = "") -> View:
    """Return the modal with somebody's calendars; `notice` is a sentence about one of them."""
    other = other_id(theirs.person, context.actor)
    whose = "Your" if other is None else "Their"
    blocks: Blocks = []
    if theirs.person is not None and other is not None:
        blocks.append(context_line(f"The calendars of {bold_name(theirs.person)}."))
    if notice:
        blocks.append(section(notice))
    blocks.append(context_line(_WHAT_IS_KEPT if other is None else _WHAT_IS_KEPT_OF_THEM))
    names = told_apart([each.calendar for each in theirs.calendars])
    for shown in theirs.calendars:
        row = _Row(calendar=shown.calendar, name=names[shown.calendar.id], other=other)
        blocks += [divider(), _head(row, now=context.now), *_calendar_rows(row, shown, context)]
    if theirs.unconfirmed:
        blocks += [divider(), *waiting_rows(theirs, context, is_own=other is None)]
    if not theirs.calendars:
        blocks.append(section("No calendar is connected yet."))
    else:
        blocks += [divider(), *_hours_rows(other, has_hours=theirs.has_hours)]
    for company in theirs.offered:
        blocks += _offered_rows(company, other)
    blocks.append(actions(connect_button(other, again=bool(theirs.calendars))))
    place = place_value(CalendarPlace(person_id=other))
    return View(
        type="modal",
        callback_id=CALENDARS_VIEW,
        title=f"{whose} calendars",
        close="Done",
        private_metadata=place,
        blocks=blocks,
    )


_WHAT_IS_KEPT_OF_THEM = "I keep when they are busy, and nothing else: no titles, places or guests."


def connected_view(change: CalendarChange, *, context: RequestContext) -> View:
    """Return what stands in the place of the form once a calendar is connected."""
    other = other_id(change.person, context.actor)
    blocks: Blocks = [section(line) for line in connected_lines(change)]
    connected = change.shown.calendar
    row = _Row(calendar=connected, name=named(connected), other=other)
    blocks += _calendar_rows(row, change.shown, context)
    blocks += _hours_rows(other, has_hours=change.has_hours)
    place = place_value(CalendarPlace(person_id=other))
    return View(
        type="modal",
        callback_id=CALENDARS_VIEW,
        title="Connected" if change.is_new else "Connected anew",
        close="Done",
        private_metadata=place,
        blocks=blocks,
    )


def connected_lines(change: CalendarChange) -> list[str]:
    """Say what was found in a calendar that was just read."""
    which = f"*{escape(called(change.shown.calendar))}*"
    lines = [f":white_check_mark: {found_words(which, change.events or 0)}"]
    if change.is_elsewhere:
        lines.append(f":warning: {elsewhere_words(which)}")
    if change.newly_registered:
        lines.append("You are registered as an interviewer with that.")
    return [*lines, *(f":warning: {escape(skipped_words(each))}" for each in change.skipped)]


def minus_words(theirs: CalendarsShown, *, context: RequestContext) -> str:
    """Say that calendars are taken from hours, or that none is connected."""
    mine = other_id(theirs.person, context.actor) is None
    if theirs.calendars:
        return f"What is in {'your' if mine else 'their'} calendar is taken from that by itself."
    return f"{'Your' if mine else 'Their'} calendar is not connected yet, so nothing is taken off."


def minus_calendar(theirs: CalendarsShown, *, context: RequestContext) -> Blocks:
    """Say the same, with the button that connects one where there is none."""
    blocks: Blocks = [section(minus_words(theirs, context=context))]
    if theirs.calendars:
        return blocks
    return [*blocks, actions(connect_button(other_id(theirs.person, context.actor)))]


def home_rows(state: HomeState) -> Blocks:
    """Return what the Home tab says of one's own calendars."""
    if not state.calendars and not state.unconfirmed:
        return [actions(connect_button(None))]
    names = told_apart(state.calendars)
    lines = [_home_line(each, names[each.id], state) for each in state.calendars]
    lines += [
        f"• :hourglass: {escape(unconfirmed_name(each))}: not read before you say that it is yours"
        for each in state.unconfirmed
    ]
    return [section("\n".join(["*Calendars*", *lines])), actions(calendars_button())]


def _home_line(calendar: Calendar, name: str, state: HomeState) -> str:
    # Not when it was read: the tab is not published anew for that.
    if not calendar.failure:
        return f"• {escape(name)}"
    return f"• :warning: {escape(name)}: {reading_words(calendar, now=state.now)}"


def _hours_rows(other: int | None, *, has_hours: bool) -> Blocks:
    """Say from what calendars are taken; where there are no hours, they are one press away."""
    whose = "your" if other is None else "their"
    if has_hours:
        return [context_line(f"What is in a calendar is taken out of {whose} hours by itself.")]
    return [
        section(NO_HOURS if other is None else NO_HOURS_OF_THEM),
        actions(usual_hours_button("Weekdays 9 to 5, minus calendar", person_id=other)),
    ]


def _head(row: _Row, *, now: datetime) -> Block:
    warned = ":warning: " if row.calendar.failure else ""
    return section(f"{warned}*{escape(row.name)}*: {reading_words(row.calendar, now=now)}.")


def _calendar_rows(row: _Row, shown: CalendarShown, context: RequestContext) -> Blocks:
    calendar, zone = row.calendar, context.actor.zone
    whose = "you are" if row.other is None else "they are"
    lines = [shown_words(shown, now=context.now, zone=zone, whose=whose)]
    if calendar.counted.all_day is AllDayEvents.NONE:
        lines.append("All-day events are left out.")
    elif count := left_out(calendar):
        lines.append(left_out_words(count))
    buttons = [*_all_day_choices(row), *_tentative_choice(row), *_ways(row)]
    return [section("\n".join(lines)), actions(*buttons, block_id=f"calendar-{calendar.id}")]


def _offered_rows(company: CompanyCalendars, other: int | None) -> Blocks:
    """Say that a calendar could be read and is not, and offer it to its owner alone."""
    words, whose = company_words(company.source), "you are" if other is None else "they are"
    said = f"{words[0].upper()}{words[1:]} would tell me when {whose} busy. It is not asked."
    if other is not None:
        return [section(said)]
    place = CalendarPlace(person_id=None, source=company.source)
    read = button(
        "Read it", action_id=READ_COMPANYS, value=place_value(place), spoken=f"Read {words}"
    )
    return [section(said), actions(read)]


def _all_day_choices(row: _Row) -> Iterable[ButtonElement]:
    """The ways to count other events of whole days; Slack wants each action once in a row."""
    counted = row.calendar.counted.all_day
    if not row.calendar.source.tells_all_day:
        return
    if counted is AllDayEvents.NONE or left_out(row.calendar):
        yield _choice("Count all-day events", CHOOSE_ALL_DAY, row, all_day=AllDayEvents.ALL)
    elif counted is AllDayEvents.ALL:
        yield _choice("Leave free days out", CHOOSE_ALL_DAY, row, all_day=AllDayEvents.MARKED_BUSY)
    if counted is not AllDayEvents.NONE:
        yield _choice("Leave all-day out", CHOOSE_NO_DAYS, row, all_day=AllDayEvents.NONE)


def _tentative_choice(row: _Row) -> Iterable[ButtonElement]:
    if row.calendar.source.tells_tentative:
        counts = row.calendar.counted.tentative
        label = "Leave tentative out" if counts else "Count tentative"
        yield _choice(label, CHOOSE_TENTATIVE, row, tentative=not counts)


def _choice(label: str, action_id: str, row: _Row, **counted: Any) -> ButtonElement:
    chosen = replace(row.calendar.counted, **counted)
    place = CalendarPlace(person_id=row.other, calendar_id=row.calendar.id, counted=chosen)
    spoken = f"{label}: {row.name}"
    return button(label, action_id=action_id, value=place_value(place), spoken=spoken)


def _ways(row: _Row) -> Iterable[ButtonElement]:
    place = place_value(CalendarPlace(person_id=row.other, calendar_id=row.calendar.id))
    if row.calendar.source.is_signed_in and row.calendar.failure in _ENDED:
        yield sign_in_again_button(row.other, which=row.name)
    else:
        yield button("Read now", action_id=REFRESH, value=place, spoken=f"Read now: {row.name}")
    yield button(
        "Disconnect",
        action_id=DISCONNECT,
        value=place,
        spoken=f"Disconnect: {row.name}",
        style="danger",
        confirm=confirm(
            title="Disconnect this calendar?",
            text=_of_disconnecting(row.calendar),
            yes="Disconnect",
            no="Keep it connected",
            danger=True,
        ),
    )


_ENDED = (CalendarFault.SIGN_IN_ENDED, CalendarFault.KEY_LOST)


def _of_disconnecting(calendar: Calendar) -> str:
    return f"What stands in it takes no hours any more, and {_AFTER[calendar.source]}."


_AFTER = {
    SourceKind.ADDRESS: "I forget its address",
    SourceKind.CALDAV: "I forget its address",
    SourceKind.GOOGLE: "it is not read again unless it is asked for here",
    SourceKind.MICROSOFT: "it is not read again unless it is asked for here",
    SourceKind.GOOGLE_SIGN_IN: "I give what was allowed back to Google",
    SourceKind.MICROSOFT_SIGN_IN: "I forget what was allowed. With Microsoft, it stands until it "
    "is taken back at myaccount.microsoft.com",
}
