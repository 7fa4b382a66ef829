"""The app that is installed here, as its manifest describes it."""

import json
from dataclasses import dataclass
from pathlib import Path

from sandbox.state.ids import fixed_id
from sandbox.state.types import Json

EVERY_SCOPE = (
    "app_mentions:read",
    "channels:history",
    "chat:write",
    "commands",
    "im:history",
    "im:write",
    "team:read",
    "usergroups:read",
    "users:read",
    "users:read.email",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """A slash command."""

    command: str
    description: str = ""
    usage_hint: str = ""
    # Whether mentions in its text arrive as `<@U1|ines>`.
    should_escape: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Shortcut:
    """A global shortcut."""

    name: str
    callback_id: str
    description: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class App:
    """The one app of the workspace, as its manifest describes it."""

    name: str
    description: str = ""
    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    # What the bot's token may do,
    scopes: frozenset[str] = frozenset(EVERY_SCOPE)
    # and the events that it has subscribed to.
    events: frozenset[str] = frozenset()
    home_tab: bool = True
    messages_tab: bool = True

    @property
    def id(self) -> str:
        """The app's id, `A…`."""
        return fixed_id("A", self.name)

    @property
    def bot_id(self) -> str:
        """The id of the app's bot, `B…`."""
        return fixed_id("B", self.name)

    @property
    def bot_user_id(self) -> str:
        """The id of the person that the bot appears as, `U…`."""
        return fixed_id("U", "app", self.name)

    def command(self, name: str) -> Command | None:
        """Find the command of this name, given with its slash."""
        return next((one for one in self.commands if one.command == name), None)


def read_manifest(path: Path) -> App:
    """Read the app from a manifest file in JSON."""
    return app_from(json.loads(path.read_text(encoding="utf-8")))


def app_from(manifest: Json) -> App:
    """Read the app from a manifest; what it leaves out is as in a new app, scopes included."""
    shown, features = manifest.get("display_information", {}), manifest.get("features", {})
    scopes = manifest.get("oauth_config", {}).get("scopes", {}).get("bot", EVERY_SCOPE)
    events = manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", [])
    home = features.get("app_home", {})
    return App(
        name=shown.get("name", "App"),
        description=shown.get("description", ""),
        commands=tuple(_command(one) for one in features.get("slash_commands", [])),
        shortcuts=tuple(_shortcut(one) for one in features.get("shortcuts", [])),
        scopes=frozenset(scopes),
        events=frozenset(events),
        home_tab=home.get("home_tab_enabled", False),
        messages_tab=home.get("messages_tab_enabled", True),
    )


def _command(told: Json) -> Command:
    return Command(
        command=told["command"],
        description=told.get("description", ""),
        usage_hint=told.get("usage_hint", ""),
        should_escape=bool(told.get("should_escape", False)),
    )


def _shortcut(told: Json) -> Shortcut:
    return Shortcut(
        name=told["name"],
        callback_id=told["callback_id"],
        description=told.get("description", ""),
    )
