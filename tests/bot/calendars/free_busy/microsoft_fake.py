"""A small Microsoft on loopback: tokens for an application, and `getSchedule` of Graph.

What it takes and answers is from Microsoft's published pages (microsoft-graph-docs-contrib,
`calendar-getschedule`, `scheduleitem`, `scheduleinformation`, `outlook-get-free-busy-schedule`):
20 entities, less than 62 days, times as `dateTimeTimeZone`, an error beside each that fails.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, ClassVar

from aiohttp import web
from free_busy_fake import FreeBusyFake
from sign_in_fake import SECRET as SIGN_IN_SECRET
from sign_in_fake import Grant

from bot.calendars.fetching.fetcher import Fetcher
from bot.calendars.free_busy.microsoft import MicrosoftCalendars
from bot.calendars.sources.colleagues import FreeBusySource
from bot.calendars.tokens.application import Application

HOST = "microsoft.example"
TENANT, CLIENT, SECRET = "acme-tenant", "client-1", "not so secret"
SUBJECT = "rooms@acme.example"
TOKEN_PATH = f"/{TENANT}/oauth2/v2.0/token"
SCHEDULE_PATH = f"/v1.0/users/{SUBJECT}/calendar/getSchedule"
OWN_PATH, OWN_SCHEDULE_PATH = "/v1.0/me/calendar", "/v1.0/me/calendar/getSchedule"
STATUSES = {"free", "tentative", "busy", "oof", "workingElsewhere", "unknown"}
_MOST, _SHORTER_THAN = 20, timedelta(days=62)
_FIELDS = {"schedules", "startTime", "endTime", "availabilityViewInterval"}
WRONG_SECRET = {
    "error": "invalid_client",
    "error_description": "AADSTS7000215: Invalid client secret provided.",
    "error_codes": [7000215],
}


@dataclass(kw_only=True)
class Microsoft(FreeBusyFake):
    """A company's calendars at Microsoft 365."""

    host: str = HOST
    secret: str = SECRET
    zone: str = "UTC"

    token_path: ClassVar = TOKEN_PATH
    sign_in_token_path: ClassVar = "/organizations/oauth2/v2.0/token"
    authorize_path: ClassVar = "/organizations/oauth2/v2.0/authorize"
    path: ClassVar = SCHEDULE_PATH

    def refused(self, status: int) -> web.StreamResponse:
        """Refuse a call."""
        codes = {401: "InvalidAuthenticationToken", 404: "ErrorInvalidUser"}
        return _refused(status, codes[status])

    def said_of(self, address: str, error: str = "") -> dict[str, Any]:
        """An answer that says of one that nothing takes their time, or that they failed."""
        errors = {"error": {"responseCode": error}} if error else {"scheduleItems": []}
        return {"value": [{"scheduleId": address, **errors}]}

    def token(self, form: dict[str, str]) -> web.StreamResponse:
        """Give a token to the application."""
        expected = {
            "client_id": CLIENT,
            "client_secret": self.secret,
            "scope": f"{self.at('/')}.default",
            "grant_type": "client_credentials",
        }
        if form != expected:
            return web.json_response(WRONG_SECRET, status=401)
        return self.granted()

    def serves(self, request: web.BaseRequest) -> bool:
        """Tell whether it is a call that the server knows."""
        call = request.method, request.path
        return call in (("POST", SCHEDULE_PATH), ("POST", OWN_SCHEDULE_PATH), ("GET", OWN_PATH))

    def answered(
        self, request: web.BaseRequest, text: str, grant: Grant | None
    ) -> web.StreamResponse:
        """Answer a call of the application's, or of who has signed in."""
        is_me = request.path != SCHEDULE_PATH
        if is_me != (grant is not None):
            return _refused(403, "ErrorAccessDenied")
        if grant is not None and f"{self.at('/')}Calendars.ReadBasic" not in grant.scopes:
            return _refused(403, "ErrorAccessDenied")
        if grant is None or request.path != OWN_PATH:
            return super().answered(request, text, grant)
        assert dict(request.query) == {"$select": "owner"}
        return web.json_response({"owner": {"name": "Ana", "address": grant.account}})

    def busy(
        self, request: web.BaseRequest, question: dict[str, Any], grant: Grant | None
    ) -> web.StreamResponse:
        """Say when people are busy."""
        assert request.headers["Prefer"] == 'outlook.timezone="UTC"'
        start, end = (_instant(question[name]) for name in ("startTime", "endTime"))
        asked = question["schedules"]
        self.counts.append(len(asked))
        well = set(question) <= _FIELDS and 5 <= question["availabilityViewInterval"] <= 1440
        if not well or end <= start or end - start >= _SHORTER_THAN or len(asked) > _MOST:
            return _refused(400, "ErrorInvalidParameter")
        if self.odd and self.odd in asked:
            return _refused(400, "ErrorInvalidParameter")
        kind = "https://graph.microsoft.com/v1.0/$metadata#Collection(scheduleInformation)"
        value = [self._of_one(address, start, end) for address in asked]
        return web.json_response({"@odata.context": kind, "value": value})

    def _of_one(self, address: str, start: datetime, end: datetime) -> dict[str, Any]:
        theirs = self.calendars.get(address, "ErrorMailRecipientNotFound")
        if isinstance(theirs, str):
            error = {"message": "It did not come.", "responseCode": theirs}
            return {"scheduleId": address, "error": error}
        items = [
            {
                "isPrivate": False,
                "status": _status(status),
                "subject": "The dentist, a secret",
                "start": self._written(first),
                "end": self._written(last),
            }
            for first, last, *status in theirs
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


def _status(given: list[str]) -> str:
    (status,) = given or ["busy"]
    assert status in STATUSES
    return status


def _refused(status: int, code: str) -> web.StreamResponse:
    return web.json_response(refusal(code), status=status)


def refusal(code: str) -> dict[str, Any]:
    """An error as Graph writes it."""
    return {"error": {"code": code, "message": "It is so."}}


def source_of(microsoft: Microsoft, fetcher: Fetcher) -> FreeBusySource:
    """What reads there, as the application."""
    there = microsoft.at("/")
    application = Application(
        tenant=TENANT, client_id=CLIENT, secret=SECRET, login=there, graph=there
    )
    return FreeBusySource.opened_by(
        partial(application.token_request, private=fetcher.private),
        server=MicrosoftCalendars(subject=SUBJECT, graph=there),
        fetcher=fetcher,
        clock=lambda: datetime.now(UTC),
    )


def sign_in_settings(microsoft: Microsoft) -> dict[str, str]:
    """The settings by which people sign in there."""
    assert microsoft.server is not None
    return {
        "microsoft_sign_in_client_id": microsoft.sign_ins.client_id,
        "microsoft_sign_in_client_secret": SIGN_IN_SECRET,
        "microsoft_login_url": microsoft.at("/"),
        "microsoft_graph_url": microsoft.at("/"),
        "calendar_private_hosts": f"127.0.0.1:{microsoft.server.port}",
    }
