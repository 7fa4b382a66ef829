"""Calls about links to candidates' pages."""

from fastapi import Response

from bot.web.api.schemas.candidate_links import LinkMade, LinkRequest, LinksEnded, LinksRequest
from bot.web.api.shared.blame import looking_for
from bot.web.api.shared.openapi import REFUSALS_BY_ID
from bot.web.api.shared.routes import CHANGES, Asked, Changing, UsedDependencies, new_router
from scheduling.model.api_access import LinkPurpose, Offer, Scope
from scheduling.store import Store
from scheduling.usecases.candidate import end_links, issue_link

router = new_router("Candidates' pages", changing=Scope.PEOPLE)


@router.post(
    "/send_link/",
    status_code=201,
    response_model=LinkMade,
    dependencies=CHANGES,
    responses=REFUSALS_BY_ID,
)
async def send_link(
    body: LinkRequest, context: Asked, dependencies: UsedDependencies, change: Changing
) -> Response:
    """Make a link to a candidate's page, or have the one that there is last longer."""
    links = dependencies.links

    def made(store: Store) -> LinkMade:
        links.check()
        with looking_for("user"):
            issued = issue_link(
                store,
                context,
                person_id=body.user,
                purpose=LinkPurpose(body.purpose),
                offer=_offer(body),
            )
        return LinkMade(
            user=body.user,
            address=links.address(issued.link.word),
            expires_at=issued.link.expires_at,
            told=issued.is_told,
        )

    return await change.carry_out(made, status=201)


def _offer(body: LinkRequest) -> Offer | None:
    if body.purpose != "pick":
        return None
    return Offer(interviewer_ids=tuple(sorted(set(body.interviewers))), seats=body.seats)


@router.post(
    "/end_links/",
    response_model=LinksEnded,
    dependencies=CHANGES,
    responses=REFUSALS_BY_ID,
)
async def end_all_links(body: LinksRequest, context: Asked, change: Changing) -> Response:
    """End all links to a candidate's page."""

    def ended(store: Store) -> LinksEnded:
        with looking_for("user"):
            _, count = end_links(store, context, person_id=body.user)
        return LinksEnded(user=body.user, ended=count)

    return await change.carry_out(ended)
