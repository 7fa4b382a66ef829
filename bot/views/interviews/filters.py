"""Which interviews a list shows: the menus that choose, and what the choice is called."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    ExternalDataSelectElement,
    Option,
    StaticSelectElement,
)

from bot.views.block_kit.blocks import actions, names, option, shown_names
from bot.views.block_kit.carried import carried
from bot.views.block_kit.fields import person_options
from scheduling.model import Person, RequestContext
from scheduling.model.interviews import InterviewFilter, Need, Which
from scheduling.results import InterviewPage
from scheduling.timespan import day_words

PERSON = "interviews_person"
DAYS = "interviews_days"
NEED = "interviews_need"
EVERYBODY = "all"
"""The choice in each menu that filters nothing out; the menus of people have it first."""

_ONE_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
_NEEDS = {
    Need.ANYTHING: "What waits for me",
    Need.OPEN_SEAT: "Open seats",
    Need.UNTOLD: "Somebody not told",
    Need.OUTSIDE: "No longer free then",
}
_THAT = {
    Need.ANYTHING: "that wait for you",
    Need.OPEN_SEAT: "with open seats",
    Need.UNTOLD: "with somebody not told",
    Need.OUTSIDE: "at which somebody may not be free any more",
}
"""The same, behind "Interviews"."""
_WHICH = {Which.PAST: "Over", Which.CANCELLED: "Cancelled"}
_THAT_ARE = {Which.PAST: "that are over", Which.CANCELLED: "that were cancelled"}


def filter_menus(page: InterviewPage, *, context: RequestContext) -> ActionsBlock:
    """Return the menus of a list, as they are set; only coordinators choose people and needs."""
    days = _days_menu(page.wanted, context)
    # All three menus stand in one block, and what they are set to in its id.
    block_id = f"interviews {encode(page.wanted)}"
    kinds = _kind_menu(page.wanted, context)
    if not context.actor.is_coordinator:
        return actions(days, kinds, block_id=block_id)
    return actions(_person_menu(page.named), days, kinds, block_id=block_id)


@carried()
def filter_chosen(action: Mapping[str, Any], *, context: RequestContext) -> InterviewFilter:
    """Return what a list is to show once something has been chosen in one of its menus."""
    was = decode(action["block_id"].removeprefix("interviews "))
    value = action["selected_option"]["value"]
    if action["action_id"] == PERSON:
        return replace(was, person_ids=() if value == EVERYBODY else (int(value),))
    if action["action_id"] == NEED:
        return _of_kind(was, value)
    # A list that was opened before may have days to choose that it has not now.
    start, end = _periods(was.which, context).get(value, (None, None))
    return replace(was, start=start, end=end)


def encode(wanted: InterviewFilter) -> str:
    """Write a filter so that an id of a block or the value of a button holds it."""
    return json.dumps(wanted.as_json(), separators=(",", ":"))


@carried()
def decode(text: str) -> InterviewFilter:
    """Read back what `encode` wrote."""
    return InterviewFilter.from_json(json.loads(text))


def wanted_words(page: InterviewPage, *, context: RequestContext) -> str:
    """Say which interviews a list shows, in mrkdwn: "with Carl, Mon 9 – Sun 15 Nov"."""
    wanted = page.wanted
    parts = []
    reader = context.actor
    # To whoever sees only their own, "with yourself" says nothing.
    others = tuple(p for p in page.named if reader.is_coordinator or p != reader.person)
    if others:
        parts.append(f"with {names(others, shown_names(others))}")
    if wanted.start is not None or wanted.end is not None:
        parts.append(_days_words(wanted, context))
    if wanted.which is not Which.AHEAD:
        parts.append(_THAT_ARE[wanted.which])
    if wanted.need is not None:
        parts.append(_THAT[wanted.need])
    return ", ".join(parts)


def person_choices(found: tuple[Person, ...]) -> list[Option]:
    """Return the choices of the menu of people: everybody, then those found."""
    return [option("Everybody", EVERYBODY), *person_options(found)]


def _of_kind(was: InterviewFilter, value: str) -> InterviewFilter:
    """The filter with another choice of the menu that says which ones."""
    which = Which(value) if value in _WHICH else Which.AHEAD
    need = None if which is not Which.AHEAD or value == EVERYBODY else Need(value)
    days = (was.start, was.end) if which is was.which else (None, None)
    return replace(was, which=which, need=need, start=days[0], end=days[1])


def _person_menu(named: tuple[Person, ...]) -> ExternalDataSelectElement:
    chosen = person_options(named) if len(named) == 1 else [option("Everybody", EVERYBODY)]
    return ExternalDataSelectElement(
        action_id=PERSON,
        placeholder="Whose",
        min_query_length=0,
        initial_option=chosen[0] if len(named) < 2 else None,
    )


def _days_menu(wanted: InterviewFilter, context: RequestContext) -> StaticSelectElement:
    options = [option("Any day", EVERYBODY)]
    periods, set_to = _periods(wanted.which, context), (wanted.start, wanted.end)
    options += [option(label, label) for label in periods]
    chosen = next((each for each, days in periods.items() if days == set_to), None)
    if chosen is None and wanted == replace(wanted, start=None, end=None):
        chosen = EVERYBODY
    return StaticSelectElement(
        action_id=DAYS,
        placeholder="Which days",
        options=options,
        initial_option=next((each for each in options if each.value == chosen), None),
    )


def _kind_menu(wanted: InterviewFilter, context: RequestContext) -> StaticSelectElement:
    """All that are ahead, what waits, which coordinators alone can ask for, and the others."""
    needs = _NEEDS if context.actor.is_coordinator else {}
    options = [option("All of them" if needs else "Ahead", EVERYBODY)]
    options += [option(label, need.value) for need, label in needs.items()]
    options += [option(label, which.value) for which, label in _WHICH.items()]
    chosen = wanted.need.value if wanted.need else EVERYBODY
    if wanted.which is not Which.AHEAD:
        chosen = wanted.which.value
    return StaticSelectElement(
        action_id=NEED,
        placeholder="Which ones",
        options=options,
        initial_option=next(each for each in options if each.value == chosen),
    )


def _periods(which: Which, context: RequestContext) -> dict[str, tuple[datetime, datetime]]:
    """The days to choose from, by what they are called, by the reader's clock."""
    today = context.now.astimezone(context.actor.zone).date()
    monday = today - timedelta(days=today.weekday())
    # Of this week, what is ahead begins today.
    first = today if which is Which.AHEAD else monday
    past = {
        "Last week": (monday - _WEEK, monday),
        "Yesterday": (today - _ONE_DAY, today),
    }
    days = {
        "Today": (today, today + _ONE_DAY),
        "Tomorrow": (today + _ONE_DAY, today + 2 * _ONE_DAY),
        "This week": (first, monday + _WEEK),
        "Next week": (monday + _WEEK, monday + 2 * _WEEK),
    }
    if which is Which.PAST:
        days = {**past, "Today": days["Today"], "This week": days["This week"]}
    elif which is Which.CANCELLED:
        days = {**past, **days}
    return {
        label: (_midnight(first, context), _midnight(after, context))
        for label, (first, after) in days.items()
    }


def _midnight(day: date, context: RequestContext) -> datetime:
    return datetime.combine(day, time(), context.actor.zone).astimezone(UTC)


def _days_words(wanted: InterviewFilter, context: RequestContext) -> str:
    first = _day_words(wanted.start or context.now, context)
    if wanted.end is None:
        return f"from {first} on"
    last = _day_words(wanted.end - timedelta(minutes=1), context)
    return first if first == last else f"{first} – {last}"


def _day_words(instant: datetime, context: RequestContext) -> str:
    """A day, with its year where that is not the reader's own."""
    zone = context.actor.zone
    words, year = day_words(instant, zone=zone), instant.astimezone(zone).year
    return words if year == context.now.astimezone(zone).year else f"{words} {year}"
