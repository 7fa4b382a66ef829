"""Who comes to a candidate's page, and what they do there."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request

from bot.process.signing.candidate_links import seal_of
from bot.process.signing.sealing import Seal
from bot.web.api.shared.dependencies import Dependencies
from bot.web.candidate.kept import KeptPage, KeptPages, names_others
from bot.web.candidate.looks import Looks
from bot.web.candidate.signed_door import Form, SignedDoor, form_in
from scheduling.model import RequestContext
from scheduling.results import CandidatePage
from scheduling.usecases.candidate import open_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A candidate on their page, and what they do there."""

    page: CandidatePage
    # The same, with the answers that were made of it.
    kept: KeptPage
    context: RequestContext
    request: Request
    dependencies: Dependencies
    # What signs the forms of these pages.
    forms: Seal
    looks: Looks

    @property
    def base(self) -> str:
        """Under which path the pages of this link are."""
        return f"{self.looks.pages}/{self.request.path_params['link']}"

    def signed(self, what: str) -> str:
        """Return what a form of this page carries, so that no other page can send it."""
        return self.forms.signed(f"{self.page.link.word}-{what}")

    def form(self) -> Form:
        """Return the fields that were sent, each with its values."""
        return form_in(self.request)

    def is_from(self, form: Form, what: str) -> bool:
        """Tell whether a form was sent from this page, for that."""
        given = form.get("form", [""])[0]
        return self.forms.opened(given) == f"{self.page.link.word}-{what}"


class Door(SignedDoor[Visit]):
    """Lets candidates in to their pages."""

    def __init__(
        self, dependencies: Dependencies, *, chance: Callable[[], float] = random.random
    ) -> None:
        """`chance` gives a number from 0 up to 1, by which refusals differ in time."""
        keys = dependencies.keys
        super().__init__(dependencies, seal=None if keys is None else seal_of(keys), chance=chance)
        self._kept = KeptPages()
        self._forms = None if keys is None else Seal(keys, purpose="candidate's form")

    async def _found(self, word: str, request: Request) -> Visit | None:
        now, before = self._parts.clock(), self._kept.page(word)
        if before is not None and names_others(before, self._parts.rules):
            before = None
        page = await asyncio.to_thread(
            open_page, self._parts.store, word=word, now=now, kept=before
        )
        kept = self._kept.keep(word, page)
        if page is None or kept is None or self._forms is None:
            return None
        return Visit(
            page=page,
            kept=kept,
            context=page.context(self._parts.rules),
            request=request,
            dependencies=self._parts,
            forms=self._forms,
            looks=self.looks,
        )
