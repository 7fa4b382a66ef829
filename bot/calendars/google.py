"""Calendars of a company's Google Workspace, by a service account to which it delegates.

One member of the company, the subject, is asked as; what colleagues see of each other by
default, when they are busy, is all that is asked for
(https://developers.google.com/workspace/calendar/api/v3/reference/freebusy/query).
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.calendars.colleagues import ColleagueAsked, colleague_outcome
from bot.calendars.company.answers import JsonAnswer, asked_for_json, objects_in, words_of
from bot.calendars.company.busy_times import BusyTime, blocks_of, hull_of, parts_of
from bot.calendars.company.service_account import ServiceAccount, Tokens
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
_BusyOrWhy = list[BusyTime] | CalendarNotRead


class _CallNotUnderstood(Exception):
    """The server takes exception to what it was asked: to one of the addresses, perhaps."""


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
        tokens = Tokens(account=account, subject=subject, fetcher=fetcher, clock=clock)
        return cls(tokens=tokens, fetcher=fetcher, api=api)

    async def read_all(
        self, asked: Sequence[ColleagueAsked]
    ) -> Sequence[Found | Unchanged | CalendarNotRead]:
        """Read the calendars of some people: two calls for the usual weeks ahead of fifty."""
        addresses = sorted({each.address for each in asked if each.address})
        found: dict[str, _BusyOrWhy] = {address: [] for address in addresses}
        whole = hull_of(each.reader.window for each in asked)
        for begin in range(0, len(addresses), self.most_at_once):
            some = addresses[begin : begin + self.most_at_once]
            for part in parts_of(whole, longest_days=LONGEST_DAYS):
                _add(found, await self._busy(some, part))
        return [self._outcome(each, found) for each in asked]

    async def close(self) -> None:
        """Close connections; they are opened again when needed."""
        await self.fetcher.close()

    def _outcome(
        self, asked: ColleagueAsked, found: Mapping[str, _BusyOrWhy]
    ) -> Found | Unchanged | CalendarNotRead:
        theirs = found[asked.address] if asked.address else CalendarNotInCompany(host=self.host)
        if isinstance(theirs, CalendarNotRead):
            return theirs
        return colleague_outcome(blocks_of(theirs, asked.reader), asked)

    async def _busy(self, addresses: Sequence[str], part: Span) -> Mapping[str, _BusyOrWhy]:
        """Ask for some people; where that is not understood, for each half of them, so that one
        odd address costs no other.
        """
        try:
            answer = await self._answer(addresses, part)
        except _CallNotUnderstood:
            if len(addresses) == 1:
                return {addresses[0]: CalendarFailing(host=self.host)}
            half = len(addresses) // 2
            first = await self._busy(addresses[:half], part)
            return {**first, **await self._busy(addresses[half:], part)}
        listed = answer.facts.get("calendars")
        by_address = {
            str(address).casefold(): facts
            for address, facts in (listed if isinstance(listed, dict) else {}).items()
        }
        return {each: self._of_one(by_address.get(each.casefold())) for each in addresses}

    def _of_one(self, facts: Any) -> _BusyOrWhy:
        """A calendar that failed has no busy times, and one that is left out is not free."""
        if not isinstance(facts, dict):
            return CalendarFailing(host=self.host)
        if facts.get("errors"):
            reasons = {error.get("reason") for error in objects_in(facts["errors"])}
            is_missing = reasons == {"notFound"}
            kind = CalendarNotInCompany if is_missing else CalendarFailing
            return kind(host=self.host)
        try:
            return [_busy_time(each) for each in facts.get("busy", [])]
        except (AttributeError, KeyError, TypeError, ValueError):
            return CalendarFailing(host=self.host)

    async def _answer(self, addresses: Sequence[str], part: Span) -> JsonAnswer:
        for is_last in (False, True):
            token = await self.tokens.token()
            answer = await asked_for_json(self.fetcher, self._request(addresses, part, token))
            if answer.status == 200:
                return answer
            if answer.status != 401 or is_last:
                break
            # It may have been ended before its time.
            self.tokens.drop(token)
        raise self._failure(answer)

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
            return _CallNotUnderstood()
        if answer.status == 403 and reasons & _TOO_MANY:
            return CalendarBusy(host=self.host)
        if answer.status in (401, 403):
            why = words_of(*sorted(reasons), f"({facts.get('message', answer.status)})")
            return CompanyCalendarsClosed(host=self.host, why=why)
        return failure_of(answer.answer) or CalendarFailing(host=self.host)


def _busy_time(facts: Mapping[str, Any]) -> BusyTime:
    begins, ends = (datetime.fromisoformat(facts[name]) for name in ("start", "end"))
    if begins.tzinfo is None or ends.tzinfo is None:
        raise ValueError("a time without a zone")
    return begins, ends, BusyKind.BUSY


def _add(found: dict[str, _BusyOrWhy], more: Mapping[str, _BusyOrWhy]) -> None:
    """Put what was found for a further part of the time to what is there; a failure stays one."""
    for address, theirs in more.items():
        before = found[address]
        if isinstance(before, CalendarNotRead):
            continue
        found[address] = theirs if isinstance(theirs, CalendarNotRead) else [*before, *theirs]
