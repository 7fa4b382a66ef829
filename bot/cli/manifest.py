"""`python -m bot manifest`: what to paste into Slack, to make the app."""

import json
from typing import Any

from bot.process.shipped import shipped


def manifest(*, http: str | None = None) -> int:
    """Print the app's manifest; with an address, the one by which Slack calls the bot there."""
    text = shipped("manifest.json").read_text(encoding="utf-8")
    print(text.rstrip() if http is None else in_http_mode(json.loads(text), http))  # noqa: T201
    return 0


def in_http_mode(app: dict[str, Any], address: str) -> str:
    """Return the manifest as JSON, with all that Slack calls at /slack/events of an address."""
    calls = f"{address.rstrip('/')}/slack/events"
    settings = app["settings"]
    for command in app["features"]["slash_commands"]:
        command["url"] = calls
    settings["interactivity"] |= {"request_url": calls, "message_menu_options_url": calls}
    settings["event_subscriptions"]["request_url"] = calls
    settings["socket_mode_enabled"] = False
    return json.dumps(app, indent=2, ensure_ascii=False)
