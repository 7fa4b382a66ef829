"""Delivery over HTTP: signed requests to an address of the app's, as Slack sends them."""

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp

from sandbox.state.types import Json

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


class NotDelivered(Exception):
    """The app did not take a request: nobody was there, or the status was not 200."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestUrl:
    """An address at which the app takes what happens in the workspace."""

    url: str
    signing_secret: str

    async def verify(self) -> None:
        """Ask the app to say a word back, as Slack does when the address is entered.

        Raises NotDelivered when it does not.
        """
        challenge = secrets.token_urlsafe(16)
        told = {"type": "url_verification", "challenge": challenge}
        answer = await self.send("events_api", told, seconds=10)
        if not isinstance(answer, dict) or challenge not in answer.values():
            raise NotDelivered("the app did not say the challenge back")

    async def send(self, type: str, payload: Json, *, seconds: float, **more: object) -> Any:
        """Send what an envelope of this type would hold, and give the answer's payload.

        Raises TimeoutError and NotDelivered.
        """
        body, sort = _body(type, payload)
        headers = self._headers(body, sort) | _retry_headers(more)
        try:
            async with (
                asyncio.timeout(seconds),
                aiohttp.ClientSession() as session,
                session.post(self.url, data=body, headers=headers) as answer,
            ):
                text = await answer.text()
        except aiohttp.ClientError as trouble:
            raise NotDelivered(str(trouble)) from trouble
        if answer.status != 200:
            raise NotDelivered(f"status {answer.status}")
        if not text:
            return None
        return json.loads(text) if answer.content_type == JSON else {"text": text}

    def _headers(self, body: bytes, sort: str) -> dict[str, str]:
        # By the real clock: the app compares it with its own, and refuses what is five minutes
        # off.
        stamp = str(int(time.time()))
        # https://docs.slack.dev/authentication/verifying-requests-from-slack
        told = b"v0:%b:%b" % (stamp.encode(), body)
        signature = hmac.new(self.signing_secret.encode(), told, hashlib.sha256).hexdigest()
        return {
            "Content-Type": sort,
            "User-Agent": "Slackbot 1.0 (sandbox)",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signature}",
        }


def _body(type: str, payload: Json) -> tuple[bytes, str]:
    if type == "slash_commands":
        return urlencode(payload).encode(), FORM
    if type == "interactive":
        return urlencode({"payload": json.dumps(payload)}).encode(), FORM
    return json.dumps(payload).encode(), JSON


def _retry_headers(more: dict[str, object]) -> dict[str, str]:
    if not more.get("retry_attempt"):
        return {}
    number, reason = str(more["retry_attempt"]), str(more.get("retry_reason", ""))
    return {"X-Slack-Retry-Num": number, "X-Slack-Retry-Reason": reason}
