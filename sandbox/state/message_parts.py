"""What the app may put into a message, from whichever way it comes."""

from sandbox.blocks import fill_ids, problems_in_message
from sandbox.state.errors import SlackError, invalid
from sandbox.state.types import Json

LONGEST_TEXT = 40_000
MOST_ATTACHMENTS = 100


def message_parts(told: Json) -> Json:
    """Read `text`, `blocks` and `attachments`; a text past 40,000 characters is cut there.

    Raises SlackError: `no_text` when there is nothing to show, `invalid_blocks` and the like.
    """
    text = told.get("text") or ""
    if not isinstance(text, str):
        raise SlackError("invalid_arguments")
    blocks, attachments = checked_blocks(told.get("blocks")), _attachments(told.get("attachments"))
    # https://docs.slack.dev/reference/methods/chat.postMessage: one of the three is needed.
    if not (text.strip() or blocks or attachments):
        raise SlackError("no_text")
    return {"text": text[:LONGEST_TEXT], "blocks": blocks, "attachments": attachments}


def checked_blocks(blocks: object) -> list[Json] | None:
    """Check blocks and name each block and element; None where there are none.

    Raises SlackError: `invalid_blocks_format`, or `invalid_blocks` with the places.
    """
    if blocks is None or blocks == []:
        return None
    if not isinstance(blocks, list) or not all(isinstance(one, dict) for one in blocks):
        raise SlackError("invalid_blocks_format")
    if problems := problems_in_message(blocks):
        raise invalid("invalid_blocks", problems)
    return fill_ids(blocks)


def _attachments(told: object) -> list[Json] | None:
    if told is None or told == []:
        return None
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise SlackError("invalid_attachments")
    if len(told) > MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    return [
        one
        | {"id": number}
        | ({"blocks": checked_blocks(one["blocks"])} if "blocks" in one else {})
        for number, one in enumerate(told, start=1)
    ]
