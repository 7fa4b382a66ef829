"""Calendar feeds."""

from pydantic import BaseModel

from bot.web.api.schemas.fields import BodyId, RequestBody


class FeedRequest(RequestBody):
    """Whose calendar feed it is about."""

    user: BodyId


class FeedMade(BaseModel):
    """A calendar feed's secret address. It is told once."""

    user: int
    address: str


class FeedEnded(BaseModel):
    """Whether there was a feed to end."""

    user: int
    ended: bool
