"""The calls of an older system, asked of ours to the letter, so that its clients can move."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from databases import new_database
from web.in_process import Api, api_on
from web.programs import Answer

from scheduling.model import Rules

pytestmark = pytest.mark.both_databases

TEAM = "/team_availability"
SUCCESS = "success"
JOHN = {"start_time": "2026-11-11T08:00:00", "end_time": "2026-11-12T17:00:00"}
MARY = {"start_time": "2026-11-11T11:00:00", "end_time": "2026-11-12T23:00:00"}
EMMANUEL = {"start_time": "2026-11-12T12:00:00", "end_time": "2026-11-13T23:00:00"}
SHARED = [f"2026-11-12T{hour}:00:00" for hour in (12, 13, 14, 15, 16)]


@pytest.fixture(name="api")
def _api(tmp_path: Path) -> Iterator[Api]:
    with api_on(new_database(tmp_path)) as api:
        yield api


def registered(api: Api, name: str, role: str) -> int:
    given = {"name": name, "user_type": role}
    return int(api.post("/api/register_user/", given).json["id"])


def gives(api: Api, user: int, hours: dict[str, str]) -> Answer:
    return api.post(f"/individual_availability/{user}", hours)


@pytest.fixture(name="team")
def _team(api: Api) -> tuple[int, int, int]:
    """John and Mary, who interview, and Emmanuel, with the hours that they have given."""
    john, mary = (registered(api, name, "interviewer") for name in ("john", "mary"))
    emmanuel = registered(api, "emmanuel", "candidate")
    for user, hours in ((john, JOHN), (mary, MARY), (emmanuel, EMMANUEL)):
        assert gives(api, user, hours).json == SUCCESS
    return john, mary, emmanuel


def asked(team: tuple[int, int, int]) -> dict[str, Any]:
    john, mary, emmanuel = team
    return {"interviewers": [john, mary], "candidate": emmanuel}


def wanted(team: tuple[int, int, int], **changed: Any) -> dict[str, Any]:
    named = {"name": "Interview with Emmanuel", "start_time": SHARED[0]}
    return {**asked(team), **named, **changed}


def told(answer: Answer) -> tuple[int, Any]:
    return answer.status, answer.json


def test_hours_are_given_once(api: Api) -> None:
    ina = registered(api, "Ina", "interviewer")

    answers = [told(gives(api, ina, JOHN)) for _ in range(2)]

    again = {"non_field_errors": ["These hours were given already."]}
    assert answers == [(200, SUCCESS), (400, again)]


def test_a_body_that_is_no_text_is_refused_in_the_old_shape(api: Api) -> None:
    answer = api.post_bytes(TEAM, b"\xff\xfeG")

    assert (answer.status, answer.json) == (400, {"non_field_errors": ["The body is not JSON."]})
    assert answer.headers["content-type"] == "application/json"


def test_hours_are_shown_and_counted(api: Api, team: tuple[int, int, int]) -> None:
    shown = api.get(f"/individual_availability/{team[0]}")

    assert told(shown) == (200, {"slots": [JOHN], "count": 1})


def test_whoever_has_given_none_has_none(api: Api) -> None:
    ina = registered(api, "Ina", "interviewer")

    shown = api.get(f"/individual_availability/{ina}")

    assert told(shown) == (200, {"slots": [], "count": 0})


def test_times_without_a_zone_are_by_the_clock_of_the_workspace(tmp_path: Path) -> None:
    rules = Rules(time_zone="Europe/Berlin")
    with api_on(new_database(tmp_path), rules=rules) as api:
        given = {"name": "Ina", "role": "interviewer", "time_zone": "America/New_York"}
        ina = int(api.post("/api/register_user/", given).json["id"])
        hours = {"start_time": "2026-11-11T09:00:00", "end_time": "2026-11-11T11:00:00"}
        assert gives(api, ina, hours).json == SUCCESS

        shown = api.get(f"/individual_availability/{ina}")
        ours = api.get("/api/get_availability/", f"user={ina}")
        times = api.post(TEAM, {"interviewers": [ina]})

    assert shown.json["slots"] == [hours]
    assert (ours.json[0]["start_time"], ours.json[0]["end_time"]) == ("3:00 AM", "5:00 AM")
    starts = ["2026-11-11T09:00:00", "2026-11-11T10:00:00"]
    assert told(times) == (200, {"message": SUCCESS, "available_times": starts})


def test_an_instant_may_have_a_zone_of_its_own(api: Api) -> None:
    ina = registered(api, "Ina", "interviewer")

    gives(api, ina, {"start_time": "2026-11-11T09:00:00+02:00", "end_time": "2026-11-11T08:00:00Z"})

    (slot,) = api.get(f"/individual_availability/{ina}").json["slots"]
    assert slot == {"start_time": "2026-11-11T07:00:00", "end_time": "2026-11-11T08:00:00"}


def test_an_hour_that_the_clock_shows_twice_is_offered_once_and_booked(tmp_path: Path) -> None:
    rules, now = Rules(time_zone="Europe/Berlin"), datetime.fromisoformat("2026-10-20T08:00:00Z")
    with api_on(new_database(tmp_path), rules=rules, now=now) as api:
        ina, carl = registered(api, "Ina", "interviewer"), registered(api, "Carl", "candidate")
        for user in (ina, carl):
            gives(
                api, user, {"start_time": "2026-10-25T00:00Z", "end_time": "2026-10-25T02:00:00Z"}
            )

        times = api.post(TEAM, {"interviewers": [ina], "candidate": carl}).json["available_times"]
        named = {"name": "x", "candidate": carl, "interviewers": [ina], "start_time": times[0]}
        booked = api.put(TEAM, named)

    assert times == ["2026-10-25T02:00:00"]
    assert booked.status == 200


def test_the_times_of_both_sides_are_those_that_they_share(
    api: Api, team: tuple[int, int, int]
) -> None:
    answer = api.post(TEAM, asked(team))

    assert told(answer) == (200, {"message": SUCCESS, "available_times": SHARED})


@pytest.mark.parametrize(
    ("left_out", "first", "last"),
    [
        ("candidate", "2026-11-11T11:00:00", "2026-11-12T16:00:00"),
        ("interviewers", "2026-11-12T12:00:00", "2026-11-12T22:00:00"),
    ],
)
def test_either_side_may_be_left_out(
    api: Api, team: tuple[int, int, int], left_out: str, first: str, last: str
) -> None:
    question = asked(team)
    del question[left_out]

    answer = api.post(TEAM, question)

    times = answer.json["available_times"]
    assert (answer.status, times[0], times[-1]) == (200, first, last)


@pytest.mark.parametrize("question", [{}, {"interviewers": []}, None])
def test_somebody_has_to_be_named(api: Api, question: Any) -> None:
    answer = api.post(TEAM, question)

    sentence = "Either interviewers or a candidate must be provided"
    assert told(answer) == (400, {"non_field_errors": [sentence]})


def test_times_far_ahead_are_found_for_the_question_has_no_dates(api: Api) -> None:
    ina = registered(api, "Ina", "interviewer")
    gives(api, ina, {"start_time": "2027-05-03T09:00:00", "end_time": "2027-05-03T10:00:00"})

    answer = api.post(TEAM, {"interviewers": [ina]})

    assert answer.json["available_times"] == ["2027-05-03T09:00:00"]


def test_a_booking_takes_its_hour_and_a_second_one_is_a_conflict(
    api: Api, team: tuple[int, int, int]
) -> None:
    first, again = (api.put(TEAM, wanted(team)) for _ in range(2))

    (interview,) = api.get("/api/get_interviews/").json
    assert (first.status, first.json["message"]) == (200, SUCCESS)
    assert (first.json["id"], interview["start"]) == (interview["id"], "2026-11-12T12:00:00Z")
    assert again.status == 409
    assert api.post(TEAM, asked(team)).json["available_times"] == SHARED[1:]


def test_whoever_is_not_in_slack_is_named_as_in_every_answer(
    api: Api, team: tuple[int, int, int]
) -> None:
    booked = api.put(TEAM, wanted(team))

    assert {each["user"] for each in booked.json["untold"]} == set(team)


@pytest.mark.parametrize("field", ["interviewers", "candidate", "name", "start_time"])
def test_a_booking_lacks_nothing(api: Api, team: tuple[int, int, int], field: str) -> None:
    lacking = wanted(team)
    del lacking[field]

    answer = api.put(TEAM, lacking)

    assert told(answer) == (400, {field: ["This is needed."]})


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"interviewers": []}, "interviewers"),
        ({"interviewers": [99]}, "interviewers"),
        ({"candidate": 99}, "candidate"),
        ({"start_time": "noon"}, "start_time"),
        ({"start_time": "2026-11-12T12:30:00"}, "start_time"),
        ({"start_time": "2026-11-12T03:00:00"}, "start_time"),
        ({"start_time": "2026-11-01T12:00:00"}, "start_time"),
        ({"name": ""}, "name"),
    ],
)
def test_a_booking_that_is_wrong_names_the_field(
    api: Api, team: tuple[int, int, int], changed: dict[str, Any], field: str
) -> None:
    answer = api.put(TEAM, wanted(team, **changed))

    assert (answer.status, list(answer.json)) == (400, [field])
    assert api.get("/api/get_interviews/").json == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"end_time": "2026-11-11T08:00:00"}, "end_time"),
        ({"start_time": "10:00 AM"}, "start_time"),
        ({"start_time": "2026-11-11T08:00:30"}, "start_time"),
        ({"start_time": 7}, "start_time"),
        ({"start_time": "2026-11-01T08:00:00", "end_time": "2026-11-01T09:00:00"}, "end_time"),
    ],
)
def test_hours_that_are_wrong_name_the_field(
    api: Api, team: tuple[int, int, int], changed: dict[str, Any], field: str
) -> None:
    answer = gives(api, team[0], {**JOHN, **changed})

    assert (answer.status, list(answer.json)) == (400, [field])


def test_nobody_has_no_hours(api: Api) -> None:
    answers = gives(api, 99, JOHN), api.get("/individual_availability/99")

    assert [(answer.status, list(answer.json)) for answer in answers] == [(404, ["user"])] * 2


def test_more_fields_than_are_needed_do_no_harm(api: Api) -> None:
    ina = registered(api, "Ina", "interviewer")

    answer = gives(api, ina, {**JOHN, "username": "ina", "user_type": "interviewer"})

    assert answer.json == SUCCESS


@pytest.mark.parametrize("path", [TEAM, f"{TEAM}/", "/individual_availability/1"])
def test_without_a_token_of_ours_nobody_comes_in(api: Api, path: str) -> None:
    answer = api.post(path, {}, authorization="JWT of.the.older")

    assert (answer.status, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_the_same_request_with_its_key_is_carried_out_once(api: Api) -> None:
    ina = registered(api, "Ina", "interviewer")
    path = f"/individual_availability/{ina}"

    answers = [api.post(path, JOHN, idempotency_key="one") for _ in range(2)]

    assert [told(answer) for answer in answers] == [(200, SUCCESS)] * 2


def test_a_form_is_refused_as_everywhere(api: Api, team: tuple[int, int, int]) -> None:
    form = api.post(TEAM, asked(team), content_type="application/x-www-form-urlencoded")

    assert (form.status, form.json["code"]) == (415, "unsupported_media_type")
