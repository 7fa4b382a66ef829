"""Who comes to a page of their own: by a link that we have signed, and that is good."""

import asyncio
import random
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from time import monotonic
from typing import Generic, TypeVar
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from bot.process.signing.candidate_links import PAGES
from bot.process.signing.sealing import Seal
from bot.web.api.schemas.fields import BODY
from bot.web.api.shared.dependencies import Dependencies
from bot.web.candidate.accepted import style_for
from bot.web.candidate.looks import Looks
from bot.web.door.addresses import client_of
from bot.web.door.rates import Rates
from scheduling.timespan import written_in

Form = dict[str, list[str]]
Visitor = TypeVar("Visitor")

_MOST_FIELDS = 3_000
"""A form of twelve weeks has 2,016 hours."""
_FLOOR, _SPREAD = 0.02, 0.02
"""Seconds: how long a refusal takes at least, and up to how much longer by chance. Else its time
would tell whether a row was looked for, and which."""


class SignedDoor(ABC, Generic[Visitor]):
    """Looks at the signature first, then at how often, and at who it is last of all.

    Every refusal is the same page, and takes as long.
    """

    def __init__(
        self,
        dependencies: Dependencies,
        *,
        seal: Seal | None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """`seal` has signed the links; `chance` gives a number from 0 up to 1, by which refusals
        differ in time.
        """
        self._parts, self._chance, self._seal = dependencies, chance, seal
        pages = f"{urlsplit(dependencies.address).path}{PAGES}"
        self.looks = Looks(
            company=dependencies.company, pages=pages, framed_by=dependencies.framed_by
        )
        self._by_link = Rates(a_minute=120, at_once=60)
        self._by_address = Rates(a_minute=60, at_once=60)

    @abstractmethod
    async def _found(self, word: str, request: Request) -> Visitor | None:
        """Return who comes with a word that we have signed; None for whom it opens nothing."""

    async def enter(self, request: Request) -> Visitor | Response:
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

    async def _entered(self, request: Request) -> Visitor | Response:
        word = self._word_in(self._signed_in(request))
        if word is None:
            return self._unknown(request)
        if wait := self._by_link.take(word):
            return self.looks.too_many(wait=wait)
        return await self._found(word, request) or self.looks.over()

    def _signed_in(self, request: Request) -> str:
        """Return what we should have signed."""
        return str(request.path_params.get("link", ""))

    def _unknown(self, request: Request) -> Response:
        peer = request.client.host if request.client else None
        forwarded = request.headers.getlist("x-forwarded-for")
        address = client_of(peer, forwarded, trusted=self._parts.trusted_proxies)
        if wait := self._by_address.take(address):
            return self.looks.too_many(wait=wait)
        return self.looks.over()

    def _word_in(self, link: str) -> str | None:
        return None if self._seal is None else self._seal.opened(link)


def form_in(request: Request) -> Form:
    """Return the fields that were sent, each with its values."""
    text = request.scope[BODY].decode("utf-8", "replace")
    try:
        return parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return {}
