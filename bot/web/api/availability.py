"""Calls about the hours in which people may be booked."""

import asyncio
from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

from fastapi import Query, Response

from bot.web.api.schemas.availability import (
    EntryRequest,
    HoursRequest,
    RegisteredHours,
    Stands,
    TimeOffRequest,
    entry_id,
    key_of,
    stands,
)
from bot.web.api.schemas.fields import Id
from bot.web.api.shared.blame import FieldWrong, looking_for
from bot.web.api.shared.openapi import REFUSALS_BY_ID, leading_to, refusing
from bot.web.api.shared.routes import CHANGES, Asked, Changing, UsedDependencies, known, new_router
from scheduling.errors import NotUnderstood
from scheduling.model import MINUTES_PER_DAY, AvailabilityWindow, Entry, Weekday
from scheduling.model.api_access import Scope
from scheduling.results import AvailabilityChange
from scheduling.store import Store
from scheduling.usecases.availability import availability_of, give_availability, remove_availability
from scheduling.usecases.people import owner_of_entry, people_with
from scheduling.wording.reading import (
    GivenHours,
    ParsedAvailability,
    When,
    read_given,
    read_given_time_off,
    read_when,
    read_zone,
)

_Read = TypeVar("_Read")

router = new_router("Availability", changing=Scope.PEOPLE)


@router.post(
    "/register_availability/",
    status_code=201,
    response_model=RegisteredHours,
    dependencies=CHANGES,
    responses={**REFUSALS_BY_ID, **leading_to(201, {"remove_availability": "id"})},
)
async def register_availability(body: HoursRequest, context: Asked, change: Changing) -> Response:
    """Add hours to what somebody has given: once, or every week."""

    def registered(store: Store) -> RegisteredHours:
        with looking_for("user"):
            (person,) = people_with(store, ids=[body.user])
        said = read_given(_hours(body), now=context.now, zone=person.zone)
        saved = give_availability(store, context=context, person_id=person.id, said=said)
        return _shown(body, said, saved)

    return await change.carry_out(registered, status=201)


@router.post(
    "/register_time_off/",
    status_code=201,
    response_model=Stands,
    dependencies=CHANGES,
    responses={**REFUSALS_BY_ID, **leading_to(201, {"remove_availability": "id"})},
)
async def register_time_off(body: TimeOffRequest, context: Asked, change: Changing) -> Response:
    """Add time off: weekly hours do not hold then. Days off that meet become one entry.

    Interviews that are booked then stay, and coordinators are told.
    """
    hours = _hours_off(body)

    def registered(store: Store) -> Stands:
        with looking_for("user"):
            (person,) = people_with(store, ids=[body.user])
        last = body.end_date or body.date_
        said = read_given_time_off(body.date_, last, hours=hours, now=context.now, zone=person.zone)
        saved = give_availability(store, context=context, person_id=person.id, said=said)
        holder = saved.holding(said.time_off[0])
        assert holder is not None  # it has just been saved, or stood before
        return stands(holder, person=person)

    return await change.carry_out(registered, status=201)


@router.get("/get_availability/", response_model=list[Stands], responses=refusing(404))
async def get_availability(
    user: Annotated[Id, Query()], context: Asked, dependencies: UsedDependencies
) -> list[Stands]:
    """All that somebody has given: weekly hours, one-off windows and time off."""
    (person,) = await known(dependencies, field="user", ids=[user])
    _, stood = await asyncio.to_thread(
        availability_of, dependencies.store, context=context, person_id=person.id
    )
    return [stands(entry, person=person) for entry in stood.entries]


@router.post(
    "/remove_availability/",
    summary="Remove Availability",
    response_model=Stands,
    dependencies=CHANGES,
    responses=REFUSALS_BY_ID,
)
async def remove_one(body: EntryRequest, context: Asked, change: Changing) -> Response:
    """Take one entry away. Interviews that are booked then stay, and coordinators are told."""
    key = key_of(body.id)

    def removed(store: Store) -> Stands:
        person_id = owner_of_entry(store, key=key)
        done = remove_availability(store, context=context, person_id=person_id, key=key)
        gone = next(entry for entry in done.removed if entry_id(entry) == body.id)
        return stands(gone, person=done.person)

    return await change.carry_out(removed)


def _hours(body: HoursRequest) -> GivenHours:
    _check_recurrence(body)
    return GivenHours(
        start=_field("start_time", lambda: read_when(body.start_time)),
        end=_field("end_time", lambda: read_when(body.end_time, as_end=True)),
        day=body.date_,
        weekly=frozenset(Weekday[name.upper()] for name in body.weekly or ()),
        zone=ZoneInfo(read_zone(body.time_zone)) if body.time_zone else None,
        first=body.first_date,
        last=body.last_date,
        weeks=body.every_weeks,
        instead=body.instead,
    )


def _check_recurrence(body: HoursRequest) -> None:
    """Raises FieldWrong where a field does not go with the others."""
    said = {
        "first_date": body.first_date is not None,
        "last_date": body.last_date is not None,
        "every_weeks": body.every_weeks > 1,
    }
    for name, was_said in said.items():
        if was_said and body.weekly is None:
            raise FieldWrong(name, "Only weekly hours have this. Name their days in `weekly`.")
    if body.every_weeks > 1 and body.first_date is None:
        raise FieldWrong("every_weeks", "This needs `first_date` as well, to count from.")
    is_longest = body.every_weeks == 1 and body.last_date is None
    if body.instead and body.weekly is not None and is_longest:
        raise FieldWrong(
            "instead",
            "Only hours of a date, with an end or with an interval are instead of others.",
        )


def _hours_off(body: TimeOffRequest) -> tuple[When, When] | None:
    """The hour of the first day and that of the last, or None for all of them."""
    start, end = body.start_time, body.end_time
    if start is None and end is None:
        return None
    if start is None or end is None:
        given, missing = ("end_time", "start_time") if start is None else ("start_time", "end_time")
        raise FieldWrong(
            given, f"This needs `{missing}` as well; without both, whole days are off."
        )
    return (
        _field("start_time", lambda: read_when(start)),
        _field("end_time", lambda: read_when(end, as_end=True)),
    )


def _field(name: str, read: Callable[[], _Read]) -> _Read:
    try:
        return read()
    except NotUnderstood as error:
        raise FieldWrong(name, error.question) from None


def _shown(
    body: HoursRequest, said: ParsedAvailability, saved: AvailabilityChange
) -> RegisteredHours:
    entries: list[Entry] = [*said.weekly, *said.windows]
    holders = [holder for entry in entries if (holder := saved.holding(entry)) is not None]
    ids = list(dict.fromkeys(entry_id(holder) for holder in holders))
    dates = [day.isoformat() for window in said.windows for day in _days(window)]
    return RegisteredHours(
        id=ids[0],
        user=saved.person.id,
        start_time=body.start_time,
        end_time=body.end_time,
        date=dates[0] if dates else None,
        weekly=[str(day) for day in body.weekly] if body.weekly else None,
        time_zone=body.time_zone or saved.person.time_zone,
        ids=ids,
        dates=dates,
        first_date=body.first_date.isoformat() if body.first_date else None,
        last_date=body.last_date.isoformat() if body.last_date else None,
        every_weeks=body.every_weeks,
        instead=body.instead,
    )


def _days(window: AvailabilityWindow) -> list[date]:
    count = (window.hours.end - 1) // MINUTES_PER_DAY + 1
    return [window.day + timedelta(days=number) for number in range(count)]
