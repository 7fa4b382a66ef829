"""Programs note what somebody was told: the words that they have seen, and no later ones."""

from datetime import timedelta

from databases import IN_MEMORY
from journeys.conftest import MONDAY
from web.in_process import api_on, api_over
from web.pages import registers

from scheduling.model import Role


def test_words_that_are_not_true_any_more_are_not_noted_as_told() -> None:
    with api_on(IN_MEMORY) as api:
        later = api_over(api.store, clock=lambda: MONDAY + timedelta(minutes=5))
        carl, ina = registers(api, "Carl", Role.CANDIDATE), registers(api, "Ina", Role.INTERVIEWER)
        wanted = {"candidate": carl.id, "interviewers": [ina.id], "any_hour": True}
        interview = api.post("/api/book_interview/", {**wanted, "start": "2026-11-20T09:00:00Z"})
        (seen, _) = api.get("/api/get_untold/").json["untold"]
        moved = {"id": interview.json["id"], "start": "2026-11-20T11:00:00Z", "any_hour": True}
        later.post("/api/move_interview/", moved)
        told = {"interview": seen["interview"], "user": seen["user"]}

        outdated = later.post("/api/mark_told/", {**told, "at": seen["at"]}).json
        of_no_zone = later.post("/api/mark_told/", {**told, "at": "2026-11-20T11:00:00"})
        (left,) = (each for each in outdated["untold"] if each["user"] == seen["user"])
        after = later.post("/api/mark_told/", {**told, "at": left["at"]}).json
        again = later.post("/api/mark_told/", {**told, "at": left["at"]}).json

        assert outdated["outdated"]
        assert left["at"] == "2026-11-09T08:05:00Z"
        assert of_no_zone.status == 422
        assert [each["user"] for each in after["untold"]] == [ina.id]
        assert again == after
        assert "outdated" not in after
