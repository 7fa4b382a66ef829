"""The call that distributes, over real HTTP: planned, booked, refused and sent again."""

from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any

import pytest
from journeys.arranged import all_is_told, somebody_else_writes, told
from journeys.office import Office
from web.programs import Answer, Program

CALL = "/api/distribute_interviewers/"


def people(ats: Program, role: str, *names: str) -> list[int]:
    return [ats.registers(name, role=role) for name in names]


def distributed(ats: Program, day: str, candidates: list[int], **more: Any) -> Answer:
    return ats.post(CALL, {"candidates": candidates, "from": day, "to": day, **more})


def booked(ats: Program, user: int) -> list[tuple[str, int, list[int]]]:
    """When somebody has interviews ahead, of whom, and with whom."""
    found = ats.get("/api/get_interviews/", user=user).json
    return [(one["start"], one["candidate"], one["interviewers"]) for one in found]


def two_and_three(ats: Program, day: str) -> tuple[list[int], list[int]]:
    """A candidate at 9 and one at 10; an interviewer at 9, one at 10, and one at both."""
    ana, ben = people(ats, "candidate", f"Ana {day}", f"Ben {day}")
    ines, ivo, isla = people(ats, "interviewer", f"Ines {day}", f"Ivo {day}", f"Isla {day}")
    for user, start, end in (
        (ana, "9:00", "10:00"),
        (ben, "10:00", "11:00"),
        (ines, "9:00", "10:00"),
        (ivo, "10:00", "11:00"),
        (isla, "9:00", "11:00"),
    ):
        ats.gives(user, start, end, date=day)
    return [ana, ben], [ines, ivo, isla]


def test_a_plan_is_told_field_by_field_and_nothing_is_booked(ats: Program) -> None:
    (ana, ben), (ines, ivo, isla) = two_and_three(ats, "2026-11-16")

    answer = distributed(ats, "2026-11-16", [ana, ben], interviewers=[ines, ivo, isla])

    assert answer.status == 200
    assert answer.json == {
        "success": True,
        "interviews": [
            {
                "candidate": ana,
                "start": "2026-11-16T09:00:00Z",
                "end": "2026-11-16T10:00:00Z",
                "interviewers": [ines, isla],
            },
            {
                "candidate": ben,
                "start": "2026-11-16T10:00:00Z",
                "end": "2026-11-16T11:00:00Z",
                "interviewers": [ivo],
            },
        ],
        "waiting": [],
        "not_needed": [],
        "proven": True,
        "early": "proven",
    }
    assert [booked(ats, user) for user in (ana, ben, isla)] == [[], [], []]


def test_who_waits_and_who_is_not_needed_is_told_why_in_words(ats: Program) -> None:
    ana, ben, cy, dan = people(ats, "candidate", "R&D *Ana*", "Wait Ben", "Wait Cy", "Wait Dan")
    ines, ivo = people(ats, "interviewer", "Wait <Ines>", "Wait Ivo")
    for user, start, end in (
        (ana, "9:00", "10:00"),
        (ben, "9:00", "10:00"),
        (cy, "15:00", "16:00"),
        (ines, "9:00", "10:00"),
        (ivo, "12:00", "13:00"),
    ):
        ats.gives(user, start, end, date="2026-11-17")

    told = distributed(ats, "2026-11-17", [ana, ben, cy, dan], interviewers=[ines, ivo]).json

    (served,) = told["interviews"]
    why = {one["candidate"]: one["why"] for one in told["waiting"]}
    (shared,) = (why[user] for user in {ana, ben} - {served["candidate"]})
    assert shared == (
        "R&D *Ana* and Wait Ben share only 1 hour of an interviewer "
        "(Wait <Ines> on Tue 17 Nov, 9:00 AM)."
    )
    assert why[cy] == "Nobody who may interview them is free at their hours."
    assert why[dan] == "No free hours in these days."
    assert told["not_needed"] == [
        {
            "interviewer": ivo,
            "why": "No candidate whom they may meet can come at their hours.",
        }
    ]


