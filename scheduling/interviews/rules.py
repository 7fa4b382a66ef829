"""The life of an interview: which changes are legal."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from scheduling.errors import (
    CannotTakePart,
    HasPassed,
    InterviewGone,
    NoCandidate,
    NoInterviewer,
    NotOnTheHour,
    PanelHasLeft,
    SamePersonTwice,
    TooFarAhead,
    TooSoon,
    WrongRole,
)
from scheduling.model import Interview, InterviewState, Person, Role, Rules, Seen
from scheduling.model.limits import FARTHEST_DAYS
from scheduling.timespan import HOUR, Horizon, hour_from
from scheduling.wording.saying import length_words
from scheduling.wording.saying.people import names_apart

# A day more: the last of them ends within it.
_FARTHEST = timedelta(days=FARTHEST_DAYS + 1)


def check_people(*, candidate: Person | None, interviewers: tuple[Person, ...]) -> None:
    """Pass one candidate with one or more different interviewers.

    Raises NoCandidate, NoInterviewer, SamePersonTwice, CannotTakePart or WrongRole, in this order.
    """
    if candidate is None:
        raise NoCandidate()
    if not interviewers:
        raise NoInterviewer()
    named, seen = (candidate, *interviewers), set[int]()
    for person in named:
        if person.id in seen:
            raise SamePersonTwice(name=names_apart(named)[person.id])
        seen.add(person.id)
    _check_role(candidate, Role.CANDIDATE)
    for interviewer in interviewers:
        _check_role(interviewer, Role.INTERVIEWER)


def check_candidate(person: Person) -> None:
    """Pass somebody who can be interviewed. Raises CannotTakePart or WrongRole."""
    _check_role(person, Role.CANDIDATE)


def check_interviewer(person: Person) -> None:
    """Pass somebody who can interview. Raises CannotTakePart or WrongRole."""
    _check_role(person, Role.INTERVIEWER)


def check_start(*, start: datetime, now: datetime, rules: Rules) -> None:
    """Pass an hour of the workspace's clock that lies far enough ahead.

    Raises TooFarAhead, NotOnTheHour, HasPassed or TooSoon, in this order.
    """
    # First of all: there are no hours beside one at the end of time.
    if start > now + _FARTHEST:
        raise TooFarAhead(start=start, days=FARTHEST_DAYS)
    if _past_the_hour(start, rules):
        raise _not_on_the_hour(start, now=now, rules=rules)
    if start <= now:
        raise HasPassed(start=start)
    if start < now + rules.minimum_notice:
        raise TooSoon(start=start, notice=length_words(rules.minimum_notice))


def check_panel(interview: Interview) -> None:
    """Pass an interview none of whose interviewers has left. Raises PanelHasLeft.

    A candidate who has left stays: somebody tells them by another way.
    """
    for person in interview.interviewers:
        if person.is_deactivated:
            raise PanelHasLeft(name=names_apart(interview.people)[person.id])


def absent(
    people: tuple[Person, ...], *, offered: Mapping[int, int], horizon: Horizon, start: datetime
) -> tuple[Person, ...]:
    """Return those who do not offer the whole hour; bookings play no part."""
    hour = horizon.bits([hour_from(start).ticks])
    return tuple(person for person in people if hour & ~offered.get(person.id, 0))


def check_open(interview: Interview | None, *, now: datetime) -> Interview:
    """Return an interview that can still be changed.

    Raises InterviewGone when it is cancelled or unknown, HasPassed once it has begun.
    """
    if interview is None:
        raise InterviewGone(state="removed")
    if interview.state is InterviewState.CANCELLED:
        raise InterviewGone()
    if interview.start <= now:
        raise HasPassed(start=interview.start)
    return interview


def is_as_seen(interview: Interview, seen: Seen) -> bool:
    """Tell whether an interview still stands as it did before whoever asks to change it."""
    return (seen.revision is None or seen.revision == interview.revision) and (
        seen.start is None or seen.start == interview.start
    )


def _past_the_hour(instant: datetime, rules: Rules) -> timedelta:
    # On the wall, as zones such as Asia/Kolkata are half an hour from UTC's hours.
    local = instant.astimezone(rules.zone)
    return timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)


def _not_on_the_hour(start: datetime, *, now: datetime, rules: Rules) -> NotOnTheHour:
    before = start - _past_the_hour(start, rules)
    around = tuple(hour for hour in (before, before + HOUR) if hour > now)
    return NotOnTheHour(start=start, time_zone=rules.time_zone, around=around)


def check_here(person: Person) -> None:
    """Refuse somebody who has left, or is decided on. Raises CannotTakePart."""
    if person.is_deactivated:
        raise CannotTakePart(name=person.name, reason="their Slack account is deactivated")
    if person.is_decided:
        # What became of them is not everybody's to know.
        raise CannotTakePart(name=person.name, reason="they are no candidate any more")


def _check_role(person: Person, needed: Role) -> None:
    check_here(person)
    if person.may_be(needed):
        return
    if person.role is None:
        reason = "they are registered as a coordinator only"
        raise CannotTakePart(name=person.name, reason=reason)
    raise WrongRole(name=person.name, role=f"a{_n(person.role)}", needed=f"a{_n(needed)}")


def _n(role: Role) -> str:
    return f"n {role}" if role is Role.INTERVIEWER else f" {role}"
