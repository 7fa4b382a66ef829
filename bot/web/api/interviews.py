"""Calls about interviews: booking, moving, cancelling and reading them."""

import asyncio
from typing import Annotated

from fastapi import Query, Request, Response
from fastapi.responses import JSONResponse

from bot.web.api.schemas.fields import LARGEST_ID, Id
from bot.web.api.schemas.interviews import (
    BookingRequest,
    DescribeRequest,
    InterviewChanged,
    InterviewRequest,
    InterviewShown,
    MoveRequest,
    change_shown,
    details_given,
    interview_shown,
)
from bot.web.api.shared.blame import blaming, naming_the_unknown
from bot.web.api.shared.dependencies import acting_as
from bot.web.api.shared.openapi import REFUSALS_BY_ID, SEEN_REFUSALS, Answers, leading_to, refusing
from bot.web.api.shared.revisions import Expecting, tag_of
from bot.web.api.shared.routes import (
    CHANGES,
    MOST_ON_A_PAGE,
    PAGE,
    Asked,
    Changing,
    UsedDependencies,
    known,
    listed,
    new_router,
    start_in,
)
from bot.web.api.shared.semantics import is_one_of
from scheduling.model.api_access import Scope
from scheduling.model.interviews import InterviewFilter, Which
from scheduling.store import Store
from scheduling.usecases.interviews import (
    AllowedHours,
    any_interview_of,
    book_interview,
    cancel_interview,
    describe_interview,
    move_interview,
    upcoming_interviews,
)

_ONE: Answers = {**refusing(404), 304: {"description": "It is as it was."}}

router = new_router("Interviews", changing=Scope.BOOK)


@router.post(
    "/book_interview/",
    summary="Book Interview",
    status_code=201,
    response_model=InterviewChanged,
    dependencies=CHANGES,
    responses={
        **REFUSALS_BY_ID,
        **leading_to(201, {"move_interview": "id", "cancel_interview": "id"}),
    },
)
async def book(
    body: BookingRequest, context: Asked, dependencies: UsedDependencies, change: Changing
) -> Response:
    """Book an hour for everybody in it. They are told, and reminded, as ever."""
    start = start_in(body.start, body.time_zone, dependencies)
    await dependencies.read_calendars([body.candidate, *body.interviewers])

    def booked(store: Store) -> InterviewChanged:
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
                allowed=_allowed(body.any_hour),
                given=details_given(body),
            )
        return change_shown(done)

    return await change.carry_out(booked, status=201)


@router.post(
    "/move_interview/",
    summary="Move Interview",
    response_model=InterviewChanged,
    dependencies=CHANGES,
    responses=SEEN_REFUSALS,
)
async def move(
    body: MoveRequest,
    context: Asked,
    dependencies: UsedDependencies,
    change: Changing,
    expected: Expecting,
) -> Response:
    """Move an interview to another hour. Everybody in it is told."""
    start = start_in(body.start, body.time_zone, dependencies)
    await dependencies.read_calendars_of(body.id)

    def moved(store: Store) -> InterviewChanged:
        with expected.checked(body, store=store, context=context) as seen:
            done = move_interview(
                store,
                context=context,
                interview_id=body.id,
                start=start,
                allowed=_allowed(body.any_hour),
                seen=seen,
            )
        return change_shown(done)

    return await change.carry_out(moved)


@router.post(
    "/describe_interview/",
    response_model=InterviewChanged,
    dependencies=CHANGES,
    responses=SEEN_REFUSALS,
)
async def describe(
    body: DescribeRequest, context: Asked, change: Changing, expected: Expecting
) -> Response:
    """Say where an interview is, what it is called, and what its people are to know.

    Those who may read what has changed are told, and calendars follow.
    """

    def described(store: Store) -> InterviewChanged:
        with expected.checked(body, store=store, context=context) as seen:
            done = describe_interview(
                store, context, interview_id=body.id, given=details_given(body), seen=seen
            )
        return change_shown(done)

    return await change.carry_out(described)


@router.post(
    "/cancel_interview/",
    summary="Cancel Interview",
    response_model=InterviewChanged,
    dependencies=CHANGES,
    responses=SEEN_REFUSALS,
)
async def cancel(
    body: InterviewRequest, context: Asked, change: Changing, expected: Expecting
) -> Response:
    """Cancel an interview. Its hour is free again, and everybody in it is told."""

    def cancelled(store: Store) -> InterviewChanged:
        with expected.checked(body, store=store, context=context) as seen:
            done = cancel_interview(store, context=context, interview_id=body.id, seen=seen)
        return change_shown(done)

    return await change.carry_out(cancelled)


@router.get("/get_interview/", response_model=InterviewShown, responses=_ONE)
async def get_interview(
    request: Request,
    context: Asked,
    dependencies: UsedDependencies,
    id: Annotated[Id, Query(description="Cancelled ones and those of the past are shown too.")],
) -> Response:
    """One interview as it stands, with an `ETag` that changes take in `If-Match`."""
    found = await asyncio.to_thread(
        any_interview_of, dependencies.store, context=context, interview_id=id
    )
    shown = interview_shown(found)
    headers = {"ETag": tag_of(shown)}
    if is_one_of(headers["ETag"], request.headers.getlist("if-none-match")):
        return Response(status_code=304, headers=headers)
    return JSONResponse(shown.model_dump(mode="json"), headers=headers)


@router.get("/get_interviews/", response_model=list[InterviewShown], responses=refusing(404))
async def get_interviews(
    request: Request,
    context: Asked,
    dependencies: UsedDependencies,
    user: Annotated[Id | None, Query(description="Only theirs.")] = None,
    which: Annotated[Which, Query(description="Those not ahead come the latest first.")] = (
        Which.AHEAD
    ),
    limit: Annotated[int, Query(ge=1, le=MOST_ON_A_PAGE)] = PAGE,
    skip: Annotated[int, Query(ge=0, le=LARGEST_ID)] = 0,
) -> Response:
    """The interviews ahead, earliest first, or those that are over or cancelled; the `Link`
    header leads to the next page.
    """
    if user is not None:
        (person,) = await known(dependencies, field="user", ids=[user])
        context = acting_as(person, context)
    page = await asyncio.to_thread(
        upcoming_interviews,
        dependencies.store,
        context=context,
        skip=skip,
        limit=limit,
        wanted=InterviewFilter(which=which),
    )
    after = skip + len(page.interviews)
    more = {"skip": after, "limit": limit} if after < page.total else None
    return listed([interview_shown(one) for one in page.interviews], request, next_page=more)


def _allowed(any_hour: bool) -> AllowedHours:
    return AllowedHours.ANY if any_hour else AllowedHours.OFFERED