def test_without_interviewers_named_everybody_with_free_hours_takes_part(ats: Program) -> None:
    candidates, interviewers = two_and_three(ats, "2026-11-18")

    told = distributed(ats, "2026-11-18", candidates).json

    assert sorted(id for one in told["interviews"] for id in one["interviewers"]) == interviewers


def test_panels_are_as_large_as_asked(ats: Program) -> None:
    (ana, ben), interviewers = two_and_three(ats, "2026-11-19")

    large = distributed(ats, "2026-11-19", [ana, ben], interviewers=interviewers, min_panel=3)
    small = distributed(ats, "2026-11-19", [ana, ben], interviewers=interviewers, max_panel=1)

    assert large.json["interviews"] == []
    assert {one["why"] for one in large.json["waiting"]} == {
        "Fewer than 3 who may interview them are free at each of their hours."
    }
    assert [len(one["interviewers"]) for one in small.json["interviews"]] == [1, 1]
    assert [one["why"] for one in small.json["not_needed"]] == [
        "The panels that they could join are full."
    ]


def test_what_is_booked_is_told_once_under_the_name_of_the_token(
    ats: Program, office: Office
) -> None:
    day = "2026-11-20"
    ana, ben = people(ats, "candidate", "Once Ana", "Once Ben")
    isla = ats.registers("Isla", role="interviewer", slack_user_id=office.isla.id)
    for user in (ana, ben, isla):
        ats.gives(user, f"{day}T09:00:00Z", f"{day}T11:00:00Z")

    wanted = {"candidates": [ana, ben], "interviewers": [isla], "from": day, "to": day}
    first, again = (
        ats.post(CALL, {**wanted, "book": True}, Idempotency_Key="a round") for _ in range(2)
    )
    all_is_told(office)

    assert first.status == 200
    assert again.json == first.json
    assert again.headers["idempotent-replayed"] == "true"
    assert booked(ats, isla) == [
        (one["start"], one["candidate"], [isla]) for one in first.json["interviews"]
    ]
    assert len(booked(ats, isla)) == 2
    (message,) = told(office.isla, "Once Ana")
    assert "Once Ben" in message
    assert "API" in message


def test_those_who_have_met_and_hours_that_are_taken_are_not_booked_again(ats: Program) -> None:
    day = "2026-11-12"
    candidates, interviewers = two_and_three(ats, day)
    distributed(ats, day, candidates, interviewers=interviewers[:2], book=True)

    again = distributed(ats, day, candidates, interviewers=interviewers, book=True)

    assert again.json["interviews"] == []
    assert {one["candidate"] for one in again.json["waiting"]} == set(candidates)
    assert [len(booked(ats, user)) for user in candidates] == [1, 1]


@pytest.mark.parametrize(
    ("given", "status", "code", "field"),
    [
        ({}, 422, "not_valid", "candidates"),
        ({"candidates": []}, 422, "not_valid", "candidates"),
        ({"candidates": [1], "interviewers": []}, 422, "not_valid", "interviewers"),
        ({"candidates": [1], "book": "yes"}, 422, "not_valid", "book"),
        ({"candidates": [1], "min_panel": 0}, 422, "not_valid", "min_panel"),
        ({"candidates": [1], "panel": 2}, 422, "not_valid", "panel"),
        ({"candidates": [1], "min_panel": 3, "max_panel": 2}, 422, "panel_limits", "max_panel"),
        ({"candidates": [1], "from": "soon"}, 422, "field_wrong", "from"),
        ({"candidates": [1], "to": "2026-11-01"}, 422, "days_back_to_front", "to"),
        ({"candidates": [1], "to": "2029-11-01"}, 422, "days_too_far", "to"),
        ({"candidates": [999999]}, 404, "nobody_with_id", "candidates"),
    ],
)
def test_what_can_not_be_distributed_is_refused(
    ats: Program, given: Any, status: int, code: str, field: str | None
) -> None:
    answer = ats.post(CALL, given)

    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status, answer.json["code"], answer.json.get("field")) == (status, code, field)
    assert answer.json["detail"]


