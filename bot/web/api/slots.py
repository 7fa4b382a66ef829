"""The call that finds when an interview can take place."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache, partial
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
from scheduling.timespan import HOUR, clock_words
from scheduling.usecases.find_slots import find_slots
from scheduling.wording.reading import read_zone
from scheduling.wording.saying.slots import why_words

_PAGE, _MOST = 1000, 10_000
_NAMED, _MOST_NAMED = 100, 100_000
"""Interviewers of an hour: as many as one looks through, and more than any company has."""

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
    interviewer_limit: Annotated[
        int,
        Query(
            ge=0,
            le=_MOST_NAMED,
            description="At most so many ids for each hour, the first by name; "
            "`interviewer_count` says how many there are.",
        ),
    ] = _NAMED,
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
    page = _Page(zone=zone, slots=limit, interviewers=interviewer_limit)
    return await asyncio.to_thread(_answer, asked, context, dependencies, page)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """How much of an answer is wanted, and on whose clock."""

    zone: ZoneInfo
    slots: int
    # Of each slot.
    interviewers: int


def _answer(
    asked: SlotsAsked, context: RequestContext, dependencies: Dependencies, page: _Page
) -> JSONResponse:
    candidate = [] if asked.candidate_id is None else [asked.candidate_id]
    with (
        naming_the_unknown(candidate=candidate, interviewer=asked.interviewer_ids),
        blaming(candidate="candidate", interviewer="interviewer"),
    ):
        answer = find_slots(dependencies.store, asked=asked, context=context)
    return JSONResponse(_shown(answer, page))


def _shown(answer: SlotsAnswer, page: _Page) -> dict[str, object]:
    slots = answer.found.page(limit=page.slots, most=page.interviewers)
    return {
        "success": True,
        "possible_slots": _by_day(slots, page.zone),
        "slots": [
            {
                "start": moment(slot.start),
                "end": moment(slot.start + HOUR),
                "interviewers": [person.id for person in slot.interviewers],
                "interviewer_count": slot.count,
            }
            for slot in slots
        ],
        "why": answer.why_none and _why_none(answer.why_none).model_dump(),
    }


def _by_day(slots: Iterable[Slot], zone: ZoneInfo) -> dict[str, list[list[str]]]:
    days: dict[str, list[list[str]]] = {}
    # Where an hour ends, the next one begins more often than not.
    words = cache(partial(clock_words, zone=zone))
    for slot in slots:
        day = datetime.combine(slot.start.astimezone(zone).date(), time())
        hour = [words(slot.start), words(slot.start + HOUR)]
        days.setdefault(day.isoformat(), []).append(hour)
    return days


def _why_none(why: Explanation) -> WhyNone:
    """The reason as a code, in a sentence, and with those it is true of."""
    who = listed([person.name for person in why.people])
    ids = [person.id for person in why.people]
    return WhyNone(code=why.why.value, detail=why_words(why, who=who), users=ids)
