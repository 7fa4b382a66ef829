"""Links to one interview as a file for somebody's calendar, to be sent to them by hand."""

import re

from bot.process.signing.candidate_links import CandidateLinks
from bot.process.signing.sealing import Seal
from bot.process.signing.secret_keys import SecretKeys

ENTRY_PATH = "/export/interview.ics"
_PURPOSE = "entry for a calendar"
_IDS = re.compile(r"(\d{1,18})-(\d{1,18})", re.ASCII)


def entry_address(links: CandidateLinks, *, interview_id: int, person_id: int) -> str | None:
    """Return where a person's entry is downloaded; None where no links can be made."""
    if links.public_url is None or links.keys is None:
        return None
    signed = Seal(links.keys, purpose=_PURPOSE).signed(f"{interview_id}-{person_id}")
    return f"{links.public_url}{ENTRY_PATH}?entry={signed}"


def entry_in(signed: str, *, keys: SecretKeys) -> tuple[int, int] | None:
    """Return the ids of interview and person in a link; None in what we have not signed."""
    found = _IDS.fullmatch(Seal(keys, purpose=_PURPOSE).opened(signed) or "")
    return (int(found[1]), int(found[2])) if found else None
