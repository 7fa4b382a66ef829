"""Calls for what people do in Slack beside giving hours and booking: each told as ever."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from databases import new_database
from journeys.office import Office
from web.in_process import Api, api_on
from web.programs import Answer, Program

from bot.web.api.schemas.held import PersonExport

TEN = "2026-11-10T10:00:00Z"


@pytest.fixture(name="api")
def _api(tmp_path: Path) -> Iterator[Api]:
    with api_on(new_database(tmp_path)) as api:
        yield api


def registered(api: Api, name: str, **more: str) -> int:
    return int(api.post("/api/register_user/", {"name": name, **more}).json["id"])


def seated(api: Api) -> tuple[int, int, int]:
    """Ines and Ivo, and the interview that Ines has with Carl at ten on Tuesday."""
    carl, ines, ivo = registered(api, "Carl"), registered(api, "Ines"), registered(api, "Ivo")
    for user in (carl, ines, ivo):
        hours = {"user": user, "start_time": "9:00", "end_time": "12:00", "date": "2026-11-10"}
        assert api.post("/api/register_availability/", hours).status == 201
    given = {"candidate": carl, "interviewers": [ines], "start": TEN}
    return ines, ivo, int(api.post("/api/book_interview/", given).json["id"])


def refused(answer: Answer) -> tuple[int, str, str | None]:
    return answer.status, answer.json["code"], answer.json.get("field")


def free_at_ten(api: Api, user: int) -> bool:
    asked = f"interviewer={user}&from=2026-11-10&to=2026-11-10"
    slots = api.get("/api/get_available_timeslots/", asked).json["slots"]
    return TEN in [slot["start"] for slot in slots]


@pytest.mark.both_databases
def test_days_off_take_weekly_hours_away_until_they_are_removed(api: Api) -> None:
    ina = registered(api, "Ina")
    weekly = {"user": ina, "start_time": "9:00", "end_time": "12:00", "weekly": ["tue", "wed"]}
    api.post("/api/register_availability/", weekly)
    days = {"user": ina, "date": "2026-11-10", "end_date": "2026-11-12"}

    given = api.post("/api/register_time_off/", days)
    off = free_at_ten(api, ina)
    removed = api.post("/api/remove_availability/", {"id": given.json["id"]})

    assert (given.status, given.json["kind"]) == (201, "off")
    assert (given.json["date"], given.json["end_date"]) == ("2026-11-10", "2026-11-12")
    assert not off
    assert removed.json["id"] == given.json["id"]
    assert free_at_ten(api, ina)


def test_hours_of_a_day_can_be_off(api: Api) -> None:
    ina = registered(api, "Ina")
    some = {"user": ina, "date": "2026-11-10", "start_time": "10:00", "end_time": "12:00"}

    given, again = (api.post("/api/register_time_off/", some).json for _ in range(2))

    assert (given["start_time"], given["end_time"]) == ("10:00 AM", "12:00 PM")
    assert again == given
    assert api.get("/api/get_availability/", f"user={ina}").json == [given]


def test_time_off_can_be_from_an_hour_of_one_day_to_an_hour_of_another(api: Api) -> None:
    ina = registered(api, "Ina")
    days = {"user": ina, "date": "2026-12-24", "end_date": "2027-01-02"}
    hours = {"start_time": "14:00", "end_time": "10:00"}

    given = api.post("/api/register_time_off/", {**days, **hours}).json

    assert (given["date"], given["start_time"]) == ("2026-12-24", "2:00 PM")
    assert (given["end_date"], given["end_time"]) == ("2027-01-02", "10:00 AM")


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"end_date": "2026-11-09"}, "days_back_to_front", "end_date"),
        ({"date": "2026-11-02"}, "window_has_passed", "date"),
        ({"end_date": "2028-11-10"}, "window_too_far", "end_date"),
        ({"start_time": "10:00"}, "field_wrong", "start_time"),
        ({"end_time": "10:00"}, "field_wrong", "end_time"),
        ({"start_time": "12:00", "end_time": "10:00"}, "end_not_after_start", "end_time"),
    ],
)
def test_time_off_that_can_not_be_is_refused(
    api: Api, changed: dict[str, Any], code: str, field: str
) -> None:
    ina = registered(api, "Ina")

    answer = api.post("/api/register_time_off/", {"user": ina, "date": "2026-11-10", **changed})

    assert refused(answer) == (422, code, field)
    assert api.get("/api/get_availability/", f"user={ina}").json == []


def test_weekly_hours_begin_end_and_leave_weeks_out(api: Api) -> None:
    ina = registered(api, "Ina")
    weekly = {"user": ina, "start_time": "9:00", "end_time": "12:00", "weekly": ["tue"]}
    bounds = {"first_date": "2026-11-17", "last_date": "2026-12-20", "every_weeks": 2}

    given = api.post("/api/register_availability/", {**weekly, **bounds})
    (stands,) = api.get("/api/get_availability/", f"user={ina}").json
    asked = f"interviewer={ina}&from=2026-11-10&to=2026-12-31"
    slots = api.get("/api/get_available_timeslots/", asked).json["slots"]

    assert given.status == 201
    assert {name: stands[name] for name in bounds} == bounds
    days = ["2026-11-17", "2026-12-01", "2026-12-15"]
    assert sorted({slot["start"][:10] for slot in slots}) == days


def test_hours_stand_in_the_place_of_a_days_weekly_hours_until_they_are_removed(api: Api) -> None:
    ina = registered(api, "Ina")
    weekly = {"user": ina, "start_time": "9:00", "end_time": "12:00", "weekly": ["tue"]}
    api.post("/api/register_availability/", weekly)
    other = {"user": ina, "date": "2026-11-10", "start_time": "14:00", "end_time": "16:00"}

    given = api.post("/api/register_availability/", {**other, "instead": True})
    replaced = not free_at_ten(api, ina)
    removed = api.post("/api/remove_availability/", {"id": given.json["id"]})

    assert replaced
    assert removed.json["instead"] is True
    assert free_at_ten(api, ina)


@pytest.mark.parametrize(("instead", "left"), [(False, None), (True, "2026-12-20")])
def test_the_same_weekly_hours_with_an_end_end_those_without_only_where_that_is_said(
    api: Api, instead: bool, left: str | None
) -> None:
    ina = registered(api, "Ina")
    weekly = {"user": ina, "start_time": "9:00", "end_time": "12:00", "weekly": ["tue"]}
    api.post("/api/register_availability/", weekly)

    ending = {**weekly, "last_date": "2026-12-20", "instead": instead}
    given = api.post("/api/register_availability/", ending)
    (stands,) = api.get("/api/get_availability/", f"user={ina}").json

    assert given.status == 201
    assert given.json["id"] == stands["id"]
    assert stands["last_date"] == left


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"first_date": "2026-12-01"}, "field_wrong", "first_date"),
        ({"weekly": "tue", "every_weeks": 2}, "field_wrong", "every_weeks"),
        ({"weekly": "tue", "every_weeks": 9}, "not_valid", "every_weeks"),
        ({"weekly": "tue", "instead": True}, "field_wrong", "instead"),
        ({"weekly": "tue", "last_date": "2026-11-03"}, "window_has_passed", "last_date"),
        ({"weekly": "tue", "first_date": "2028-11-03"}, "window_too_far", "first_date"),
        (
            {"weekly": "tue", "first_date": "2026-12-09", "last_date": "2026-12-01"},
            "days_back_to_front",
            "last_date",
        ),
    ],
)
def test_weekly_hours_that_can_not_be_are_refused(
    api: Api, changed: dict[str, Any], code: str, field: str
) -> None:
    ina = registered(api, "Ina")
    hours = {"user": ina, "start_time": "9:00", "end_time": "12:00"}

    answer = api.post("/api/register_availability/", {**hours, **changed})

    assert refused(answer) == (422, code, field)
    assert api.get("/api/get_availability/", f"user={ina}").json == []


@pytest.mark.both_databases
def test_an_interviewer_who_can_not_come_declines_and_comes_after_all(api: Api) -> None:
    ines, _, interview = seated(api)
    which = {"id": interview, "user": ines}

    declined = api.post("/api/decline_interview/", {**which, "reason": "Flu"})
    accepted = api.post("/api/undo_decline/", which)
    again = api.post("/api/undo_decline/", {**which, "start": TEN})

    assert declined.json["declined"] == [ines]
    assert accepted.json["declined"] == again.json["declined"] == []


def test_a_reason_longer_than_anybody_reads_declines_nothing(api: Api) -> None:
    ines, _, interview = seated(api)

    answer = api.post(
        "/api/decline_interview/", {"id": interview, "user": ines, "reason": "x" * 201}
    )

    assert refused(answer)[0] == 422
    assert api.get("/api/get_interview/", f"id={interview}").json["declined"] == []


def test_nobody_declines_what_is_not_theirs(api: Api) -> None:
    _, ivo, interview = seated(api)

    not_theirs = api.post("/api/decline_interview/", {"id": interview, "user": ivo})
    nobody = api.post("/api/decline_interview/", {"id": interview, "user": 99})

    assert refused(not_theirs) == (403, "not_allowed", None)
    assert refused(nobody) == (404, "nobody_with_id", "user")


@pytest.mark.both_databases
def test_somebody_comes_in_the_place_of_another(api: Api) -> None:
    ines, ivo, interview = seated(api)

    replaced = api.post(
        "/api/replace_interviewer/", {"id": interview, "leaving": ines, "coming": ivo}
    )
    gone = api.post("/api/replace_interviewer/", {"id": interview, "leaving": ines, "coming": ivo})
    nobody = api.post("/api/replace_interviewer/", {"id": interview, "leaving": ivo})
    unknown = api.post("/api/replace_interviewer/", {"id": interview, "leaving": ivo, "coming": 99})

    assert replaced.json["interviewers"] == [ivo]
    assert (gone.status, gone.json["code"]) == (422, "not_on_the_panel")
    assert (nobody.status, nobody.json["code"]) == (422, "no_interviewer")
    assert refused(unknown)[2] == "coming"


def test_what_is_known_of_a_candidate_is_changed_and_the_rest_stays(api: Api) -> None:
    mia = registered(api, "Mia", role="candidate", email="mia@example.com")
    ina = registered(api, "Ina", role="interviewer")

    named = api.post("/api/change_candidate/", {"id": mia, "name": "Mia Moss"}).json
    moved = api.post("/api/change_candidate/", {"id": mia, "time_zone": "Europe/Oslo"}).json
    by_clock = api.post("/api/change_candidate/", {"id": mia, "clock": "24"}).json
    french = api.post("/api/change_candidate/", {"id": mia, "language": "fr-CA"}).json
    without = api.post("/api/change_candidate/", {"id": mia, "email": None}).json
    unspoken = api.post("/api/change_candidate/", {"id": mia, "language": "it"})
    other = api.post("/api/change_candidate/", {"id": ina, "name": "Ida"})

    assert (named["name"], named["email"]) == ("Mia Moss", "mia@example.com")
    assert (moved["name"], moved["time_zone"]) == ("Mia Moss", "Europe/Oslo")
    assert (moved["clock"], by_clock["clock"], without["clock"]) == ("12", "24", "24")
    assert (moved["language"], french["language"], without["language"]) == (None, "fr-CA", "fr-CA")
    assert (unspoken.status, refused(unspoken)[2]) == (422, "language")
    assert (without["email"], without["time_zone"]) == (None, "Europe/Oslo")
    assert refused(other) == (404, "nobody_with_id", "id")


def test_a_coordinator_is_appointed_and_dismissed(ats: Program, office: Office) -> None:
    ivo = {"slack_user_id": office.ivo.id}
    ats.post("/api/appoint_coordinator/", {"slack_user_id": office.carla.id})

    appointed = ats.post("/api/appoint_coordinator/", ivo)
    dismissed = ats.post("/api/dismiss_coordinator/", ivo)
    again = ats.post("/api/dismiss_coordinator/", ivo)
    by_setting = ats.post("/api/dismiss_coordinator/", {"slack_user_id": office.carla.id})
    unknown = ats.post("/api/appoint_coordinator/", {"slack_user_id": "U0NOBODY"})

    assert (appointed.json["name"], appointed.json["is_coordinator"]) == ("Ivo Ito", True)
    assert dismissed.json == {**appointed.json, "is_coordinator": False}
    assert (again.status, again.json["code"]) == (422, "not_a_coordinator")
    assert (by_setting.status, by_setting.json["code"]) == (422, "coordinator_by_setting")
    assert refused(unknown) == (422, "field_wrong", "slack_user_id")


def test_people_who_have_met_meet_again_if_they_may(api: Api) -> None:
    ines, _, interview = seated(api)
    carl = api.get("/api/get_interviews/").json[0]["candidate"]
    later = {"start_time": "9:00", "end_time": "12:00", "date": "2026-11-11"}
    for user in (carl, ines):
        api.post("/api/register_availability/", {"user": user, **later})
    asked = {"candidates": [carl], "interviewers": [ines], "from": "2026-11-11"}

    apart = api.post("/api/distribute_interviewers/", asked).json
    again = api.post("/api/distribute_interviewers/", {**asked, "may_meet_again": True}).json

    assert interview
    assert apart["interviews"] == []
    assert [planned["candidate"] for planned in again["interviews"]] == [carl]


@pytest.mark.both_databases
def test_somebody_is_taken_out_once_that_cancels_nothing_unsaid_and_is_back(api: Api) -> None:
    ines, _, interview = seated(api)

    first = api.post("/api/remove_user/", {"id": ines})
    removed = api.post("/api/remove_user/", {"id": ines, "interviews": "cancel"})
    gone = api.post("/api/remove_user/", {"id": ines, "interviews": "cancel"})
    listed = [each["id"] for each in api.get("/api/get_users/").json]
    back = api.post("/api/undo_removal/", {"id": ines})

    assert refused(first)[:2] == (409, "still_in_interviews")
    assert removed.json == {"user": ines, "cancelled": [interview], "left": []}
    assert refused(gone) == (404, "nobody_with_id", "id")
    assert ines not in listed
    assert back.json["id"] == ines
    assert refused(api.post("/api/undo_removal/", {"id": ines}))[1] == "registration_changed"


@pytest.mark.both_databases
def test_a_candidate_who_is_decided_on_is_asked_for_by_outcome_and_booked_no_more(
    api: Api,
) -> None:
    ines, _, interview = seated(api)
    (carl,) = (each["id"] for each in api.get("/api/get_users/").json if each["name"] == "Carl")
    hired = {"id": carl, "outcome": "hired"}

    first = api.post("/api/set_outcome/", hired)
    kept = api.post("/api/set_outcome/", {**hired, "interviews": "keep"})
    found = [each["id"] for each in api.get("/api/get_users/", "outcome=hired").json]
    booked = {"candidate": carl, "interviewers": [ines], "start": "2026-11-10T11:00:00Z"}
    book = api.post("/api/book_interview/", booked)
    slots = api.get(
        "/api/get_available_timeslots/", f"candidate={carl}&from=2026-11-10&to=2026-11-10"
    )
    back = api.post("/api/set_outcome/", {"id": carl, "outcome": None})

    assert refused(first)[:2] == (409, "still_in_interviews")
    assert (kept.json["kept"], kept.json["cancelled"]) == ([interview], [])
    assert kept.json["user"]["outcome"] == "hired"
    assert found == [carl]
    assert refused(book)[1] == refused(slots)[1] == "cannot_take_part"
    assert back.json["user"]["outcome"] is None
    assert api.post("/api/book_interview/", booked).status == 201
    coordinator = api.post("/api/set_outcome/", {"id": 999, "outcome": "hired"})
    assert refused(coordinator) == (404, "nobody_with_id", "id")


def test_a_candidate_is_erased_once_nothing_is_ahead_and_stays_so(api: Api) -> None:
    _, _, interview = seated(api)
    carl = api.get("/api/get_interview/", f"id={interview}").json["candidate"]

    early = api.post("/api/erase_user/", {"id": carl})
    api.post("/api/cancel_interview/", {"id": interview})
    first = api.post("/api/erase_user/", {"id": carl}, Idempotency_Key="once")
    replayed = api.post("/api/erase_user/", {"id": carl}, Idempotency_Key="once")
    again = api.post("/api/erase_user/", {"id": carl})
    hours = {"user": carl, "start_time": "9:00", "end_time": "12:00", "date": "2026-11-10"}

    assert refused(early)[:2] == (409, "has_interviews_ahead")
    assert first.json == {"user": carl, "name": f"Erased candidate {carl}", "interviews": 1}
    assert replayed.json == again.json == first.json
    assert carl not in [each["id"] for each in api.get("/api/get_users/").json]
    assert refused(api.post("/api/register_availability/", hours)) == (404, "was_erased", "user")
    assert refused(api.post("/api/erase_user/", {"id": 999})) == (404, "nobody_with_id", "id")


def test_interviewers_are_not_erased(api: Api) -> None:
    ines = registered(api, "Ines", role="interviewer")

    assert refused(api.post("/api/erase_user/", {"id": ines}))[:2] == (422, "cannot_be_erased")


@pytest.mark.both_databases
def test_two_who_are_one_are_merged_and_both_ids_lead_to_them(api: Api) -> None:
    ines, ivo, interview = seated(api)
    double = registered(api, "Ina")

    merged = api.post("/api/merge_users/", {"id": double, "into": ivo})
    nobody = api.post("/api/merge_users/", {"id": double, "into": 999})
    twice = api.post("/api/merge_users/", {"id": double, "into": ivo})
    hours = {"user": double, "start_time": "13:00", "end_time": "15:00", "date": "2026-11-10"}
    given = api.post("/api/register_availability/", hours)
    (carl,) = (each["id"] for each in api.get("/api/get_users/").json if each["name"] == "Carl")
    sorts = api.post("/api/set_outcome/", {"id": double, "outcome": "hired"})

    assert (merged.json["id"], merged.json["name"]) == (ivo, "Ivo")
    assert refused(nobody) == (404, "nobody_with_id", "into")
    assert refused(twice)[1] == "same_person_twice"
    assert given.json["user"] == ivo
    assert double not in [each["id"] for each in api.get("/api/get_users/").json]
    assert refused(api.post("/api/merge_users/", {"id": ines, "into": carl}))[:2] == (
        409,
        "both_interviewed",
    )
    assert sorts.json["user"]["id"] == ivo
    assert interview


@pytest.mark.both_databases
def test_all_that_is_held_about_somebody_is_given_out(api: Api) -> None:
    ines, _, interview = seated(api)

    held = api.get("/api/export_user/", f"user={ines}").json

    assert (held["format"], held["version"]) == ("on-the-hour/person", 1)
    assert (held["person"]["id"], held["person"]["name"]) == (ines, "Ines")
    assert [(each["id"], each["part"]) for each in held["interviews"]] == [
        (interview, "interviewer")
    ]
    assert "Ivo" not in str(held)
    assert refused(api.get("/api/export_user/", "user=999")) == (404, "nobody_with_id", "user")
    assert PersonExport.model_fields.keys() == held.keys()
