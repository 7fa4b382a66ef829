"""What people may not do, and who coordinates."""

from dataclasses import dataclass

from scheduling.errors.sentence import SchedulingError


@dataclass(eq=False, kw_only=True)
class NotRegistered(SchedulingError):
    """You are not registered yet, so nothing was changed. `/register` opens a form."""


@dataclass(eq=False, kw_only=True)
class NotAllowed(SchedulingError):
    """Only {who} may {action}. Nothing was changed. {hint}"""

    action: str
    who: str = "a coordinator"
    hint: str = ""


@dataclass(eq=False, kw_only=True)
class NotLetIn(SchedulingError):
    """{reason} Nothing was changed."""

    reason: str


@dataclass(eq=False, kw_only=True)
class NotACoordinator(SchedulingError):
    """{name} is no coordinator. Nothing was changed."""

    name: str


@dataclass(eq=False, kw_only=True)
class CannotCoordinate(SchedulingError):
    """{name} can't be a coordinator: {reason}. Nothing was changed."""

    name: str
    reason: str


@dataclass(eq=False, kw_only=True)
class CoordinatorBySetting(SchedulingError):
    """{name} is a coordinator {source}, and stays one for as long as that holds. Nothing was
    changed.
    """

    name: str
    source: str


@dataclass(eq=False, kw_only=True)
class LastCoordinator(SchedulingError):
    """{name} is the only coordinator. Make somebody else a coordinator first."""

    name: str
