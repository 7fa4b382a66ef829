"""Ids that look like Slack's: fixed ones made from names, and fresh ones."""

import base64
import hashlib
import secrets

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def fixed_id(letter: str, *names: str) -> str:
    """Make the id that these names always get, such as `U5XK2M7QPL0`."""
    # With NUL between them, no two lists of names run together to the same text.
    digest = hashlib.sha256("\0".join(names).encode()).digest()
    return letter + "0" + base64.b32encode(digest).decode()[:9]


def fresh_id(letter: str) -> str:
    """Make an id that no one has had before."""
    return letter + "0" + "".join(secrets.choice(LETTERS) for _ in range(9))
