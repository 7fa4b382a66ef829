"""Calls that ask one server for many people at once, in parts that it can take."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from bot.calendars.fetching.addresses import checked_address
from bot.calendars.fetching.fetcher import Fetcher, Request
from bot.calendars.fetching.json_answers import JsonAnswer
from bot.calendars.fetching.statuses import failure_of
from bot.calendars.free_busy.busy_times import BusyOrWhy, BusyTime, parts_of
from bot.calendars.tokens.tokens import Tokens
from scheduling.availability.calendars import BusyBlock, Reader
from scheduling.errors import CalendarFailing, CalendarNotRead
from scheduling.timespan import Span

_JSON = {"Content-Type": "application/json", "Accept": "application/json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, and where."""

    url: str
    body: Mapping[str, Any]
    headers: Mapping[str, str]


class FreeBusyServer(Protocol):
    """One kind of server: how it is asked, and how its answers are understood."""

    @property
    def host(self) -> str:
        """Where the calendars are, as everybody may know it."""
        ...

    @property
    def most_at_once(self) -> int:
        """For how many calendars one call may ask."""
        ...

    @property
    def longest_days(self) -> int:
        """For how many days one call may ask."""
        ...

    def question(self, addresses: Sequence[str], part: Span) -> Question:
        """Return what asks when some people are busy in a part of the time."""
        ...

    def by_address(self, facts: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what an answer says of each calendar, by the address that it gives."""
        ...

    def times_in(self, facts: Mapping[str, Any]) -> list[BusyTime]:
        """Return when somebody is busy.

        Raises CalendarNotRead for a calendar that failed, and AttributeError, KeyError, TypeError
        or ValueError where it does not say.
        """
        ...

    def blocks_of(self, busy: Iterable[BusyTime], reader: Reader) -> tuple[BusyBlock, ...]:
        """Return what of that counts: not our own interviews, as far as it tells them apart."""
        ...

    def refusal_in(self, answer: JsonAnswer) -> CalendarNotRead | None:
        """Return what is wrong with all of a call, where the status alone does not tell."""
        ...


@dataclass(kw_only=True)
class FreeBusyCalls:
    """Asks one server, by the tokens of whoever it lets in."""

    server: FreeBusyServer
    tokens: Tokens
    fetcher: Fetcher
    # What a refusal means of all of a call, if not what it means of a company.
    refusal_in: Callable[[JsonAnswer], CalendarNotRead | None] | None = None

    async def busy(self, addresses: Sequence[str], whole: Span) -> Mapping[str, BusyOrWhy]:
        """Return when each of some people is busy, or why that did not come.

        Raises CalendarNotRead where none of it came.
        """
        found: dict[str, BusyOrWhy] = {address: [] for address in addresses}
        for begin in range(0, len(addresses), self.server.most_at_once):
            some = addresses[begin : begin + self.server.most_at_once]
            for part in parts_of(whole, longest_days=self.server.longest_days):
                _add(found, await self._asked_in_halves(some, part))
        return found

    async def _asked_in_halves(
        self, addresses: Sequence[str], part: Span
    ) -> Mapping[str, BusyOrWhy]:
        """Ask for some people; where that is not understood, for each half of them, so that one
        odd address costs no other.
        """
        answer = await self.tokens.asked(partial(self._request, addresses, part))
        if answer.status == 200:
            return self._understood(answer, addresses)
        if answer.status != 400:
            refusal_in = self.refusal_in or self.server.refusal_in
            refusal = refusal_in(answer) or failure_of(answer.answer)
            raise refusal or CalendarFailing(host=self.server.host)
        if len(addresses) == 1:
            return {addresses[0]: CalendarFailing(host=self.server.host)}
        half = len(addresses) // 2
        first = await self._asked_in_halves(addresses[:half], part)
        return {**first, **await self._asked_in_halves(addresses[half:], part)}

    def _request(self, addresses: Sequence[str], part: Span, token: str) -> Request:
        question = self.server.question(addresses, part)
        return Request(
            address=checked_address(question.url, private=self.fetcher.private),
            method="POST",
            headers={**_JSON, **question.headers},
            body=json.dumps(question.body).encode(),
            bearer=token,
            hears_failures=True,
        )

    def _understood(self, answer: JsonAnswer, addresses: Sequence[str]) -> Mapping[str, BusyOrWhy]:
        """An address in capitals is the same address."""
        theirs = {
            address.casefold(): facts
            for address, facts in self.server.by_address(answer.facts).items()
        }
        return {each: self._of_one(theirs.get(each.casefold())) for each in addresses}

    def _of_one(self, facts: Any) -> BusyOrWhy:
        """A calendar that failed or is left out is not free."""
        try:
            return self.server.times_in(facts)
        except CalendarNotRead as error:
            return error
        except (AttributeError, KeyError, TypeError, ValueError):
            return CalendarFailing(host=self.server.host)


def _add(found: dict[str, BusyOrWhy], more: Mapping[str, BusyOrWhy]) -> None:
    """Put what was found for a further part of the time to what is there; a failure stays one."""
    for address, theirs in more.items():
        before = found[address]
        if isinstance(before, CalendarNotRead):
            continue
        found[address] = theirs if isinstance(theirs, CalendarNotRead) else [*before, *theirs]
