"""`python -m bot manifest`: what to paste into Slack, to make the app."""

import json
import sys
from typing import Any
from urllib.parse import urlsplit

from bot.process.shipped import shipped

_CALLS = "/slack/events"
_NO_ADDRESS = (
    "Slack can't call that. Name the bot's public address, such as https://bot.example.org; "
    f"{_CALLS} is put behind it."
)


def manifest(*, http: str | None = None) -> int:
    """Print the app's manifest; with an address, the one by which Slack calls the bot there.

    Return 0, or 1 where Slack could not call that address.
    """
    if http is not None and not _is_public(http):
        print(_NO_ADDRESS, file=sys.stderr)  # noqa: T201
        return 1
    text = shipped("manifest.json").read_text(encoding="utf-8")
    print(text.rstrip() if http is None else in_http_mode(json.loads(text), http))  # noqa: T201
    return 0


def in_http_mode(app: dict[str, Any], address: str) -> str:
    """Return the manifest as JSON, with all that Slack calls at /slack/events of an address."""
    calls = f"{address.rstrip('/').removesuffix(_CALLS)}{_CALLS}"
    settings = app["settings"]
    for command in app["features"]["slash_commands"]:
        command["url"] = calls
    settings["interactivity"] |= {"request_url": calls, "message_menu_options_url": calls}
    settings["event_subscriptions"]["request_url"] = calls
    settings["socket_mode_enabled"] = False
    return json.dumps(app, indent=2, ensure_ascii=False)


def _is_public(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and bool(parts.hostname) and not parts.query + parts.fragment
    except ValueError:
        return False
