"""The calls of the JSON API, field by field, as they are documented."""

import json
from typing import Any

import pytest
from journeys.office import Office
from web.programs import Answer, Program

from bot.web.api.schemas.slots import SlotsShown
from sandbox.events.faults import error

TUESDAY, WEDNESDAY = "2026-11-10", "2026-11-11"
SOMEBODY = "somebody"
"""Stands in a question for the id of somebody who is registered."""


@pytest.fixture(name="somebody", scope="module")
def _somebody(ats: Program) -> int:
    return ats.registers("Somebody")


def problem(answer: Answer) -> tuple[int, str, str | None]:
    """The status, the code and the field at fault."""
    told = answer.json
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["status"] == answer.status
    assert told["detail"]
    return answer.status, told["code"], told.get("field")


# -- people ----------------------------------------------------------------------------------


def test_a_name_is_enough_to_register(ats: Program) -> None:
    answer = ats.post("/api/register_user/", {"name": "carl"})

    assert answer.status == 201
    assert answer.json == {
        "id": answer.json["id"],
        "name": "carl",
        "role": None,
        "time_zone": "UTC",
        "email": None,
        "slack_user_id": None,
        "clock": "12",
        "language": None,
        "outcome": None,
    }


def test_all_that_is_known_of_somebody_can_be_given(ats: Program) -> None:
    known = {
        "name": "Mia Moss",
        "role": "candidate",
        "time_zone": "Europe/London",
        "email": "mia@example.com",
        "clock": "24",
        "language": "de-AT",
    }

    answer = ats.post("/api/register_user/", known)

    unsaid = {"id": answer.json["id"], "slack_user_id": None, "outcome": None}
    assert answer.json == {**unsaid, **known}


@pytest.mark.parametrize("role", ["Candidate", "CANDIDATE", " candidate "])
@pytest.mark.parametrize("field", ["role", "user_type"])
def test_a_role_may_be_in_capitals_and_be_called_user_type(
    ats: Program, field: str, role: str
) -> None:
    answer = ats.post(
        "/api/register_user/", {"name": f"Type {field} {role.encode().hex()}", field: role}
    )

    assert (answer.status, answer.json["role"]) == (201, "candidate")
    found = ats.get("/api/get_users/", role="CANDIDATE", limit=1000).json
    assert answer.json["id"] in [one["id"] for one in found]


def test_two_roles_are_one_too_many(ats: Program) -> None:
    both = {"name": "Both Ben", "role": "candidate"}

    other = ats.post("/api/register_user/", {**both, "user_type": "interviewer"})
    same = ats.post("/api/register_user/", {**both, "user_type": "Candidate"})

    assert problem(other) == (422, "field_wrong", "user_type")
    assert same.json["role"] == "candidate"


def test_an_id_may_be_digits_in_quotes(ats: Program) -> None:
    candidate, interviewer = ats.registers("Digit Carl"), ats.registers("Digit Ina")
    wanted = {"candidate": str(candidate), "interviewers": [str(interviewer)], "any_hour": True}

    booked = ats.post("/api/book_interview/", {**wanted, "start": "2026-11-11T09:00:00Z"})
    wrong = ats.post("/api/cancel_interview/", {"id": f" {booked.json['id']}"})
    cancelled = ats.post("/api/cancel_interview/", {"id": str(booked.json["id"])})

    assert booked.json["candidate"] == candidate
    assert problem(wrong) == (422, "not_valid", "id")
    assert cancelled.json["state"] == "cancelled"


def test_a_member_of_the_workspace_brings_their_zone_along(ats: Program, office: Office) -> None:
    member = {"name": "Ivo Ito", "role": "interviewer", "slack_user_id": office.ivo.id}

    answer = ats.post("/api/register_user/", member)

    assert answer.json["time_zone"] == "America/New_York"
    assert answer.json["slack_user_id"] == office.ivo.id


