"""Links to candidates' pages."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, BeforeValidator, Field

from bot.web.api.schemas.fields import BodyId, RequestBody, whole


class LinkRequest(RequestBody):
    """Whose page it leads to, and what for."""

    user: BodyId
    purpose: Annotated[
        Literal["hours", "interviews", "pick"],
        Field(
            description="`hours` asks for hours; `interviews` shows them their own; `pick` lets "
            "them book one of the hours at which interviewers are free."
        ),
    ] = "hours"
    interviewers: Annotated[
        tuple[BodyId, ...],
        Field(max_length=100, description="Whose hours may be picked; without any, all of them."),
    ] = ()
    seats: Annotated[
        int,
        Field(ge=1, le=3, strict=True, description="How many of them are to be there."),
        BeforeValidator(whole),
    ] = 1


class LinkMade(BaseModel):
    """A link to a candidate's page: whoever has it can do there what they can."""

    user: int
    address: str
    expires_at: AwareDatetime
    told: Annotated[bool, Field(description="Whether a message is on its way to them.")]


class LinksRequest(RequestBody):
    """Whose links it is about."""

    user: BodyId


class LinksEnded(BaseModel):
    """How many links were good."""

    user: int
    ended: int
