"""Calendars of a company's Google Workspace, by a service account to which it delegates.

One member of the company, the subject, is asked as; what colleagues see of each other by
default, when they are busy, is all that is asked for
(https://developers.google.com/workspace/calendar/api/v3/reference/freebusy/query).
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from bot.calendars.colleagues import CallNotUnderstood, ColleagueAsked, read_together
from bot.calendars.company.answers import JsonAnswer, objects_in, words_of
from bot.calendars.company.busy_times import BusyOrWhy, BusyTime
from bot.calendars.company.service_account import ServiceAccount
from bot.calendars.company.tokens import Tokens
from bot.calendars.fetching.addresses import checked_address
from bot.calendars.fetching.fetcher import Fetcher, Request
from bot.calendars.fetching.statuses import failure_of
from bot.calendars.source import Found, Unchanged
from scheduling.availability.calendars import BusyKind
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
MOST_AT_ONCE = 50
"""Calendars in one call (calendarExpansionMax)."""
LONGEST_DAYS = 90
"""For more, some answers have come empty and without a word."""

_TOO_MANY = {"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded"}


@dataclass(kw_only=True)
class GoogleSource:
    """Reads the primary calendars of people by their addresses, fifty at a time."""

    tokens: Tokens
    fetcher: Fetcher
    api: str = API
    host: str = HOST
    most_at_once: int = MOST_AT_ONCE

    @classmethod
    def with_key(
        cls,
        key: str,
        *,
        subject: str,
        fetcher: Fetcher,
        clock: Callable[[], datetime],
        api: str = API,
    ) -> "GoogleSource":
        """Return what reads by the key of a service account, in the name of one of the company.

        Raises KeyNotUnderstood.
        """
        account = ServiceAccount.in_key(key)
        request = partial(account.token_request, subject=subject, private=fetcher.private)
        tokens = Tokens(request=request, fetcher=fetcher, clock=clock)
        return cls(tokens=tokens, fetcher=fetcher, api=api)

    async def read_all(
        self, asked: Sequence[ColleagueAsked]
    ) -> Sequence[Found | Unchanged | CalendarNotRead]:
        """Read the calendars of some people: two calls for the usual weeks ahead of fifty."""
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
        listed = answer.facts.get("calendars")
        by_address = {
            str(address).casefold(): facts
            for address, facts in (listed if isinstance(listed, dict) else {}).items()
        }
        return {each: self._of_one(by_address.get(each.casefold())) for each in addresses}

    def _of_one(self, facts: Any) -> BusyOrWhy:
        """A calendar that failed has no busy times, and one that is left out is not free."""
        if not isinstance(facts, dict):
            return CalendarFailing(host=self.host)
        if facts.get("errors"):
            reasons = {error.get("reason") for error in objects_in(facts["errors"])}
            is_missing = reasons == {"notFound"}
            kind = CalendarNotInCompany if is_missing else CalendarFailing
            return kind(host=self.host)
        try:
            return [_busy_time(each) for each in facts["busy"]]
        except (AttributeError, KeyError, TypeError, ValueError):
            return CalendarFailing(host=self.host)

    def _request(self, addresses: Sequence[str], part: Span, token: str) -> Request:
        question = {
            "timeMin": part.start.isoformat(),
            "timeMax": part.end.isoformat(),
            "timeZone": "UTC",
            "calendarExpansionMax": MOST_AT_ONCE,
            "items": [{"id": address} for address in addresses],
        }
        address = checked_address(f"{self.api}freeBusy", private=self.fetcher.private)
        return Request(
            address=address,
            method="POST",
            headers={"Content-Type": "application/json", "Accept": "application/json"},
            body=json.dumps(question).encode(),
            bearer=token,
            hears_failures=True,
        )

    def _failure(self, answer: JsonAnswer) -> Exception:
        error = answer.facts.get("error")
        facts = error if isinstance(error, dict) else {}
        reasons = {str(each.get("reason", "")) for each in objects_in(facts.get("errors"))}
        if answer.status == 400:
            return CallNotUnderstood()
        if answer.status == 403 and reasons & _TOO_MANY:
            return CalendarBusy(host=self.host)
        # Of an unknown address it is said beside the address: 404 is about the call itself.
        if answer.status in (401, 403, 404):
            why = words_of(*sorted(reasons), f"({facts.get('message', answer.status)})")
            return CompanyCalendarsClosed(host=self.host, why=why)
        return failure_of(answer.answer) or CalendarFailing(host=self.host)


def _busy_time(facts: Mapping[str, Any]) -> BusyTime:
    begins, ends = (datetime.fromisoformat(facts[name]) for name in ("start", "end"))
    if begins.tzinfo is None or ends.tzinfo is None:
        raise ValueError("a time without a zone")
    return begins, ends, BusyKind.BUSY
