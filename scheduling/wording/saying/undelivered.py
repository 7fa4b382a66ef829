"""Why a message was not delivered, in words."""

import re

from languages.catalogue import gettext
from scheduling.messages.reach import UNREACHED
from scheduling.messages.reasons import (
    BY_HAND,
    DEACTIVATED,
    GONE,
    HELD,
    TOO_LATE,
    UNCERTAIN,
    UNWRITTEN,
)
from scheduling.wording.saying.marked import Marked, filled

_NOT_FOUND = "Slack does not find their account"
_OUR_SIDE = "something broke on our side"
_REASONS = {
    BY_HAND: "nothing of mine reached them, and nobody has told them yet",
    DEACTIVATED: "their Slack account is deactivated",
    GONE: "their Slack account is gone",
    HELD: "I was not running for a while, or older data was put back, so it may have come already",
    TOO_LATE: "nothing could be sent in time",
    UNCERTAIN: "sending it broke off in the middle, and nobody can look whether they got it",
    UNREACHED: "the bot has no way to write to them any more",
    UNWRITTEN: _OUR_SIDE,
    "channel_not_found": _NOT_FOUND,
    "user_not_found": _NOT_FOUND,
    "user_disabled": "their Slack account is deactivated",
    "cannot_dm_bot": "apps can't be written to",
    "is_archived": "their conversation with the bot is archived",
    "messages_tab_disabled": "messages to this app are switched off",
    "restricted_action": "the workspace does not let this app write to them",
    "not_in_channel": "the bot is not in that conversation",
    "invalid_blocks": _OUR_SIDE,
    "invalid_blocks_format": _OUR_SIDE,
    "invalid_arguments": _OUR_SIDE,
    "msg_too_long": _OUR_SIDE,
    "msg_blocks_too_long": _OUR_SIDE,
    "no_text": _OUR_SIDE,
}

_OF_MAIL_SERVER = re.compile(r"[245]\d\d ")
"""Its answers begin so; its words are for people who know mail."""


def why(reason: str) -> Marked:
    """Say why a message was not delivered, as the end of a sentence."""
    if reason in _REASONS:
        return filled(gettext(_REASONS[reason]))
    if _OF_MAIL_SERVER.match(reason):
        return filled(gettext("the mail server refuses it: “{answer}”"), answer=reason)
    # Slack's errors look like this; anything else is an exception's text, and nothing for people.
    if reason.replace("_", "").isalpha() and reason.islower():
        return filled(gettext("Slack does not take it (`{reason}`)"), reason=reason)
    return filled(gettext("Slack could not be reached"))
