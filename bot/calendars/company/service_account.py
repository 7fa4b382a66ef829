"""A service account of Google's: its key, and the tokens that it is given for it.

`google-auth` reads the key and signs with it; the request for a token is ours, so that it goes the
same guarded way as everything else, and waits for nothing in a thread (RFC 7523, and
https://developers.google.com/identity/protocols/oauth2/service-account).
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from google.auth import jwt
from google.auth.crypt import RSASigner, Signer

from bot.calendars.company.answers import JsonAnswer, asked_for_json, words_of
from bot.calendars.fetching.addresses import checked_address
from bot.calendars.fetching.fetcher import Fetcher, Request
from bot.calendars.fetching.statuses import failure_of
from scheduling.errors import CalendarBusy, CalendarFailing, CompanyCalendarsClosed

SCOPE = "https://www.googleapis.com/auth/calendar.events.freebusy"
"""The least that shows when colleagues are busy, and nothing of their events."""

_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_LIFETIME = timedelta(hours=1)
_BEFORE_ITS_END = timedelta(minutes=5)
_PASSING = ("internal_failure", "server_error", "temporarily_unavailable", "rate_limit_exceeded")


class KeyNotUnderstood(ValueError):
    """It is no key of a service account; the words say what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAccount:
    """Who asks, and by which key."""

    email: str
    # Of the account, by which a company lets it in.
    client_id: str
    token_uri: str
    signer: Signer = field(repr=False)

    @classmethod
    def in_key(cls, text: str) -> "ServiceAccount":
        """Return the account of a key file, as Google hands it out. Raises KeyNotUnderstood."""
        try:
            facts: Any = json.loads(text)
            signer = RSASigner.from_service_account_info(facts)
            return cls(
                email=str(facts["client_email"]),
                client_id=str(facts.get("client_id", "")),
                token_uri=str(facts["token_uri"]),
                signer=signer,
            )
        except Exception:
            # Not its words: they may hold a part of the key.
            raise KeyNotUnderstood("no key of a service account") from None


@dataclass(kw_only=True)
class Tokens:
    """Tokens to read by in somebody's name, each asked for once and used until it ends."""

    account: ServiceAccount
    subject: str
    fetcher: Fetcher
    clock: Callable[[], datetime]
    _token: str = field(default="", repr=False)
    _good_until: datetime | None = None
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def token(self) -> str:
        """Return one that is good for some minutes at least.

        Raises CompanyCalendarsClosed where there is none for us, and CalendarNotRead.
        """
        async with self._asking:
            if self._good_until is None or self.clock() >= self._good_until:
                await self._renew()
            return self._token

    def drop(self, token: str) -> None:
        """Use a token no more that was not taken; one that came since stays."""
        if token == self._token:
            self._good_until = None

    async def _renew(self) -> None:
        now = self.clock()
        answer = await asked_for_json(self.fetcher, self._request(now))
        token, seconds = answer.facts.get("access_token"), answer.facts.get("expires_in")
        if answer.status != 200:
            raise _refusal(answer)
        if not isinstance(token, str) or not isinstance(seconds, int):
            raise CalendarFailing(host=answer.host)
        self._token = token
        self._good_until = now + max(timedelta(seconds=seconds) - _BEFORE_ITS_END, timedelta())

    def _request(self, now: datetime) -> Request:
        claims = {
            "iss": self.account.email,
            "sub": self.subject,
            "scope": SCOPE,
            "aud": self.account.token_uri,
            "iat": int(now.timestamp()),
            "exp": int((now + _LIFETIME).timestamp()),
        }
        assertion = jwt.encode(self.account.signer, claims).decode()
        return Request(
            address=checked_address(self.account.token_uri, private=self.fetcher.private),
            method="POST",
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            body=urlencode({"grant_type": _GRANT, "assertion": assertion}).encode(),
            hears_failures=True,
        )


def _refusal(answer: JsonAnswer) -> Exception:
    error, more = answer.facts.get("error"), answer.facts.get("error_description")
    if answer.status == 429 or answer.status >= 500 or error in _PASSING:
        return failure_of(answer.answer) or CalendarBusy(host=answer.host)
    words = words_of(error, f"({more})" if more else "") or f"HTTP {answer.status}"
    return CompanyCalendarsClosed(host=answer.host, why=words)
