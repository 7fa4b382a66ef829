"""Who gets in, how often, and what a request that is sent again does."""

import threading
from pathlib import Path

import pytest
from journeys.conftest import MONDAY
from journeys.office import Office, office_in
from ports import free_port
from web.programs import Answer, Program

from bot.web.door.rates import Guesses, Rates
from scheduling.store import Store
from scheduling.usecases.access.tokens import add_token, revoke_token


def users_called(ats: Program, name: str) -> int:
    return sum(one["name"] == name for one in ats.get("/api/get_users/", limit=1000).json)


# -- who ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer wrong", "Basic practice"])
@pytest.mark.parametrize("path", ["/api/get_users/", "/api/nothing", "/api/register_user/"])
def test_without_a_token_nobody_gets_in(ats: Program, path: str, authorization: str | None) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}

    answer = Program(ats.address, token=None).sends("GET", path, headers=headers)

    assert answer.status == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json["code"] == "unauthorized"


@pytest.mark.parametrize("path", ["/api/docs", "/api/openapi.json", "/healthz", "/metrics"])
def test_pages_and_health_need_no_token(ats: Program, path: str) -> None:
    assert Program(ats.address, token=None).get(path).status == 200


def test_a_token_lets_in_until_it_is_revoked_and_gives_its_name(
    ats: Program, office: Office
) -> None:
    beside = Store.open_beside(office.database_url)
    _, secret = add_token(beside, name="recruiting script", now=MONDAY)
    script = Program(ats.address, token=secret)
    candidate, interviewer = script.registers("Door Carl"), script.registers("Door Ina")
    wanted = {"candidate": candidate, "interviewers": [interviewer], "any_hour": True}

    booked = script.post("/api/book_interview/", {**wanted, "start": "2026-11-20T09:00:00Z"})
    revoke_token(beside, name="recruiting script")
    after = script.get("/api/get_users/")
    beside.close()

    assert booked.json["booked_by"] == "recruiting script"
    assert after.status == 401


def test_without_any_token_the_api_is_off_and_that_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    port = free_port()
    caplog.set_level("INFO")
    with office_in(tmp_path, now=MONDAY, http_port=port):
        program = Program(f"http://127.0.0.1:{port}")

        assert program.get("/api/get_users/").status == 401
        assert program.get("/healthz").status == 200

    assert "The JSON API is off" in caplog.text
    assert f"http://127.0.0.1:{port}/healthz" in caplog.text


# -- how often ---------------------------------------------------------------------------------


def test_a_bucket_fills_steadily_and_is_its_owners_alone() -> None:
    now = [0.0]
    rates = Rates(a_minute=60, steady=lambda: now[0])

    at_once = [rates.take("ats") for _ in range(11)]
    others = rates.take("script")
    now[0] += 1
    later = [rates.take("ats"), rates.take("ats")]

    assert at_once[:10] == [0] * 10
    assert at_once[10] == pytest.approx(1)
    assert others == 0
    assert later == [0, pytest.approx(1)]


def test_however_many_come_only_so_many_are_remembered() -> None:
    now = [0.0]
    rates = Rates(a_minute=60, at_once=1, steady=lambda: now[0], most=3)

    for name in "abcd":
        rates.take(name)

    assert rates.take("d") > 0
    assert rates.take("a") == 0


def test_who_guesses_is_slowed_down_by_address_and_all_together() -> None:
    now = [0.0]
    guesses = Guesses(steady=lambda: now[0])

    def guessed(address: str, times: int) -> int:
        tried = 0
        for guess in range(times):
            if not guesses.wait(f"{guess}", address=address):
                guesses.was_wrong(f"{guess}", address=address)
                tried += 1
        return tried

    one_of_them = guessed("192.0.2.1", 1000)
    many = sum(guessed(f"198.51.100.{host}", 20) for host in range(100))
    now[0] += 60
    a_minute_later = guessed("192.0.2.1", 1000)

    assert one_of_them == 10
    assert one_of_them + many == 120
    assert a_minute_later == 10


def test_who_has_got_in_before_is_not_kept_out_by_what_others_guess() -> None:
    guesses = Guesses(steady=lambda: 0.0)
    guesses.was_right("known")

    for guess in range(200):
        guesses.was_wrong(f"{guess}", address="192.0.2.1")

    assert guesses.wait("known", address="192.0.2.1") == 0
    assert guesses.wait("unknown", address="192.0.2.1") > 0
    assert guesses.wait("unknown", address="192.0.2.2") > 0


def test_who_asks_too_often_is_told_when_to_come_again(tmp_path: Path) -> None:
    port = free_port()
    with office_in(tmp_path, now=MONDAY, http_port=port, api_token="a" * 8, api_rate=1):
        program = Program(f"http://127.0.0.1:{port}", token="a" * 8)

        first, second = program.get("/api/get_users/"), program.get("/api/get_users/")

    assert first.status == 200
    assert second.status == 429
    assert 50 <= int(second.headers["retry-after"]) <= 60
    assert second.json["code"] == "too_many_requests"


# -- again -------------------------------------------------------------------------------------


def test_a_request_that_is_sent_again_is_carried_out_once(ats: Program) -> None:
    given = {"name": "Again Carl"}

    first = ats.post("/api/register_user/", given, Idempotency_Key="again-1")
    again = ats.post("/api/register_user/", given, Idempotency_Key="again-1")

    assert (first.status, first.body) == (again.status, again.body)
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert again.headers["content-type"] == "application/json"
    assert users_called(ats, "Again Carl") == 1


def test_a_refusal_is_the_same_again(ats: Program) -> None:
    given = {"name": "Again Twice"}
    ats.post("/api/register_user/", given)

    answers = [ats.post("/api/register_user/", given, Idempotency_Key="again-2") for _ in range(2)]

    assert [one.status for one in answers] == [409, 409]
    assert answers[0].body == answers[1].body
    assert answers[1].headers["content-type"] == "application/problem+json"


def test_a_key_belongs_to_one_request(ats: Program) -> None:
    ats.post("/api/register_user/", {"name": "Key Carl"}, Idempotency_Key="again-3")

    other = ats.post("/api/register_user/", {"name": "Key Cleo"}, Idempotency_Key="again-3")
    elsewhere = ats.post("/api/cancel_interview/", {"name": "Key Carl"}, Idempotency_Key="again-3")

    assert (other.status, other.json["code"]) == (422, "request_differs")
    assert (elsewhere.status, elsewhere.json["code"]) == (422, "request_differs")
    assert users_called(ats, "Key Cleo") == 0


@pytest.mark.parametrize("key", ["", "k" * 256, "k\xe9y", "two\tparts"])
def test_a_key_that_is_none_is_refused(ats: Program, key: str) -> None:
    answer = ats.post("/api/register_user/", {"name": "No Key"}, Idempotency_Key=key)

    assert answer.status == 400
    assert answer.json["field"] == "Idempotency-Key"
    assert users_called(ats, "No Key") == 0


def test_ten_at_once_with_one_key_are_carried_out_once(ats: Program) -> None:
    answers: list[Answer] = []

    def ask() -> None:
        given = {"name": "Ten Carl"}
        answers.append(ats.post("/api/register_user/", given, Idempotency_Key="again-4"))

    threads = [threading.Thread(target=ask) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [one.status for one in answers] == [201] * 10
    assert len({one.body for one in answers}) == 1
    assert users_called(ats, "Ten Carl") == 1
