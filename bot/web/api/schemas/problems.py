"""What a problem tells, as its media type has it (RFC 9457)."""

from pydantic import BaseModel, ConfigDict, Field

from bot.web.api.schemas.interviews import InterviewShown

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """Why a request was not carried out."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": "/api/problems/slot_taken",
                "title": "Slot taken",
                "status": 409,
                "detail": "Already booked at Tue 10 Nov, 10:00 AM UTC: Ines. Nothing was booked.",
                "code": "slot_taken",
                "field": "start",
                "taken": ["Ines"],
                "next_free": ["2026-11-10T13:00:00Z"],
            }
        }
    )

    type: str = Field(description="Names the sort of problem.")
    title: str = Field(description="The sort of problem in words.")
    status: int = Field(description="The status of the answer once more.")
    detail: str = Field(description="A sentence for people.")
    code: str = Field(description="The sort of problem in one word.")
    field: str | None = Field(default=None, description="The field at fault.")
    errors: list[dict[str, str]] | None = Field(
        default=None, description="Every field at fault, each with its own sentence."
    )
    taken: list[str] | None = Field(default=None, description="Who is booked already.")
    next_free: list[str] | None = Field(default=None, description="When they could meet instead.")
    busy: list[str] | None = Field(
        default=None,
        description="Who is busy then by their calendar; `any_hour` books the hour all the same.",
    )
    interview: InterviewShown | None = Field(
        default=None, description="The interview as it stands, where it is not what was expected."
    )
    reference: str | None = Field(default=None, description="Where our log tells more.")
