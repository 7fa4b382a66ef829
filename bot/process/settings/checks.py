"""How settings are read and checked, to be written beside the field that each is."""

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import NoDecode

from bot.process.settings.values import number_in, one_of, refuse_open_way, understood, yes_or_no
from scheduling.wording.reading import read_email, read_length

_LAST_PORT = 65_535


def from_text(read: Callable[[str], object]) -> BeforeValidator:
    """Have a text be read; what is a value already is left as it is."""
    return BeforeValidator(lambda given: read(given) if isinstance(given, str) else given)


def number(*, least: int, most: int, meaning: str) -> BeforeValidator:
    """Have a whole number from `least` to `most` be read, which `meaning` puts in words."""
    return BeforeValidator(lambda given: number_in(given, least=least, most=most, meaning=meaning))


def word_of(words: type[StrEnum]) -> BeforeValidator:
    """Have one of some words be read, however it is capitalised."""
    return BeforeValidator(lambda given: one_of(given, words))


def within(least: timedelta, most: timedelta, *, meaning: str) -> AfterValidator:
    """Refuse a length that is below `least` or above `most`; `meaning` puts both in words."""

    def checked(length: timedelta) -> timedelta:
        if not least <= length <= most:
            raise ValueError(f"should {meaning}")
        return length

    return AfterValidator(checked)


def starting_with(prefix: str, *, where: str) -> AfterValidator:
    """Refuse a token of another sort; the app has several, and they are easily mixed up."""

    def checked(token: SecretStr) -> SecretStr:
        if not token.get_secret_value().startswith(prefix):
            raise ValueError(f"should start with {prefix} (in your app's settings: {where})")
        return token

    return AfterValidator(checked)


def _closed_way(url: str) -> str:
    refuse_open_way(url)
    return url


def _with_slash(url: str) -> str:
    return url if url.endswith("/") else f"{url}/"


Length = Annotated[timedelta, NoDecode, from_text(lambda text: understood(read_length, text))]
YesOrNo = Annotated[bool, BeforeValidator(yes_or_no)]
Port = Annotated[int, number(least=0, most=_LAST_PORT, meaning="a port, up to 65535")]
Email = Annotated[str, AfterValidator(lambda text: understood(read_email, text))]
# Where nobody on the way can read along; ends with a slash, so that paths can follow.
ApiAddress = Annotated[str, AfterValidator(_closed_way), AfterValidator(_with_slash)]
PublicAddress = Annotated[
    str, AfterValidator(_closed_way), AfterValidator(lambda url: url.rstrip("/"))
]
"""How the outside world reaches us, without a slash at its end."""
