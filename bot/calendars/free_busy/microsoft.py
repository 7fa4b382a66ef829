"""Calendars at Microsoft 365, asked by `getSchedule` of Graph for when people are busy.

https://learn.microsoft.com/graph/api/calendar-getschedule and, for its limits,
https://learn.microsoft.com/graph/outlook-get-free-busy-schedule
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from bot.calendars.fetching.json_answers import JsonAnswer, objects_in, words_of
from bot.calendars.free_busy.busy_times import BusyTime, blocks_of_events
from bot.calendars.free_busy.calls import Question
from scheduling.availability.calendars import BusyBlock, BusyKind, Reader
from scheduling.errors import (
    CalendarFailing,
    CalendarNotInCompany,
    CalendarNotRead,
    CompanyCalendarsClosed,
)
from scheduling.timespan import Span

HOST = "outlook.office365.com"
GRAPH = "https://graph.microsoft.com/"

_MOST_AT_ONCE = 20
# The time asked for has to be less than 62 days.
_LONGEST_DAYS = 61
_ZONE = "UTC"
_KINDS: Mapping[str, BusyKind | None] = {
    "free": None,
    "workingelsewhere": None,
    "tentative": BusyKind.TENTATIVE,
    "busy": BusyKind.BUSY,
    "oof": BusyKind.BUSY,
    # Nobody knows, so it is not free.
    "unknown": BusyKind.BUSY,
}
# In a view of slots: free, and working elsewhere.
_FREE = frozenset("04")
_NOT_THERE = ("ErrorMailRecipientNotFound", "ErrorInvalidUser", "ErrorNonExistentMailbox")


@dataclass(frozen=True, slots=True, kw_only=True)
class MicrosoftCalendars:
    """The default calendars of people by their addresses, twenty at a time."""

    # The address of one of the company, under whose mailbox the question is asked; None: whoever
    # the token is of.
    subject: str | None
    graph: str = GRAPH
    host: str = HOST
    most_at_once: int = _MOST_AT_ONCE
    longest_days: int = _LONGEST_DAYS

    def question(self, addresses: Sequence[str], part: Span) -> Question:
        """Return the call of `getSchedule`."""
        body = {
            "schedules": list(addresses),
            "startTime": _written(part.start),
            "endTime": _written(part.end),
            # The view of slots is not read, and shortest this way.
            "availabilityViewInterval": 1440,
        }
        whose = "me" if self.subject is None else f"users/{quote(self.subject, safe='@')}"
        headers = {"Prefer": f'outlook.timezone="{_ZONE}"'}
        return Question(
            url=f"{self.graph}v1.0/{whose}/calendar/getSchedule", body=body, headers=headers
        )

    def by_address(self, facts: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the schedules of an answer."""
        return {str(each.get("scheduleId", "")): each for each in objects_in(facts.get("value"))}

    def times_in(self, facts: Mapping[str, Any]) -> list[BusyTime]:
        """Return when somebody is busy: a calendar that failed has an error and no items."""
        if error := facts.get("error"):
            code = error.get("responseCode") if isinstance(error, dict) else None
            raise (CalendarNotInCompany if code in _NOT_THERE else CalendarFailing)(host=self.host)
        if _hides_items(facts):
            raise CalendarFailing(host=self.host)
        return [time for each in facts["scheduleItems"] if (time := _busy_time(each))]

    def blocks_of(self, busy: Iterable[BusyTime], reader: Reader) -> tuple[BusyBlock, ...]:
        """Return what of that counts. Each time is that of an event, without its UID."""
        return blocks_of_events(busy, reader)

    def refusal_in(self, answer: JsonAnswer) -> CalendarNotRead | None:
        """Return a refusal; where the subject has no mailbox, nobody can be asked for."""
        if answer.status not in (401, 403, 404):
            return None
        error = answer.facts.get("error")
        facts = error if isinstance(error, dict) else {}
        why = words_of(facts.get("code"), f"({facts.get('message', answer.status)})")
        return CompanyCalendarsClosed(host=self.host, why=why)


def _written(moment: datetime) -> Mapping[str, str]:
    local = moment.astimezone(UTC).replace(tzinfo=None)
    return {"dateTime": local.isoformat(timespec="seconds"), "timeZone": _ZONE}


def _hides_items(facts: Mapping[str, Any]) -> bool:
    """Tell whether somebody is busy by the view of slots, of whom no times have come.

    So it is where no more than the view may be seen, as of a group or of another company.
    """
    return not facts["scheduleItems"] and not set(facts.get("availabilityView") or "") <= _FREE


def _busy_time(facts: Mapping[str, Any]) -> BusyTime | None:
    """Return from when to when an item takes time; None where it takes none.

    Raises ValueError for one that is in another zone than was asked for.
    """
    # A status that is new is not free either. Some of Microsoft's examples begin it with a capital.
    kind = _KINDS.get(str(facts["status"]).casefold(), BusyKind.BUSY)
    begins, ends = _moment(facts["start"]), _moment(facts["end"])
    return None if kind is None else (begins, ends, kind)


def _moment(facts: Mapping[str, Any]) -> datetime:
    if facts["timeZone"] != _ZONE:
        raise ValueError("a time in another zone than was asked for")
    moment = datetime.fromisoformat(facts["dateTime"])
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
