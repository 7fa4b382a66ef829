"""What waits until an instant that a clock has said which was put back since."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduling.availability.calendars.timing import WAITS_FOR_OWNER
from scheduling.store import Session, Store
from scheduling.store.availability import calendar_grants, calendar_readings
from scheduling.store.messages.delivery import pace, pause, put_back

_AHEAD = timedelta(minutes=1)
"""What is ahead of the clock by less is that of another machine, and no wait worth ending."""
_LONGEST_PAUSE = timedelta(hours=1)
"""For which a channel can have asked us to wait."""
_LONGEST_WAIT = timedelta(days=1, hours=6)
"""Longer than any host of calendars is left alone."""
_LONGEST_LEASE = timedelta(minutes=10)
"""Longer than anybody has a calendar for themselves."""
_LONGEST_KEPT = timedelta(hours=1)
"""Until what was allowed by signing in is given back, or until that is tried again."""
_LONGEST_ASKED = WAITS_FOR_OWNER + timedelta(days=1)
"""The same while somebody is asked whether it is theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurried:
    """How many of each would have waited for an hour that was there before."""

    messages: int
    calendars: int


def follow_clock_at_start(store: Store, *, now: datetime) -> Hurried:
    """End the waits that can only be by a clock that was put back while no bot was running."""
    with store.writing() as session:
        return _hurried(session, now=now, longest_pause=_LONGEST_PAUSE)


def follow_clock_put_back(store: Store, *, now: datetime) -> Hurried:
    """Do the same at the moment in which the clock has been put back.

    Where a channel has asked us to wait, it will say so again.
    """
    with store.writing() as session:
        return _hurried(session, now=now, longest_pause=timedelta())


def _hurried(session: Session, *, now: datetime, longest_pause: timedelta) -> Hurried:
    later = now + _AHEAD
    messages = put_back.wait_no_more(session, now=now, later=later)
    pause.end_beyond(session, now + longest_pause)
    pace.begin_anew(session, now=now, later=later)
    calendar_grants.wait_no_more(
        session, latest=now + _LONGEST_KEPT, latest_asked=now + _LONGEST_ASKED
    )
    calendars = calendar_readings.wait_no_more(
        session,
        now=now,
        later=later,
        latest=now + _LONGEST_WAIT,
        leased=now + _LONGEST_LEASE,
    )
    return Hurried(messages=messages, calendars=calendars)
