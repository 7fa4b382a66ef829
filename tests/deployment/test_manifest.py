"""The manifest, in both modes, has only fields that Slack publishes, each of a kind that it takes.

The table is written after Slack's own schema, github.com/slackapi/manifest-schema, version 1: as
much of it as our manifest uses. Whatever the table lacks is a field that nobody has looked up.
"""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from bot.cli.manifest import in_http_mode

Check = Callable[[Any], bool]

MANIFEST = json.loads((Path(__file__).parents[2] / "manifest.json").read_text("utf-8"))
OVER_HTTP = json.loads(in_http_mode(deepcopy(MANIFEST), "https://bot.example.org"))


def text(least: int, most: int, pattern: str = "") -> Check:
    return lambda value: (
        isinstance(value, str)
        and least <= len(value) <= most
        and (re.search(pattern, value) is not None)
    )


def flag(value: Any) -> bool:
    return isinstance(value, bool)


def some(least: int, most: int) -> Check:
    """So many things, none twice."""
    return lambda value: (
        isinstance(value, list)
        and least <= len(value) <= most
        and len({json.dumps(one, sort_keys=True) for one in value}) == len(value)
    )


HTTP = "^https?://"
FIELDS: dict[str, Check] = {
    ".display_information.name": text(1, 35),
    ".display_information.description": text(1, 140),
    ".display_information.background_color": text(4, 7, "^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$"),
    ".features.app_home.home_tab_enabled": flag,
    ".features.app_home.messages_tab_enabled": flag,
    ".features.app_home.messages_tab_read_only_enabled": flag,
    ".features.bot_user.display_name": text(1, 80),
    ".features.bot_user.always_online": flag,
    ".features.slash_commands": some(1, 50),
    ".features.slash_commands[].command": text(2, 32, "^/"),
    ".features.slash_commands[].url": text(1, 3000, HTTP),
    ".features.slash_commands[].description": text(1, 2000),
    ".features.slash_commands[].usage_hint": text(1, 1000),
    ".features.slash_commands[].should_escape": flag,
    ".oauth_config.scopes.bot": some(0, 255),
    ".oauth_config.scopes.bot[]": text(1, 50),
    ".oauth_config.scopes.bot_optional": some(0, 255),
    ".oauth_config.scopes.bot_optional[]": text(1, 50),
    ".settings.event_subscriptions.request_url": text(1, 3500, HTTP),
    ".settings.event_subscriptions.bot_events": some(0, 100),
    ".settings.event_subscriptions.bot_events[]": text(1, 50),
    ".settings.interactivity.is_enabled": flag,
    ".settings.interactivity.request_url": text(1, 3500, HTTP),
    ".settings.interactivity.message_menu_options_url": text(1, 3500, HTTP),
    ".settings.org_deploy_enabled": flag,
    ".settings.socket_mode_enabled": flag,
    ".settings.token_rotation_enabled": flag,
}
NEEDED = {"command", "description"}
"""By each command; and the app needs a name, the bot one to be shown."""


def fields_in(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Every value with where it stands; a list as a whole, and then each of its items."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from fields_in(inner, f"{at}.{name}")
        return
    yield at, value
    for one in value if isinstance(value, list) else ():
        yield from fields_in(one, f"{at}[]")


def faults_in(manifest: dict[str, Any]) -> list[str]:
    faults = []
    for at, value in fields_in(manifest):
        if at not in FIELDS:
            faults.append(f"{at} is no field that was looked up")
        elif not FIELDS[at](value):
            faults.append(f"{at} is not what Slack takes: {value!r}")
    commands = manifest["features"]["slash_commands"]
    return faults + [f"{one} lacks something" for one in commands if not one.keys() >= NEEDED]


@pytest.mark.parametrize("manifest", [MANIFEST, OVER_HTTP], ids=["socket", "http"])
def test_slack_knows_every_field_and_takes_what_is_in_it(manifest: dict[str, Any]) -> None:
    assert faults_in(manifest) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("display_information", "name"), "n" * 36),
        (("display_information", "background_color"), "blue"),
        (("display_information", "colour"), "#123456"),
        (("features", "slash_commands"), []),
        (("features", "app_home", "home_tab_enabled"), "yes"),
        (("oauth_config", "scopes", "bot"), ["commands", "commands"]),
        (("settings", "interactivity", "request_url"), "bot.example.org"),
    ],
)
def test_what_slack_would_not_take_is_noticed(place: tuple[str, ...], value: object) -> None:
    changed = deepcopy(MANIFEST)
    inner = changed
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = value

    assert len(faults_in(changed)) == 1
