"""A small Microsoft on loopback: tokens for an application, and `getSchedule` of Graph.

What it takes and answers is from Microsoft's published pages (microsoft-graph-docs-contrib,
`calendar-getschedule`, `scheduleitem`, `scheduleinformation`, `outlook-get-free-busy-schedule`):
20 entities, less than 62 days, times as `dateTimeTimeZone`, an error beside each that fails.
"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web
from hosts import Server, serving

from bot.calendars.fetching.fetcher import Fetcher
from bot.calendars.microsoft import MicrosoftSource, Servers

HOST = "microsoft.example"
TENANT, CLIENT, SECRET = "acme-tenant", "client-1", "not so secret"
SUBJECT = "rooms@acme.example"
TOKEN_PATH = f"/{TENANT}/oauth2/v2.0/token"
SCHEDULE_PATH = f"/v1.0/users/{SUBJECT}/calendar/getSchedule"
STATUSES = {"free", "tentative", "busy", "oof", "workingElsewhere", "unknown"}
_MOST, _SHORTER_THAN = 20, timedelta(days=62)
_FIELDS = {"schedules", "startTime", "endTime", "availabilityViewInterval"}
WRONG_SECRET = {
    "error": "invalid_client",
    "error_description": "AADSTS7000215: Invalid client secret provided.",
    "error_codes": [7000215],
}

Item = tuple[datetime, datetime, str]


@dataclass(kw_only=True)
class Microsoft:
    """Calendars by the address of their owner; a word in the place of items is an error's code."""

    calendars: dict[str, list[Item] | str] = field(default_factory=dict)
    # What comes in the place of answers, first come first: a status, a body, and headers.
    meets: list[tuple[int, object, dict[str, str]]] = field(default_factory=list)
    secret: str = SECRET
    zone: str = "UTC"
    tokens: list[str] = field(default_factory=list)
    ended: set[str] = field(default_factory=set)
    questions: list[dict[str, Any]] = field(default_factory=list)
    server: Server | None = None
    # By which name it is called.
    host: str = HOST

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer as Microsoft does."""
        if (request.method, request.path) == ("POST", TOKEN_PATH):
            return self._token(await request.text())
        if (request.method, request.path) != ("POST", SCHEDULE_PATH):
            return refused(404, "ErrorInvalidUser")
        if self.meets:
            status, body, headers = self.meets.pop(0)
            return web.json_response(body, status=status, headers=headers)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.tokens or token in self.ended:
            return refused(401, "InvalidAuthenticationToken")
        assert request.headers["Prefer"] == 'outlook.timezone="UTC"'
        return self._schedules(json.loads(await request.text()))

    def _token(self, body: str) -> web.StreamResponse:
        form = {name: values[0] for name, values in parse_qs(body).items()}
        assert self.server is not None
        expected = {
            "client_id": CLIENT,
            "client_secret": self.secret,
            "scope": f"{self.server.address('/', self.host)}.default",
            "grant_type": "client_credentials",
        }
        if form != expected:
            return web.json_response(WRONG_SECRET, status=401)
        self.tokens.append(f"token-{len(self.tokens) + 1}")
        granted = {"token_type": "Bearer", "expires_in": 3599, "access_token": self.tokens[-1]}
        return web.json_response(granted)

    def _schedules(self, question: dict[str, Any]) -> web.StreamResponse:
        self.questions.append(question)
        start, end = (_instant(question[name]) for name in ("startTime", "endTime"))
        asked = question["schedules"]
        well = set(question) <= _FIELDS and 5 <= question["availabilityViewInterval"] <= 1440
        if not well or end <= start or end - start >= _SHORTER_THAN or len(asked) > _MOST:
            return refused(400, "ErrorInvalidParameter")
        kind = "https://graph.microsoft.com/v1.0/$metadata#Collection(scheduleInformation)"
        value = [self._of_one(address, start, end) for address in asked]
        return web.json_response({"@odata.context": kind, "value": value})

    def _of_one(self, address: str, start: datetime, end: datetime) -> dict[str, Any]:
        theirs = self.calendars.get(address, "ErrorMailRecipientNotFound")
        if isinstance(theirs, str):
            error = {"message": "It did not come.", "responseCode": theirs}
            return {"scheduleId": address, "error": error}
        assert {status for _, _, status in theirs} <= STATUSES
        items = [
            {
                "isPrivate": False,
                "status": status,
                "subject": "The dentist, a secret",
                "start": self._written(first),
                "end": self._written(last),
            }
            for first, last, status in theirs
            if first < end and last > start
        ]
        return {"scheduleId": address, "availabilityView": "0", "scheduleItems": items}

    def _written(self, moment: datetime) -> dict[str, str]:
        local = moment.astimezone(UTC).replace(tzinfo=None)
        written = f"{local.isoformat(timespec='seconds')}.0000000"
        return {"dateTime": written, "timeZone": self.zone}


def _instant(facts: dict[str, str]) -> datetime:
    assert facts["timeZone"] == "UTC"
    return datetime.fromisoformat(facts["dateTime"]).replace(tzinfo=UTC)


def refused(status: int, code: str) -> web.StreamResponse:
    """A refusal as Graph writes it."""
    return web.json_response(refusal(code), status=status)


def refusal(code: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": "It is so."}}


@asynccontextmanager
async def microsoft_running() -> AsyncIterator[Microsoft]:
    """Microsoft on loopback."""
    microsoft = Microsoft()
    async with serving(microsoft.answer) as server:
        microsoft.server = server
        yield microsoft


def source_of(microsoft: Microsoft, fetcher: Fetcher) -> MicrosoftSource:
    """What reads there, as the application."""
    assert microsoft.server is not None
    there = microsoft.server.address("/", HOST)
    return MicrosoftSource.with_secret(
        SECRET,
        tenant=TENANT,
        client_id=CLIENT,
        subject=SUBJECT,
        fetcher=fetcher,
        clock=lambda: datetime.now(UTC),
        servers=Servers(login=there, graph=there),
    )
