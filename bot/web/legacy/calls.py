"""The calls themselves: each the same use case as in the API proper, under its old address."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request, Response, Security

from bot.web.api.schemas.fields import Id
from bot.web.api.schemas.untold import untold_shown
from bot.web.api.shared.blame import FieldWrong, blaming, looking_for, naming_the_unknown
from bot.web.api.shared.dependencies import Dependencies
from bot.web.api.shared.openapi import refusing
from bot.web.api.shared.routes import (
    BEARER,
    CHANGES,
    Asked,
    Changing,
    UsedDependencies,
    known,
    need,
    only_json,
)
from bot.web.legacy.refusals import NO_FIELD, OldRoute
from bot.web.legacy.schemas import (
    OldBooked,
    OldBooking,
    OldHours,
    OldQuestion,
    OldRefusal,
    OldSlot,
    OldSlots,
    OldSuccess,
    OldTimes,
)
from scheduling.availability import covered
from scheduling.errors import NotUnderstood
from scheduling.model import RequestContext
from scheduling.model.api_access import Scope
from scheduling.results import SlotsAsked
from scheduling.slots import Match
from scheduling.store import Store
from scheduling.usecases.availability import availability_of, give_availability
from scheduling.usecases.find_slots import find_slots
from scheduling.usecases.interviews import AllowedHours, book_interview
from scheduling.usecases.people import people_with
from scheduling.wording.reading import GivenHours, read_given, read_start, read_when

INDIVIDUAL, TEAM = "/individual_availability/{user}", "/team_availability"
PREFIXES = ("/individual_availability/", TEAM)
"""How the addresses begin, all of which need a token."""

_AHEAD = timedelta(days=366)
"""As far as anybody may ask: the old question has no dates, and found whatever was there."""
_MOST = 10_000
_NEITHER = "Either interviewers or a candidate must be provided"

User = Annotated[Id, Path()]


def _wrong(status: int, words: str) -> dict[int | str, dict[str, Any]]:
    return {status: {"description": words, "model": OldRefusal}}


_REFUSED = _wrong(400, "Something is wrong; the answer says what, field by field.")
# A key that is none is refused before the call is looked at, as everywhere.
_REFUSED[400] |= {"content": refusing(400)[400]["content"]}
_NOBODY = _wrong(404, "There is nobody with that id.")
_TAKEN = _wrong(409, "Somebody is booked already; the answer says who.")


async def in_old_scope(request: Request) -> None:
    """Refuse a token without the scope that the call takes: of a team, only PUT books."""
    is_team = request.url.path.startswith(TEAM)
    changing = {"POST": Scope.READ if is_team else Scope.PEOPLE, "PUT": Scope.BOOK}
    need(changing.get(request.method, Scope.READ), request)


router = APIRouter(
    tags=["In the shape of an older system"],
    route_class=OldRoute,
    dependencies=[Security(BEARER), Depends(in_old_scope)],
    responses={**_REFUSED, **refusing(401, 403, 413, 429, 500, 503)},
)


@router.post(
    INDIVIDUAL,
    operation_id="give_individual_availability",
    response_model=OldSuccess,
    dependencies=CHANGES,
    responses={**_NOBODY, **refusing(415, 422)},
)
async def give_individual(
    user: User, body: OldHours, context: Asked, dependencies: UsedDependencies, change: Changing
) -> Response:
    """Add hours to what somebody has given, as `/api/register_availability/` does.

    Hours that were given before are refused.
    """

    def given(store: Store) -> OldSuccess:
        with looking_for("user"):
            (person,) = people_with(store, ids=[user])
        said = read_given(_hours(body, dependencies), now=context.now, zone=person.zone)
        saved = give_availability(store, context=context, person_id=user, said=said)
        if saved.already and not saved.accepted:
            raise FieldWrong(NO_FIELD, "These hours were given already.")
        return OldSuccess("success")

    return await change.carry_out(given)


@router.get(
    INDIVIDUAL,
    operation_id="get_individual_availability",
    response_model=OldSlots,
    responses=_NOBODY,
)
async def get_individual(user: User, context: Asked, dependencies: UsedDependencies) -> OldSlots:
    """The one-off hours that somebody has given.

    Weekly hours and time off were not known to the older system: `/api/get_availability/`.
    """
    (person,) = await known(dependencies, field="user", ids=[user])
    _, stood = await asyncio.to_thread(
        availability_of, dependencies.store, context=context, person_id=user
    )
    slots = [
        OldSlot(
            start_time=_shown(span.start, dependencies), end_time=_shown(span.end, dependencies)
        )
        for window in stood.windows
        for span in covered(window, time_zone=person.time_zone)
    ]
    return OldSlots(slots=slots, count=len(slots))


@router.post(
    TEAM,
    operation_id="ask_team_availability",
    response_model=OldTimes,
    dependencies=[Depends(only_json)],
    responses=refusing(415, 422),
)
async def ask_team(
    context: Asked, dependencies: UsedDependencies, body: OldQuestion | None = None
) -> OldTimes:
    """The hours ahead at which the people named can meet, as in `/api/get_available_timeslots/`.

    A candidate alone: with anybody who interviews. Interviewers alone: when all of them can.
    """
    if body is None or not (body.interviewers or body.candidate):
        raise FieldWrong(NO_FIELD, _NEITHER)
    return await asyncio.to_thread(_times, body, context, dependencies)


@router.put(
    TEAM,
    operation_id="book_team_availability",
    response_model=OldBooked,
    dependencies=[Depends(only_json)],
    responses={**_TAKEN, **refusing(415)},
)
async def book_team(
    body: OldBooking, context: Asked, dependencies: UsedDependencies, change: Changing
) -> Response:
    """Book an hour for everybody in it, as `/api/book_interview/` does."""
    with _at("start_time"):
        start = read_start(body.start_time, zone=dependencies.rules.zone)
    await dependencies.read_calendars([body.candidate, *body.interviewers])

    def booked(store: Store) -> OldBooked:
        with (
            naming_the_unknown(candidate=[body.candidate], interviewers=body.interviewers),
            blaming(candidate="candidate", interviewer="interviewers"),
        ):
            done = book_interview(
                store,
                context=context,
                candidate_id=body.candidate,
                interviewer_ids=tuple(body.interviewers),
                start=start,
                allowed=AllowedHours.OFFERED,
            )
        return OldBooked(id=done.interview.id, untold=untold_shown(done.untold))

    return await change.carry_out(booked)


def _times(body: OldQuestion, context: RequestContext, dependencies: Dependencies) -> OldTimes:
    asked = SlotsAsked(
        candidate_id=body.candidate,
        interviewer_ids=tuple(body.interviewers),
        match=Match.ALL,
        start=context.now,
        end=context.now + _AHEAD,
    )
    candidate = [] if body.candidate is None else [body.candidate]
    with (
        naming_the_unknown(candidate=candidate, interviewers=body.interviewers),
        blaming(candidate="candidate", interviewer="interviewers"),
    ):
        answer = find_slots(dependencies.store, asked=asked, context=context)
    # Of an hour that the clock shows twice, only the first can be named without a zone.
    starts = (
        slot.start
        for slot in answer.found.page(limit=_MOST)
        if not slot.start.astimezone(dependencies.rules.zone).fold
    )
    return OldTimes(available_times=[_shown(start, dependencies) for start in starts])


def _hours(body: OldHours, dependencies: Dependencies) -> GivenHours:
    return GivenHours(
        start=_moment("start_time", body.start_time),
        end=_moment("end_time", body.end_time),
        zone=dependencies.rules.zone,
    )


def _moment(field: str, text: str) -> datetime:
    with _at(field):
        moment = read_when(text)
    if not isinstance(moment, datetime):
        raise FieldWrong(field, f"“{text}” has no date, as 2026-11-10T09:00:00 has.")
    return moment


@contextmanager
def _at(field: str) -> Iterator[None]:
    """Name the field that can't be read."""
    try:
        yield
    except NotUnderstood as error:
        raise FieldWrong(field, error.question) from None


def _shown(instant: datetime, dependencies: Dependencies) -> str:
    return instant.astimezone(dependencies.rules.zone).replace(tzinfo=None).isoformat()
