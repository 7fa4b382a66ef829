"""The headers by which browsers are told how little an answer may do: one function decides."""

Headers = list[tuple[bytes, bytes]]

_NOTHING = b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# The page of all calls is a program, and says its first lines in the page itself.
_PAGE_OF_CALLS = (
    b"default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    b"img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    b"frame-ancestors 'none'"
)
_TWO_YEARS = b"max-age=63072000"


def security_headers(path: str, told: Headers, *, is_https: bool) -> Headers:
    """Return what is added to the headers of an answer; what it says itself is left alone.

    `is_https` says that the outside world reaches us by TLS, and is to go on so.
    """
    ours = {
        b"content-security-policy": _PAGE_OF_CALLS if path == "/api/docs" else _NOTHING,
        b"cross-origin-opener-policy": b"same-origin",
        b"cross-origin-resource-policy": b"same-origin",
        b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
        # Not "no-referrer": with that, a browser calls the sender of our own forms "null".
        b"referrer-policy": b"same-origin",
        b"x-content-type-options": b"nosniff",
        b"x-frame-options": b"DENY",
        # What is answered is about people; a page of ours says itself how long it may be kept.
        b"cache-control": b"no-store",
    }
    if is_https:
        ours[b"strict-transport-security"] = _TWO_YEARS
    if path.startswith("/api/page/"):
        del ours[b"cache-control"]
    said = {name.lower() for name, _ in told}
    return [(name, text) for name, text in ours.items() if name not in said]
