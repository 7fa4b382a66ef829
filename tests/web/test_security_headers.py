"""Every answer tells browsers how little it may do."""

from pathlib import Path

import pytest
from databases import new_database
from web.in_process import api_on

from bot.web.door.headers import security_headers

ALWAYS = {
    "content-security-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "referrer-policy",
    "x-content-type-options",
    "x-frame-options",
    "cache-control",
}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/get_users/", 200),
        ("/api/nothing", 404),
        ("/api/interviews.ics", 422),
        ("/healthz", 200),
        ("/api/docs", 200),
    ],
)
def test_every_answer_has_them(tmp_path: Path, path: str, status: int) -> None:
    with api_on(new_database(tmp_path)) as api:
        answer = api.get(path)

    assert answer.status == status
    assert answer.headers.keys() >= ALWAYS
    # Our own forms are sent back to us, and we look from where.
    assert answer.headers["referrer-policy"] == "same-origin"


def test_only_the_page_of_calls_may_run_anything() -> None:
    page = dict(security_headers("/api/docs", [], is_https=False))
    other = dict(security_headers("/api/docs/", [], is_https=False))

    assert b"script-src 'self' 'unsafe-inline'" in page[b"content-security-policy"]
    assert b"script-src" not in other[b"content-security-policy"]


def test_what_an_answer_says_itself_is_left_alone() -> None:
    told = [(b"Cache-Control", b"private, max-age=300")]

    added = dict(security_headers("/api/interviews.ics", told, is_https=True))

    assert b"cache-control" not in added
    assert added[b"strict-transport-security"] == b"max-age=63072000"
    assert b"strict-transport-security" not in dict(security_headers("/", [], is_https=False))
