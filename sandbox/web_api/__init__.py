"""The Web API: `/api/<method>`, as the app calls it."""

import asyncio
import math
import time

from aiohttp import web

from sandbox.events.faults import INSTEAD, Fault, Kind
from sandbox.events.local_slack import LocalSlack
from sandbox.events.sent import SENDING
from sandbox.state.errors import SlackError
from sandbox.state.types import Handler, Json
from sandbox.web_api import chat, conversations, sign_in, user_groups, users, views
from sandbox.web_api.arguments import read_arguments
from sandbox.web_api.methods import Call, Method, run, token_kind

METHODS: dict[str, Method] = {
    **sign_in.METHODS,
    **users.METHODS,
    **user_groups.METHODS,
    **conversations.METHODS,
    **chat.METHODS,
    **views.METHODS,
}
REFUSALS = {
    Kind.RATE_LIMIT: "ratelimited",
    Kind.STATUS_500_BEFORE: "internal_error",
    Kind.RESET_BEFORE: "connection_reset",
}
"""What the traffic says of calls that have no effect for a reason without a word of Slack's."""


def handler(slack: LocalSlack) -> Handler:
    """Make the handler of all methods."""

    async def answer(request: web.Request) -> web.StreamResponse:
        started, name = time.monotonic(), request.match_info["method"]
        arguments = await read_arguments(request)
        # Before the token is taken off: faults look at all that the app has sent.
        met = slack.faults.met_by(name, arguments)
        await _wait(met, Kind.SLOW_BEFORE)
        instead = next((one for one in met if one.kind in INSTEAD), None)
        if instead is not None:
            body = SlackError(instead.word or REFUSALS[instead.kind]).answer()
        else:
            body = _body(slack, name, arguments, request.headers.get("Authorization"))
            _note(slack, name, arguments, body, met)
        slack.workspace.traffic.record(
            direction="from_app",
            kind="web_api",
            name=name,
            ms=(time.monotonic() - started) * 1000,
            ok=bool(body["ok"]),
            request=arguments,
            response=body,
        )
        await _wait(met, Kind.SLOW_AFTER)
        ends = (instead,) if instead is not None else met
        return _answer(request, body, _headers(slack, name), ends)

    return answer


async def _wait(met: tuple[Fault, ...], kind: Kind) -> None:
    if seconds := sum(one.seconds for one in met if one.kind is kind):
        await asyncio.sleep(seconds)


def _body(slack: LocalSlack, name: str, arguments: Json, authorization: str | None) -> Json:
    try:
        if (method := METHODS.get(name)) is None:
            raise SlackError("unknown_method", req_method=name)
        kind = token_kind(slack, arguments, authorization)
        return run(method, Call(slack=slack, arguments=arguments, token_kind=kind))
    except SlackError as refused:
        return refused.answer()


def _note(
    slack: LocalSlack, name: str, arguments: Json, body: Json, met: tuple[Fault, ...]
) -> None:
    """Keep a message that was accepted for the judge, and from its history for a while."""
    if name not in SENDING or not body["ok"]:
        return
    channel = body.get("channel") or str(arguments.get("channel"))
    ts = body.get("ts") or body["message_ts"]
    slack.sent.note(name, arguments, channel=channel, ts=ts, met=met)
    if late := max((one.seconds for one in met if one.kind is Kind.LATE_HISTORY), default=0.0):
        slack.workspace.messages.hide(ts, until=slack.workspace.clock.time() + late)


def _answer(
    request: web.Request, body: Json, headers: dict[str, str], ends: tuple[Fault, ...]
) -> web.StreamResponse:
    """Return the answer, or break off, or say that something broke, as the faults want it."""
    kinds = {one.kind: one for one in ends}
    if kinds.keys() & {Kind.RESET_BEFORE, Kind.RESET_AFTER} and request.transport is not None:
        # A reset instead of an orderly end: the app must not take half an answer for a whole one.
        request.transport.abort()
    if kinds.keys() & {Kind.STATUS_500_BEFORE, Kind.STATUS_500_AFTER}:
        return web.Response(text="Internal Server Error", status=500)
    if limited := kinds.get(Kind.RATE_LIMIT):
        headers["Retry-After"] = str(math.ceil(limited.seconds))
        return web.json_response(body, headers=headers, status=429)
    return web.json_response(body, headers=headers)


def _headers(slack: LocalSlack, name: str) -> dict[str, str]:
    # In small letters, as Slack sends them: the SDK's plain client looks for these alone.
    headers = {"x-oauth-scopes": ",".join(sorted(slack.workspace.app.scopes))}
    if (method := METHODS.get(name)) is not None and method.scope:
        headers["x-accepted-oauth-scopes"] = method.scope
    return headers
