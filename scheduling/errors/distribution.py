"""What goes wrong when candidates are distributed over interviewers."""

from dataclasses import dataclass

from scheduling.errors.sentence import SchedulingError


@dataclass(eq=False, kw_only=True)
class NobodyWaits(SchedulingError):
    """Nobody waits: every candidate who has given hours has an interview ahead. {without}
    `/register` adds a candidate with their hours; or name candidates yourself.
    """

    without: str = ""


@dataclass(eq=False, kw_only=True)
class NoInterviewerFree(SchedulingError):
    """No interviewer has a free hour {days}. Ask them for hours (`/availability` takes a minute),
    or choose other days.
    """

    days: str


@dataclass(eq=False, kw_only=True)
class PanelLimits(SchedulingError):
    """A panel can't have at least {least} and at most {most} interviewers."""

    least: int
    most: int


@dataclass(eq=False, kw_only=True)
class NothingAhead(SchedulingError):
    """No interview of that round is far enough ahead to be changed, and nobody of it waits."""


@dataclass(eq=False, kw_only=True)
class RoundTooLarge(SchedulingError):
    """One round has at most {most} people, and these are {people}. Name those who are to take
    part.
    """

    people: int
    most: int


@dataclass(eq=False, kw_only=True)
class RoundChanged(SchedulingError):
    """That plan has changed since then, so nothing was done. Look at it as it is now, and press
    again.
    """


@dataclass(eq=False, kw_only=True)
class RoundGone(SchedulingError):
    """That plan was {state} already. Nothing was changed. `/distribute` makes a new one."""

    state: str
