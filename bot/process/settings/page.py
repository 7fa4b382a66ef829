"""The settings of candidates' pages: how long links last, what may be done, whose page it is."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator

from bot.process.settings.checks import Length, YesOrNo, number, within
from bot.process.settings.local import LocalSettings
from bot.process.settings.values import spoken_locale, working_days_of
from languages.style import ENGLISH

_LONGEST_LIFETIME = 60
_MOST_MOVES = 20
_LONGEST_UNTIL = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Whose page candidates see; each is None where nobody has said."""

    name: str | None = None
    contact: str | None = None
    privacy_url: str | None = None
    # How long after their last interview candidates are kept; None: for good, or nobody said.
    keeps_candidates: timedelta | None = None


def _one_line(*, most: int) -> AfterValidator:
    def checked(text: str) -> str:
        if len(text) > most or not text.isprintable():
            raise ValueError(f"should be one line of {most} characters at most")
        return text

    return AfterValidator(checked)


def _page(url: str) -> str:
    if not url.startswith("https://") or not urlsplit(url).hostname:
        raise ValueError("should start with https://")
    return url


class PageSettings(LocalSettings):
    """What holds for the pages that candidates reach by a link."""

    # In working days.
    link_lifetime: Annotated[
        int, BeforeValidator(lambda given: working_days_of(given, most=_LONGEST_LIFETIME))
    ] = 5
    candidate_moves: Annotated[
        int, number(least=0, most=_MOST_MOVES, meaning="a number from 0 to 20")
    ] = 2
    candidate_moves_until: Annotated[
        Length, within(timedelta(), _LONGEST_UNTIL, meaning="be 14 days at most")
    ] = timedelta(hours=24)
    # Whether candidates are shown who interviews them, wherever they look.
    candidates_see_panel: YesOrNo = False
    # In which language candidates are written to of whom nothing is known, such as "de" or "en-GB".
    candidate_locale: Annotated[str, AfterValidator(spoken_locale)] = ENGLISH
    # Whose page it is, whom to ask, and where it is said what becomes of people's data.
    company_name: Annotated[str, _one_line(most=80)] | None = None
    company_contact: Annotated[str, _one_line(most=200)] | None = None
    privacy_url: Annotated[str, AfterValidator(_page)] | None = None

    @property
    def company(self) -> Company:
        """Whose pages these are."""
        return Company(
            name=self.company_name, contact=self.company_contact, privacy_url=self.privacy_url
        )
