"""Calls about interviews: booking, moving, cancelling and listing them."""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Query, Request, Response
from fastapi.responses import JSONResponse

from bot.web.api.dependencies import Dependencies
from bot.web.api.openapi import Answers, leading_to, refusing
from bot.web.api.problems import FieldWrong, blaming, looking_for
from bot.web.api.revisions import Expecting, tag_of
from bot.web.api.routes import (
    CHANGES,
    Asked,
    Changing,
    UsedDependencies,
    known,
    listed,
    naming_the_unknown,
    need,
    new_router,
)
from bot.web.api.schemas.audit import AuditShown, audit_shown
from bot.web.api.schemas.fields import LARGEST_ID, Id
from bot.web.api.schemas.interviews import (
    BookingRequest,
    DeclineRequest,
    DescribeRequest,
    InterviewChanged,
    InterviewRequest,
    InterviewShown,
    MoveRequest,
    ReplaceRequest,
    UndoDeclineRequest,
    change_shown,
    details_given,
    interview_shown,
)
from bot.web.api.semantics import is_one_of
from scheduling.errors import NotUnderstood
from scheduling.model import Actor, Person, RequestContext
from scheduling.model.api_access import Scope
from scheduling.model.interviews import InterviewFilter, Which
from scheduling.store import Store
from scheduling.usecases.audit import history
from scheduling.usecases.interviews import (
    AllowedHours,
    any_interview_of,
    book_interview,
    cancel_interview,
    decline_interview,
    describe_interview,
    interview_of,
    move_interview,
    replace_interviewer,
    undo_decline,
    upcoming_interviews,
)
from scheduling.usecases.people import people_with
from scheduling.wording.reading import read_start, read_zone

_PAGE, _MOST = 100, 1000
_CHANGED = refusing(400, 404, 409, 412, 415, 428)
_ONE: Answers = {**refusing(404), 304: {"description": "It is as it was."}}

router = new_router("Interviews", changing=Scope.BOOK)


@router.post(
    "/book_interview/",
    summary="Book Interview",
    status_code=201,
    response_model=InterviewChanged,
    dependencies=CHANGES,
    responses={
        **refusing(400, 404, 409, 415),
        **leading_to(201, {"move_interview": "id", "cancel_interview": "id"}),
    },
)
async def book(
    body: BookingRequest, context: Asked, dependencies: UsedDependencies, change: Changing
) -> Response:
    """Book an hour for everybody in it. They are told, and reminded, as ever."""
    start = _start(body.start, body.time_zone, dependencies)
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
    responses=_CHANGED,
)
async def move(
    body: MoveRequest,
    context: Asked,
    dependencies: UsedDependencies,
    change: Changing,
    expected: Expecting,
) -> Response:
    """Move an interview to another hour. Everybody in it is told."""
    start = _start(body.start, body.time_zone, dependencies)
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
    responses=_CHANGED,
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
    responses=_CHANGED,
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


@router.post(
    "/decline_interview/",
    summary="Decline Interview",
    response_model=InterviewChanged,
    dependencies=CHANGES,
    responses={**_CHANGED, **refusing(403)},
)
async def decline(
    body: DeclineRequest, context: Asked, change: Changing, expected: Expecting
) -> Response:
    """Note for an interviewer that they can't make it. Coordinators are called for help.

    The hour stays theirs until somebody replaces them.
    """

    def declined(store: Store) -> InterviewChanged:
        theirs = _as_person(store, body.user, context)
        with expected.checked(body, store=store, context=context) as seen:
            done = decline_interview(
                store,
                context=theirs,
                interview_id=body.id,
                reason=body.reason or "",
                seen=seen,
            )
        return change_shown(done)

    return await change.carry_out(declined)


@router.post(
    "/undo_decline/",
    response_model=InterviewChanged,
    dependencies=CHANGES,
    responses={**_CHANGED, **refusing(403)},
)
async def accept(
    body: UndoDeclineRequest,
    context: Asked,
    dependencies: UsedDependencies,
    change: Changing,
    expected: Expecting,
) -> Response:
    """Note for an interviewer that they can make it after all. The hour counts as free again."""
    start = _start(body.start, None, dependencies) if body.start else None

    def accepted(store: Store) -> InterviewChanged:
        theirs = _as_person(store, body.user, context)
        hour = start or interview_of(store, context=context, interview_id=body.id).start
        with expected.checked(body, store=store, context=context) as seen:
            done = undo_decline(store, context=theirs, interview_id=body.id, start=hour, seen=seen)
        return change_shown(done)

    return await change.carry_out(accepted)


@router.post(
    "/replace_interviewer/",
    response_model=InterviewChanged,
    dependencies=CHANGES,
    responses=_CHANGED,
)
async def replace_one(
    body: ReplaceRequest,
    context: Asked,
    dependencies: UsedDependencies,
    change: Changing,
    expected: Expecting,
) -> Response:
    """Put one interviewer in the place of another, or go on without one. Everybody is told."""
    await dependencies.read_calendars([] if body.coming is None else [body.coming])

    def replaced(store: Store) -> InterviewChanged:
        coming = [] if body.coming is None else [body.coming]
        with (
            naming_the_unknown(leaving=[body.leaving], coming=coming),
            blaming(candidate="coming", interviewer="coming"),
            expected.checked(body, store=store, context=context) as seen,
        ):
            done = replace_interviewer(
                store,
                context=context,
                interview_id=body.id,
                leaving_id=body.leaving,
                coming_id=body.coming,
                seen=seen,
            )
        return change_shown(done)

    return await change.carry_out(replaced)


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
    limit: Annotated[int, Query(ge=1, le=_MOST)] = _PAGE,
    skip: Annotated[int, Query(ge=0, le=LARGEST_ID)] = 0,
) -> Response:
    """The interviews ahead, earliest first, or those that are over or cancelled; the `Link`
    header leads to the next page.
    """
    if user is not None:
        (person,) = await known(dependencies, field="user", ids=[user])
        context = replace(context, actor=_actor(person))
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


@router.get("/get_history/", response_model=list[AuditShown])
async def get_history(
    request: Request,
    context: Asked,
    dependencies: UsedDependencies,
    interview: Annotated[Id | None, Query(description="Only of this one.")] = None,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = _PAGE,
    before: Annotated[Id | None, Query(description="Only older than this entry.")] = None,
) -> Response:
    """Who did what, newest first; the `Link` header leads to the next page."""
    need(Scope.AUDIT, request)
    found = await asyncio.to_thread(
        history,
        dependencies.store,
        context,
        interview_id=interview,
        before_id=before,
        limit=limit + 1,
    )
    shown = found.entries[:limit]
    more = {"before": shown[-1].id, "limit": limit} if len(found.entries) > limit else None
    return listed([audit_shown(entry) for entry in shown], request, next_page=more)


def _as_person(store: Store, person_id: int, context: RequestContext) -> RequestContext:
    """The request, as if somebody had made it themselves: nobody else may decline for them."""
    with looking_for("user"):
        (person,) = people_with(store, ids=[person_id])
    return replace(context, actor=_actor(person))


def _actor(person: Person) -> Actor:
    return Actor(name=person.name, time_zone=person.time_zone, person=person)


def _start(text: str, time_zone: str | None, dependencies: Dependencies) -> datetime:
    zone = ZoneInfo(read_zone(time_zone or dependencies.rules.time_zone))
    try:
        return read_start(text, zone=zone)
    except NotUnderstood as error:
        raise FieldWrong("start", error.question) from None


def _allowed(any_hour: bool) -> AllowedHours:
    return AllowedHours.ANY if any_hour else AllowedHours.OFFERED