@pytest.mark.parametrize(
    ("given", "status", "code", "field"),
    [
        ({}, 422, "not_valid", "name"),
        ({"name": "Nils", "nam": "x"}, 422, "not_valid", "nam"),
        ({"name": 7}, 422, "not_valid", "name"),
        ({"name": "\u202e"}, 422, "name_not_usable", "name"),
        ({"name": "Nils", "role": "boss"}, 422, "not_valid", "role"),
        ({"name": "Nils", "time_zone": "Mars"}, 422, "unknown_time_zone", "time_zone"),
        ({"name": "Nils", "email": "nils"}, 422, "email_not_usable", "email"),
        ({"name": "Nils", "slack_user_id": "U0NOBODY"}, 422, "field_wrong", "slack_user_id"),
        ({"name": "Nils", "slack_user_id": "nils"}, 422, "not_valid", "slack_user_id"),
        ([], 422, "not_valid", None),
    ],
)
def test_somebody_who_can_not_be_registered_is_refused(
    ats: Program, given: Any, status: int, code: str, field: str | None
) -> None:
    assert problem(ats.post("/api/register_user/", given)) == (status, code, field)


def test_a_slack_that_does_not_answer_is_not_taken_for_a_no(ats: Program, office: Office) -> None:
    office.slack.control.meets("users.info", error("fatal_error"), times=1)
    carla = {"name": "Carla Costa", "slack_user_id": office.carla.id}

    first, again = (ats.post("/api/register_user/", carla) for _ in range(2))

    assert problem(first) == (503, "service_unavailable", None)
    assert again.status == 201


def test_a_name_or_an_address_is_nobody_elses(ats: Program) -> None:
    ats.registers("Dora", email="dora@example.com")

    same_name = ats.post("/api/register_user/", {"name": "dora"})
    same_address = ats.post("/api/register_user/", {"name": "Dorb", "email": "DORA@example.com"})

    assert problem(same_name) == (409, "name_taken", "name")
    assert problem(same_address) == (409, "already_registered", "email")


def test_everybody_is_listed_page_by_page(ats: Program) -> None:
    new = [ats.registers(f"Page {letter}", role="interviewer") for letter in "ABCDE"]

    found, path = [], "/api/get_users/?role=interviewer&limit=2"
    while path:
        page = ats.get(path)
        found += page.json
        link = page.headers.get("link", "")
        path = link.partition("<")[2].partition(">")[0]

    ids = [one["id"] for one in found]
    assert ids == sorted(set(ids))
    assert ids[-5:] == new
    assert {one["role"] for one in found} == {"interviewer"}


def test_a_whole_number_is_whole_however_json_writes_it(ats: Program) -> None:
    user = ats.registers("Seven")
    booking = {"candidate": float(user), "interviewers": [user + 0.5], "start": "2026-11-20T09:00Z"}

    whole = ats.gives(float(user), "9:00", "10:00", date=TUESDAY)  # type: ignore[arg-type]
    half = ats.post("/api/book_interview/", booking)

    assert whole.json["user"] == user
    assert problem(half) == (422, "not_valid", "interviewers.0")


# -- hours -----------------------------------------------------------------------------------


def test_hours_are_given_for_today_and_come_back(ats: Program) -> None:
    user = ats.registers("hal")
    given = {"user": user, "start_time": "10:00 AM", "end_time": "2:00 PM"}

    answer = ats.post("/api/register_availability/", given)

    assert answer.status == 201
    entry = answer.json["id"]
    assert answer.json == given | {
        "id": entry,
        "date": "2026-11-09",
        "weekly": None,
        "time_zone": "UTC",
        "ids": [entry],
        "dates": ["2026-11-09"],
        "first_date": None,
        "last_date": None,
        "every_weeks": 1,
        "instead": False,
    }


def test_hours_stand_as_they_were_given_and_can_be_taken_away(ats: Program) -> None:
    user = ats.registers("Hanna", time_zone="Asia/Kolkata")
    window = ats.gives(user, "2026-11-10T22:00:00", "2026-11-11T02:00:00").json["id"]
    weekly = ats.gives(user, "9:00", "12:00", weekly=["Tue", "thursday"]).json["ids"]

    stands = ats.get("/api/get_availability/", user=user).json
    removed = ats.post("/api/remove_availability/", {"id": window})

    shown = {one["id"]: (one["date"], one["weekly"], one["end_time"]) for one in stands}
    assert shown == {
        weekly[0]: (None, ["tuesday"], "12:00 PM"),
        weekly[1]: (None, ["thursday"], "12:00 PM"),
        window: (TUESDAY, None, "2:00 AM"),
    }
    assert removed.json == next(one for one in stands if one["id"] == window)
    assert removed.json["end_date"] == WEDNESDAY
    left = ats.get("/api/get_availability/", user=user).json
    assert [one["id"] for one in left] == weekly


