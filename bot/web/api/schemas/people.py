"""People, as programs register them and are shown them."""

from typing import Annotated

from pydantic import BaseModel, Field

from bot.web.api.schemas.fields import AnyRole, RequestBody, Text
from scheduling.model import Person, Role


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
    slack_user_id: Annotated[str, Field(pattern=r"^[UW][A-Z0-9]{1,30}$")] | None = None


class User(BaseModel):
    """Somebody registered."""

    id: int
    name: str
    role: Role | None
    time_zone: str
    email: str | None
    slack_user_id: str | None


def user(person: Person) -> User:
    """Return a person as the API shows them."""
    return User(
        id=person.id,
        name=person.name,
        role=person.role,
        time_zone=person.time_zone,
        email=person.email,
        slack_user_id=person.slack_user_id,
    )
