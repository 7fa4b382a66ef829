"""An application of Microsoft's that an administrator has let in, and how it asks for tokens.

https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
"""

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from bot.calendars.fetching.addresses import PrivateHosts
from bot.calendars.fetching.fetcher import Request
from bot.calendars.tokens.tokens import token_request

LOGIN = "https://login.microsoftonline.com/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """Which one asks, in which tenant, and by which secret."""

    tenant: str
    client_id: str
    secret: str = field(repr=False)
    # Where what it asks for is: all that it was given there.
    graph: str
    login: str = LOGIN

    def token_request(self, _: datetime, *, private: PrivateHosts) -> Request:
        """Return what asks for a token to read by as the application."""
        form = {
            "client_id": self.client_id,
            "client_secret": self.secret,
            "scope": f"{self.graph}.default",
            "grant_type": "client_credentials",
        }
        url = f"{self.login}{quote(self.tenant, safe='')}/oauth2/v2.0/token"
        return token_request(url, form, private=private)
