"""Secrets that rest in the database: sealed with AES-256-GCM, for one column of one row."""

import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.process.signing.secret_keys import SecretKeys

_FORM = 1
"""The first byte of what is sealed: how the rest is laid out."""
_KEY_BYTES, _NUMBER_BYTES, _NONCE_BYTES = 32, 4, 12
_HEAD_BYTES = 1 + _NUMBER_BYTES + _NONCE_BYTES


@dataclass(frozen=True, slots=True)
class Place:
    """Where a secret rests; what is sealed for one place opens in no other."""

    table: str
    column: str
    row: int


class NotOpened(Exception):
    """The secret was sealed with a key that is not there any more, or for another place."""


class Vault:
    """Seals secrets with the first of the keys, and opens what any of them has sealed.

    Sealed are: the form (1 byte), the number of the key (4), a nonce (12), the text, a tag (16).
    """

    def __init__(self, keys: SecretKeys, *, purpose: str) -> None:
        """What is sealed for one purpose opens for no other."""
        # AES would take shorter keys as well, and be weaker for it.
        by_purpose = zip(keys.numbered, keys.for_purpose(purpose), strict=True)
        self._ciphers = {number: AESGCM(key[:_KEY_BYTES]) for number, key in by_purpose}
        self._newest = next(iter(self._ciphers))

    def sealed(self, text: str, place: Place) -> bytes:
        """Return a text as it can rest in a place."""
        head = bytes([_FORM]) + self._newest.to_bytes(_NUMBER_BYTES)
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._ciphers[self._newest].encrypt(nonce, text.encode(), _bound(place, head))
        return head + nonce + sealed

    def opened(self, sealed: bytes, place: Place) -> str:
        """Return the text that was sealed for a place. Raises NotOpened."""
        head = sealed[: 1 + _NUMBER_BYTES]
        cipher = self._ciphers.get(int.from_bytes(head[1:]))
        if head[:1] != bytes([_FORM]) or cipher is None:
            raise NotOpened
        nonce, text = sealed[len(head) : _HEAD_BYTES], sealed[_HEAD_BYTES:]
        try:
            return cipher.decrypt(nonce, text, _bound(place, head)).decode()
        except (InvalidTag, ValueError):
            raise NotOpened from None

    def is_newest(self, sealed: bytes) -> bool:
        """Tell whether the first of the keys has sealed it, so that it needs no other."""
        return int.from_bytes(sealed[1 : 1 + _NUMBER_BYTES]) == self._newest


def _bound(place: Place, head: bytes) -> bytes:
    return f"{place.table}/{place.column}/{place.row}/".encode() + head
