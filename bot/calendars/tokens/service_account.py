"""A service account of Google's: its key, and how it asks for tokens.

`google-auth` reads the key and signs with it; the request for a token is ours, so that it goes the
same guarded way as everything else, and waits for nothing in a thread (RFC 7523, and
https://developers.google.com/identity/protocols/oauth2/service-account).
"""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from google.auth import jwt
from google.auth.crypt import RSASigner, Signer

from bot.calendars.fetching.addresses import PrivateHosts
from bot.calendars.fetching.fetcher import Request
from bot.calendars.tokens.tokens import token_request

SCOPE = "https://www.googleapis.com/auth/calendar.events.freebusy"
"""The least that shows when colleagues are busy, and nothing of their events."""

_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_LIFETIME = timedelta(hours=1)


class KeyNotUnderstood(ValueError):
    """It is no key of a service account; the words say what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAccount:
    """Who asks, and by which key."""

    email: str
    # Of the account, by which a company lets it in.
    client_id: str
    token_uri: str
    signer: Signer = field(repr=False)

    @classmethod
    def in_key(cls, text: str) -> "ServiceAccount":
        """Return the account of a key file, as Google hands it out. Raises KeyNotUnderstood."""
        try:
            facts: Any = json.loads(text)
            signer = RSASigner.from_service_account_info(facts)
            return cls(
                email=str(facts["client_email"]),
                client_id=str(facts.get("client_id", "")),
                token_uri=str(facts["token_uri"]),
                signer=signer,
            )
        except Exception:
            # Not its words: they may hold a part of the key.
            raise KeyNotUnderstood("no key of a service account") from None

    def token_request(self, now: datetime, *, subject: str, private: PrivateHosts) -> Request:
        """Return what asks for a token to read by in somebody's name."""
        claims = {
            "iss": self.email,
            "sub": subject,
            "scope": SCOPE,
            "aud": self.token_uri,
            "iat": int(now.timestamp()),
            "exp": int((now + _LIFETIME).timestamp()),
        }
        assertion = jwt.encode(self.signer, claims).decode()
        form = {"grant_type": _GRANT, "assertion": assertion}
        return token_request(self.token_uri, form, private=private)
