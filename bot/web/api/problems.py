"""What goes wrong, as problem details (RFC 9457): a sentence, a code and the field at fault."""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import tzinfo
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from bot.process.logs import reference_now
from bot.process.metrics import note_refused
from bot.web.api.schemas.fields import BODY, moment
from bot.web.api.schemas.interviews import InterviewShown
from scheduling import errors
from scheduling.errors import SchedulingError

MEDIA_TYPE = "application/problem+json"

_STATUSES: dict[type[SchedulingError], int] = {
    errors.NotAllowed: 403,
    errors.NobodyWithId: 404,
    errors.AvailabilityGone: 404,
    errors.CalendarNotConnected: 404,
    errors.InterviewGone: 404,
    errors.AlreadyRegistered: 409,
    errors.NameTaken: 409,
    errors.SlotTaken: 409,
    errors.StillInInterviews: 409,
    errors.NotACandidate: 409,
    errors.HasInterviewsAhead: 409,
    errors.WasErased: 404,
    errors.NotTheSame: 409,
    errors.BothInterviewed: 409,
    errors.RegistrationChanged: 409,
    errors.LastCoordinator: 409,
    errors.AvailabilityChanged: 409,
    errors.InterviewChanged: 409,
    errors.RoundChanged: 409,
    errors.RoundGone: 409,
    errors.DatabaseBusy: 503,
    errors.DatabaseFull: 503,
    errors.DatabaseReadOnly: 503,
    errors.DatabaseUnreachable: 503,
}
_OTHERWISE = 422

_FIELDS: dict[type[SchedulingError], tuple[str, ...]] = {
    errors.NameTaken: ("name",),
    errors.NameNotUsable: ("name",),
    errors.EmailNotUsable: ("email",),
    errors.AlreadyRegistered: ("email", "slack_user_id"),
    errors.CannotTakePart: ("slack_user_id",),
    errors.UnknownTimeZone: ("time_zone",),
    errors.EndNotAfterStart: ("end_time",),
    errors.WindowHasPassed: ("end_date", "last_date", "date", "end_time"),
    errors.WindowTooFar: ("end_date", "first_date", "date", "start_time"),
    errors.WindowInTheGap: ("start_time",),
    errors.NotUnderstood: ("start_time",),
    errors.AvailabilityGone: ("id",),
    errors.CalendarNotConnected: ("id",),
    errors.CalendarTellsNoKinds: ("tentative", "all_day"),
    errors.InterviewGone: ("id",),
    errors.NotOnTheHour: ("start", "start_time"),
    errors.TooSoon: ("start", "start_time"),
    errors.TooFarAhead: ("start", "start_time"),
    errors.SameHour: ("start",),
    errors.HasPassed: ("start", "start_time", "id"),
    errors.OutsideAvailability: ("start", "start_time"),
    errors.SlotTaken: ("start", "start_time"),
    errors.NoCandidate: ("candidate",),
    errors.NoInterviewer: ("interviewers",),
    errors.NobodyNamed: ("candidate",),
    errors.DaysBackToFront: ("to", "from", "end_date", "last_date"),
    errors.DaysHavePassed: ("to", "from"),
    errors.DaysTooFar: ("to", "from"),
    errors.PanelLimits: ("max_panel", "min_panel"),
    errors.NoInterviewerFree: ("interviewers",),
    errors.RoundTooLarge: ("candidates",),
    errors.RoundChanged: ("version",),
    errors.RoundGone: ("plan",),
}
"""What each is about; the first of these that a request has is at fault."""
_LACKING = {errors.NobodyNamed, errors.NoCandidate, errors.NoInterviewer}
"""What is wrong where a field was not sent."""