def test_hours_that_touch_are_one_entry(ats: Program) -> None:
    user = ats.registers("Tom Touch")
    ats.gives(user, "9:00 AM", "12:00 PM", date=TUESDAY)

    answer = ats.gives(user, "12:00 PM", "2:00 PM", date=TUESDAY)

    (entry,) = ats.get("/api/get_availability/", user=user).json
    assert entry["id"] == answer.json["id"]
    assert (entry["start_time"], entry["end_time"]) == ("9:00 AM", "2:00 PM")
    assert answer.json["start_time"] == "12:00 PM"


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"start_time": "7:00 AM", "end_time": "8:00 AM"}, "window_has_passed", "end_time"),
        ({"start_time": "2:00 PM", "end_time": "1:00 PM"}, "end_not_after_start", "end_time"),
        ({"start_time": "noonish", "end_time": "1:00 PM"}, "field_wrong", "start_time"),
        ({"start_time": "1:00 PM", "end_time": "soon"}, "field_wrong", "end_time"),
        ({"start_time": "", "end_time": "1:00 PM"}, "not_valid", "start_time"),
        ({"start_time": "9:00", "end_time": "10:00", "date": "10/11"}, "not_valid", "date"),
        ({"start_time": "9:00", "end_time": "10:00", "date": 1794268800}, "not_valid", "date"),
        ({"start_time": "9:00", "end_time": "10:00", "date": "1794268800"}, "not_valid", "date"),
        ({"start_time": "9:00", "end_time": "10:00", "date": "20261110"}, "not_valid", "date"),
        ({"start_time": "2026-11-10B09:00", "end_time": "10:00"}, "field_wrong", "start_time"),
        ({"start_time": "9:00", "end_time": "10:00", "weekly": []}, "not_valid", "weekly"),
        ({"start_time": "9:00", "end_time": "10:00", "weekly": ["x"]}, "not_valid", "weekly.0"),
        ({"start_time": "9", "end_time": "10", "time_zone": "X"}, "unknown_time_zone", "time_zone"),
    ],
)
def test_hours_that_make_no_sense_are_refused(
    ats: Program, somebody: int, given: dict[str, object], code: str, field: str
) -> None:
    answer = ats.post("/api/register_availability/", {"user": somebody, **given})

    assert problem(answer) == (422, code, field)


def test_hours_of_nobody_are_refused(ats: Program) -> None:
    given = {"user": 9999, "start_time": "10:00 AM", "end_time": "2:00 PM"}

    nobody = (404, "nobody_with_id", "user")
    assert problem(ats.post("/api/register_availability/", given)) == nobody
    assert problem(ats.get("/api/get_availability/", user=9999)) == nobody
    gone = ats.post("/api/remove_availability/", {"id": "window-9999"})
    assert problem(gone) == (404, "availability_gone", "id")


# -- slots -----------------------------------------------------------------------------------


def test_slots_are_told_by_day_and_as_instants(ats: Program) -> None:
    candidate, first, second = (ats.registers(f"Slot {name}") for name in ("Carl", "Ina", "Ivy"))
    ats.gives(candidate, "10:00 AM", "2:00 PM", date=TUESDAY)
    ats.gives(first, "9:00 AM", "12:00 PM", date=TUESDAY)
    ats.gives(second, "11:00 AM", "1:00 PM", date=TUESDAY)

    both = ats.get("/api/get_available_timeslots/", candidate=candidate, interviewer=first)
    either = ats.get(
        "/api/get_available_timeslots/",
        candidate=candidate,
        interviewer=[first, second],
        match="any",
        time_zone="Europe/Berlin",
        limit=2,
    )

    assert both.json == {
        "success": True,
        "possible_slots": {
            "2026-11-10T00:00:00": [["10:00 AM", "11:00 AM"], ["11:00 AM", "12:00 PM"]]
        },
        "slots": [
            {
                "start": "2026-11-10T10:00:00Z",
                "end": "2026-11-10T11:00:00Z",
                "interviewers": [first],
                "interviewer_count": 1,
            },
            {
                "start": "2026-11-10T11:00:00Z",
                "end": "2026-11-10T12:00:00Z",
                "interviewers": [first],
                "interviewer_count": 1,
            },
        ],
        "why": None,
    }
    assert either.json["possible_slots"] == {
        "2026-11-10T00:00:00": [["11:00 AM", "12:00 PM"], ["12:00 PM", "1:00 PM"]]
    }
    assert [slot["interviewers"] for slot in either.json["slots"]] == [[first], [first, second]]


