"""The tokens that the app signs in with."""

import secrets
from dataclasses import dataclass, field

from sandbox.state.types import Json


@dataclass(kw_only=True, slots=True)
class Tokens:
    """The bot's token, the app-level token, the secret that requests over HTTP are signed with,
    and the old `token` inside payloads.
    """

    bot: str = field(default_factory=lambda: f"xoxb-{secrets.token_hex(24)}")
    app: str = field(default_factory=lambda: f"xapp-1-{secrets.token_hex(24)}")
    signing: str = field(default_factory=lambda: secrets.token_hex(16))
    verification: str = field(default_factory=lambda: secrets.token_urlsafe(18))
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
