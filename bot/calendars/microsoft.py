"""Calendars of a company's Microsoft 365, by an application that its administrator has let in.

What is asked is `getSchedule` of Microsoft Graph: when people are busy in their default calendar
(https://learn.microsoft.com/graph/api/calendar-getschedule and, for its limits,
https://learn.microsoft.com/graph/outlook-get-free-busy-schedule).
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from bot.calendars.colleagues import CallNotUnderstood, ColleagueAsked, read_together
from bot.calendars.company.answers import JsonAnswer, objects_in, words_of
from bot.calendars.company.busy_times import BusyOrWhy, BusyTime
from bot.calendars.company.tokens import Tokens
from bot.calendars.fetching.addresses import checked_address
from bot.calendars.fetching.fetcher import Fetcher, Request
from bot.calendars.fetching.statuses import failure_of
from bot.calendars.source import Found, Unchanged
from scheduling.availability.calendars import BusyKind
from scheduling.errors import (
    CalendarFailing,
    CalendarNotInCompany,
    CalendarNotRead,
    CompanyCalendarsClosed,
)
from scheduling.timespan import Span

HOST = "outlook.office365.com"
LOGIN, GRAPH = "https://login.microsoftonline.com/", "https://graph.microsoft.com/"
MOST_AT_ONCE = 20
LONGEST_DAYS = 61
"""The time asked for has to be less than 62 days."""

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
class Servers:
    """Where tokens and calendars are; a national cloud has both elsewhere."""

    login: str = LOGIN
    graph: str = GRAPH


@dataclass(kw_only=True)
class MicrosoftSource:
    """Reads the default calendars of people by their addresses, twenty at a time."""

    tokens: Tokens
    fetcher: Fetcher
    # The address of one of the company, under whose mailbox the question is asked.
    subject: str
    servers: Servers
    host: str = HOST
    most_at_once: int = MOST_AT_ONCE

    @classmethod
    def with_secret(
        cls,
        secret: str,
        *,
        tenant: str,
        client_id: str,
        subject: str,
        fetcher: Fetcher,
        clock: Callable[[], datetime],
        servers: Servers | None = None,
    ) -> "MicrosoftSource":
        """Return what reads as an application, by its secret in one tenant."""
        where = servers or Servers()
        form = {
            "client_id": client_id,
            "client_secret": secret,
            "scope": f"{where.graph}.default",
            "grant_type": "client_credentials",
        }
        address = f"{where.login}{quote(tenant, safe='')}/oauth2/v2.0/token"

        def request(_: datetime) -> Request:
            return Request(
                address=checked_address(address, private=fetcher.private),
                method="POST",
                headers={"Content-Type": "application/x-www-form-urlencoded"},
                body=urlencode(form).encode(),
                hears_failures=True,
            )

        tokens = Tokens(request=request, fetcher=fetcher, clock=clock)
        return cls(tokens=tokens, fetcher=fetcher, subject=subject, servers=where)

    async def read_all(
        self, asked: Sequence[ColleagueAsked]
    ) -> Sequence[Found | Unchanged | CalendarNotRead]:
        """Read the calendars of some people: three calls for the usual weeks ahead of twenty."""
        return await read_together(
            asked,
            self._busy,
            host=self.host,
            most_at_once=self.most_at_once,
            longest_days=LONGEST_DAYS,
        )

    async def close(self) -> None:
        """Close connections; they are opened again when needed."""
        await self.fetcher.close()

    async def _busy(self, addresses: Sequence[str], part: Span) -> Mapping[str, BusyOrWhy]:
        answer = await self.tokens.asked(partial(self._request, addresses, part))
        if answer.status != 200:
            raise self._failure(answer)
        by_address = {
            str(each.get("scheduleId", "")).casefold(): each
            for each in objects_in(answer.facts.get("value"))
        }
        return {each: self._of_one(by_address.get(each.casefold())) for each in addresses}

    def _of_one(self, facts: Mapping[str, Any] | None) -> BusyOrWhy:
        """A calendar that failed has an error and no items, and one left out is not free."""
        error = None if facts is None else facts.get("error")
        if facts is None or error:
            code = error.get("responseCode") if isinstance(error, dict) else None
            kind = CalendarNotInCompany if code in _NOT_THERE else CalendarFailing
            return kind(host=self.host)
        try:
            if _hides_items(facts):
                return CalendarFailing(host=self.host)
            return [time for each in facts["scheduleItems"] if (time := _busy_time(each))]
        except (AttributeError, KeyError, TypeError, ValueError):
            return CalendarFailing(host=self.host)

    def _request(self, addresses: Sequence[str], part: Span, token: str) -> Request:
        question = {
            "schedules": list(addresses),
            "startTime": _written(part.start),
            "endTime": _written(part.end),
            # The view of slots is not read, and shortest this way.
            "availabilityViewInterval": 1440,
        }
        way = f"v1.0/users/{quote(self.subject, safe='@')}/calendar/getSchedule"
        return Request(
            address=checked_address(f"{self.servers.graph}{way}", private=self.fetcher.private),
            method="POST",
            headers={
                "Content-Type": "application/json",
                "Accept": "application/json",
                "Prefer": f'outlook.timezone="{_ZONE}"',
            },
            body=json.dumps(question).encode(),
            bearer=token,
            hears_failures=True,
        )

    def _failure(self, answer: JsonAnswer) -> Exception:
        error = answer.facts.get("error")
        facts = error if isinstance(error, dict) else {}
        if answer.status == 400:
            return CallNotUnderstood()
        # The subject has no mailbox: nobody can be asked for.
        if answer.status in (401, 403, 404):
            why = words_of(facts.get("code"), f"({facts.get('message', answer.status)})")
            return CompanyCalendarsClosed(host=self.host, why=why)
        return failure_of(answer.answer) or CalendarFailing(host=self.host)


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
