"""What HTTP asks of every answer alike, and faults told in our own words."""

from typing import Any

import pytest
from web.programs import Program

from bot.web.api.shared.semantics import is_one_of


@pytest.mark.parametrize(
    "path", ["/api/get_users/", "/api/docs", "/api/openapi.json", "/healthz", "/metrics"]
)
def test_head_is_answered_wherever_get_is(ats: Program, path: str) -> None:
    whole, head = ats.get(path), ats.sends("HEAD", path)

    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-type"] == whole.headers["content-type"]


def test_head_of_a_feed_has_its_tag(ats: Program) -> None:
    user = ats.registers("Head Ina")
    address = ats.post("/api/create_feed/", {"user": user}).json["address"]
    path = str(address).removeprefix(ats.address)

    assert ats.sends("HEAD", path).headers["etag"] == ats.get(path).headers["etag"]


def test_head_is_refused_where_get_is_and_allowed_where_it_is_told(ats: Program) -> None:
    post = ats.sends("HEAD", "/api/book_interview/")
    wrong = ats.sends("DELETE", "/api/get_users/")
    two = ats.sends("DELETE", "/team_availability")

    assert (post.status, post.headers["allow"]) == (405, "POST")
    assert (wrong.status, wrong.headers["allow"]) == (405, "GET, HEAD")
    assert (two.status, two.headers["allow"]) == (405, "POST, PUT")


@pytest.mark.parametrize(
    ("method", "path", "to"),
    [
        ("POST", "/api/register_user", "/api/register_user/"),
        ("GET", "/api/get_users?limit=1&role=candidate", "/api/get_users/?limit=1&role=candidate"),
    ],
)
def test_a_redirect_names_no_host_and_no_scheme(
    ats: Program, method: str, path: str, to: str
) -> None:
    answer = ats.sends(method, path, headers={"Host": "interviews.example.com"})

    assert (answer.status, answer.headers["location"]) == (307, to)


@pytest.mark.parametrize(
    ("named", "same"),
    [
        (['"a"'], True),
        (['W/"a"'], True),
        (['"b", W/"a"'], True),
        (['"b"', '"a"'], True),
        (['"b,"a"'], False),
        (["*"], True),
        (['"b"'], False),
        (["a"], False),
        (['"A"'], False),
        ([""], False),
        ([], False),
    ],
)
def test_tags_are_compared_weakly_one_of_a_list(named: list[str], same: bool) -> None:
    assert is_one_of('W/"a"', named) is same
    assert is_one_of('"a"', named) is same


@pytest.mark.parametrize("sort", ["text/plain", "application/x-www-form-urlencoded", "", "json"])
def test_a_body_that_is_not_sent_as_json_is_refused(ats: Program, sort: str) -> None:
    answer = ats.sends("POST", "/api/register_user/", b'{"name": "x"}', {"Content-Type": sort})

    assert (answer.status, answer.json["code"]) == (415, "unsupported_media_type")
    assert answer.json["detail"] == "The body should be JSON, sent as application/json."


@pytest.mark.parametrize("sort", ["application/json; charset=utf-8", "application/merge+json"])
def test_json_may_say_more_of_itself(ats: Program, sort: str) -> None:
    body = f'{{"name": "{sort[12:17]}"}}'.encode()

    assert ats.sends("POST", "/api/register_user/", body, {"Content-Type": sort}).status == 201


@pytest.mark.parametrize(
    ("path", "given", "sentence"),
    [
        ("register_user", {}, "name: This is needed."),
        ("register_user", [], "The body should be a JSON object."),
        ("register_user", {"name": 7}, "name: This should be text."),
        ("register_user", {"name": "x", "nam": 1}, "nam: There is no such field."),
        (
            "register_user",
            {"name": "x", "role": 1},
            "role: This should be interviewer or candidate.",
        ),
        ("register_user", {"name": "x" * 1001}, "name: This may have 1000 characters at most."),
        ("cancel_interview", {"id": "x"}, "id: This should be a whole number."),
        ("cancel_interview", {"id": 1.5}, "id: This should be a whole number."),
        ("cancel_interview", {"id": 0}, "id: This should be 1 or more."),
        ("cancel_interview", {"id": 2**31}, "id: This should be 2147483647 or less."),
        ("distribute_interviewers", {"candidates": []}, "candidates: This should hold at least 1."),
        ("distribute_interviewers", {"candidates": 1}, "candidates: This should be a list."),
        (
            "distribute_interviewers",
            {"candidates": [1], "book": 1},
            "book: This should be true or false.",
        ),
        (
            "remove_availability",
            {"id": "x"},
            "id: This does not have the form that it should have. /api/docs shows it.",
        ),
    ],
)
def test_a_fault_is_told_in_our_own_words(
    ats: Program, path: str, given: Any, sentence: str
) -> None:
    answer = ats.post(f"/api/{path}/", given)

    assert (answer.status, answer.json["detail"]) == (422, sentence)


def test_the_field_at_fault_is_one_that_was_sent(ats: Program) -> None:
    user = ats.registers("Fault Fay")
    past = {"user": user, "start_time": "7:00 AM", "end_time": "8:00 AM"}
    call = "/api/get_available_timeslots/"

    dated = ats.post("/api/register_availability/", {**past, "date": "2026-11-09"})
    undated = ats.post("/api/register_availability/", past)
    far = ats.get(call, candidate=user, from_="2029-11-01")
    smaller = ats.post("/api/distribute_interviewers/", {"candidates": [1], "min_panel": 101})

    assert [one.json["field"] for one in (dated, undated)] == ["date", "end_time"]
    assert (far.json["code"], far.json["field"]) == ("days_too_far", "from")
    assert smaller.json["field"] == "min_panel"
