"""Slack's own calls, where it calls us: checked byte by byte before anything reads them."""

import hashlib
import hmac
import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from fastapi import APIRouter, Request, Response
from slack_bolt.adapter.starlette.async_handler import (
    to_async_bolt_request,
    to_starlette_response,
)
from slack_bolt.async_app import AsyncApp
from starlette.datastructures import Headers

from bot.process.metrics import note_ack
from bot.web.api.schemas.fields import BODY
from bot.web.api.shared.problems import problem

PATH = "/slack/events"
FRESH = timedelta(minutes=5)

_TIMESTAMP = re.compile(rb"[0-9]{1,12}", re.ASCII)

log = logging.getLogger(__name__)


def is_signed(body: bytes, headers: Headers, *, signing_secret: str, now: datetime) -> bool:
    """Tell whether Slack has signed these bytes within the last five minutes.

    Whatever the headers hold, it raises nothing; the signature is compared in constant time.
    """
    timestamp = headers.get("x-slack-request-timestamp", "").encode("latin-1", "replace")
    signature = headers.get("x-slack-signature", "").encode("latin-1", "replace")
    if not _TIMESTAMP.fullmatch(timestamp):
        return False
    if abs(now.timestamp() - int(timestamp)) > FRESH.total_seconds():
        return False
    told = b"v0:%b:%b" % (timestamp, body)
    ours = hmac.new(signing_secret.encode(), told, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"v0={ours}".encode(), signature)


def slack_router(app: AsyncApp, *, signing_secret: str, wall: Callable[[], datetime]) -> APIRouter:
    """Return the route by which Slack reaches the listeners of an app."""
    router = APIRouter(include_in_schema=False)

    @router.post(PATH)
    async def events(request: Request) -> Response:
        began = monotonic()
        body: bytes = request.scope[BODY]
        if not is_signed(body, request.headers, signing_secret=signing_secret, now=wall()):
            return problem(401, "This was not signed by Slack, or too long ago.")
        try:
            asked = to_async_bolt_request(request, body)
        except (ValueError, TypeError, AttributeError) as error:
            # Signed, and yet no request of Slack's: not UTF-8, not JSON, or JSON of another form.
            log.warning("a signed request that can't be read: %s", type(error).__name__)
            return problem(400, "This can't be read.")
        answer = to_starlette_response(await app.async_dispatch(asked))
        note_ack("http", since=began)
        return answer

    return router