_FIELD_WORDS = {
    "missing": "This is needed.",
    "extra_forbidden": "There is no such field.",
    "string_type": "This should be text.",
    "string_too_long": "This may have {max_length} characters at most.",
    "string_too_short": "This should not be empty.",
    "bool_type": "This should be true or false.",
    "bool_parsing": "This should be true or false.",
    "list_type": "This should be a list.",
    "too_short": "This should hold at least {min_length}.",
    "too_long": "This may hold {max_length} at most.",
    "greater_than_equal": "This should be {ge} or more.",
    "less_than_equal": "This should be {le} or less.",
    "enum": "This should be {expected}.",
    "literal_error": "This should be {expected}.",
}
_NO_OBJECT = "The body should be a JSON object."
_NO_NUMBER = "This should be a whole number."
_NO_FORM = "This does not have the form that it should have. /api/docs shows it."

log = logging.getLogger(__name__)


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


class FieldWrong(Exception):
    """A field holds what can't be; `sentence` says so to people."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


class AtFault(Exception):
    """What a use case refuses, and the field that it is about in this call."""

    def __init__(self, field: str, error: SchedulingError) -> None:
        super().__init__(str(error))
        self.field, self.error = field, error


class StaleRevision(Exception):
    """A program would change an interview that is not what it has seen any more."""

    def __init__(
        self, error: errors.InterviewChanged, *, interview: InterviewShown, status: int
    ) -> None:
        super().__init__(str(error))
        self.error, self.interview, self.status = error, interview, status


@contextmanager
def blaming(*, candidate: str, interviewer: str) -> Iterator[None]:
    """Name the field that is about somebody who can't be what they are named as.

    Those are the names that the two sides have in a call.
    """
    try:
        yield
    except errors.WrongRole as error:
        raise AtFault(candidate if "candidate" in error.needed else interviewer, error) from None
    except errors.SamePersonTwice as error:
        raise AtFault(interviewer, error) from None


@contextmanager
def looking_for(field: str) -> Iterator[None]:
    """Name the field that holds the id of nobody."""
    try:
        yield
    except errors.NobodyWithId as error:
        raise AtFault(field, error) from None


def of_request(request: Request, error: Exception) -> JSONResponse:
    """Return the answer to a request that an error has come of."""
    if isinstance(error, HTTPException) and error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = _methods_at(request) or (error.headers or {}).get("Allow", "")
        error = HTTPException(error.status_code, headers={"Allow": allowed})
    zone = request.state.dependencies.rules.zone
    return of_error(error, zone=zone, sent=_sent_in(request))


def _methods_at(request: Request) -> str:
    """What the address takes; of two calls at one address, Starlette tells of the first alone."""
    methods = {
        method
        for route in request.app.state.calls
        if route.matches(request.scope)[0] is not Match.NONE
        for method in route.methods
    }
    return ", ".join(sorted(methods))


def of_error(error: Exception, *, zone: tzinfo, sent: frozenset[str] = frozenset()) -> JSONResponse:
    """Return the answer that an error leads to; times are told by the zone's clock.

    `sent` are the fields that the request has: what is at fault is one of them. What nobody has
    foreseen is logged under a reference, and the answer holds nothing else.
    """
    match error:
        case errors.LinkNotHttps() | errors.DetailTooLong():
            return _refused(error, zone, field=error.detail)
        case SchedulingError():
            return _refused(error, zone, field=_field_about(type(error), sent))
        case AtFault():
            return _refused(error.error, zone, field=error.field)
        case StaleRevision():
            shown = error.interview.model_dump(mode="json")
            return _refused(error.error, zone, status=error.status, interview=shown)
        case FieldWrong():
            return problem(422, error.sentence, code="field_wrong", field=error.field)
        case RequestValidationError():
            return _not_valid(error)
        case HTTPException():
            status = HTTPStatus(error.status_code)
            # Sentences end with a full stop; Starlette's own words don't.
            ours = str(error.detail) if str(error.detail).endswith(".") else None
            detail = ours or _HTTP_WORDS.get(error.status_code, f"{status.description}.")
            return problem(error.status_code, detail, headers=dict(error.headers or {}))
        case _:
            reference = reference_now()
            log.error("reference %s", reference, exc_info=error)
            sentence = f"Something broke on our side. Our log tells more under {reference}."
            return problem(500, sentence, code="broken", reference=reference)


def problem(
    status: int,
    detail: str,
    *,
    code: str | None = None,
    headers: dict[str, str] | None = None,
    **more: Any,
) -> JSONResponse:
    """Return an answer that says what stands in the way."""
    code = code or HTTPStatus(status).name.lower()
    body = {
        "type": f"/api/problems/{code}",
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "detail": detail,
        "code": code,
        **{name: value for name, value in more.items() if value is not None},
    }
    return JSONResponse(body, status_code=status, headers=headers, media_type=MEDIA_TYPE)


_HTTP_WORDS = {
    400: "The body is not JSON.",
    404: "There is nothing at this address. /api/docs lists all calls.",
    503: "Slack can't be asked just now. Try again.",
    415: "The body should be JSON, sent as application/json.",
    428: "Send the `revision` that you have seen, or its tag as If-Match.",
    405: "This address does not take that method. /api/docs lists all calls.",
}


def _refused(
    error: SchedulingError, zone: tzinfo, *, status: int | None = None, **more: Any
) -> JSONResponse:
    kind = type(error)
    note_refused(kind.__name__)
    if isinstance(error, errors.SlotTaken):
        more["taken"] = list(error.taken)
        more["next_free"] = [moment(instant) for instant in error.next_free]
    if isinstance(error, errors.OutsideAvailability) and error.busy:
        more["busy"] = list(error.busy)
    status = status or _STATUSES.get(kind, _OTHERWISE)
    return problem(status, _detail(error, zone), code=_code(kind), **more)


def _detail(error: SchedulingError, zone: tzinfo) -> str:
    # People in Slack choose from lists and never see an id; a program has sent one.
    if isinstance(error, errors.NobodyWithId):
        return f"There is nobody with the id {error.id}."
    if isinstance(error, errors.InterviewGone) and error.is_unknown:
        return "There is no interview with this id. Nothing was changed."
    if isinstance(error, errors.AvailabilityGone):
        return "There is no entry with this id. Nothing was changed."
    return error.sentence(zone=zone)


def _not_valid(error: RequestValidationError) -> JSONResponse:
    found = error.errors()
    if any(one["type"] == "json_invalid" for one in found):
        return problem(400, _HTTP_WORDS[400])
    wrong = [{"field": _field(one["loc"]), "detail": _words_of(one)} for one in found]
    first = wrong[0]
    detail = f"{first['field']}: {first['detail']}" if first["field"] else first["detail"]
    return problem(422, detail, code="not_valid", field=first["field"] or None, errors=wrong)


def _field_about(kind: type[SchedulingError], sent: frozenset[str]) -> str | None:
    about = _FIELDS.get(kind, ())
    return next((field for field in about if field in sent or kind in _LACKING), None)


def _sent_in(request: Request) -> frozenset[str]:
    try:
        body = json.loads(request.scope[BODY])
    except (ValueError, RecursionError):
        body = None
    return frozenset({*request.query_params, *(body if isinstance(body, dict) else ())})


def _field(place: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in place[1:])


def _code(kind: type[SchedulingError]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


def _words_of(found: dict[str, Any]) -> str:
    """Return a sentence about one fault that validation has found."""
    kind, context = str(found["type"]), found.get("ctx", {})
    if len(found["loc"]) == 1 and kind in ("missing", "model_attributes_type"):
        return _NO_OBJECT
    if kind == "value_error":
        words = str(context["error"])
        return words if words.endswith(".") else f"{words}."
    if kind.startswith("int_"):
        return _NO_NUMBER
    facts = {name: str(fact).replace("'", "") for name, fact in context.items()}
    return _FIELD_WORDS.get(kind, _NO_FORM).format(**facts)
