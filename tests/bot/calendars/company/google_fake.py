"""A small Google on loopback: tokens for a service account, and `freeBusy.query`.

Where it is reached, what it takes and what it answers are those of Google's discovery document, of
which `calendar.v3.json` is an excerpt (revision 20261030, out of google-api-python-client 2.202.0,
Apache License 2.0). What the document does not say is from Google's pages: that of more than 90
days no busy times come, and no word; that a calendar which fails has errors in an answer of 200;
and how tokens are refused.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth import jwt
from hosts import Server, serving

from bot.calendars.fetching.fetcher import Fetcher
from bot.calendars.google import GoogleSource

DOCUMENT: dict[str, Any] = json.loads(
    Path(__file__).with_name("calendar.v3.json").read_text(encoding="utf-8")
)
METHOD = DOCUMENT["resources"]["freebusy"]["methods"]["query"]
HOST = "googleapis.example"
TOKEN_PATH = "/token"
SUBJECT = "rooms@acme.example"
ACCOUNT = "hours@project.iam.gserviceaccount.com"
_MOST, _LONGEST = 50, timedelta(days=90)
_TYPES = {"string": str, "integer": int, "array": list, "object": dict}

Busy = tuple[datetime, datetime]


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
class Google:
    """Calendars by the address of their owner; a word in the place of times is a reason."""

    calendars: dict[str, list[Busy] | str] = field(default_factory=dict)
    # What comes in the place of answers, first come first: a status, a body, and headers.
    meets: list[tuple[int, object, dict[str, str]]] = field(default_factory=list)
    refuses_tokens: tuple[int, object] | None = None
    # An address of which the whole call is refused.
    odd: str = ""
    now: datetime = datetime(2026, 11, 9, 8, tzinfo=UTC)
    tokens: list[str] = field(default_factory=list)
    ended: set[str] = field(default_factory=set)
    questions: list[dict[str, Any]] = field(default_factory=list)
    server: Server | None = None
    # By which name it is called.
    host: str = HOST

    @property
    def api(self) -> str:
        assert self.server is not None
        return self.server.address(DOCUMENT["basePath"], self.host)

    @property
    def token_uri(self) -> str:
        assert self.server is not None
        return self.server.address(TOKEN_PATH, self.host)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer as Google does."""
        if request.path == TOKEN_PATH:
            return self._token(await request.text())
        if (request.method, request.path) != (
            METHOD["httpMethod"],
            DOCUMENT["basePath"] + METHOD["path"],
        ):
            return _refused(404, "notFound", "Not Found")
        if self.meets:
            status, body, headers = self.meets.pop(0)
            return web.json_response(body, status=status, headers=headers)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.tokens or token in self.ended:
            return _refused(401, "authError", "Invalid Credentials")
        return self._busy(json.loads(await request.text()))

    def _token(self, body: str) -> web.StreamResponse:
        if self.refuses_tokens is not None:
            status, refusal = self.refuses_tokens
            return web.json_response(refusal, status=status)
        form = {name: values[0] for name, values in parse_qs(body).items()}
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
        self.tokens.append(f"token-{len(self.tokens) + 1}")
        granted = {"access_token": self.tokens[-1], "expires_in": 3599, "token_type": "Bearer"}
        return web.json_response(granted)

    def _busy(self, question: dict[str, Any]) -> web.StreamResponse:
        if wrong := not_as_described(question, {"$ref": METHOD["request"]["$ref"]}):
            return _refused(400, "invalid", wrong)
        start, end = _instant(question["timeMin"]), _instant(question["timeMax"])
        asked = [item["id"] for item in question["items"]]
        self.questions.append(question)
        assert start is not None  # by the document
        assert end is not None
        if start >= end:
            return _refused(400, "timeRangeEmpty", "The specified time range is empty.")
        if self.odd and self.odd in asked:
            return _refused(400, "invalid", "Invalid Value")
        answer = {
            "kind": "calendar#freeBusy",
            "timeMin": question["timeMin"],
            "timeMax": question["timeMax"],
            "calendars": {each: self._of_one(each, start, end, len(asked)) for each in asked},
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
        within = [(max(a, start), min(b, end)) for a, b in theirs if a < end and b > start]
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


@asynccontextmanager
async def google_running() -> AsyncIterator[Google]:
    """Google on loopback."""
    google = Google()
    async with serving(google.answer) as server:
        google.server = server
        yield google


@contextmanager
def google_beside() -> Iterator[Google]:
    """The same, in a thread of its own, for what has no loop or another one."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    running = google_running()

    def done(work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result()

    try:
        google = done(running.__aenter__())
        google.host = "127.0.0.1"
        yield google
        done(running.__aexit__(None, None, None))
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


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


def source_of(google: Google, fetcher: Fetcher) -> GoogleSource:
    """What reads there, by the account's key."""
    return GoogleSource.with_key(
        key_file(google.token_uri),
        subject=SUBJECT,
        fetcher=fetcher,
        # Google judges by the real time.
        clock=lambda: datetime.now(UTC),
        api=google.api,
    )
