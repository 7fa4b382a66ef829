"""Tokens by which a company's server lets us read: asked for once, and used until they end."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import isnan
from typing import Any
from urllib.parse import urlencode

from bot.calendars.fetching.addresses import PrivateHosts, checked_address
from bot.calendars.fetching.fetcher import Fetcher, Request
from bot.calendars.fetching.json_answers import JsonAnswer, asked_for_json, words_of
from bot.calendars.fetching.statuses import failure_of
from scheduling.errors import CalendarBusy, CalendarFailing, CalendarNotRead, CompanyCalendarsClosed

_BEFORE_ITS_END = timedelta(minutes=5)
_USUAL_SECONDS = 3_600.0
_LONGEST_SECONDS = 86_400.0
"""For which a token is believed to be good, whatever is said of it."""
_PASSING = ("internal_failure", "server_error", "temporarily_unavailable", "rate_limit_exceeded")


def token_request(url: str, form: Mapping[str, str], *, private: PrivateHosts) -> Request:
    """Return what asks for a token by a form (RFC 6749, 4), which goes to nobody else."""
    return Request(
        address=checked_address(url, private=private),
        method="POST",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        body=urlencode(form).encode(),
        hears_failures=True,
        follows=False,
    )


def _seconds_of(said: object) -> float:
    """For how long a token is good: it may be left out (RFC 6749, 5.1), or be written as a text.

    What is no number is taken for the usual time: a token that ends sooner is asked for once more.
    """
    try:
        seconds = float(said) if isinstance(said, int | float | str) else _USUAL_SECONDS
    except (ValueError, OverflowError):
        seconds = _USUAL_SECONDS
    return _USUAL_SECONDS if isnan(seconds) else max(0.0, min(seconds, _LONGEST_SECONDS))


def _closed(host: str, _: str, words: str) -> CalendarNotRead:
    return CompanyCalendarsClosed(host=host, why=words)


async def _nothing(_: Mapping[str, Any]) -> None:
    """Do nothing with what has come."""


@dataclass(kw_only=True)
class Tokens:
    """One token after the other."""

    # What asks for a token at a moment.
    request: Callable[[datetime], Request]
    fetcher: Fetcher
    clock: Callable[[], datetime]
    # What a refusal means, by its code and in words.
    refusal: Callable[[str, str, str], CalendarNotRead] = _closed
    # What hears all that has come with a token, before anything is asked by it.
    heard: Callable[[Mapping[str, Any]], Awaitable[None]] = _nothing
    _token: str = field(default="", repr=False)
    _good_until: datetime | None = None
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def token(self) -> str:
        """Return one that is good for some minutes at least.

        Raises CalendarNotRead, where there is none for us as `refusal` says.
        """
        async with self._asking:
            if self._good_until is None or self.clock() >= self._good_until:
                await self._renew()
            return self._token

    def have_ended(self, by: datetime) -> bool:
        """Tell whether the newest was over at a moment, or there was none yet."""
        return self._good_until is None or self._good_until <= by

    async def asked(self, request: Callable[[str], Request]) -> JsonAnswer:
        """Ask by a token; by one more, where that was ended before its time."""
        token = await self.token()
        answer = await asked_for_json(self.fetcher, request(token))
        if answer.status != 401:
            return answer
        if token == self._token:
            self._good_until = self.clock()
        return await asked_for_json(self.fetcher, request(await self.token()))

    async def _renew(self) -> None:
        now = self.clock()
        answer = await asked_for_json(self.fetcher, self.request(now))
        token = answer.facts.get("access_token")
        if answer.status != 200:
            raise self._refusal(answer)
        if not isinstance(token, str):
            raise CalendarFailing(host=answer.host)
        await self.heard(answer.facts)
        self._token = token
        good_for = timedelta(seconds=_seconds_of(answer.facts.get("expires_in")))
        self._good_until = now + max(good_for - _BEFORE_ITS_END, timedelta())

    def _refusal(self, answer: JsonAnswer) -> CalendarNotRead:
        error, more = answer.facts.get("error"), answer.facts.get("error_description")
        if answer.status == 429 or answer.status >= 500 or error in _PASSING:
            return failure_of(answer.answer) or CalendarBusy(host=answer.host)
        words = words_of(error, f"({more})" if more else "") or f"HTTP {answer.status}"
        return self.refusal(answer.host, str(error), words)
