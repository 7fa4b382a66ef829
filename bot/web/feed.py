"""Everybody's own calendar feed, which Google, Outlook and Apple subscribe to."""

import asyncio
import hashlib
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from bot.process.addresses import PATH, feed_address
from bot.web.api.schemas.feed import FeedEnded, FeedMade, FeedRequest
from bot.web.api.schemas.fields import Text
from bot.web.api.shared.blame import looking_for
from bot.web.api.shared.openapi import REFUSALS_BY_ID, Answers, refusing
from bot.web.api.shared.problems import problem
from bot.web.api.shared.routes import CHANGES, Asked, Changing, UsedDependencies, new_router
from bot.web.api.shared.semantics import is_one_of
from scheduling.model.api_access import Scope
from scheduling.results import Feed
from scheduling.store import Store
from scheduling.usecases.interviews.feed import close_feed, feed_of, open_feed

_ANSWERS: Answers = {
    **refusing(404, 413, 422, 500, 503),
    200: {"description": "The calendar.", "content": {"text/calendar": {}}},
    304: {"description": "It is as it was."},
}

calls = new_router("Calendar", changing=Scope.PEOPLE)
router = APIRouter(tags=["Calendar"])


@calls.post(
    "/create_feed/",
    status_code=201,
    response_model=FeedMade,
    dependencies=CHANGES,
    responses=REFUSALS_BY_ID,
)
async def create_feed(
    body: FeedRequest, context: Asked, dependencies: UsedDependencies, change: Changing
) -> Response:
    """Make the address at which somebody's calendar finds their interviews.

    It is secret and told once; one that was made before ends.
    """

    def made(store: Store) -> FeedMade:
        with looking_for("user"):
            secret = open_feed(store, context=context, person_id=body.user)
        return FeedMade(user=body.user, address=feed_address(dependencies.address, secret=secret))

    return await change.carry_out(made, status=201)


@calls.post(
    "/revoke_feed/",
    response_model=FeedEnded,
    dependencies=CHANGES,
    responses=REFUSALS_BY_ID,
)
async def revoke_feed(body: FeedRequest, context: Asked, change: Changing) -> Response:
    """End somebody's feed: its address leads nowhere from now on."""

    def revoked(store: Store) -> FeedEnded:
        with looking_for("user"):
            ended = close_feed(store, context=context, person_id=body.user)
        return FeedEnded(user=body.user, ended=ended)

    return await change.carry_out(revoked)


@router.get(PATH, response_class=Response, responses=_ANSWERS)
async def interviews_ics(
    request: Request, token: Annotated[Text, Query()], dependencies: UsedDependencies
) -> Response:
    """A person's interviews as a calendar; the token is part of their secret address."""
    feed = await asyncio.to_thread(
        feed_of,
        dependencies.store,
        secret=token,
        now=dependencies.clock(),
        sees_panel=dependencies.rules.candidates_see_panel,
    )
    if feed is None:
        return problem(404, "This address leads to no calendar (any more).")
    headers = {"ETag": _tag(feed), "Cache-Control": "private, max-age=300"}
    if is_one_of(headers["ETag"], request.headers.getlist("if-none-match")):
        return Response(status_code=304, headers=headers)
    text = await asyncio.to_thread(_as_text, feed, dependencies.clock())
    return Response(text, media_type="text/calendar", headers=headers)


def _as_text(feed: Feed, now: datetime) -> bytes:
    # Here and not above: icalendar takes longer to load than the rest of HTTP.
    from bot.web.calendar import calendar_of

    text: bytes = calendar_of(feed, now=now).to_ical()
    return text


def _tag(feed: Feed) -> str:
    """The same until something that the calendar shows is another.

    It is weak: each time it is asked for, a calendar says when.
    """
    shown = [(one.id, one.revision, [p.name for p in one.people]) for one in feed.interviews]
    return f'W/"{hashlib.sha256(repr((feed.person.name, shown)).encode()).hexdigest()[:32]}"'
