"""What a token is for, how long, and that no token answers for another."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from databases import new_database
from journeys.conftest import MONDAY
from web.in_process import Api, api_on

from scheduling.model.api_access import ALL_SCOPES, Scope
from scheduling.usecases.access.tokens import add_token, list_tokens, revoke_token


@contextmanager
def an_api(folder: Path) -> Iterator[Api]:
    with api_on(new_database(folder)) as api:
        yield api


def with_token(api: Api, name: str, scopes: frozenset[Scope] = ALL_SCOPES) -> Api:
    """The API as a program with a new token meets it."""
    _, secret = add_token(api.store, name=name, scopes=scopes, now=MONDAY)
    return replace(api, token=secret)


@pytest.mark.parametrize(
    ("path", "given", "scope"),
    [
        ("/api/register_user/", {"name": "Ana"}, Scope.PEOPLE),
        ("/api/cancel_interview/", {"id": 1}, Scope.BOOK),
        ("/api/erase_user/", {"id": 1}, Scope.ERASE),
        ("/api/distribute_interviewers/", {"candidates": []}, Scope.PLAN),
    ],
)
def test_a_token_without_the_scope_is_refused_and_told_which(
    tmp_path: Path, path: str, given: dict[str, object], scope: Scope
) -> None:
    with an_api(tmp_path) as api:
        without = with_token(api, "without", ALL_SCOPES - {scope}).post(path, given)
        alone = with_token(api, "alone", frozenset({scope}))
        asked, looked = alone.post(path, given), alone.get("/api/get_users/")

    assert (without.status, without.json["code"]) == (403, "forbidden")
    assert f"it lacks the scope `{scope}`" in without.json["detail"]
    challenge = f'Bearer error="insufficient_scope", scope="{scope}"'
    assert without.headers["www-authenticate"] == challenge
    assert asked.status != 403
    assert looked.status == 403


def test_a_refused_call_is_on_record_once_a_minute_however_often_it_is_made(tmp_path: Path) -> None:
    with an_api(tmp_path) as api:
        reads = with_token(api, "reads", frozenset({Scope.READ}))
        for _ in range(3):
            reads.post("/api/cancel_interview/", {"id": 1})
        found = api.get("/api/get_history/").json

    (entry,) = [each for each in found if each["action"] == "refused"]
    assert entry["after"] == {"what": "/api/cancel_interview/", "requests": 1}
    assert "reads" in str(entry)


def test_to_plan_is_not_to_book(tmp_path: Path) -> None:
    with an_api(tmp_path) as api:
        plans = with_token(api, "plans", frozenset({Scope.PLAN}))
        wanted = {"candidates": [1], "from": "2026-11-10", "to": "2026-11-10"}
        booked = plans.post("/api/distribute_interviewers/", {**wanted, "book": True})

    assert booked.status == 403


def test_no_token_gets_the_answers_of_another_of_its_name(tmp_path: Path) -> None:
    given = {"name": "Ana"}
    with an_api(tmp_path) as api:
        first = with_token(api, "ats").post("/api/register_user/", given, Idempotency_Key="k")
        revoke_token(api.store, name="ats")
        second = with_token(api, "ats").post("/api/register_user/", given, Idempotency_Key="k")
        settings = api.post("/api/register_user/", {"name": "Ben"}, Idempotency_Key="k")

    assert first.status == 201
    assert (second.status, second.json["code"]) == (409, "name_taken")
    assert settings.status == 201


def test_a_token_ends_and_its_use_is_noted_once_a_minute(tmp_path: Path) -> None:
    url = new_database(tmp_path)
    used = []
    for passed in (0, 30, 90, 3600):
        now = MONDAY + timedelta(seconds=passed)
        with api_on(url, now=now) as api:
            if not passed:
                _, secret = add_token(
                    api.store, name="ats", lifetime=timedelta(hours=1), now=MONDAY
                )
            status = replace(api, token=secret).get("/api/get_users/").status
            used.append((status, list_tokens(api.store)[0].last_used_at))

    first, later = MONDAY, MONDAY + timedelta(seconds=90)
    assert used == [(200, first), (200, first), (200, later), (401, later)]


def test_what_is_held_about_somebody_takes_the_scope_to_read_the_audit_as_well(
    tmp_path: Path,
) -> None:
    with an_api(tmp_path) as api:
        user = api.post("/api/register_user/", {"name": "Ana"}).json["id"]
        reads = with_token(api, "reads", frozenset({Scope.READ}))
        audits = with_token(api, "audits", frozenset({Scope.READ, Scope.AUDIT}))
        asked = [each.get("/api/export_user/", f"user={user}").status for each in (reads, audits)]

    assert asked == [403, 200]
