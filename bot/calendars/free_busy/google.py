"""Calendars at Google, asked by `freeBusy.query` for nothing but when people are busy.

https://developers.google.com/workspace/calendar/api/v3/reference/freebusy/query
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.calendars.fetching.json_answers import JsonAnswer, objects_in, words_of
from bot.calendars.free_busy.busy_times import BusyTime, blocks_of_periods
from bot.calendars.free_busy.calls import Question
from scheduling.availability.calendars import BusyBlock, BusyKind, Reader
from scheduling.errors import (
    CalendarBusy,
    CalendarFailing,
    CalendarNotInCompany,
    CalendarNotRead,
    CompanyCalendarsClosed,
)
from scheduling.timespan import Span

HOST = "calendar.google.com"
API = "https://www.googleapis.com/calendar/v3/"

_MOST_AT_ONCE = 50
# For more, some answers have come empty and without a word.
_LONGEST_DAYS = 90
_TOO_MANY = {"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoogleCalendars:
    """The primary calendars of people by their addresses, fifty at a time."""

    api: str = API
    host: str = HOST
    most_at_once: int = _MOST_AT_ONCE
    longest_days: int = _LONGEST_DAYS

    def question(self, addresses: Sequence[str], part: Span) -> Question:
        """Return the call of `freeBusy.query`."""
        body = {
            "timeMin": part.start.isoformat(),
            "timeMax": part.end.isoformat(),
            "timeZone": "UTC",
            "calendarExpansionMax": _MOST_AT_ONCE,
            "items": [{"id": address} for address in addresses],
        }
        return Question(url=f"{self.api}freeBusy", body=body, headers={})

    def by_address(self, facts: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the calendars of an answer."""
        listed = facts.get("calendars")
        return listed if isinstance(listed, dict) else {}

    def times_in(self, facts: Mapping[str, Any]) -> list[BusyTime]:
        """Return when somebody is busy: a calendar that failed comes with no busy times."""
        if facts.get("errors"):
            reasons = {error.get("reason") for error in objects_in(facts["errors"])}
            is_missing = reasons == {"notFound"}
            raise (CalendarNotInCompany if is_missing else CalendarFailing)(host=self.host)
        return [_busy_time(each) for each in facts["busy"]]

    def blocks_of(self, busy: Iterable[BusyTime], reader: Reader) -> tuple[BusyBlock, ...]:
        """Return what of that counts. What overlaps comes as one time, without UIDs."""
        return blocks_of_periods(busy, reader)

    def refusal_in(self, answer: JsonAnswer) -> CalendarNotRead | None:
        """Return a refusal: that there were too many calls is said by the same status."""
        error = answer.facts.get("error")
        facts = error if isinstance(error, dict) else {}
        reasons = {str(each.get("reason", "")) for each in objects_in(facts.get("errors"))}
        if answer.status == 403 and reasons & _TOO_MANY:
            return CalendarBusy(host=self.host)
        # Of an unknown address it is said beside the address: 404 is about the call itself.
        if answer.status not in (401, 403, 404):
            return None
        why = words_of(*sorted(reasons), f"({facts.get('message', answer.status)})")
        return CompanyCalendarsClosed(host=self.host, why=why)


def _busy_time(facts: Mapping[str, Any]) -> BusyTime:
    begins, ends = (datetime.fromisoformat(facts[name]) for name in ("start", "end"))
    if begins.tzinfo is None or ends.tzinfo is None:
        raise ValueError("a time without a zone")
    return begins, ends, BusyKind.BUSY
