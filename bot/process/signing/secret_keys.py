"""The keys on which hangs whatever is secret: where they come from, and one for each purpose."""

import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

_KEY = re.compile(r"(\d{1,9}):([!-~]{32,200})")
_NEW_KEY_BYTES = 48
_SUFFIX = ".keys"
WHAT_KEYS_ARE = (
    "should be a number, a colon and 32 or more letters, digits or signs, with commas between "
    "several: 2:NEW,1:OLD"
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SecretKeys:
    """Keys by their numbers; the first seals, and all of them open."""

    numbered: dict[int, bytes]

    def for_purpose(self, purpose: str) -> tuple[bytes, ...]:
        """Return a key of 48 bytes from each, the one that seals first.

        Whoever has that of one purpose knows nothing of those of another.
        """
        word = f"on-the-hour {purpose}".encode()
        return tuple(hmac.digest(key, word, hashlib.sha384) for key in self.numbered.values())


class KeysUnusable(Exception):
    """The file of the keys can't be read or made; the message says which and why."""


def keys_in(text: str) -> SecretKeys:
    """Return the keys of a text such as "2:…,1:…". Raises ValueError with half a sentence.

    The words of a refusal never repeat it.
    """
    numbered: dict[int, bytes] = {}
    for part in text.split(","):
        found = _KEY.fullmatch(part.strip())
        if found is None:
            raise ValueError(WHAT_KEYS_ARE)
        number = int(found[1])
        if number in numbered:
            raise ValueError(f"should have one key of the number {number}, and has two")
        numbered[number] = found[2].encode()
    return SecretKeys(numbered=numbered)


def keys_of(setting: str | None, *, database_url: str) -> SecretKeys | None:
    """Return the keys of the setting, or else those in the file beside an SQLite database.

    The file is made where there is none, for its owner's eyes alone. Beside no file there is none:
    a database in memory has new keys each time, and PostgreSQL has None, for the bots on it have
    no folder in common. Raises KeysUnusable.
    """
    if setting is not None:
        return keys_in(setting)
    file = _file_in(database_url)
    if file is None:
        return None
    return _kept_in(file_of_keys(Path(file))) if file else keys_in(_new_key())


def kept_beside(database_url: str) -> Path | None:
    """Return the file of keys beside an SQLite database, where there is one."""
    database = _file_in(database_url)
    kept = file_of_keys(Path(database)) if database else None
    return kept if kept is not None and kept.exists() else None


def file_of_keys(database: Path) -> Path:
    """Return where the keys of a database file are kept."""
    return database.with_name(f"{database.name}{_SUFFIX}")


def _file_in(database_url: str) -> str | None:
    """Return the file of an SQLite database, empty for one in memory; None for PostgreSQL."""
    place, _, _ = database_url.partition("?")
    kind, _, file = place.partition("://")
    if kind.partition("+")[0] != "sqlite":
        return None
    file = file.removeprefix("/").removeprefix("file:")
    return "" if file == ":memory:" else file


def _kept_in(file: Path) -> SecretKeys:
    try:
        if not file.exists():
            _make(file)
        return keys_in(file.read_text(encoding="ascii").strip())
    except OSError as error:
        raise KeysUnusable(f"The file of keys {file} can't be used ({error.strerror}).") from None
    except ValueError:
        raise KeysUnusable(
            f"{file} holds no keys. Put it back from where you keep it, or delete it: all links "
            "that have been sent end with that."
        ) from None


def _make(file: Path) -> None:
    """Make the file whole or not at all; one that has been made meanwhile stays."""
    beside = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    held = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(held, "w", encoding="ascii") as writing:
            writing.write(f"{_new_key()}\n")
            writing.flush()
            os.fsync(writing.fileno())
        try:
            os.link(beside, file)
        except FileExistsError:
            return
    finally:
        beside.unlink()


def _new_key() -> str:
    return f"1:{secrets.token_urlsafe(_NEW_KEY_BYTES)}"
