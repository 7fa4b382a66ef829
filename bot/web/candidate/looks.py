"""How candidates' pages look: templates, styles, and what browsers are told of them."""

import gzip
import hashlib
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.process.settings.page import Company

_HERE = Path(__file__).parent
_TYPES = {"page.css": "text/css", "page.js": "text/javascript"}
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors "
)
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Vary": "Accept-Encoding, Accept-Language",
}
_LONG = "public, max-age=31536000, immutable"
_SMALLEST, _LEVEL = 1_000, 3
"""Bytes from which on an answer is sent as gzip, and how hard that tries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """Makes the pages of a company."""

    company: Company
    # Under which path all pages are, as the outside world has it.
    pages: str
    # Whose pages may show ours in a frame; a practice workspace's, and else nobody's.
    framed_by: tuple[str, ...] = ()
    # What is shown where a link opens nothing, and where we have made a mistake.
    over_page: str = "over.html"
    trouble_page: str = "trouble.html"
    # For how many minutes links are good, where that is said.
    minutes: int = 0

    def shown(
        self, template: str, request: Request, /, *, status: int = 200, **values: Any
    ) -> Response:
        """Return a page of a template, as gzip for those who take it."""
        answer = HTMLResponse(
            self._html(template, values), status_code=status, headers=self._headers
        )
        if not takes_gzip(request) or len(answer.body) < _SMALLEST:
            return answer
        packed = gzip.compress(bytes(answer.body), _LEVEL, mtime=0)
        headers = {**self._headers, "Content-Encoding": "gzip"}
        return HTMLResponse(packed, status_code=status, headers=headers)

    def over(self) -> Response:
        """Return what all read whose link opens nothing, whatever is the matter with it."""
        return HTMLResponse(
            self._html(self.over_page, {"minutes": self.minutes}),
            status_code=404,
            headers=self._headers,
        )

    def too_many(self, *, wait: float) -> Response:
        """Return what somebody reads who comes too often."""
        headers = {**self._headers, "Retry-After": str(math.ceil(wait))}
        return HTMLResponse(self._html("too_many.html"), status_code=429, headers=headers)

    def trouble(self) -> Response:
        """Return what somebody reads when we have made a mistake."""
        return HTMLResponse(self._html(self.trouble_page), status_code=500, headers=self._headers)

    @property
    def _headers(self) -> dict[str, str]:
        framed_by = " ".join(self.framed_by) or "'none'"
        return {"Content-Security-Policy": _POLICY + framed_by, **_HEADERS}

    def _html(self, name: str, values: dict[str, Any] | None = None) -> str:
        frame = {"look": _look(self.pages), "company": self.company}
        # Here and not above: Jinja is loaded by the first who opens a page.
        from bot.web.candidate.rendering import rendered

        return rendered(name, {**frame, **(values or {})})


def takes_gzip(request: Request) -> bool:
    """Tell whether whoever asks can read gzip."""
    return "gzip" in request.headers.get("accept-encoding", "")


async def file(request: Request) -> Response:
    """Answer with a style sheet or a script; with another content they have another address."""
    name = request.path_params["name"]
    if name not in _TYPES:
        return Response(status_code=404)
    headers = {"Cache-Control": _LONG, "Vary": "Accept-Encoding"}
    content, packed = _file(name)
    if takes_gzip(request):
        content, headers["Content-Encoding"] = packed, "gzip"
    return Response(content, media_type=_TYPES[name], headers=headers)


@cache
def _look(pages: str) -> dict[str, str]:
    """Where the style sheet and the script are."""
    return {
        name.partition(".")[
            2
        ]: f"{pages}/-/{name}?{hashlib.sha256(_file(name)[0]).hexdigest()[:12]}"
        for name in _TYPES
    }


@cache
def _file(name: str) -> tuple[bytes, bytes]:
    content = (_HERE / "look" / name).read_bytes()
    return content, gzip.compress(content, 9, mtime=0)
