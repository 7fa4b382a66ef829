"""Settings as the tests of the edge want them, whatever the machine's environment says."""

from typing import Any

from bot.process.config import Settings, read_settings

TOKENS = {"slack_bot_token": "xoxb-1-made-up", "slack_app_token": "xapp-1-made-up"}


def settings(**chosen: Any) -> Settings:
    """Good settings, but for what is chosen, as text or as values; no `.env` is read."""
    return read_settings(**{**TOKENS, **chosen}, _env_file=None)