def test_an_hour_names_as_many_interviewers_as_are_asked_for_and_counts_them_all(
    ats: Program,
) -> None:
    candidate, *panel = (ats.registers(f"Count {name}") for name in ("Carl", "Ina", "Ivy"))
    for person in (candidate, *panel):
        ats.gives(person, "10:00 AM", "11:00 AM", date="2027-01-19")
    asked = {"candidate": candidate, "interviewer": panel, "from": "2027-01-19"}

    answers = [
        ats.get("/api/get_available_timeslots/", **asked, interviewer_limit=limit).json["slots"][0]
        for limit in (0, 1, 100_000)
    ]

    assert [answer["interviewers"] for answer in answers] == [[], panel[:1], panel]
    assert [answer["interviewer_count"] for answer in answers] == [2, 2, 2]


def test_slots_are_as_they_are_described(ats: Program) -> None:
    candidate, interviewer = ats.registers('Shape "Carl"'), ats.registers("Shape Ina")
    for user in (candidate, interviewer):
        ats.gives(user, "9:00", "12:00", date="2027-01-20")
    asked = {"candidate": candidate, "interviewer": interviewer, "from": "2027-01-20"}

    some = ats.get("/api/get_available_timeslots/", **asked)
    none = ats.get("/api/get_available_timeslots/", **asked, to="2027-01-20T09:30")

    for answer in (some, none):
        described = SlotsShown.model_validate(answer.json)
        assert json.loads(described.model_dump_json()) == answer.json
    assert len(some.json["slots"]) == 3
    assert none.json["why"]["users"]


def test_slots_a_year_ahead_are_found(ats: Program) -> None:
    candidate, interviewer = ats.registers("Far Carl"), ats.registers("Far Ina")
    for user in (candidate, interviewer):
        ats.gives(user, "9:00", "11:00", date="2027-11-09")

    answer = ats.get(
        "/api/get_available_timeslots/",
        candidate=candidate,
        interviewer=interviewer,
        from_="2027-11-01",
        to="2027-11-10",
    )

    assert list(answer.json["possible_slots"]) == ["2027-11-09T00:00:00"]


def test_none_is_a_success_that_says_why(ats: Program) -> None:
    candidate, interviewer = ats.registers("Late Carl"), ats.registers("Early Ina")
    ats.gives(candidate, "2:00 PM", "4:00 PM", date=TUESDAY)

    answer = ats.get("/api/get_available_timeslots/", candidate=candidate, interviewer=interviewer)

    assert answer.status == 200
    assert answer.json == {
        "success": True,
        "possible_slots": {},
        "slots": [],
        "why": {
            "code": "no_hours",
            "detail": "Early Ina has given no hours in that time.",
            "users": [interviewer],
        },
    }


