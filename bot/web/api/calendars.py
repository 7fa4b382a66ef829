"""Calls about the calendars that people have connected."""

import asyncio
from typing import Annotated

from fastapi import Query, Response

from bot.calendars.keeping.keeper import CalendarKeeper
from bot.calendars.sources.source import CalendarAccount
from bot.web.api.schemas.calendars import (
    CalendarRequest,
    ChoiceRequest,
    ConnectedCalendar,
    ReadCalendar,
    WaitingCalendar,
    WhichCalendar,
    connected,
    read,
    waiting,
)
from bot.web.api.schemas.fields import Id
from bot.web.api.shared.blame import AtFault, looking_for
from bot.web.api.shared.dependencies import Dependencies
from bot.web.api.shared.openapi import REFUSALS_BY_ID, leading_to, refusing
from bot.web.api.shared.routes import CHANGES, Asked, Changing, UsedDependencies, known, new_router
from scheduling.errors import CalendarNotRead, NoKeysForCalendars
from scheduling.model.api_access import Scope
from scheduling.model.calendars import CountedEvents
from scheduling.store import Store
from scheduling.usecases.availability.calendars import (
    calendar_of,
    calendars_of,
    choose_counted,
    connect_calendar,
    disconnect_calendar,
    silent_ones,
)
from scheduling.usecases.availability.confirming import unconfirmed_of

router = new_router("Calendars", changing=Scope.PEOPLE)


@router.post(
    "/connect_calendar/",
    status_code=201,
    response_model=ReadCalendar,
    dependencies=CHANGES,
    responses={
        **REFUSALS_BY_ID,
        **leading_to(
            201,
            {"refresh_calendar": "id", "change_calendar": "id", "disconnect_calendar": "id"},
        ),
    },
)
async def connect_one(
    body: CalendarRequest, context: Asked, dependencies: UsedDependencies, change: Changing
) -> Response:
    """Read a calendar, and connect it. What can't be read is not connected.

    The same address again is the same calendar, with the password that comes with it.
    """
    keeper = _keeper(dependencies)
    account = CalendarAccount(
        address=body.url, username=body.username or "", password=body.password or ""
    )
    with looking_for("user"):
        try:
            new = await keeper.look(context, account, person_id=body.user)
        except CalendarNotRead as error:
            raise AtFault("url", error) from None

    def made(store: Store) -> ReadCalendar:
        with looking_for("user"):
            saved = connect_calendar(
                store, context, person_id=body.user, new=new, interval=keeper.interval
            )
        return read(saved)

    return await change.carry_out(made, status=201)


@router.get("/get_calendars/", response_model=list[ConnectedCalendar], responses=refusing(404))
async def get_calendars(
    context: Asked,
    dependencies: UsedDependencies,
    user: Annotated[Id | None, Query(description="Whose. Left out, those that are silent.")] = None,
) -> list[ConnectedCalendar]:
    """The calendars that somebody has connected; without a user, all that can't be read any more.

    Those are silent for a day or longer, the longest first.
    """
    if user is None:
        silent = await asyncio.to_thread(silent_ones, dependencies.store, context)
        return [connected(shown) for shown in silent]
    await known(dependencies, field="user", ids=[user])
    theirs = await asyncio.to_thread(calendars_of, dependencies.store, context, person_id=user)
    return [connected(shown) for shown in theirs.calendars]


@router.get(
    "/get_unconfirmed_calendars/",
    response_model=list[WaitingCalendar],
    responses=refusing(404),
)
async def get_unconfirmed_calendars(
    context: Asked,
    dependencies: UsedDependencies,
    user: Annotated[Id | None, Query(description="Whose. Left out, everybody's.")] = None,
) -> list[WaitingCalendar]:
    """Calendars for which somebody has signed in, and that wait for their user's word.

    The account is not known to be theirs, so they are asked in Slack, and nobody can answer for
    them. Nothing of it is read or counts before that.
    """
    if user is not None:
        await known(dependencies, field="user", ids=[user])
    found = await asyncio.to_thread(unconfirmed_of, dependencies.store, context, person_id=user)
    return [waiting(each) for each in found]


@router.post(
    "/refresh_calendar/",
    response_model=ConnectedCalendar,
    dependencies=CHANGES,
    responses=REFUSALS_BY_ID,
)
async def refresh_one(
    body: WhichCalendar, context: Asked, dependencies: UsedDependencies, change: Changing
) -> Response:
    """Read a calendar now rather than in its turn."""
    await _keeper(dependencies).refresh(context, calendar_id=body.id)

    def shown(store: Store) -> ConnectedCalendar:
        return connected(calendar_of(store, context, calendar_id=body.id).shown)

    return await change.carry_out(shown)


@router.post(
    "/change_calendar/",
    response_model=ConnectedCalendar,
    dependencies=CHANGES,
    responses=REFUSALS_BY_ID,
)
async def change_one(body: ChoiceRequest, context: Asked, change: Changing) -> Response:
    """Choose which of the events in a calendar count."""

    def chosen(store: Store) -> ConnectedCalendar:
        stands = calendar_of(store, context, calendar_id=body.id).shown.calendar.counted
        counted = CountedEvents(
            tentative=stands.tentative if body.tentative is None else body.tentative,
            all_day=body.all_day or stands.all_day,
        )
        done = choose_counted(store, context, calendar_id=body.id, counted=counted)
        return connected(done.shown)

    return await change.carry_out(chosen)


@router.post(
    "/disconnect_calendar/",
    response_model=ConnectedCalendar,
    dependencies=CHANGES,
    responses=REFUSALS_BY_ID,
)
async def disconnect_one(body: WhichCalendar, context: Asked, change: Changing) -> Response:
    """Forget a calendar, what opens it, and when it made its user busy."""

    def gone(store: Store) -> ConnectedCalendar:
        return connected(disconnect_calendar(store, context, calendar_id=body.id).shown)

    return await change.carry_out(gone)


def _keeper(dependencies: Dependencies) -> CalendarKeeper:
    if dependencies.calendars is None:
        raise NoKeysForCalendars
    return dependencies.calendars
