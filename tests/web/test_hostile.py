"""Whatever is sent, the answer is one of the documented ones, and never a 5xx."""

import http.client
import re
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web.programs import Answer, Program

from bot.web.door.limits import MOST_BYTES

# The bot's threads may use the module while an example is drawn.
pytestmark = pytest.mark.filterwarnings("ignore:Do not use the .random. module")

EXAMPLES = 150
PYDANTIC = re.compile(r"[Ii]nput|[Vv]alue error|pydantic|valid (string|integer|boolean|list|dict)")
"""Words of the library that looks at fields; people get ours."""
POSTS = (
    "register_user",
    "register_availability",
    "remove_availability",
    "book_interview",
    "move_interview",
    "cancel_interview",
    "distribute_interviewers",
    "create_feed",
    "revoke_feed",
    "send_link",
    "end_links",
)
GETS = ("get_users", "get_availability", "get_available_timeslots", "get_interviews")
FIELDS = [
    *("name", "role", "time_zone", "email", "slack_user_id", "user", "start_time", "end_time"),
    *("date", "weekly", "id", "candidate", "interviewers", "start", "any_hour", "interviewer"),
    *(
        "candidates",
        "min_panel",
        "max_panel",
        "book",
        "from",
        "to",
        "match",
        "limit",
        "after",
        "skip",
        "token",
    ),
]
NASTY = st.sampled_from(
    [
        0, 1, 2, -1, 2**31, 2**63, 2**200, 1.5, 1e999, True, None, "", " ", "1", "\x00", "\ud800",
        "\u202e", "' OR 1=1 --", "a" * 5000, "Europe/Berlin", "../etc/passwd", "window-1",
        "weekly-99999999999", "10:00 AM", "2:00 PM", "24:00", "2026-11-10", "0001-01-01",
        "9999-12-31", "2026-11-10T09:00:00Z", "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:00:00-14:00", "2027-03-28T02:30:00", "candidate", "U0NOBODY", "all", [], {},
    ]
)  # fmt: skip
VALUES = st.recursive(
    NASTY | st.text(max_size=20) | st.integers(), lambda inner: st.lists(inner, max_size=3)
)
BODIES = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=8) | VALUES


@pytest.fixture(name="described", scope="module")
def _described(ats: Program) -> dict[tuple[str, str], set[int]]:
    """The statuses that each call is described to answer with."""
    paths = ats.get("/api/openapi.json").json["paths"]
    return {
        (method.upper(), path): {int(status) for status in call["responses"]}
        for path, calls in paths.items()
        for method, call in calls.items()
    }


def check(answer: Answer) -> None:
    assert answer.status < 500, answer.body
    if answer.status >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        told = answer.json
        assert told["status"] == answer.status
        assert told["detail"].strip()
        assert "Traceback" not in told["detail"]
        sentences = [told["detail"], *(one["detail"] for one in told.get("errors") or ())]
        assert not [one for one in sentences if PYDANTIC.search(one)]


@settings(max_examples=EXAMPLES)
@given(call=st.sampled_from(POSTS), body=BODIES, more=st.dictionaries(st.text(), VALUES))
def test_any_json_is_answered_as_described(
    ats: Program,
    described: dict[tuple[str, str], set[int]],
    call: str,
    body: Any,
    more: dict[str, Any],
) -> None:
    whole = body | more if isinstance(body, dict) else body

    answer = ats.post(f"/api/{call}/", whole)

    check(answer)
    assert answer.status in described["POST", f"/api/{call}/"]


@settings(max_examples=EXAMPLES)
@given(
    call=st.sampled_from(GETS),
    query=st.lists(st.tuples(st.sampled_from(FIELDS), NASTY | st.text(max_size=20)), max_size=6),
)
def test_any_question_is_answered_as_described(
    ats: Program,
    described: dict[tuple[str, str], set[int]],
    call: str,
    query: list[tuple[str, Any]],
) -> None:
    asked = "&".join(f"{name}={quote(str(value), errors='surrogatepass')}" for name, value in query)

    answer = ats.sends("GET", f"/api/{call}/?{asked}")

    check(answer)
    assert answer.status in described["GET", f"/api/{call}/"]


@settings(max_examples=EXAMPLES // 2)
@given(
    call=st.sampled_from(POSTS),
    body=st.binary(max_size=200),
    sort=st.sampled_from(["application/json", "text/plain", "multipart/form-data", "x", ""]),
)
def test_any_bytes_are_answered(ats: Program, call: str, body: bytes, sort: str) -> None:
    answer = ats.sends("POST", f"/api/{call}/", body, {"Content-Type": sort})

    check(answer)
    assert answer.status in ((400, 422) if sort == "application/json" or not body else (415, 422))


@settings(max_examples=EXAMPLES // 2)
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"]),
    path=st.sampled_from([f"/api/{call}/" for call in (*POSTS, *GETS)])
    | st.text(max_size=20).map(lambda text: "/api/" + quote(text, errors="surrogatepass")),
)
def test_any_method_and_path_is_answered(ats: Program, method: str, path: str) -> None:
    check(ats.sends(method, path))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"name": NaN}',
        b'{"name": "\\ud800"}',
        b'{"user": 1e400, "start_time": "9", "end_time": "10"}',
        b"[" * 50_000,
        b'{"name": ' + b"9" * 5000 + b"}",
    ],
)
@pytest.mark.parametrize("call", ["register_user", "register_availability"])
def test_what_is_hardly_json_is_answered(ats: Program, call: str, body: bytes) -> None:
    answer = ats.sends("POST", f"/api/{call}/", body, {"Content-Type": "application/json"})

    check(answer)
    assert answer.status in (400, 422)


def test_a_megabyte_is_read_and_more_is_not(ats: Program) -> None:
    fits, more = b" " * MOST_BYTES, b" " * (MOST_BYTES + 1)

    assert ats.sends("POST", "/api/register_user/", fits).status == 415
    answer = ats.sends("POST", "/api/register_user/", more)

    check(answer)
    assert (answer.status, answer.json["code"]) == (413, "too_long")


def test_a_length_that_is_not_told_is_counted(ats: Program) -> None:
    pieces = (b" " * 100_000 for _ in range(11))
    connection = http.client.HTTPConnection(urlsplit(ats.address).netloc, timeout=60)

    connection.request(
        "POST",
        "/api/register_user/",
        pieces,
        {"Authorization": f"Bearer {ats.token}", "Transfer-Encoding": "chunked"},
        encode_chunked=True,
    )

    assert connection.getresponse().status == 413
    connection.close()


def test_an_address_with_nothing_at_it_leads_to_the_list_of_calls(ats: Program) -> None:
    answer = ats.get("/api/nothing/")

    assert answer.status == 404
    assert "/api/docs" in answer.json["detail"]


def test_a_wrong_method_is_told_the_right_one(ats: Program) -> None:
    answer = ats.get("/api/book_interview/")

    assert answer.status == 405
    assert answer.headers["allow"] == "POST"
