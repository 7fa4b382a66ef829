"""The tokens that the app signs in with."""

import secrets
from dataclasses import dataclass, field

from sandbox.state.types import Json


@dataclass(kw_only=True, slots=True)
class Tokens:
    """What the app and the workspace know each other by."""

    # The bot's token.
    bot: str = field(default_factory=lambda: f"xoxb-{secrets.token_hex(24)}")
    # The app-level token, which opens websockets.
    app: str = field(default_factory=lambda: f"xapp-1-{secrets.token_hex(24)}")
    # The secret that requests over HTTP are signed with.
    signing: str = field(default_factory=lambda: secrets.token_hex(16))
    # The old `token` inside payloads.
    verification: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    # Those that are not good any more.
    revoked: set[str] = field(default_factory=set)

    def kind_of(self, token: str) -> str | None:
        """Tell whether a token is the `bot`'s or the `app`'s; None for an unknown one."""
        return {self.bot: "bot", self.app: "app"}.get(token)

    def saved(self) -> Json:
        """Make what is kept between runs."""
        return {
            "bot": self.bot,
            "app": self.app,
            "signing": self.signing,
            "verification": self.verification,
        }
