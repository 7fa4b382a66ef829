"""People, as programs register them and are shown them."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from bot.web.api.schemas.fields import AnyRole, BodyId, RequestBody, Text
from languages.locales import SPOKEN_LOCALE
from scheduling.model import Outcome, Person, Role
from scheduling.timespan import Clock

_CLOCK = "By which clock they are told times: of 12 hours, or of 24."
_LANGUAGE = (
    "In which language their page and mails are, until they choose another on their page: `de`, or "
    "`de-AT` with times as they are written there. Null where nobody has said: as their browser "
    "asks for, or by `CANDIDATE_LOCALE`."
)
Language = Annotated[str, Field(pattern=SPOKEN_LOCALE, examples=["de"])]
SlackId = Annotated[str, Field(pattern=r"^[UW][A-Z0-9]{1,30}$")]


class UserRequest(RequestBody):
    """Somebody to register."""

    name: Text = Field(examples=["carl"])
    role: AnyRole | None = Field(
        default=None, description="Without one, they may be candidate or interviewer."
    )
    user_type: AnyRole | None = Field(default=None, description="Another name of `role`.")
    time_zone: Text | None = Field(
        default=None, description="An IANA name. Else the one that Slack knows, or the workspace's."
    )
    email: Text | None = None
    slack_user_id: SlackId | None = None
    clock: Clock | None = Field(default=None, description=_CLOCK)
    language: Language | None = Field(default=None, description=_LANGUAGE)


class CandidateRequest(RequestBody):
    """What is known of a candidate from outside the workspace; what is left out stays."""

    id: BodyId
    name: Text | None = Field(default=None, examples=["carl"])
    email: Text | None = Field(default=None, description="None, if it is null.")
    time_zone: Text | None = Field(default=None, description="An IANA name.")
    clock: Clock | None = Field(default=None, description=_CLOCK)
    language: Language | None = Field(default=None, description=_LANGUAGE)


class CoordinatorRequest(RequestBody):
    """A member of the workspace."""

    slack_user_id: SlackId


class WhichUser(RequestBody):
    """Somebody, by id."""

    id: BodyId


class RemovalRequest(WhichUser):
    """Somebody to take out."""

    interviews: Literal["refuse", "cancel"] = Field(
        default="refuse",
        description="What becomes of their interviews ahead: with `refuse` nothing is changed "
        "where there are some, with `cancel` they are cancelled. Those with others on the panel "
        "go on without them.",
    )


class Removed(BaseModel):
    """Somebody who was taken out, and what became of their interviews ahead, by id."""

    user: int
    cancelled: list[int]
    left: list[int] = Field(description="Those that go on without them.")


class MergeRequest(WhichUser):
    """Somebody who was registered twice: what is of `id` goes to `into`, who stays."""

    into: BodyId


class OutcomeRequest(WhichUser):
    """What became of a candidate."""

    outcome: Outcome | None = Field(description="Null takes back what was noted.")
    interviews: Literal["refuse", "cancel", "keep"] = Field(
        default="refuse",
        description="What becomes of their interviews ahead: with `refuse` nothing is changed "
        "where there are some.",
    )


class ErasedUser(BaseModel):
    """Somebody of whom nothing tells any more who it was."""

    user: int
    name: str = Field(description="What they are called from now on.")
    interviews: int = Field(description="How many stay, under that name.")


class Coordinator(BaseModel):
    """A member of the workspace, and whether they coordinate."""

    user: int
    name: str
    is_coordinator: bool


class User(BaseModel):
    """Somebody registered."""

    id: int
    name: str
    role: Role | None
    time_zone: str
    email: str | None
    slack_user_id: str | None
    clock: Clock = Field(description=_CLOCK)
    language: str | None = Field(default=None, description=_LANGUAGE)
    outcome: Outcome | None = Field(
        default=None, description="What became of a candidate, where that is known."
    )


class OutcomeNoted(BaseModel):
    """A candidate, and what became of their interviews ahead, by id."""

    user: User
    cancelled: list[int]
    kept: list[int]


def user(person: Person) -> User:
    """Return a person as the API shows them."""
    return User(
        id=person.id,
        name=person.name,
        role=person.role,
        time_zone=person.time_zone,
        email=person.email,
        slack_user_id=person.slack_user_id,
        clock=person.style.clock,
        language=person.own_locale,
        outcome=person.outcome if person.is_decided else None,
    )
