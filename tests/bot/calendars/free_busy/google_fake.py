"""A small Google on loopback: tokens for a service account, and `freeBusy.query`.

Where it is reached, what it takes and what it answers are those of Google's discovery document, of
which `calendar.v3.json` is an excerpt (revision 20261030, out of google-api-python-client 2.202.0,
Apache License 2.0). What the document does not say is from Google's pages: that of more than 90
days no busy times come, and no word; that a calendar which fails has errors in an answer of 200;
and how tokens are refused.
"""

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any, ClassVar

from aiohttp import web
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from free_busy_fake import FreeBusyFake, running_beside
from google.auth import jwt
from sign_in_fake import SECRET, Grant

from bot.calendars.fetching.fetcher import Fetcher
from bot.calendars.free_busy.google import GoogleCalendars
from bot.calendars.sources.colleagues import FreeBusySource
from bot.calendars.tokens.service_account import ServiceAccount

DOCUMENT: dict[str, Any] = json.loads(
    Path(__file__).with_name("calendar.v3.json").read_text(encoding="utf-8")
)
METHOD = DOCUMENT["resources"]["freebusy"]["methods"]["query"]
HOST = "googleapis.example"
TOKEN_PATH = "/token"
SUBJECT = "rooms@acme.example"
ACCOUNT = "hours@project.iam.gserviceaccount.com"
_MOST, _LONGEST = 50, timedelta(days=90)
REASONS = {401: ("authError", "Invalid Credentials"), 404: ("notFound", "Not Found")}
_TYPES = {"string": str, "integer": int, "array": list, "object": dict}


@cache
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _public_key() -> bytes:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return _key().public_key().public_bytes(serialization.Encoding.PEM, form)


def key_file(token_uri: str) -> str:
    """The key of the account, as Google hands it out."""
    private = _key().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return json.dumps(
        {
            "type": "service_account",
            "project_id": "project",
            "private_key_id": "1",
            "private_key": private.decode(),
            "client_email": ACCOUNT,
            "client_id": "112233445566",
            "token_uri": token_uri,
        }
    )


def not_as_described(value: object, schema: Mapping[str, Any]) -> str:
    """Say in which way a value is not what the document describes; nothing where it is."""
    if "$ref" in schema:
        return not_as_described(value, DOCUMENT["schemas"][schema["$ref"]])
    wanted = _TYPES[schema["type"]]
    if not isinstance(value, wanted) or isinstance(value, bool):
        return f"{value!r} is no {schema['type']}"
    if schema.get("format") == "date-time" and isinstance(value, str):
        return "" if _instant(value) else f"{value!r} is no RFC 3339 time"
    if isinstance(value, list):
        return next((w for each in value if (w := not_as_described(each, schema["items"]))), "")
    if isinstance(value, dict):
        return _object_not_as_described(value, schema)
    return ""


def _object_not_as_described(value: dict[str, object], schema: Mapping[str, Any]) -> str:
    for name, each in value.items():
        described = schema.get("properties", {}).get(name) or schema.get("additionalProperties")
        if described is None:
            return f"there is no field {name}"
        if wrong := not_as_described(each, described):
            return f"{name}: {wrong}"
    return ""


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


