"""What goes with somebody who signs in elsewhere, and comes back: signed, once, for ten minutes."""

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.process.signing.sealing import Seal
from bot.process.signing.secret_keys import SecretKeys

GOOD_FOR = timedelta(minutes=10)
_PURPOSE = "sign-in for a calendar"
_NONCE_BYTES, _VERIFIER_BYTES = 16, 48
_WORD = re.compile(
    r"(?P<link>[A-Z0-9]{1,40}-\d{1,18}-\d{1,12}(?:-[0-9a-f]{16})?)-(?P<ends>\d{1,12})-"
    r"(?P<provider>[a-z]{1,20})-(?P<nonce>[0-9a-f]{32})-(?P<challenge>[A-Za-z0-9_-]{43})",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInState:
    """Who signs in, for whose calendar, with whom, and in which browser."""

    # The word of the link by which they came.
    link: str
    ends: datetime
    # In small letters.
    provider: str
    # What tells this sign-in from all others.
    nonce: str
    # Of the verifier, which that browser alone has (RFC 7636).
    challenge: str

    @property
    def word(self) -> str:
        """What is signed."""
        ends = int(self.ends.timestamp())
        return f"{self.link}-{ends}-{self.provider}-{self.nonce}-{self.challenge}"

    @property
    def cookie(self) -> str:
        """The name under which the browser keeps the verifier; two at once are kept apart."""
        return f"sign-in-{self.nonce[:8]}"


def new_verifier() -> str:
    """Return a secret of 64 letters, which proves that who comes back is who went."""
    return secrets.token_urlsafe(_VERIFIER_BYTES)


def challenge_of(verifier: str) -> str:
    """Return what is shown of a verifier before it is (RFC 7636, 4.2)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def new_state(*, link: str, provider: str, challenge: str, now: datetime) -> SignInState:
    """Return what goes with somebody who signs in now."""
    return SignInState(
        link=link,
        ends=now + GOOD_FOR,
        provider=provider,
        nonce=secrets.token_hex(_NONCE_BYTES),
        challenge=challenge,
    )


def state_in(word: str) -> SignInState | None:
    """Return what a word says that we have signed; over it may be."""
    found = _WORD.fullmatch(word)
    if found is None:
        return None
    ends = datetime.fromtimestamp(int(found["ends"]), UTC)
    return SignInState(
        link=found["link"],
        ends=ends,
        provider=found["provider"],
        nonce=found["nonce"],
        challenge=found["challenge"],
    )


def sign_in_seal(keys: SecretKeys) -> Seal:
    """Return what signs these words."""
    return Seal(keys, purpose=_PURPOSE)
