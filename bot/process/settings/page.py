"""The settings of candidates' pages: how long links last, what may be done, whose page it is."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import field_validator
from pydantic_settings import NoDecode

from bot.process.settings.local import LocalSettings
from bot.process.settings.values import (
    number_in,
    spoken_locale,
    understood,
    working_days_of,
    yes_or_no,
)
from languages.style import ENGLISH
from scheduling.wording.reading import read_length

_MOST_MOVES = 20
_LONGEST_UNTIL = timedelta(days=14)
_LONGEST_NAME, _LONGEST_CONTACT = 80, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Whose page candidates see; each is None where nobody has said."""

    name: str | None = None
    contact: str | None = None
    privacy_url: str | None = None
    # How long after their last interview candidates are kept; None: for good, or nobody said.
    keeps_candidates: timedelta | None = None


class PageSettings(LocalSettings):
    """What holds for the pages that candidates reach by a link."""

    # In working days.
    link_lifetime: int = 5
    candidate_moves: int = 2
    candidate_moves_until: Annotated[timedelta, NoDecode] = timedelta(hours=24)
    # Whether candidates are shown who interviews them, wherever they look.
    candidates_see_panel: bool = False
    # In which language candidates are written to of whom nothing is known, such as "de" or "en-GB".
    candidate_locale: str = ENGLISH
    # Whose page it is, whom to ask, and where it is said what becomes of people's data.
    company_name: str | None = None
    company_contact: str | None = None
    privacy_url: str | None = None

    @property
    def company(self) -> Company:
        """Whose pages these are."""
        return Company(
            name=self.company_name, contact=self.company_contact, privacy_url=self.privacy_url
        )

    @field_validator("link_lifetime", mode="before")
    @classmethod
    def _is_lifetime(cls, given: object) -> object:
        return working_days_of(given, most=60)

    @field_validator("candidate_moves", mode="before")
    @classmethod
    def _are_moves(cls, given: object) -> object:
        return number_in(given, least=0, most=_MOST_MOVES, meaning="a number from 0 to 20")

    @field_validator("candidate_moves_until", mode="before")
    @classmethod
    def _is_until(cls, given: object) -> object:
        return understood(read_length, given) if isinstance(given, str) else given

    @field_validator("candidate_moves_until")
    @classmethod
    def _is_near_enough(cls, length: timedelta) -> timedelta:
        if not timedelta() <= length <= _LONGEST_UNTIL:
            raise ValueError("should be 14 days at most")
        return length

    @field_validator("candidates_see_panel", mode="before")
    @classmethod
    def _is_yes_or_no(cls, given: object) -> bool:
        return yes_or_no(given)

    @field_validator("candidate_locale")
    @classmethod
    def _is_spoken(cls, locale: str) -> str:
        return spoken_locale(locale)

    @field_validator("company_name")
    @classmethod
    def _is_name(cls, name: str | None) -> str | None:
        return _one_line(name, most=_LONGEST_NAME)

    @field_validator("company_contact")
    @classmethod
    def _is_contact(cls, contact: str | None) -> str | None:
        return _one_line(contact, most=_LONGEST_CONTACT)

    @field_validator("privacy_url")
    @classmethod
    def _is_page(cls, url: str | None) -> str | None:
        if url is not None and (not url.startswith("https://") or not urlsplit(url).hostname):
            raise ValueError("should start with https://")
        return url


def _one_line(text: str | None, *, most: int) -> str | None:
    if text is not None and (len(text) > most or not text.isprintable()):
        raise ValueError(f"should be one line of {most} characters at most")
    return text
