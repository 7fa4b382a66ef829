"""Messages, as the app posts, changes and deletes them."""

from sandbox.state.errors import SlackError
from sandbox.state.message_parts import message_parts
from sandbox.state.messages import Conversation, Message
from sandbox.state.types import Json
from sandbox.web_api.conversations import im_with, readable
from sandbox.web_api.methods import Call, Method

LONGEST_UPDATE = 4000


def post_message(call: Call) -> Json:
    """Post a message where everyone in the conversation sees it."""
    where = _addressed(call, _channel(call))
    parts, metadata = message_parts(call.arguments), _metadata(call)
    space = call.workspace
    thread_ts = call.arguments.get("thread_ts")
    message = space.post(
        channel=where.id,
        user=space.app.bot_user_id,
        thread_ts=thread_ts,
        metadata=metadata,
        **parts,
    )
    return {"channel": where.id, "ts": message.ts, "message": _told(call, message)}


def post_ephemeral(call: Call) -> Json:
    """Post a message that one person alone sees."""
    where, (user,) = readable(call, _channel(call)), call.need("user")
    if user not in where.members:
        raise SlackError("user_not_in_channel")
    parts, space = message_parts(call.arguments), call.workspace
    bot = space.app.bot_user_id
    message = space.post(channel=where.id, user=bot, only_for=user, **parts)
    return {"message_ts": message.ts}


def update(call: Call) -> Json:
    """Change a message of the app; blocks that are not mentioned stay, an empty list removes."""
    message = _own(call, otherwise="cant_update_message")
    told = call.arguments
    if len(str(told.get("text", ""))) > LONGEST_UPDATE:
        raise SlackError("msg_too_long")
    kept = {"blocks": message.blocks, "attachments": message.attachments}
    parts = message_parts(kept | told)
    # Else blocks that are not mentioned would be checked again, and get new names.
    if "blocks" not in told:
        parts["blocks"] = message.blocks
    if "metadata" in told:
        parts["metadata"] = _metadata(call)
    newer = call.workspace.change(message, **parts)
    answer: Json = {"channel": newer.channel, "ts": newer.ts, "text": newer.text}
    return answer | {"message": _told(call, newer)}


def delete(call: Call) -> Json:
    """Take a message of the app away."""
    message = _own(call, otherwise="cant_delete_message")
    call.workspace.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def _channel(call: Call) -> str:
    channel = call.arguments.get("channel")
    if not isinstance(channel, str) or not channel:
        raise SlackError("channel_not_found")
    return channel


def _addressed(call: Call, channel: str) -> Conversation:
    general = call.workspace.general
    if channel.removeprefix("#") == general.name:
        return general
    if channel.startswith(("U", "W")):
        try:
            where = im_with(call, channel)
        except SlackError as refused:
            raise SlackError(
                "channel_not_found" if refused.code == "user_not_found" else refused.code
            ) from None
    else:
        where = readable(call, channel)
    if where.kind == "im" and not call.workspace.app.messages_tab:
        raise SlackError("messages_tab_disabled")
    return where


def _own(call: Call, *, otherwise: str) -> Message:
    where = readable(call, _channel(call))
    message = call.workspace.messages.find(channel=where.id, ts=str(call.arguments.get("ts")))
    # Ephemeral messages can't be reached by their ts: the app has a response_url for them.
    if message is None or message.only_for is not None:
        raise SlackError("message_not_found")
    if message.user != call.workspace.app.bot_user_id:
        raise SlackError(otherwise)
    return message


def _metadata(call: Call) -> Json | None:
    metadata = call.arguments.get("metadata")
    if metadata is None or metadata == {}:
        return None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_type"), str):
        raise SlackError("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    return metadata


def _told(call: Call, message: Message) -> Json:
    space = call.workspace
    return message.as_api_tells(app_id=space.app.id, team=space.id, with_metadata=True)


METHODS = {
    "chat.postMessage": Method(run=post_message, scope="chat:write"),
    "chat.postEphemeral": Method(run=post_ephemeral, scope="chat:write"),
    "chat.update": Method(run=update, scope="chat:write"),
    "chat.delete": Method(run=delete, scope="chat:write"),
}
