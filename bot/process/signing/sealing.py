"""Texts that only we can have made: signed, for one purpose, in one spelling."""

import hashlib
import hmac
import re

from itsdangerous import Signer

from bot.process.signing.secret_keys import SecretKeys

_SIGNED = re.compile(r"([A-Za-z0-9_-]{1,200})\.[A-Za-z0-9_-]{64}", re.ASCII)
"""What was signed, and 48 bytes of signature: they leave no bits of the last character over."""


class Seal:
    """Signs short texts for one purpose, with the first of the keys, and knows its own again.

    HMAC with SHA-384. What is signed can be read by anybody.
    """

    def __init__(self, keys: SecretKeys, *, purpose: str) -> None:
        """What is signed for one purpose is nothing for another."""
        self._signers = [
            Signer(key, salt=purpose, key_derivation="hmac", digest_method=hashlib.sha384)
            for key in keys.for_purpose(purpose)
        ]

    def signed(self, text: str) -> str:
        """Return a text of up to 200 letters, digits, "-" and "_" with its signature."""
        signed = self._signers[0].sign(text).decode()
        if not _SIGNED.fullmatch(signed):
            raise ValueError("a text to be signed has letters, digits, - and _ alone")
        return signed

    def opened(self, signed: str) -> str | None:
        """Return the text that was signed; None for whatever we have not written so ourselves.

        It is signed again and compared: a decoder takes several spellings of one signature.
        """
        found = _SIGNED.fullmatch(signed)
        if found is None:
            return None
        given = signed.encode()
        # All of them, so that it takes as long whichever key fits.
        fits = [hmac.compare_digest(each.sign(found[1]), given) for each in self._signers]
        return found[1] if any(fits) else None
