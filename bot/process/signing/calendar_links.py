"""Links to the page on which somebody connects a calendar: one calendar, within half an hour."""

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.process.signing.candidate_links import CandidateLinks
from bot.process.signing.sealing import Seal
from bot.process.signing.secret_keys import SecretKeys

PATH = "/calendar"
"""Under which path all of these pages are."""
GOOD_FOR = timedelta(minutes=30)
_PURPOSE = "page for a calendar"
# Those of before have no chance in them.
_WORD = re.compile(r"([A-Z0-9]{1,40})-(\d{1,18})-(\d{1,12})(?:-[0-9a-f]{16})?", re.ASCII)
_CHANCE = 8
"""Bytes that tell a link from all others, of which each connects one calendar."""
_OWN = 0
"""In the place of an id: whoever asks, registered or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLink:
    """Who connects a calendar, and whose."""

    slack_user_id: str
    # None: their own.
    person_id: int | None


def calendar_address(links: CandidateLinks, link: CalendarLink, *, now: datetime) -> str | None:
    """Return where a calendar is connected for the next half hour; None where no links are made."""
    if links.public_url is None or links.keys is None:
        return None
    ends = int((now + GOOD_FOR).timestamp())
    word = f"{link.slack_user_id}-{link.person_id or _OWN}-{ends}-{secrets.token_hex(_CHANCE)}"
    return f"{links.public_url}{PATH}/{calendar_seal(links.keys).signed(word)}"


def calendar_seal(keys: SecretKeys) -> Seal:
    """Return what signs the words of these links."""
    return Seal(keys, purpose=_PURPOSE)


def calendar_link_in(word: str, *, now: datetime) -> CalendarLink | None:
    """Return what a word says that we have signed; None where it is over."""
    found = _WORD.fullmatch(word)
    if found is None or now >= datetime.fromtimestamp(int(found[3]), UTC):
        return None
    return CalendarLink(slack_user_id=found[1], person_id=int(found[2]) or None)
