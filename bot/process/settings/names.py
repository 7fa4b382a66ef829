"""The names of settings as they stand in the environment and in `.env`: secrets that are kept in
files, and names that are misspelt.
"""

import logging
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import Any

from dotenv.parser import parse_stream
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource

SECRETS = (
    "slack_bot_token",
    "slack_app_token",
    "slack_signing_secret",
    "api_token",
    "secret_keys",
    "database_url",
    "smtp_url",
    "google_service_account",
    "microsoft_client_secret",
    "google_sign_in_client_secret",
    "microsoft_sign_in_client_secret",
)
"""Each may be given by the name of a file that holds it: API_TOKEN_FILE for API_TOKEN."""
_LARGEST = 10_000
"""Characters; no secret is longer, and a file that is was named by mistake."""
_ALIKE = 0.85
"""From this likeness on, 1 being the same, a name was meant to be another."""

# Of a line that can't be read it complains each time it reads; `lines_not_read` says it once.
logging.getLogger("dotenv").setLevel(logging.ERROR)


class SecretFiles(PydanticBaseSettingsSource):
    """Reads the files that the environment names, as container platforms hand secrets over.

    What is set itself comes before what its file says.
    """

    def __init__(
        self, settings: type[BaseSettings], *, sources: Iterable[PydanticBaseSettingsSource]
    ) -> None:
        """`sources` name the files, the weightiest first."""
        super().__init__(settings)
        self._sources = tuple(s for s in sources if isinstance(s, EnvSettingsSource))

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return nothing: all fields are read at once."""
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        """Return the secrets whose files are named. Raises SecretUnreadable."""
        named: dict[str, str] = {}
        for source in reversed(self._sources):
            named |= _files_named_in(source.env_vars)
        return {name: _read(name, Path(file)) for name, file in named.items()}


class SecretUnreadable(Exception):
    """A file that should hold a secret holds none; the message says which."""


def misspelt(names: Iterable[str], *, known: Collection[str]) -> dict[str, str]:
    """Return the names that are no setting but look like one, each with the one that was meant.

    Names that are like none are somebody else's, and left out. All are in small letters.
    """
    known = {*known, *(f"{name}_file" for name in SECRETS)}
    strange = sorted({name.casefold() for name in names} - known)
    likely = {name: get_close_matches(name, known, n=1, cutoff=_ALIKE) for name in strange}
    return {name: meant[0] for name, meant in likely.items() if meant}


def lines_not_read(env_file: Path) -> list[int]:
    """Return the numbers of the lines, from 1, that are neither a setting nor a comment."""
    try:
        text = env_file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return []  # where it is needed, what is missing is said
    return [
        line.original.line + _blank_lines_before(line.original.string)
        for line in parse_stream(StringIO(text))
        if line.error or (line.key is not None and line.value is None)
    ]


def _blank_lines_before(text: str) -> int:
    return text[: len(text) - len(text.lstrip())].count("\n")


def _files_named_in(values: Mapping[str, str | None]) -> dict[str, str]:
    return {name: file for name in SECRETS if (file := values.get(f"{name}_file"))}


def _read(name: str, file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        raise SecretUnreadable(f"{name.upper()}_FILE: {file} can't be read.") from None
    if not 0 < len(text) <= _LARGEST:
        raise SecretUnreadable(f"{name.upper()}_FILE: {file} holds no secret.")
    return text
