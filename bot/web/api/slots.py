"""The call that finds when an interview can take place."""

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Query, Response

from bot.web.api.schemas.fields import MOST_INTERVIEWERS, Id, Text, moment
from bot.web.api.schemas.slots import SlotsShown, WhyNone
from bot.web.api.schemas.stale import stale_shown
from bot.web.api.shared.blame import blaming, naming_the_unknown
from bot.web.api.shared.dependencies import Dependencies
from bot.web.api.shared.openapi import refusing
from bot.web.api.shared.routes import Asked, UsedDependencies, new_router, period
from scheduling.errors import listed
from scheduling.model import RequestContext
from scheduling.model.api_access import Scope
from scheduling.results import SlotsAnswer, SlotsAsked
from scheduling.slots import Explanation, Match
from scheduling.timespan import HOUR, Clock, clock_words, current_style
from scheduling.usecases.find_slots import find_slots
from scheduling.wording.reading import read_zone
from scheduling.wording.saying.slots import why_words

_PAGE, _MOST = 1000, 10_000
_NAMED, _MOST_NAMED = 100, 100_000
"""Interviewers of an hour: as many as one looks through, and more than any company has."""
_MOST_HOURS = 16_384
"""Kept as they were written: a few months of hours, in a few zones."""

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

    A candidate alone: with anybody who interviews; nobody at all, with `match` set to any: hours
    of anybody who interviews. No slot: `why` says what is in the way.
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
) -> Response:
    candidate = [] if asked.candidate_id is None else [asked.candidate_id]
    with (
        naming_the_unknown(candidate=candidate, interviewer=asked.interviewer_ids),
        blaming(candidate="candidate", interviewer="interviewer"),
    ):
        answer = find_slots(dependencies.store, asked=asked, context=context)
    return Response(_shown(answer, page), media_type="application/json")


def _shown(answer: SlotsAnswer, page: _Page) -> str:
    """The answer as `SlotsShown` describes it, put together from texts.

    Its slots are most of it, and their ids are written already.
    """
    slots = answer.found.page_by_id(limit=page.slots, most=page.interviewers)
    clock = current_style().clock
    hours = [_written(slot.start, page.zone, clock) for slot in slots]
    each = ",".join(
        f'{{"start":"{hour.start}","end":"{hour.end}","interviewers":[{slot.interviewer_ids}],'
        f'"interviewer_count":{slot.count}}}'
        for slot, hour in zip(slots, hours, strict=True)
    )
    days = json.dumps(_by_day(hours), separators=(",", ":"))
    why = _why_none(answer.why_none).model_dump_json() if answer.why_none else "null"
    stale = json.dumps([one.model_dump(mode="json") for one in stale_shown(answer.stale)])
    more = f',"stale_calendars":{stale}' if answer.stale else ""
    return f'{{"success":true,"possible_slots":{days},"slots":[{each}],"why":{why}{more}}}'


def _by_day(hours: Iterable["_Hour"]) -> dict[str, list[tuple[str, str]]]:
    days: dict[str, list[tuple[str, str]]] = {}
    for hour in hours:
        days.setdefault(hour.day, []).append(hour.clock)
    return days


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hour:
    """An hour as it is written: its instants, and its day and times by the clock of a zone."""

    start: str
    end: str
    day: str
    clock: tuple[str, str]


@lru_cache(_MOST_HOURS)
def _written(start: datetime, zone: ZoneInfo, _: Clock) -> _Hour:
    """The hour from `start` on; the style of clock is that of the reader at hand."""
    end = start + HOUR
    return _Hour(
        start=moment(start),
        end=moment(end),
        day=f"{start.astimezone(zone).date()}T00:00:00",
        clock=(clock_words(start, zone=zone), clock_words(end, zone=zone)),
    )


def _why_none(why: Explanation) -> WhyNone:
    """The reason as a code, in a sentence, and with those it is true of."""
    who = listed([person.name for person in why.people])
    ids = [person.id for person in why.people]
    return WhyNone(code=why.why.value, detail=why_words(why, who=who), users=ids)
