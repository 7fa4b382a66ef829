"""Calls about who did what."""

import asyncio
from typing import Annotated

from fastapi import Query, Request, Response

from bot.web.api.schemas.audit import AuditShown, audit_shown
from bot.web.api.schemas.fields import Id
from bot.web.api.shared.routes import (
    MOST_ON_A_PAGE,
    PAGE,
    Asked,
    UsedDependencies,
    listed,
    need,
    new_router,
)
from scheduling.model.api_access import Scope
from scheduling.usecases.audit import history

router = new_router("Interviews", changing=Scope.BOOK)


@router.get("/get_history/", response_model=list[AuditShown])
async def get_history(
    request: Request,
    context: Asked,
    dependencies: UsedDependencies,
    interview: Annotated[Id | None, Query(description="Only of this one.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_ON_A_PAGE)] = PAGE,
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
