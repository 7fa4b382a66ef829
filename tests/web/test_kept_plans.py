"""A plan over HTTP that is kept: at once, with earlier hours later, and booked as it was read."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from journeys.arranged import empty_office
from journeys.office import MONDAY, Office, bot_in
from ports import free_port
from web.programs import PRACTICE, Answer, Program

from bot.slack.searches import Searches

CALL, GET, BOOK = "/api/distribute_interviewers/", "/api/get_plan/", "/api/book_plan/"
_NUMBERS = count(1)


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A program, and the searches of the bot, which go on when they may."""

    ats: Program
    office: Office
    may_go_on: threading.Event

    def plans(self, day: str = "2026-11-10", **more: Any) -> Answer:
        """One candidate can come at 9 and 11, another at 11; so can one interviewer each."""
        number = next(_NUMBERS)
        ana, ben = (
            self.ats.registers(f"{name} {number}", role="candidate") for name in ("Ana", "Ben")
        )
        ines, ivo = (
            self.ats.registers(f"{name} {number}", role="interviewer") for name in ("Ines", "Ivo")
        )
        for user in (ana, ines):
            self.ats.gives(user, "9:00", "10:00", date=day)
        for user in (ana, ben, ines, ivo):
            self.ats.gives(user, "11:00", "12:00", date=day)
        wanted = {"candidates": [ana, ben], "interviewers": [ines, ivo], "from": day, "to": day}
        return self.ats.post(CALL, {**wanted, **more})

    def is_found(self, plan: int) -> Any:
        """The plan, when the search for it is over."""
        self.may_go_on.set()
        self.office.slack.waits_until(lambda: not self.shown(plan)["looking"])
        return self.shown(plan)

    def shown(self, plan: int) -> Any:
        return self.ats.get(GET, plan=plan).json


@pytest.fixture(name="asking")
def _asking(tmp_path: Path) -> Iterator[Asking]:
    may_go_on, port = threading.Event(), free_port()

    def until_it_may() -> None:
        may_go_on.wait(timeout=60)

    searches = Searches(patience=0, before_each=until_it_may)
    with (
        empty_office(tmp_path, now=MONDAY) as office,
        bot_in(office, searches=searches, http_port=port, api_token=PRACTICE, api_rate=100_000),
    ):
        try:
            ats = Program(f"http://127.0.0.1:{port}")
            yield Asking(ats=ats, office=office, may_go_on=may_go_on)
        finally:
            may_go_on.set()


def hours(interviews: Any) -> list[str]:
    return [one["start"][11:16] for one in interviews]


def which(answer: Answer) -> dict[str, int]:
    return {"plan": answer.json["plan"], "version": answer.json["version"]}


def test_a_plan_says_that_its_hours_are_not_proven_and_is_kept_nowhere(asking: Asking) -> None:
    answer = asking.plans()

    assert answer.status == 200
    assert (answer.json["proven"], answer.json["early"]) == (True, "not proven")
    assert hours(answer.json["interviews"]) == ["11:00", "11:00"]
    assert "plan" not in answer.json


def test_whoever_waits_gets_the_earliest_hours(asking: Asking) -> None:
    answer = asking.plans(wait=20)

    assert answer.json["early"] == "proven"
    assert hours(answer.json["interviews"]) == ["09:00", "11:00"]


def test_what_is_booked_at_once_is_what_the_answer_says(asking: Asking) -> None:
    answer = asking.plans(book=True)

    ahead = asking.ats.get("/api/get_interviews/").json
    assert hours(answer.json["interviews"]) == hours(ahead) == ["11:00", "11:00"]


def test_a_kept_plan_tells_whether_there_is_one_with_earlier_hours(asking: Asking) -> None:
    kept = asking.plans(keep=True)

    before = asking.shown(kept.json["plan"])
    after = asking.is_found(kept.json["plan"])

    assert (before["state"], before["looking"], before["earlier"]) == ("draft", True, None)
    assert before["interviews"] == after["interviews"] == kept.json["interviews"]
    assert (after["version"], after["early"]) == (kept.json["version"], "not proven")
    assert hours(after["earlier"]) == ["09:00", "11:00"]


def test_a_kept_plan_is_booked_as_it_was_read(asking: Asking) -> None:
    kept = asking.plans(keep=True)
    asking.is_found(kept.json["plan"])

    booked = asking.ats.post(BOOK, which(kept))

    assert booked.status == 200
    assert booked.json["interviews"] == kept.json["interviews"]
    assert hours(asking.ats.get("/api/get_interviews/").json) == ["11:00", "11:00"]
    assert asking.shown(kept.json["plan"])["state"] == "booked"


def test_the_plan_with_earlier_hours_is_booked_where_it_is_asked_for(asking: Asking) -> None:
    kept = asking.plans(keep=True)
    found = asking.is_found(kept.json["plan"])

    booked = asking.ats.post(BOOK, {**which(kept), "earlier": True})

    assert booked.json["interviews"] == found["earlier"]
    assert hours(asking.ats.get("/api/get_interviews/").json) == ["09:00", "11:00"]


def test_a_request_sent_again_keeps_and_books_one_plan(asking: Asking) -> None:
    kept = asking.plans(keep=True)

    first, again = (asking.ats.post(BOOK, which(kept), Idempotency_Key="b") for _ in range(2))

    assert first.json == again.json
    assert again.headers["idempotent-replayed"] == "true"
    assert len(asking.ats.get("/api/get_interviews/").json) == 2


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"version": 7}, 409, "round_changed"),
        ({"plan": 999_999}, 409, "round_gone"),
        ({"earlier": True}, 409, "round_changed"),
        ({"version": 0}, 422, "not_valid"),
        ({"by": "noon"}, 422, "not_valid"),
    ],
)
def test_another_plan_than_the_one_read_is_not_booked(
    asking: Asking, more: dict[str, Any], status: int, code: str
) -> None:
    kept = asking.plans(keep=True)

    answer = asking.ats.post(BOOK, {**which(kept), **more})

    assert (answer.status, answer.json["code"]) == (status, code)
    assert asking.ats.get("/api/get_interviews/").json == []


def test_where_somebody_was_booked_meanwhile_nothing_of_a_kept_plan_is(asking: Asking) -> None:
    kept = asking.plans(keep=True)
    one = kept.json["interviews"][0]
    cy = asking.ats.registers("Cy", role="candidate")
    asking.ats.gives(cy, "11:00", "12:00", date="2026-11-10")
    assert asking.ats.books(cy, one["interviewers"][0], start=one["start"]).status == 201

    answer = asking.ats.post(BOOK, which(kept))

    assert (answer.status, answer.json["code"]) == (409, "plan_overtaken")
    assert len(asking.ats.get("/api/get_interviews/").json) == 1


def test_a_plan_that_nobody_kept_is_not_found(asking: Asking) -> None:
    answer = asking.ats.get(GET, plan=999_999)

    assert (answer.status, answer.json["code"]) == (404, "round_gone")


def test_the_wait_is_bounded(asking: Asking) -> None:
    answer = asking.plans(wait=301)

    assert (answer.status, answer.json["field"]) == (422, "wait")
