"""What a use case refuses, as a problem: its status, its code and the field it is about."""

import re
from datetime import tzinfo
from typing import Any

from fastapi.responses import JSONResponse

from bot.process.metrics import note_refused
from bot.web.api.schemas.fields import moment
from bot.web.api.shared.problems import problem
from scheduling import errors
from scheduling.errors import SchedulingError

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


def refused(
    error: SchedulingError, zone: tzinfo, *, status: int | None = None, **more: Any
) -> JSONResponse:
    """Return the problem that a refusal is; `status` is its own, unless another is given.

    `more` goes into the problem, such as the field at fault.
    """
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


def field_about(kind: type[SchedulingError], sent: frozenset[str]) -> str | None:
    """Return which of the fields that were sent a refusal is about; None where it is about none."""
    about = _FIELDS.get(kind, ())
    return next((field for field in about if field in sent or kind in _LACKING), None)


def _code(kind: type[SchedulingError]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