@dataclass(kw_only=True)
class Google(FreeBusyFake):
    """A company's calendars at Google."""

    host: str = HOST
    questions: list[dict[str, Any]] = field(default_factory=list)

    token_path: ClassVar = TOKEN_PATH
    sign_in_token_path: ClassVar = TOKEN_PATH
    authorize_path: ClassVar = "/o/oauth2/v2/auth"
    revoke_path: ClassVar = "/revoke"
    path: ClassVar = DOCUMENT["basePath"] + METHOD["path"]

    @property
    def api(self) -> str:
        return self.at(DOCUMENT["basePath"])

    @property
    def token_uri(self) -> str:
        return self.at(TOKEN_PATH)

    def refused(self, status: int) -> web.StreamResponse:
        """Refuse a call."""
        return _refused(status, *REASONS[status])

    def said_of(self, address: str, error: str = "") -> dict[str, Any]:
        """An answer that says of one that nothing takes their time, or that they failed."""
        errors = {"errors": [{"reason": error}]} if error else {}
        return {"calendars": {address: {**errors, "busy": []}}}

    def token(self, form: dict[str, str]) -> web.StreamResponse:
        """Give a token to the service account."""
        if form.get("grant_type") != "urn:ietf:params:oauth:grant-type:jwt-bearer":
            return web.json_response({"error": "unsupported_grant_type"}, status=400)
        try:
            claims = jwt.decode(form["assertion"], certs=_public_key(), verify=True)
        except ValueError as error:
            said = {"error": "invalid_grant", "error_description": str(error)}
            return web.json_response(said, status=400)
        allowed = set(claims["scope"].split()) <= set(METHOD["scopes"])
        # Google's own client names the usual address, wherever it asks.
        is_for_us = claims["aud"] in (self.token_uri, "https://oauth2.googleapis.com/token")
        if (claims["iss"], claims["sub"]) != (ACCOUNT, SUBJECT) or not (allowed and is_for_us):
            return web.json_response(UNAUTHORIZED, status=401)
        return self.granted()

    def busy(
        self, _: web.BaseRequest, question: dict[str, Any], grant: Grant | None
    ) -> web.StreamResponse:
        """Say when people are busy."""
        if grant is not None and not set(grant.scopes) & set(METHOD["scopes"]):
            return _refused(403, "insufficientPermissions", "Insufficient Permission")
        if wrong := not_as_described(question, {"$ref": METHOD["request"]["$ref"]}):
            return _refused(400, "invalid", wrong)
        start, end = _instant(question["timeMin"]), _instant(question["timeMax"])
        asked = [item["id"] for item in question["items"]]
        self.questions.append(question)
        self.counts.append(len(asked))
        assert start is not None  # by the document
        assert end is not None
        if start >= end:
            return _refused(400, "timeRangeEmpty", "The specified time range is empty.")
        if self.odd and self.odd in asked:
            return _refused(400, "invalid", "Invalid Value")
        names = {each: grant.account if grant and each == "primary" else each for each in asked}
        answer = {
            "kind": "calendar#freeBusy",
            "timeMin": question["timeMin"],
            "timeMax": question["timeMax"],
            "calendars": {a: self._of_one(b, start, end, len(asked)) for a, b in names.items()},
        }
        assert not not_as_described(answer, {"$ref": METHOD["response"]["$ref"]})
        return web.json_response(answer)

    def _of_one(self, address: str, start: datetime, end: datetime, count: int) -> dict[str, Any]:
        theirs = "tooManyCalendarsRequested" if count > _MOST else self.calendars.get(address)
        if theirs is None or isinstance(theirs, str):
            reason = theirs or "notFound"
            return {"errors": [{"domain": "global", "reason": reason}], "busy": []}
        if end - start > _LONGEST:
            return {"busy": []}
        within = [(max(a, start), min(b, end)) for a, b, *_ in theirs if a < end and b > start]
        return {"busy": [{"start": _written(a), "end": _written(b)} for a, b in within]}


UNAUTHORIZED = {
    "error": "unauthorized_client",
    "error_description": "Client is unauthorized to retrieve access tokens using this method, or "
    "client not authorized for any of the scopes requested.",
}


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _refused(status: int, reason: str, message: str) -> web.StreamResponse:
    return web.json_response(refusal(status, reason, message), status=status)


def refusal(status: int, reason: str, message: str = "") -> dict[str, Any]:
    """An error as Google writes it."""
    errors = [{"domain": "global", "reason": reason, "message": message}]
    return {"error": {"errors": errors, "code": status, "message": message}}


def google_beside() -> AbstractContextManager[Google]:
    """Google on loopback, for what has no loop or another one."""
    return running_beside(Google)


def settings_of(google: Google, *, domains: str) -> dict[str, str]:
    """The settings by which a bot reads there."""
    assert google.server is not None
    return {
        "google_service_account": key_file(google.token_uri),
        "google_subject": SUBJECT,
        "google_domains": domains,
        "google_api_url": google.api,
        "calendar_private_hosts": f"127.0.0.1:{google.server.port}",
    }


def source_of(google: Google, fetcher: Fetcher, *, subject: str = SUBJECT) -> FreeBusySource:
    """What reads there, by the account's key."""
    account = ServiceAccount.in_key(key_file(google.token_uri))
    return FreeBusySource.opened_by(
        partial(account.token_request, subject=subject, private=fetcher.private),
        server=GoogleCalendars(api=google.api),
        fetcher=fetcher,
        # Google judges by the real time.
        clock=lambda: datetime.now(UTC),
    )


def sign_in_settings(google: Google) -> dict[str, str]:
    """The settings by which people sign in there."""
    assert google.server is not None
    return {
        "google_sign_in_client_id": google.sign_ins.client_id,
        "google_sign_in_client_secret": SECRET,
        "google_accounts_url": google.at("/"),
        "google_tokens_url": google.at("/"),
        "google_api_url": google.api,
        "calendar_private_hosts": f"127.0.0.1:{google.server.port}",
    }