@pytest.mark.parametrize(
    ("asked", "status", "code", "field"),
    [
        ({}, 422, "nobody_named", "candidate"),
        ({"candidate": 9999}, 404, "nobody_with_id", "candidate"),
        ({"candidate": "carl"}, 422, "not_valid", "candidate"),
        ({"candidate": 2**70}, 422, "not_valid", "candidate"),
        ({"interviewer": (SOMEBODY, SOMEBODY)}, 422, "same_person_twice", "interviewer"),
        ({"interviewer": 9999}, 404, "nobody_with_id", "interviewer"),
        ({"candidate": SOMEBODY, "interviewers": 7}, 422, "field_wrong", "interviewers"),
        ({"candidate": SOMEBODY, "match": "some"}, 422, "not_valid", "match"),
        ({"candidate": SOMEBODY, "limit": 0}, 422, "not_valid", "limit"),
        ({"candidate": SOMEBODY, "from": "soon"}, 422, "field_wrong", "from"),
        ({"candidate": SOMEBODY, "to": "2026-11-01"}, 422, "days_back_to_front", "to"),
        ({"candidate": SOMEBODY, "to": "2029-11-01"}, 422, "days_too_far", "to"),
        ({"candidate": SOMEBODY, "time_zone": "Mars"}, 422, "unknown_time_zone", "time_zone"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    ats: Program,
    somebody: int,
    asked: dict[str, Any],
    status: int,
    code: str,
    field: str | None,
) -> None:
    known = {SOMEBODY: somebody, (SOMEBODY,) * 2: [somebody] * 2}
    asked = {name: known.get(of, of) for name, of in asked.items()}

    answer = ats.get("/api/get_available_timeslots/", **asked)

    assert problem(answer) == (status, code, field)


# -- interviews ------------------------------------------------------------------------------


def test_an_interview_is_booked_moved_and_cancelled(ats: Program) -> None:
    candidate, interviewer = ats.registers("Book Carl"), ats.registers("Book Ina")
    for user in (candidate, interviewer):
        ats.gives(user, "9:00", "12:00", date=WEDNESDAY)

    booked = ats.books(candidate, interviewer, start="2026-11-11T09:00:00Z")
    listed = ats.get("/api/get_interviews/", user=interviewer).json
    moved = ats.post(
        "/api/move_interview/", {"id": booked.json["id"], "start": "2026-11-11T10:00:00"}
    )
    cancelled = ats.post("/api/cancel_interview/", {"id": booked.json["id"]})

    assert booked.status == 201
    shown = {**booked.json}
    untold = {each["user"]: each["words"] for each in shown.pop("untold")}
    told = "API has booked an interview for you: Wed 11 Nov, 9:00 AM UTC, with"
    assert untold == {candidate: f"{told} Book Ina.", interviewer: f"{told} Book Carl."}
    assert shown == {
        "id": booked.json["id"],
        "candidate": candidate,
        "interviewers": [interviewer],
        "start": "2026-11-11T09:00:00Z",
        "end": "2026-11-11T10:00:00Z",
        "state": "booked",
        "revision": 1,
        "title": "",
        "place": "",
        "note_for_candidate": "",
        "note_for_panel": "",
        "outside_availability": False,
        "booked_by": "API",
        "declined": [],
    }
    assert listed == [shown]
    assert (moved.json["start"], moved.json["revision"]) == ("2026-11-11T10:00:00Z", 2)
    assert (cancelled.json["state"], cancelled.json["revision"]) == ("cancelled", 3)
    assert ats.get("/api/get_interviews/", user=interviewer).json == []
    (off,) = ats.get("/api/get_interviews/", user=interviewer, which="cancelled").json
    assert (off["id"], off["state"]) == (booked.json["id"], "cancelled")
    assert ats.get("/api/get_interviews/", user=interviewer, which="past").json == []
    again = ats.post("/api/cancel_interview/", {"id": booked.json["id"]})
    assert problem(again) == (404, "interview_gone", "id")


def test_who_is_taken_is_named_with_the_next_free_hours(ats: Program) -> None:
    carl, cleo, ina = (ats.registers(f"Taken {name}") for name in ("Carl", "Cleo", "Ina"))
    for user in (carl, cleo, ina):
        ats.gives(user, "9:00", "11:00", date=WEDNESDAY)
    ats.books(carl, ina, start="2026-11-11T09:00:00Z")

    answer = ats.books(cleo, ina, start="2026-11-11T09:00:00Z")

    assert problem(answer) == (409, "slot_taken", "start")
    assert answer.json["taken"] == ["Taken Ina"]
    assert answer.json["next_free"] == ["2026-11-11T10:00:00Z"]


def test_whoever_is_on_the_wrong_side_is_told_which(ats: Program) -> None:
    carl = ats.registers("Side Carl", role="candidate")
    ina, ivy = (ats.registers(f"Side {name}", role="interviewer") for name in ("Ina", "Ivy"))
    cleo = ats.registers("Side Cleo", role="candidate")
    start = "2026-11-11T09:00:00Z"

    no_candidate = ats.books(ina, ivy, start=start)
    no_interviewer = ats.books(carl, cleo, start=start)
    twice = ats.books(carl, ina, ina, start=start)
    asked = ats.get("/api/get_available_timeslots/", candidate=carl, interviewer=carl)
    no_feed = ats.post("/api/create_feed/", {"user": 9999})

    assert problem(no_candidate)[2] == "candidate"
    assert problem(no_interviewer)[2] == "interviewers"
    assert problem(twice) == (422, "same_person_twice", "interviewers")
    assert problem(asked) == (422, "same_person_twice", "interviewer")
    assert problem(no_feed) == (404, "nobody_with_id", "user")


@pytest.mark.parametrize(
    ("changed", "status", "code", "field"),
    [
        ({"start": "2026-11-11T09:30:00Z"}, 422, "not_on_the_hour", "start"),
        ({"start": "2026-11-11T09:00:30Z"}, 422, "not_on_the_hour", "start"),
        ({"start": "2026-11-11B09:00:00"}, 422, "field_wrong", "start"),
        ({"start": "2026-11-11+09:00"}, 422, "field_wrong", "start"),
        ({"start": "2026-11-09T08:00:00Z"}, 422, "has_passed", "start"),
        ({"start": "2026-11-12T09:00:00Z"}, 422, "outside_availability", "start"),
        ({"start": "soon"}, 422, "field_wrong", "start"),
        ({"candidate": 9999}, 404, "nobody_with_id", "candidate"),
        ({"interviewers": [9999]}, 404, "nobody_with_id", "interviewers"),
        ({"interviewers": []}, 422, "not_valid", "interviewers"),
        ({"time_zone": "Mars"}, 422, "unknown_time_zone", "time_zone"),
    ],
)
def test_a_booking_that_can_not_be_is_refused(
    ats: Program, changed: dict[str, object], status: int, code: str, field: str | None
) -> None:
    name = f"{code} {changed}"[:100]
    candidate, interviewer = ats.registers(f"C {name}"), ats.registers(f"I {name}")
    for user in (candidate, interviewer):
        ats.gives(user, "8:00", "12:00", date=WEDNESDAY)
    wanted: dict[str, object] = {"candidate": candidate, "interviewers": [interviewer]}

    answer = ats.post(
        "/api/book_interview/", {**wanted, "start": "2026-11-11T09:00:00Z", **changed}
    )

    assert problem(answer) == (status, code, field)
    assert ats.get("/api/get_interviews/", user=interviewer).json == []


def test_a_sentence_about_seconds_shows_them(ats: Program) -> None:
    candidate, interviewer = ats.registers("Second Carl"), ats.registers("Second Ina")

    half = ats.books(candidate, interviewer, start="2026-11-11T09:00:30Z")
    tenth = ats.books(candidate, interviewer, start="2026-11-11T09:00:00.1Z")

    assert "Wed 11 Nov, 9:00:30 AM UTC is not." in half.json["detail"]
    assert "Wed 11 Nov, 9:00:00.1 AM UTC is not." in tenth.json["detail"]


def test_any_hour_can_be_booked_when_it_is_said_so(ats: Program) -> None:
    candidate, interviewer = ats.registers("Any Carl"), ats.registers("Any Ina")
    wanted = {"candidate": candidate, "interviewers": [interviewer], "any_hour": True}

    answer = ats.post("/api/book_interview/", {**wanted, "start": "2026-11-12T15:00:00+01:00"})

    assert answer.json["start"] == "2026-11-12T14:00:00Z"
    assert answer.json["outside_availability"] is True


def test_all_interviews_are_listed_page_by_page(ats: Program) -> None:
    candidate, interviewer = ats.registers("List Carl"), ats.registers("List Ina")
    wanted = {"candidate": candidate, "interviewers": [interviewer], "any_hour": True}
    for hour in (9, 10, 11):
        start = f"2026-11-13T{hour:02}:00:00Z"
        ats.post("/api/book_interview/", {**wanted, "start": start})

    first = ats.get("/api/get_interviews/", user=candidate, limit=2)
    rest = ats.get(first.headers["link"].partition("<")[2].partition(">")[0])

    assert [one["start"][11:13] for one in (*first.json, *rest.json)] == ["09", "10", "11"]
    assert "link" not in rest.headers
    assert len(ats.get("/api/get_interviews/").json) >= 3


def test_people_are_told_exactly_as_if_it_had_been_done_in_slack(
    ats: Program, office: Office
) -> None:
    office.ines.types("/availability today 10:00-13:00")
    office.ines.sees("Saved")
    users = ats.get("/api/get_users/", role="interviewer", limit=1000).json
    (ines,) = [one["id"] for one in users if one["slack_user_id"] == office.ines.id]
    candidate = ats.registers("Told Carl", role="candidate")
    ats.gives(candidate, "8:00", "12:00")

    booked = ats.books(candidate, ines, start="2026-11-09T10:00:00Z")
    office.ines.sees("API has booked an interview for you: Mon 9 Nov, 11:00 AM CET")
    ats.post("/api/cancel_interview/", {"id": booked.json["id"]})
    by_program = office.ines.sees("API has cancelled")
    ats.books(candidate, ines, start="2026-11-09T10:00:00Z")
    office.carla.types("/interviews")
    office.carla.sees("Told Carl")
    office.carla.presses("Cancel interview")
    by_carla = office.ines.sees("Carla Costa has cancelled")

    assert by_program.text == by_carla.text.replace("Carla Costa", "API")
