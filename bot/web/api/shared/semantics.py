"""What HTTP asks of every answer alike (RFC 9110): HEAD, redirects, and tags compared."""

import re
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

WAS_HEAD = "on_the_hour.was_head"
"""What a request has in its scope that only asks what would be answered."""
_TAG = re.compile(r'(?:W/)?("[^"]*")')


class HttpSemantics:
    """Answers HEAD wherever GET is answered, and redirects without naming itself.

    Behind a proxy that speaks TLS, an address of our own making would lead to http.
    """

    def __init__(self, app: ASGIApp, *, elsewhere: Collection[str] = ()) -> None:
        """`elsewhere` are the addresses, without a query, to which others may be sent from here."""
        self.app, self._elsewhere = app, elsewhere

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        is_head = scope["type"] == "http" and scope["method"] == "HEAD"

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = message["headers"]
                headers = [_header(name, text, self._elsewhere) for name, text in told]
                message = {**message, "headers": headers}
            elif is_head:
                message = {**message, "body": b""}
            await send(message)

        as_get = {**scope, "method": "GET", WAS_HEAD: True}
        await self.app(as_get if is_head else scope, receive, sending)


def is_one_of(tag: str, named: Iterable[str]) -> bool:
    """Tell whether `If-None-Match` fields name a tag: any of a list, weakly compared, or "*"."""
    (ours,) = _TAG.findall(tag)
    return any(field.strip() == "*" or ours in _TAG.findall(field) for field in named)


def _header(name: bytes, text: bytes, elsewhere: Collection[str]) -> tuple[bytes, bytes]:
    if name == b"location" and text.decode("latin-1").partition("?")[0] not in elsewhere:
        return name, _relative(text.decode("latin-1")).encode("latin-1")
    if name == b"allow" and text == b"GET":
        return name, b"GET, HEAD"
    return name, text


def _relative(address: str) -> str:
    """From the path on; one slash at its begin, as two would name another host."""
    parts = urlsplit(address)
    query = f"?{parts.query}" if parts.query else ""
    return f"/{parts.path.lstrip('/')}{query}"
