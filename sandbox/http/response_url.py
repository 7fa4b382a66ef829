"""The addresses at which the app answers what a person did (`response_url`)."""

import json

from aiohttp import web

from sandbox.events.local_slack import LocalSlack
from sandbox.state.errors import SlackError
from sandbox.state.message_parts import message_parts
from sandbox.state.types import Handler, Json
from sandbox.web_api.arguments import is_true


def handler(slack: LocalSlack) -> Handler:
    """Make the handler of all such addresses."""

    async def answer(request: web.Request) -> web.StreamResponse:
        told: Json = {}
        try:
            told = _told(await request.text())
            _obey(slack, request.match_info["key"], told)
            body, status = {"ok": True}, 200
        except SlackError as refused:
            body, status = refused.answer(), 404 if refused.code.endswith("_url") else 400
        slack.workspace.traffic.record(
            direction="from_app",
            kind="response_url",
            name="response_url",
            ok=status == 200,
            request=told,
            response=body,
        )
        return web.Response(text="ok") if status == 200 else web.json_response(body, status=status)

    return answer


def _obey(slack: LocalSlack, key: str, told: Json) -> None:
    """Delete, replace or post; what a command has led to cannot be replaced, as in Slack."""
    space = slack.workspace
    address = space.tickets.use_reply_address(key)
    source = space.messages.find(channel=address.channel, ts=address.ts) if address.ts else None
    if is_true(told.get("delete_original")):
        if source is not None:
            space.delete(source)
        return
    parts = message_parts(told)
    if is_true(told.get("replace_original")) and source is not None:
        space.change(source, **parts)
        slack.sent.note("response_url", told, channel=source.channel, ts=source.ts)
        return
    in_channel = told.get("response_type") == "in_channel"
    only_for = None if in_channel else address.person
    bot = space.app.bot_user_id
    message = space.post(channel=address.channel, user=bot, only_for=only_for, answers=key, **parts)
    slack.sent.note("response_url", told, channel=message.channel, ts=message.ts)


def _told(text: str) -> Json:
    try:
        told = json.loads(text)
    except ValueError:
        raise SlackError("invalid_payload") from None
    if not isinstance(told, dict):
        raise SlackError("invalid_payload")
    return told
