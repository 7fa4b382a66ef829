"""Links to candidates' pages: their address, made and read."""

from dataclasses import dataclass

from bot.process.signing.sealing import Seal
from bot.process.signing.secret_keys import SecretKeys
from scheduling.errors import NoAddressForLinks, NoKeysForLinks

PAGES = "/candidate"
"""Under which path all of their pages are."""
_PURPOSE = "candidate's page"


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateLinks:
    """Makes links to candidates' pages, where it is known how those are reached and signed."""

    # How the outside world reaches us, without a "/"; None where nobody has said.
    public_url: str | None
    # None where nobody has given any.
    keys: SecretKeys | None

    def address(self, word: str) -> str:
        """Return the link of a word. Raises NoAddressForLinks and NoKeysForLinks."""
        self.check()
        assert self.keys is not None  # checked in the line above
        return f"{self.public_url}{PAGES}/{seal_of(self.keys).signed(word)}"

    def check(self) -> None:
        """Do nothing where links can be made. Raises NoAddressForLinks and NoKeysForLinks."""
        if self.public_url is None:
            raise NoAddressForLinks
        if self.keys is None:
            raise NoKeysForLinks


NO_LINKS = CandidateLinks(public_url=None, keys=None)
"""Where neither is known."""


def seal_of(keys: SecretKeys) -> Seal:
    """Return what signs the words of links."""
    return Seal(keys, purpose=_PURPOSE)
