"""Pages as they were last shown, so that one in which nothing has changed is not made anew.

What is kept is shown again only after the database has said, within the same request, that it
still holds: see `open_page`.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from starlette.responses import Response

from scheduling.model import Rules
from scheduling.results import CandidatePage

_MOST_PAGES = 256
_MOST_WAYS = 4
"""Answers kept of one page, by how it is written. Each takes some 12 kB, as gzip."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KeptPage:
    """A page of one version, and the answers that were made of it."""

    page: CandidatePage
    _answers: dict[Hashable, Response] = field(default_factory=dict)

    def answer(self, way: Hashable, make: Callable[[], Response]) -> Response:
        """Return the answer for one way to show the page, which is made where it is the first."""
        if way not in self._answers:
            if len(self._answers) >= _MOST_WAYS:
                self._answers.clear()
            self._answers[way] = make()
        return self._answers[way]


def names_others(page: CandidatePage, rules: Rules) -> bool:
    """Tell whether a page names the panel, so that it is made anew for each look.

    Somebody's name may have changed, of which the candidate's last change tells nothing.
    """
    return rules.candidates_see_panel and bool(page.interviews)


class KeptPages:
    """The pages of the links that were opened last, by their words."""

    def __init__(self, *, most: int = _MOST_PAGES) -> None:
        """At most so many are kept; the one that was opened least lately goes first."""
        self._most = most
        self._pages: OrderedDict[str, KeptPage] = OrderedDict()

    def page(self, word: str) -> CandidatePage | None:
        """Return what a link showed when it was last opened; None where it is not kept."""
        kept = self._pages.get(word)
        return None if kept is None else kept.page

    def keep(self, word: str, page: CandidatePage | None) -> KeptPage | None:
        """Keep what a link shows now, with the answers of before where that is the same.

        What it showed is forgotten where it shows nothing any more, and None is returned.
        """
        before = self._pages.pop(word, None)
        if page is None:
            return None
        same = before is not None and before.page.version == page.version
        kept = before if before is not None and same else KeptPage(page=page)
        self._pages[word] = kept
        if len(self._pages) > self._most:
            self._pages.popitem(last=False)
        return kept
