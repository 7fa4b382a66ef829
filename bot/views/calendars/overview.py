"""Somebody's calendars: the modal that shows them, and the row on the Home tab."""

from collections.abc import Iterable

from slack_sdk.models.blocks import ButtonElement
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
from bot.views.hours.calendars import (
    CalendarPlace,
    calendars_button,
    connect_button,
    place_value,
)
from bot.views.hours.readings import usual_hours_button
from bot.views.hours.words import other_id
from scheduling.model import RequestContext
from scheduling.model.calendars import (
    AllDayEvents,
    Calendar,
    CompanyCalendars,
    CountedEvents,
)
from scheduling.results import CalendarChange, CalendarShown, CalendarsShown, HomeState
from scheduling.wording.saying.calendars import (
    NO_HOURS,
    NO_HOURS_OF_THEM,
    called,
    company_words,
    found_words,
    left_out,
    left_out_words,
    named,
    reading_words,
    shown_words,
    skipped_words,
)

CALENDARS_VIEW = "calendars"
REFRESH, DISCONNECT = "calendar_refresh", "calendar_disconnect"
READ_COMPANYS = "calendar_read_companys"
CHOOSE_ALL_DAY, CHOOSE_TENTATIVE = "calendar_choose_all_day", "calendar_choose_tentative"

_WHAT_IS_KEPT = (
    "I keep when you are busy, and nothing else: no titles, places or guests. Others see that you "
    "are not free then."
)


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
    for shown in theirs.calendars:
        blocks += [divider(), *_calendar_rows(shown, other, context)]
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
    blocks: Blocks = [section(line) for line in connected_lines(change, context=context)]
    blocks += _calendar_rows(change.shown, other, context, is_alone=True)
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


def connected_lines(change: CalendarChange, *, context: RequestContext) -> list[str]:
    """Say what was found in a calendar that was just read."""
    which = f"*{escape(called(change.shown.calendar))}*"
    lines = [f":white_check_mark: {found_words(which, change.events or 0)}"]
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
    if not state.calendars:
        return [actions(connect_button(None))]
    lines = [_home_line(calendar, state) for calendar in state.calendars]
    return [section("\n".join(["*Calendars*", *lines])), actions(calendars_button())]


def _home_line(calendar: Calendar, state: HomeState) -> str:
    # Not when it was read: the tab is not published anew for that.
    if not calendar.failure:
        return f"• {escape(named(calendar))}"
    return f"• :warning: {escape(named(calendar))}: {reading_words(calendar, now=state.now)}"


def _hours_rows(other: int | None, *, has_hours: bool) -> Blocks:
    """Say from what calendars are taken; where there are no hours, they are one press away."""
    whose = "your" if other is None else "their"
    if has_hours:
        return [context_line(f"What stands there is taken from {whose} hours by itself.")]
    return [
        section(NO_HOURS if other is None else NO_HOURS_OF_THEM),
        actions(usual_hours_button("Weekdays 9 to 5, minus calendar", person_id=other)),
    ]


def _calendar_rows(
    shown: CalendarShown, other: int | None, context: RequestContext, *, is_alone: bool = False
) -> Blocks:
    calendar, zone = shown.calendar, context.actor.zone
    warned = ":warning: " * bool(calendar.failure)
    head = f"{warned}*{escape(named(calendar))}*: {reading_words(calendar, now=context.now)}."
    lines = [] if is_alone else [head]
    whose = "you are" if other is None else "they are"
    lines.append(shown_words(shown, now=context.now, zone=zone, whose=whose))
    if count := left_out(calendar):
        lines.append(left_out_words(count))
    rows: Blocks = [section("\n".join(lines))]
    buttons = [*_choices(calendar, other), *_ways(calendar, other)]
    return [*rows, actions(*buttons, block_id=f"calendar-{calendar.id}")]


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


def _choices(calendar: Calendar, other: int | None) -> Iterable[ButtonElement]:
    counted = calendar.counted
    if left_out(calendar):
        every = CountedEvents(tentative=counted.tentative, all_day=AllDayEvents.ALL)
        yield _choice("Count all-day events", CHOOSE_ALL_DAY, calendar, other, every)
    elif counted.all_day is AllDayEvents.ALL and calendar.source.tells_all_day:
        marked = CountedEvents(tentative=counted.tentative, all_day=AllDayEvents.MARKED_BUSY)
        yield _choice("Leave free days out", CHOOSE_ALL_DAY, calendar, other, marked)
    if not calendar.source.tells_tentative:
        return
    flipped = CountedEvents(tentative=not counted.tentative, all_day=counted.all_day)
    label = "Leave tentative out" if counted.tentative else "Count tentative"
    yield _choice(label, CHOOSE_TENTATIVE, calendar, other, flipped)


def _choice(
    label: str, action_id: str, calendar: Calendar, other: int | None, counted: CountedEvents
) -> ButtonElement:
    place = CalendarPlace(person_id=other, calendar_id=calendar.id, counted=counted)
    spoken = f"{label}: {called(calendar)}, calendar {calendar.id}"
    return button(label, action_id=action_id, value=place_value(place), spoken=spoken)


def _ways(calendar: Calendar, other: int | None) -> Iterable[ButtonElement]:
    place = place_value(CalendarPlace(person_id=other, calendar_id=calendar.id))
    named = f"{called(calendar)}, calendar {calendar.id}"
    yield button("Read now", action_id=REFRESH, value=place, spoken=f"Read now: {named}")
    yield button(
        "Disconnect",
        action_id=DISCONNECT,
        value=place,
        spoken=f"Disconnect: {named}",
        style="danger",
        confirm=confirm(
            title="Disconnect this calendar?",
            text=_of_disconnecting(calendar),
            yes="Disconnect",
            no="Keep it connected",
            danger=True,
        ),
    )


def _of_disconnecting(calendar: Calendar) -> str:
    after = (
        "it is not read again unless it is asked for here"
        if calendar.source.is_companys
        else "I forget its address"
    )
    return f"What stands in it takes no hours any more, and {after}."
