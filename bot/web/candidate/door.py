"""Who comes to a candidate's page: by a link that we have signed, and that is good."""

import asyncio
import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from time import monotonic
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from bot.process.signing.candidate_links import PAGES, seal_of
from bot.process.signing.sealing import Seal
from bot.web.api.dependencies import Dependencies
from bot.web.api.schemas.fields import BODY
from bot.web.candidate.accepted import style_for
from bot.web.candidate.looks import Looks
from bot.web.door.addresses import client_of
from bot.web.door.rates import Rates
from scheduling.model import RequestContext
from scheduling.results import CandidatePage
from scheduling.timespan import written_in
from scheduling.usecases.candidate import open_page

_MOST_FIELDS = 3_000
"""A form of twelve weeks has 2,016 hours."""
_FLOOR, _SPREAD = 0.02, 0.02
"""Seconds: how long a refusal takes at least, and up to how much longer by chance. Else its time
would tell whether a row was looked for, and which."""

Form = dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A candidate on their page, and what they do there."""

    page: CandidatePage
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
        text = self.request.scope[BODY].decode("utf-8", "replace")
        try:
            return parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
        except ValueError:
            return {}

    def is_from(self, form: Form, what: str) -> bool:
        """Tell whether a form was sent from this page, for that."""
        given = form.get("form", [""])[0]
        return self.forms.opened(given) == f"{self.page.link.word}-{what}"


class Door:
    """Looks at the signature first, then at how often, and at the row last of all.

    Every refusal is the same page, and takes as long.
    """

    def __init__(
        self, dependencies: Dependencies, *, chance: Callable[[], float] = random.random
    ) -> None:
        """`chance` gives a number from 0 up to 1, by which refusals differ in time."""
        self._parts, self._chance = dependencies, chance
        self._seal = None if dependencies.keys is None else seal_of(dependencies.keys)
        self._forms = (
            None
            if dependencies.keys is None
            else Seal(dependencies.keys, purpose="candidate's form")
        )
        pages = f"{urlsplit(dependencies.address).path}{PAGES}"
        self.looks = Looks(
            company=dependencies.company, pages=pages, framed_by=dependencies.framed_by
        )
        self._by_link = Rates(a_minute=120, at_once=60)
        self._by_address = Rates(a_minute=60, at_once=60)

    async def enter(self, request: Request) -> Visit | Response:
        """Return who comes in, or the answer to whoever does not."""
        began = monotonic()
        with self._written_for(request):
            answer = await self._entered(request)
        if isinstance(answer, Response):
            left = _FLOOR + _SPREAD * self._chance() - (monotonic() - began)
            await asyncio.sleep(max(0.0, left))
        return answer

    async def refuse(self, request: Request) -> Response:
        """Return the answer to what no page of ours has sent."""
        await asyncio.sleep(_FLOOR + _SPREAD * self._chance())
        with self._written_for(request):
            return self.looks.over()

    def trouble(self, request: Request) -> Response:
        """Return the answer to whom we have failed."""
        with self._written_for(request):
            return self.looks.trouble()

    def _written_for(self, request: Request) -> AbstractContextManager[None]:
        """Whose link opens nothing is nobody we know: their browser alone says how they read."""
        return written_in(style_for(request, usual=self._parts.rules.candidate_locale))

    async def _entered(self, request: Request) -> Visit | Response:
        word = self._word_in(request.path_params.get("link", ""))
        if word is None:
            return self._unknown(request)
        if wait := self._by_link.take(word):
            return self.looks.too_many(wait=wait)
        now = self._parts.clock()
        page = await asyncio.to_thread(open_page, self._parts.store, word=word, now=now)
        if page is None or self._forms is None:
            return self.looks.over()
        return Visit(
            page=page,
            context=page.context(self._parts.rules),
            request=request,
            dependencies=self._parts,
            forms=self._forms,
            looks=self.looks,
        )

    def _unknown(self, request: Request) -> Response:
        peer = request.client.host if request.client else None
        forwarded = request.headers.getlist("x-forwarded-for")
        address = client_of(peer, forwarded, trusted=self._parts.trusted_proxies)
        if wait := self._by_address.take(address):
            return self.looks.too_many(wait=wait)
        return self.looks.over()

    def _word_in(self, link: str) -> str | None:
        return None if self._seal is None else self._seal.opened(link)
