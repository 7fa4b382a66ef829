"""What can go wrong when somebody signs in, so that their calendar is read."""

from dataclasses import dataclass

from scheduling.errors.sentence import SchedulingError


@dataclass(eq=False, kw_only=True)
class SignInNotAllowed(SchedulingError):
    """You did not allow {provider} to tell me when you are busy. Nothing was connected."""

    provider: str


@dataclass(eq=False, kw_only=True)
class SignInOver(SchedulingError):
    """That sign-in is over: each is good once, and for {minutes} minutes. If your calendar does
    not show in Slack, sign in again.
    """

    minutes: int


@dataclass(eq=False, kw_only=True)
class SignInIncomplete(SchedulingError):
    """You have signed in, and not let {provider} tell me when you are busy. Nothing was connected.
    Sign in again, and leave the box ticked by which you allow that.
    """

    provider: str


@dataclass(eq=False, kw_only=True)
class SignInFailed(SchedulingError):
    """{provider} did not let you sign in for this ({why}). Nothing was connected. If it says so
    again, tell whoever runs me.
    """

    provider: str
    why: str
    """What kept them from it, as a code."""
    said: str = ""
    """The same in the provider's words, for whoever runs the bot alone."""


@dataclass(eq=False, kw_only=True)
class SignedInAsAnother(SchedulingError):
    """You signed in as {address}, which is the address of {name}, but with this link a calendar
    counts as that of {whose}. Nothing was connected. Sign in with an account of {whose}; {name}
    presses “Connect my calendar” in Slack.
    """

    address: str
    name: str
    whose: str


@dataclass(eq=False, kw_only=True)
class NobodyToConfirm(SchedulingError):
    """I do not know the address with which you signed in as one of {whose}, and can't ask
    {whose} whether it is, who is not in Slack. Nothing was connected. Sign in with the address that
    I have of {whose}, or enter that of the calendar.
    """

    whose: str


@dataclass(eq=False, kw_only=True)
class CalendarNotWaiting(SchedulingError):
    """That calendar does not wait for an answer any more. Nothing was changed. *My calendars* shows
    what is connected; to connect another one, sign in again.
    """


@dataclass(eq=False, kw_only=True)
class NotYoursToConfirm(SchedulingError):
    """Only whoever the calendar is to count for can say whether it is theirs. Nothing was
    changed.
    """
