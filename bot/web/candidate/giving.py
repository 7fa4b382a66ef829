"""What is sent from the main page: hours that were marked or written, and another time zone."""

import asyncio
from dataclasses import replace
from datetime import datetime
from functools import cache
from zoneinfo import available_timezones

from starlette.responses import Response

from bot.web.candidate.door import Visit
from bot.web.candidate.main_page import Said, back, frame_of, main_page
from bot.web.candidate.signed_door import Form
from languages.catalogue import gettext
from languages.days import time_words
from scheduling.errors import SchedulingError, UnknownTimeZone
from scheduling.model import Beside
from scheduling.timespan import instant_of, tick_at
from scheduling.usecases.candidate import change_zone, give_hours, say_hours
from scheduling.wording.reading import read_availability
from scheduling.zones import on_the_hour

_LONGEST = 500
"""Characters of what somebody writes; a sentence of the hours of months is shorter."""
_MOST_DIGITS = 10


async def save_marks(visit: Visit, form: Form) -> Response:
    """Save what is marked now and was not when the form was shown, and the other way round.

    So two tabs take nothing from each other, and the same form sent twice changes nothing more.
    """
    before, after = _hours(form.get("was", [""])[0].split()), _hours(form.get("h", []))
    gained, lost = after - before, before - after
    if not _are_ours(gained | lost, visit):
        return back(visit, "unchanged")
    change = await asyncio.to_thread(
        give_hours,
        visit.dependencies.store,
        visit.context,
        link=visit.page.link,
        gained=_starts(gained, visit),
        lost=_starts(lost, visit),
    )
    return back(visit, "hours" if change.undo else "unchanged")


async def save_words(visit: Visit, form: Form) -> Response:
    """Save hours in the candidate's own words, or ask back what is meant."""
    text = " ".join(form.get("words", [""])[0].split())
    if len(text) > _LONGEST:
        question = gettext("That is longer than {most} characters. Please say it in several steps.")
        asked = question.format(most=_LONGEST)
        return await main_page(visit, said=Said(text=text[:_LONGEST], question=asked))
    beside, page = form.get("beside", [""])[0], visit.page
    try:
        said = read_availability(text, now=page.now, zone=page.person.zone)
        said = replace(said, beside=Beside(beside) if beside in set(Beside) else None)
        change = await asyncio.to_thread(
            say_hours, visit.dependencies.store, visit.context, link=page.link, said=said
        )
    except SchedulingError as error:
        return await main_page(visit, said=Said.refused(text, error, visit))
    return back(visit, "hours" if change.undo else "unchanged")


async def zone_page(visit: Visit) -> Response:
    """Show all time zones, to choose another."""
    own = visit.page.person.time_zone
    # One that is set elsewhere, such as Etc/GMT-3, is kept by whoever changes nothing.
    names = zone_names() if own in zone_names() else (own, *zone_names())
    zones = [(name, name.replace("_", " ").replace("/", " / ")) for name in names]
    return visit.looks.shown(
        "zone.html",
        visit.request,
        **frame_of(visit),
        zones=zones,
        nine=time_words(9, 0),
        form=visit.signed("zone"),
    )


async def save_zone(visit: Visit, form: Form) -> Response:
    """Have times shown by another clock from now on."""
    try:
        await asyncio.to_thread(
            change_zone,
            visit.dependencies.store,
            visit.context,
            person_id=visit.page.person.id,
            time_zone=form.get("zone", [""])[0],
        )
    except UnknownTimeZone:
        return back(visit, "unknown-zone")
    return back(visit, "zone")


@cache
def zone_names() -> tuple[str, ...]:
    """Return the zones that people live in: those named after a place, and UTC."""
    places = (name for name in available_timezones() if "/" in name and name[:3] != "Etc")
    return ("UTC", *sorted(places))


def _hours(written: list[str]) -> set[int]:
    return {int(t) for t in written if t.isascii() and t.isdigit() and len(t) <= _MOST_DIGITS}


def _are_ours(ticks: set[int], visit: Visit) -> bool:
    """Whether these are hours of the workspace's clock, and within what the page shows."""
    horizon = visit.page.horizon
    hours = on_the_hour(horizon, workspace_zone=visit.context.rules.time_zone)
    places = [tick - horizon.first_tick for tick in ticks]
    return all(0 <= place < horizon.length and hours >> place & 1 for place in places)


def _starts(ticks: set[int], visit: Visit) -> tuple[datetime, ...]:
    """When those begin that are not over."""
    return tuple(instant_of(tick) for tick in sorted(ticks) if tick > tick_at(visit.page.now))