def test_no_interviewer_with_free_hours_and_a_wrong_role_are_refused(ats: Program) -> None:
    (ana,), (ina,) = people(ats, "candidate", "No Ana"), people(ats, "interviewer", "No Ina")

    nobody = distributed(ats, "2026-11-21", [ana], interviewers=[ina])
    wrong = distributed(ats, "2026-11-21", [ina], interviewers=[ina])

    assert (nobody.status, nobody.json["code"]) == (422, "no_interviewer_free")
    assert (wrong.status, wrong.json["code"]) == (422, "wrong_role")
    assert wrong.json["field"] == "candidates"
    assert "No Ina is registered as an interviewer" in wrong.json["detail"]


def test_other_calls_are_answered_while_one_distributes(ats: Program, office: Office) -> None:
    candidates, interviewers = two_and_three(ats, "2026-11-13")

    with somebody_else_writes(office) as done, ThreadPoolExecutor() as threads:
        # It can't end before the database can be written to.
        wanted = {"interviewers": interviewers, "book": True}
        slow = threads.submit(distributed, ats, "2026-11-13", candidates, **wanted)
        quick = [ats.get("/api/get_users/").status for _ in range(20)]
        was_under_way = not slow.done()
        done()

        assert quick == [200] * 20
        assert was_under_way
        assert slow.result().status == 200


def test_two_distribute_at_a_time_and_nobody_is_booked_twice(ats: Program, office: Office) -> None:
    candidates, interviewers = two_and_three(ats, "2026-11-14")

    with somebody_else_writes(office) as done, ThreadPoolExecutor() as threads:
        wanted = {"interviewers": interviewers, "book": True}
        asked = [
            threads.submit(distributed, ats, "2026-11-14", candidates, **wanted) for _ in range(3)
        ]
        first = next(as_completed(asked)).result()
        done()
        codes = {one.result().json.get("code") for one in asked}

    assert (first.status, first.json["code"]) == (429, "busy")
    assert int(first.headers["retry-after"]) > 0
    assert codes <= {None, "busy", "plan_overtaken", "slot_taken"}
    assert [len(booked(ats, user)) for user in candidates] == [1, 1]


def test_the_page_of_calls_has_it(ats: Program) -> None:
    calls = ats.get("/api/openapi.json").json["paths"]

    shape = calls[CALL]["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    assert shape.endswith("/DistributionRequest")


def test_limits_can_be_set_for_a_plan_and_whom_they_hold_back_is_named(ats: Program) -> None:
    day = "2026-11-18"
    several = people(ats, "candidate", *(f"Candidate {n} {day}" for n in range(5)))
    (ines,) = people(ats, "interviewer", f"Inga {day}")
    for user in (*several, ines):
        ats.gives(user, "9:00", "17:00", date=day)

    usual = distributed(ats, day, several, interviewers=[ines]).json
    all_at_once = distributed(ats, day, several, interviewers=[ines], daily_cap="none").json
    with_notice = distributed(ats, day, several, interviewers=[ines], hand_notice=20).json

    assert len(usual["interviews"]) == 3
    assert usual["limits"] == [{"user": ines, "why": f"Inga {day} is at 3 for Wed 18 Nov."}]
    assert len(all_at_once["interviews"]) == 5
    assert "limits" not in all_at_once
    assert with_notice["interviews"] == []
    assert {each["user"] for each in with_notice["limits"]} == {*several, ines}
    assert with_notice["waiting"][0]["why"] == (
        "To be told by hand, and their hours are too soon for that."
    )


@pytest.mark.parametrize(
    ("name", "wrong", "sentence"),
    [
        ("daily_cap", 0, "daily_cap: This should be 1 to 24, or none."),
        ("daily_cap", "few", "daily_cap: This should be 1 to 24, or none."),
        ("hand_notice", 2.5, "hand_notice: This should be 1 to 20, or none."),
        ("hand_notice", True, "hand_notice: This should be 1 to 20, or none."),
    ],
)
def test_a_limit_that_is_none_is_refused(
    ats: Program, name: str, wrong: object, sentence: str
) -> None:
    answer = distributed(ats, "2026-11-18", [1], **{name: wrong})

    assert (answer.status, answer.json["detail"]) == (422, sentence)
