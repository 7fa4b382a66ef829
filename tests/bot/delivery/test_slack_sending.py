"""Sending one direct message: what each answer of Slack's means, over a real connection."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from bot_settings import settings

from bot.delivery.channel import SendOutcome, SendResult
from bot.delivery.slack import METADATA_TYPE, post
from bot.slack.client import messenger
from scheduling.model import Content

SENT = {"ok": True, "channel": "D1", "ts": "1795323500.000100"}
CONTENT: Content = {
    "text": "In 1 hour",
    "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "In *1 hour*"}}],
}


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the server answers; `broken_off` closes the connection without a word."""

    body: str | bytes = ""
    status: int = 200
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    broken_off: bool = False

    async def give(self, request: web.Request) -> web.StreamResponse:
        if self.broken_off and request.transport is not None:
            request.transport.abort()
        body = self.body.encode() if isinstance(self.body, str) else self.body
        return web.Response(
            body=body, status=self.status, content_type=self.kind, headers=self.headers
        )


def refusal(word: str, *, status: int = 200, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(body=json.dumps({"ok": False, "error": word}), status=status, headers=named)


@asynccontextmanager
async def server(reply: Reply, requests: list[Any]) -> AsyncIterator[str]:
    """The address of a Web API that always gives the same reply and keeps what it was sent."""

    async def answer(request: web.Request) -> web.StreamResponse:
        requests.append((request.path, await request.json()))
        return await reply.give(request)

    application = web.Application()
    application.router.add_post("/api/{method}", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    finally:
        await runner.cleanup()


async def send_to(address: str, *, seconds: float = 30) -> SendResult:
    client = messenger(settings(slack_api_url=address))
    client.timeout = seconds  # type: ignore[assignment]
    return await post(client, slack_user_id="U1", uid="abc", content=CONTENT)


def answer_to(reply: Reply) -> tuple[SendResult, list[Any]]:
    """What is made of a reply, and the requests that the server saw."""
    requests: list[Any] = []

    async def tried() -> SendResult:
        async with server(reply, requests) as address:
            return await send_to(address)

    return asyncio.run(tried()), requests


def test_an_accepted_message_is_sent_and_its_place_known() -> None:
    answer, _ = answer_to(Reply(body=json.dumps(SENT)))

    assert answer == SendResult(
        outcome=SendOutcome.SENT, conversation="D1", receipt="1795323500.000100"
    )


def test_a_message_can_be_found_again_by_its_uid_and_stands_alone_as_text() -> None:
    _, [(path, message)] = answer_to(Reply(body=json.dumps(SENT)))

    assert path == "/api/chat.postMessage"
    assert message["channel"] == "U1"
    assert message["text"] == "In 1 hour"
    assert message["metadata"] == {"event_type": METADATA_TYPE, "event_payload": {"uid": "abc"}}
    assert message["blocks"][0]["text"]["text"] == "In *1 hour*"
    assert (message["unfurl_links"], message["unfurl_media"]) == (False, False)


@pytest.mark.parametrize(
    ("reply", "seconds"),
    [
        (refusal("ratelimited", status=429, Retry_After="7"), 7),
        (refusal("ratelimited", status=429), 30),
        (refusal("ratelimited", status=429, Retry_After="soon"), 30),
        (refusal("ratelimited", status=429, Retry_After="-5"), 30),
        (refusal("ratelimited", status=429, Retry_After="3600"), 3600),
        (refusal("ratelimited", status=429, Retry_After="99999999999"), 3600),
        (refusal("ratelimited", status=429, Retry_After="9" * 5000), 3600),
        (refusal("ratelimited", status=429, Retry_After="0" * 50 + "7"), 7),
        (Reply(body="<html>", status=429, kind="text/html", headers={"Retry-After": "9"}), 9),
        (Reply(body="slow down", status=429, headers={"Retry-After": "9"}), 9),
        (refusal("ratelimited"), 30),
        (refusal("rate_limited"), 30),
    ],
)
def test_too_many_messages_are_to_wait_as_long_as_slack_says(reply: Reply, seconds: int) -> None:
    answer, _ = answer_to(reply)

    assert (answer.outcome, answer.retry_after) == (SendOutcome.LATER, timedelta(seconds=seconds))


@pytest.mark.parametrize(
    "word",
    [
        "channel_not_found",
        "user_not_found",
        "cannot_dm_bot",
        "is_archived",
        "messages_tab_disabled",
        "invalid_blocks",
        "msg_too_long",
        "a_word_of_tomorrow",
    ],
)
def test_what_slack_refuses_for_good_is_never_sent(word: str) -> None:
    answer, _ = answer_to(refusal(word))

    assert answer == SendResult(outcome=SendOutcome.NEVER, detail=word)


@pytest.mark.parametrize(
    "word",
    [
        "token_revoked",
        "token_expired",
        "account_inactive",
        "invalid_auth",
        "not_authed",
        "missing_scope",
        "access_denied",
        "org_login_required",
        "team_access_not_granted",
    ],
)
def test_what_ails_the_whole_workspace_is_no_fault_of_the_message(word: str) -> None:
    answer, _ = answer_to(refusal(word))

    assert answer == SendResult(outcome=SendOutcome.BROKEN, detail=word)


@pytest.mark.parametrize(
    ("reply", "detail"),
    [
        (refusal("fatal_error"), "fatal_error"),
        (refusal("internal_error"), "internal_error"),
        (refusal("service_unavailable", status=503), "service_unavailable"),
        (refusal("request_timeout"), "request_timeout"),
        (refusal("channel_not_found", status=500), "channel_not_found"),
        (Reply(body=json.dumps(SENT), status=502), "HTTP 502"),
        (Reply(body="<html>Bad gateway", status=502, kind="text/html"), "HTTP 502"),
        (Reply(body="Bad gateway", status=502, kind="text/plain"), "HTTP 502"),
        (Reply(body="Bad gateway", status=502), "HTTP 502"),
        (Reply(body="<html>Please sign in", kind="text/html"), "HTTP 200"),
        (Reply(body="fine", kind="text/plain"), ""),
        (Reply(body='{"ok": tr'), "HTTP 200"),
        (Reply(body='["ok"]'), ""),
        (Reply(body="{}"), "HTTP 200"),
        (Reply(body='{"ok": false}'), "HTTP 200"),
        (Reply(body=""), "HTTP 200"),
        (Reply(body=b'{"ok": "\xff"}'), ""),
        (Reply(broken_off=True), "ServerDisconnectedError"),
        (Reply(body='{"ok": ', headers={"Content-Encoding": "gzip"}), ""),
    ],
)
def test_an_answer_that_tells_nothing_leaves_it_unknown(reply: Reply, detail: str) -> None:
    answer, _ = answer_to(reply)

    assert answer.outcome is SendOutcome.UNKNOWN
    assert detail in answer.detail


@pytest.mark.parametrize(
    "reply",
    [
        Reply(broken_off=True),
        Reply(status=500),
        refusal("fatal_error"),
        refusal("ratelimited", status=429, Retry_After="0"),
    ],
)
def test_nothing_is_sent_a_second_time_behind_our_back(reply: Reply) -> None:
    _, requests = answer_to(reply)

    assert len(requests) == 1


def test_no_answer_in_time_leaves_it_unknown() -> None:
    async def tried() -> SendResult:
        never = asyncio.Event()

        class Silent(Reply):
            async def give(self, request: web.Request) -> web.StreamResponse:
                await never.wait()
                return web.Response()

        async with server(Silent(), []) as address:
            answer = await send_to(address, seconds=0.2)
            never.set()
            return answer

    answer = asyncio.run(tried())

    assert answer.outcome is SendOutcome.UNKNOWN
    assert answer.detail.startswith("TimeoutError")


def test_a_slack_that_can_not_be_reached_was_sent_nothing() -> None:
    async def tried() -> SendResult:
        async with server(Reply(), []) as address:
            pass
        return await send_to(address)

    answer = asyncio.run(tried())

    assert answer.outcome is SendOutcome.UNSENT
    assert answer.detail.startswith("ClientConnectorError")
