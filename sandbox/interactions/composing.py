"""What people type: messages, slash commands and shortcuts; and how the app hears of it."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from sandbox.events.local_slack import NOT_RESPONDING, LocalSlack
from sandbox.state.errors import NotPossible, SlackError
from sandbox.state.manifest import Command
from sandbox.state.message_parts import message_parts
from sandbox.state.messages import Conversation, Message
from sandbox.state.people import Person
from sandbox.state.types import Json
from sandbox.text.mentions import with_mentions

# Slack tries an event again at once, after a minute and after five:
# https://docs.slack.dev/apis/events-api
RETRY_AFTER = (0.0, 60.0, 300.0)

Doing = Coroutine[Any, Any, None]


def type_text(slack: LocalSlack, *, person: str, channel: str, text: str) -> Doing:
    """Take what a person typed; return the work of bringing it to the app.

    Raises NotPossible for an unknown command or a conversation they are not in.
    """
    who = slack.person(person)
    where = slack.conversation(channel, of=who)
    text = text.strip()
    if not text:
        raise NotPossible("There is nothing to send.")
    if text.startswith("/"):
        name, _, rest = text.partition(" ")
        return _run_command(slack, who, where, _command(slack, name), rest.strip())
    message = slack.workspace.post(
        channel=where.id, user=who.id, text=_escaped(slack, text, mentions=True)
    )
    slack.workspace.mark_read(person=who.id, channel=where.id)
    slack.note(who, message=text)
    return _tell_app(slack, where, message)


def use_shortcut(slack: LocalSlack, *, person: str, callback_id: str) -> Doing:
    """Start a global shortcut.

    Raises NotPossible when the app has none of this id.
    """
    who = slack.person(person)
    if not any(one.callback_id == callback_id for one in slack.workspace.app.shortcuts):
        raise NotPossible("The app has no such shortcut.")
    slack.note(who, shortcut=callback_id)
    return _run_shortcut(slack, who, callback_id)


async def send_event(slack: LocalSlack, event: Json) -> None:
    """Send an event, when the app has subscribed to it; without an ack, again up to three times."""
    wanted = event["type"]
    if wanted == "message":
        wanted = {"im": "message.im", "channel": "message.channels"}[event["channel_type"]]
    if wanted not in slack.workspace.app.events:
        return
    payload = slack.payloads.event(event)
    # Only the first try is waited for: whoever typed should see at once that nobody answers.
    if not await _delivered(slack, payload, attempt=0, reason=""):
        slack.in_background(_retry(slack, payload))


async def _retry(slack: LocalSlack, payload: Json) -> None:
    for attempt, delay in enumerate(RETRY_AFTER, start=1):
        await asyncio.sleep(delay)
        if await _delivered(slack, payload, attempt=attempt, reason="timeout"):
            return


async def _delivered(slack: LocalSlack, payload: Json, *, attempt: int, reason: str) -> bool:
    answer = await slack.link.deliver(
        "events_api",
        payload,
        name=payload["event"]["type"],
        wants_response=False,
        retry_attempt=attempt,
        retry_reason=reason,
    )
    return answer.ok


def _command(slack: LocalSlack, name: str) -> Command:
    command = slack.workspace.app.command(name)
    if command is None:
        raise NotPossible(
            f"{name} is not a valid command. In Slack, all messages that start with the “/” "
            "character are interpreted as commands."
        )
    return command


async def _run_command(
    slack: LocalSlack, who: Person, where: Conversation, command: Command, typed: str
) -> None:
    slack.note(who, command=command.command, text=typed)
    text = _escaped(slack, typed, mentions=command.should_escape, with_name=True)
    key = slack.workspace.tickets.new_reply_address(person=who.id, channel=where.id)
    payload = slack.payloads.command(who, where, command=command.command, text=text, key=key)
    answer = await slack.link.deliver("slash_commands", payload, name=command.command)
    if not answer.ok:
        code = "operation_timeout" if answer.outcome == "too_late" else "dispatch_failed"
        slack.toast(who, f'{command.command} failed with the error "{code}"')
    elif answer.payload:
        typed = f"{command.command} {typed}".strip()
        _show_ack(slack, who, where, typed, answer.payload, key=key)


def _show_ack(
    slack: LocalSlack, who: Person, where: Conversation, typed: str, ack: Json, *, key: str
) -> None:
    space = slack.workspace
    try:
        parts = message_parts(ack)
    except SlackError as refused:
        space.traffic.record(
            direction="from_app", kind="ack", name=typed, ok=False, request=ack,
            response=refused.answer(),
        )  # fmt: skip
        name = typed.partition(" ")[0]
        slack.toast(who, f'{name} failed with the error "invalid_command_response"')
        return
    in_channel = ack.get("response_type") == "in_channel"
    if in_channel:
        space.post(channel=where.id, user=who.id, text=typed, command=typed)
    only_for = None if in_channel else who.id
    bot = space.app.bot_user_id
    space.post(channel=where.id, user=bot, only_for=only_for, answers=key, **parts)


async def _run_shortcut(slack: LocalSlack, who: Person, callback_id: str) -> None:
    payload = slack.payloads.shortcut(who, callback_id=callback_id)
    if not (await slack.ask_app(payload, name=f"shortcut {callback_id}")).ok:
        slack.toast(who, NOT_RESPONDING)


async def _tell_app(slack: LocalSlack, where: Conversation, message: Message) -> None:
    space = slack.workspace
    if space.app.bot_user_id not in where.members:
        return
    event: Json = {"user": message.user, "text": message.text, "ts": message.ts, "team": space.id}
    event |= {"channel": where.id, "event_ts": message.ts}
    sendings = [send_event(slack, {"type": "message", "channel_type": where.kind} | event)]
    if f"<@{space.app.bot_user_id}>" in message.text and where.kind == "channel":
        sendings.append(send_event(slack, {"type": "app_mention"} | event))
    await asyncio.gather(*sendings)


def _escaped(slack: LocalSlack, text: str, *, mentions: bool, with_name: bool = False) -> str:
    # The ampersand first, or it would be escaped once more in what follows.
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return with_mentions(slack.workspace, safe, with_name=with_name) if mentions else safe
