"""Calls about the hours in which people may be booked."""

import asyncio
from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

from fastapi import Query

from bot.web.api.openapi import leading_to, refusing
from bot.web.api.problems import FieldWrong
from bot.web.api.routes import CHANGES, Asked, UsedParts, known, new_router
from bot.web.api.schemas import EntryGiven, Hours, HoursGiven, Id, Stands, entry_id, key_of, stands
from scheduling.errors import NotUnderstood
from scheduling.model import MINUTES_PER_DAY, AvailabilityWindow, Entry, Person, Weekday
from scheduling.results import Given
from scheduling.store import Store
from scheduling.usecases.availability import (
    availability_of,
    give_availability,
    remove_availability,
)
from scheduling.usecases.people import owner_of_entry
from scheduling.wording.reading import GivenHours, Said, read_given, read_when, read_zone

_Read = TypeVar("_Read")

router = new_router("Availability")


@router.post(
    "/register_availability/",
    status_code=201,
    response_model=Hours,
    dependencies=CHANGES,
    responses={**refusing(400, 404, 409), **leading_to(201, {"remove_availability": "id"})},
)
async def register_availability(given: HoursGiven, asking: Asked, parts: UsedParts) -> Hours:
    """Add hours to what somebody has given: once, or every week."""
    (person,) = await known(parts, field="user", ids=[given.user])
    said = read_given(_hours(given), now=asking.now, zone=person.zone)
    saved = await asyncio.to_thread(
        give_availability, parts.store, asking=asking, person_id=person.id, said=said
    )
    return _shown(given, said, saved)


@router.get("/get_availability/", response_model=list[Stands], responses=refusing(404))
async def get_availability(
    user: Annotated[Id, Query()], asking: Asked, parts: UsedParts
) -> list[Stands]:
    """All that somebody has given: weekly hours, one-off windows and time off."""
    (person,) = await known(parts, field="user", ids=[user])
    _, stood = await asyncio.to_thread(
        availability_of, parts.store, actor=asking.actor, person_id=person.id
    )
    return [stands(entry, person=person) for entry in stood.entries]


@router.post(
    "/remove_availability/",
    summary="Remove Availability",
    response_model=Stands,
    dependencies=CHANGES,
    responses=refusing(400, 404, 409),
)
async def remove_one(given: EntryGiven, asking: Asked, parts: UsedParts) -> Stands:
    """Take one entry away. Interviews that are booked then stay, and coordinators are told."""
    person, removed = await asyncio.to_thread(_remove, parts.store, key_of(given.id), asking)
    return next(
        stands(entry, person=person) for entry in removed.removed if entry_id(entry) == given.id
    )


def _remove(store: Store, key: str, asking: Asked) -> tuple[Person, Given]:
    person_id = owner_of_entry(store, key=key)
    given = remove_availability(store, asking=asking, person_id=person_id, key=key)
    return given.person, given


def _hours(given: HoursGiven) -> GivenHours:
    return GivenHours(
        start=_field("start_time", lambda: read_when(given.start_time)),
        end=_field("end_time", lambda: read_when(given.end_time, as_end=True)),
        day=given.date_,
        weekly=frozenset(Weekday[name.upper()] for name in given.weekly or ()),
        zone=ZoneInfo(read_zone(given.time_zone)) if given.time_zone else None,
    )


def _field(name: str, read: Callable[[], _Read]) -> _Read:
    try:
        return read()
    except NotUnderstood as error:
        raise FieldWrong(name, error.question) from None


def _shown(given: HoursGiven, said: Said, saved: Given) -> Hours:
    entries: list[Entry] = [*said.weekly, *said.windows]
    holders = [holder for entry in entries if (holder := saved.holding(entry)) is not None]
    ids = list(dict.fromkeys(entry_id(holder) for holder in holders))
    dates = [day.isoformat() for window in said.windows for day in _days(window)]
    return Hours(
        id=ids[0],
        user=given.user,
        start_time=given.start_time,
        end_time=given.end_time,
        date=dates[0] if dates else None,
        weekly=[str(day) for day in given.weekly] if given.weekly else None,
        time_zone=given.time_zone or saved.person.time_zone,
        ids=ids,
        dates=dates,
    )


def _days(window: AvailabilityWindow) -> list[date]:
    count = (window.hours.end - 1) // MINUTES_PER_DAY + 1
    return [window.day + timedelta(days=number) for number in range(count)]
