"""A program changes an interview only as it has seen it, where it says how that was."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from databases import new_database
from web.in_process import Api, api_on
from web.programs import Answer

NEVER = '"1-0000000000000000"'
"""A tag with the revision that a new interview has."""


@contextmanager
def booked(folder: Path, **settings: Any) -> Iterator[tuple[Api, dict[str, Any]]]:
    with api_on(new_database(folder), **settings) as api:
        ids = [
            api.post("/api/register_user/", {"name": name}).json["id"] for name in ("Ana", "Ben")
        ]
        wanted = {"candidate": ids[0], "interviewers": ids[1:], "start": "2026-11-10T10:00:00Z"}
        answer = api.post("/api/book_interview/", {**wanted, "any_hour": True})
        assert answer.status == 201, answer.body
        yield api, answer.json


def shown(api: Api, interview: dict[str, Any], **headers: str) -> Answer:
    return api.get("/api/get_interview/", f"id={interview['id']}", **headers)


def moves(api: Api, interview: int, hour: int, *, more: Any = (), **headers: str) -> Answer:
    wanted = {"id": interview, "start": f"2026-11-10T{hour}:00:00Z", "any_hour": True}
    return api.post("/api/move_interview/", {**wanted, **dict(more)}, **headers)


def test_a_revision_that_is_out_of_date_changes_nothing_and_shows_the_interview(
    tmp_path: Path,
) -> None:
    with booked(tmp_path) as (api, first):
        known = {"revision": first["revision"]}
        moved = moves(api, first["id"], 11, more=known)
        late = moves(api, first["id"], 12, more=known)
        again = moves(api, first["id"], 12, more={"revision": late.json["interview"]["revision"]})

    assert moved.status == 200
    assert (late.status, late.json["code"]) == (409, "interview_changed")
    assert "you have moved it. Nothing was changed now." in late.json["detail"]
    assert late.json["interview"] == {k: v for k, v in moved.json.items() if k != "untold"}
    assert (again.status, again.json["start"]) == (200, "2026-11-10T12:00:00Z")


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/api/move_interview/", {"start": "2026-11-10T12:00:00Z", "any_hour": True}),
        ("/api/cancel_interview/", {}),
        ("/api/decline_interview/", {"user": 2}),
        ("/api/undo_decline/", {"user": 2}),
        ("/api/replace_interviewer/", {"leaving": 2}),
        ("/api/describe_interview/", {"place": "Room 4"}),
    ],
)
def test_every_change_takes_a_revision_and_a_tag(
    tmp_path: Path, path: str, more: dict[str, Any]
) -> None:
    with booked(tmp_path) as (api, first):
        wanted = {"id": first["id"], **more}
        by_revision = api.post(path, {**wanted, "revision": 7})
        by_tag = api.post(path, wanted, If_Match='"7-0123456789abcdef"')
        by_other_words = api.post(path, wanted, If_Match="yesterday")
        stands = shown(api, first).json

    assert [by_revision.status, by_tag.status, by_other_words.status] == [409, 412, 412]
    assert by_revision.json["interview"] == by_tag.json["interview"] == stands
    assert stands["revision"] == first["revision"]


def test_the_tag_of_an_interview_lets_it_be_changed_once(tmp_path: Path) -> None:
    with booked(tmp_path) as (api, first):
        tag = shown(api, first).headers["etag"]
        unchanged = shown(api, first, If_None_Match=tag)
        moved = moves(api, first["id"], 11, If_Match=tag)
        late = moves(api, first["id"], 12, If_Match=tag)
        any_of_them = moves(api, first["id"], 12, If_Match="*")
        renewed = shown(api, first).headers["etag"]

    assert tag.startswith('"')
    assert (unchanged.status, unchanged.body) == (304, b"")
    assert [moved.status, late.status, any_of_them.status] == [200, 412, 200]
    assert renewed != tag
    assert "It is now on Tue 10 Nov, 11:00" in late.json["detail"]


def test_a_field_that_holds_one_value_is_not_taken_twice(tmp_path: Path) -> None:
    with booked(tmp_path) as (api, first):
        twice = api.get("/api/get_interview/", f"id={first['id']}&id=99")
        several = api.get("/api/get_available_timeslots/", "interviewer=1&interviewer=2")

    assert (twice.status, twice.json["code"], twice.json["field"]) == (422, "field_wrong", "id")
    assert several.status == 200


def test_an_interview_is_shown_when_it_is_cancelled_too(tmp_path: Path) -> None:
    with booked(tmp_path) as (api, first):
        api.post("/api/cancel_interview/", {"id": first["id"]})
        cancelled = shown(api, first)
        nowhere = api.get("/api/get_interview/", "id=99")

    assert cancelled.json["state"] == "cancelled"
    assert (nowhere.status, nowhere.json["code"]) == (404, "interview_gone")
    assert nowhere.json["detail"] == "There is no interview with this id. Nothing was changed."


def test_an_installation_may_want_to_know_what_was_seen(tmp_path: Path) -> None:
    with booked(tmp_path, requires_revision=True) as (api, first):
        unseen = moves(api, first["id"], 11)
        seen = moves(api, first["id"], 11, more={"revision": first["revision"]})
        whatever = moves(api, first["id"], 12, If_Match="*")

    assert (unseen.status, unseen.json["code"]) == (428, "precondition_required")
    assert (
        unseen.json["detail"] == "Send the `revision` that you have seen, or its tag as If-Match."
    )
    assert [seen.status, whatever.status] == [200, 200]


def test_body_and_header_have_to_agree(tmp_path: Path) -> None:
    with booked(tmp_path) as (api, first):
        differs = moves(api, first["id"], 11, more={"revision": 2}, If_Match=NEVER)
        several = moves(api, first["id"], 11, If_Match=f"{NEVER}, {NEVER}")

    assert (differs.status, differs.json["field"]) == (422, "revision")
    assert (several.status, several.json["field"]) == (422, "If-Match")


def test_a_change_that_was_carried_out_is_answered_alike_although_the_revision_is_old_by_now(
    tmp_path: Path,
) -> None:
    with booked(tmp_path) as (api, first):
        known = {"revision": first["revision"]}
        moved = moves(api, first["id"], 11, more=known, Idempotency_Key="once")
        again = moves(api, first["id"], 11, more=known, Idempotency_Key="once")

    assert again.body == moved.body
