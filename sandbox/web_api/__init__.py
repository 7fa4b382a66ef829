"""The Web API: `/api/<method>`, as the app calls it."""

import time

from aiohttp import web

from sandbox.errors import SlackError
from sandbox.faults import Fault
from sandbox.json_values import Json
from sandbox.local_slack import LocalSlack
from sandbox.server_types import Handler
from sandbox.web_api import chat, conversations, sign_in, users, views
from sandbox.web_api.arguments import read_arguments
from sandbox.web_api.methods import Call, Method, run, token_kind

METHODS: dict[str, Method] = {
    **sign_in.METHODS,
    **users.METHODS,
    **conversations.METHODS,
    **chat.METHODS,
    **views.METHODS,
}


def handler(slack: LocalSlack) -> Handler:
    """Make the handler of all methods."""

    async def answer(request: web.Request) -> web.StreamResponse:
        started, name = time.monotonic(), request.match_info["method"]
        arguments = await read_arguments(request)
        fault = slack.faults.next_for(name)
        body = _body(slack, name, arguments, request.headers.get("Authorization"), fault)
        slack.workspace.traffic.record(
            direction="from_app",
            kind="web_api",
            name=name,
            ms=(time.monotonic() - started) * 1000,
            ok=bool(body["ok"]),
            request=arguments,
            response=body,
        )
        if fault is not None and fault.reply_lost and request.transport is not None:
            request.transport.abort()
        headers = _headers(slack, name)
        if fault is not None and fault.retry_after is not None:
            headers["Retry-After"] = str(fault.retry_after)
            return web.json_response(body, headers=headers, status=429)
        return web.json_response(body, headers=headers)

    return answer


def _body(
    slack: LocalSlack, name: str, arguments: Json, authorization: str | None, fault: Fault | None
) -> Json:
    try:
        if fault is not None and fault.retry_after is not None:
            raise SlackError("ratelimited")
        if fault is not None and fault.error is not None:
            raise SlackError(fault.error)
        if (method := METHODS.get(name)) is None:
            raise SlackError("unknown_method", req_method=name)
        kind = token_kind(slack, arguments, authorization)
        return run(method, Call(slack=slack, arguments=arguments, token_kind=kind))
    except SlackError as refused:
        return refused.answer()


def _headers(slack: LocalSlack, name: str) -> dict[str, str]:
    # In small letters, as Slack sends them: the SDK's plain client looks for these alone.
    headers = {"x-oauth-scopes": ",".join(sorted(slack.workspace.app.scopes))}
    if (method := METHODS.get(name)) is not None and method.scope:
        headers["x-accepted-oauth-scopes"] = method.scope
    return headers
