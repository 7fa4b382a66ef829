"""The call that finds when an interview can take place."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Query, Response
from fastapi.responses import JSONResponse

from bot.web.api.dependencies import Dependencies
from bot.web.api.openapi import refusing
from bot.web.api.problems import blaming
from bot.web.api.routes import Asked, UsedDependencies, naming_the_unknown, new_router, period
from bot.web.api.schemas.fields import MOST_INTERVIEWERS, Id, Text, moment
from bot.web.api.schemas.slots import SlotsShown, WhyNone
from scheduling.errors import listed
from scheduling.model import RequestContext
from scheduling.model.api_access import Scope
from scheduling.results import SlotsAnswer, SlotsAsked
from scheduling.slots import Explanation, Match, Slot
from scheduling.timespan import clock_words, hour_from
from scheduling.usecases.find_slots import find_slots
from scheduling.wording.reading import read_zone
from scheduling.wording.saying.slots import why_words

_PAGE, _MOST = 1000, 10_000

router = new_router("Slots", changing=Scope.PLAN)


@router.get("/get_available_timeslots/", response_model=SlotsShown, responses=refusing(404))
async def get_available_timeslots(
    context: Asked,
    dependencies: UsedDependencies,
    candidate: Annotated[Id | None, Query()] = None,
    interviewer: Annotated[list[Id] | None, Query(max_length=MOST_INTERVIEWERS)] = None,
    from_: Annotated[
        Text | None, Query(alias="from", description="A day, or a date and time. Else now.")
    ] = None,
    to: Annotated[
        Text | None, Query(description="A day, all of which counts, or a date and time.")
    ] = None,
    match: Match = Match.ALL,
    time_zone: Annotated[
        Text | None, Query(description="For days and `possible_slots`: else the workspace's.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = _PAGE,
) -> Response:
    """The hours at which the people named can meet, on the hour of the workspace's clock.

    A candidate alone: with anybody who interviews. None at all: `why` says what is in the way.
    """
    zone = ZoneInfo(read_zone(time_zone or dependencies.rules.time_zone))
    start, end = period(from_, to, zone=zone, context=context)
    asked = SlotsAsked(
        candidate_id=candidate,
        interviewer_ids=tuple(interviewer or ()),
        match=match,
        start=start,
        end=end,
    )
    return await asyncio.to_thread(_answer, asked, context, dependencies, zone, limit)


def _answer(
    asked: SlotsAsked,
    context: RequestContext,
    dependencies: Dependencies,
    zone: ZoneInfo,
    limit: int,
) -> JSONResponse:
    candidate = [] if asked.candidate_id is None else [asked.candidate_id]
    with (
        naming_the_unknown(candidate=candidate, interviewer=asked.interviewer_ids),
        blaming(candidate="candidate", interviewer="interviewer"),
    ):
        answer = find_slots(dependencies.store, asked=asked, context=context)
    return JSONResponse(_shown(answer, zone, limit))


def _shown(answer: SlotsAnswer, zone: ZoneInfo, limit: int) -> dict[str, object]:
    slots = answer.found.page(limit=limit)
    return {
        "success": True,
        "possible_slots": _by_day(slots, zone),
        "slots": [
            {
                "start": moment(slot.start),
                "end": moment(hour_from(slot.start).end),
                "interviewers": [person.id for person in slot.interviewers],
            }
            for slot in slots
        ],
        "why": answer.why_none and _why_none(answer.why_none).model_dump(),
    }


def _by_day(slots: Iterable[Slot], zone: ZoneInfo) -> dict[str, list[list[str]]]:
    days: dict[str, list[list[str]]] = {}
    for slot in slots:
        day = datetime.combine(slot.start.astimezone(zone).date(), time())
        end = hour_from(slot.start).end
        hour = [clock_words(slot.start, zone=zone), clock_words(end, zone=zone)]
        days.setdefault(day.isoformat(), []).append(hour)
    return days


def _why_none(why: Explanation) -> WhyNone:
    """The reason as a code, in a sentence, and with those it is true of."""
    who = listed([person.name for person in why.people])
    ids = [person.id for person in why.people]
    return WhyNone(code=why.why.value, detail=why_words(why, who=who), users=ids)
