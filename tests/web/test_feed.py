"""A person's calendar feed: read here as a calendar reads it."""

from typing import Any
from uuid import UUID

import icalendar
import pytest
from journeys.office import Office
from web.programs import Answer, Program


def feed(ats: Program, user: int) -> str:
    """The path of a new feed of somebody's."""
    address = str(ats.post("/api/create_feed/", {"user": user}).json["address"])
    assert address.startswith(f"{ats.address}/api/interviews.ics?token=feed_")
    return address.removeprefix(ats.address)


def subscribed(ats: Program, path: str, **headers: str) -> Answer:
    """What a calendar gets; it has no token of the API."""
    return Program(ats.address, token=None).sends("GET", path, headers=headers)


def events(answer: Answer) -> list[Any]:
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return list(icalendar.Calendar.from_ical(answer.body.decode()).walk("VEVENT"))


def booked(ats: Program, name: str, *, start: str) -> tuple[int, int, int]:
    """The ids of a candidate, an interviewer and their interview."""
    candidate, interviewer = ats.registers(f"{name} Carl"), ats.registers(f"{name} Ina")
    wanted = {"candidate": candidate, "interviewers": [interviewer], "any_hour": True}
    answer = ats.post("/api/book_interview/", {**wanted, "start": start})
    return candidate, interviewer, int(answer.json["id"])


def test_an_interview_is_in_the_calendars_of_its_people(ats: Program) -> None:
    candidate, interviewer, _ = booked(ats, "Cal", start="2026-11-20T09:00:00Z")

    (theirs,) = events(subscribed(ats, feed(ats, interviewer)))
    (own,) = events(subscribed(ats, feed(ats, candidate)))

    assert theirs["uid"] == own["uid"]
    assert str(UUID(theirs["uid"])) == str(theirs["uid"])
    assert theirs["sequence"] == 0
    assert str(theirs["status"]) == "CONFIRMED"
    assert str(theirs["summary"]) == "Interview: Cal Carl"
    assert str(own["summary"]) == "Interview with Cal Ina"
    assert theirs.decoded("dtstart").isoformat() == "2026-11-20T09:00:00+00:00"
    assert theirs.decoded("dtend").isoformat() == "2026-11-20T10:00:00+00:00"
    assert b"DTSTART:20261120T090000Z" in subscribed(ats, feed(ats, interviewer)).body


def test_a_move_and_a_cancelling_come_under_the_same_uid(ats: Program) -> None:
    _, interviewer, interview = booked(ats, "Seq", start="2026-11-20T10:00:00Z")
    path = feed(ats, interviewer)
    told = []

    for call, given in (
        ("move_interview", {"start": "2026-11-20T11:00:00Z", "any_hour": True}),
        ("cancel_interview", {}),
    ):
        assert ats.post(f"/api/{call}/", {"id": interview, **given}).status == 200
        (event,) = events(subscribed(ats, path))
        told.append((str(event["uid"]), event["sequence"], str(event["status"])))

    uid = told[0][0]
    assert told == [(uid, 1, "CONFIRMED"), (uid, 2, "CANCELLED")]


def test_no_two_interviews_have_a_uid_in_common(ats: Program) -> None:
    uids = set()

    for hour in ("15", "16"):
        _, interviewer, _ = booked(ats, f"Uid {hour}", start=f"2026-11-20T{hour}:00:00Z")
        (event,) = events(subscribed(ats, feed(ats, interviewer)))
        uids.add(str(event["uid"]))

    assert len(uids) == 2


def test_what_has_not_changed_is_not_sent_again(ats: Program) -> None:
    _, interviewer, interview = booked(ats, "Tag", start="2026-11-20T12:00:00Z")
    path = feed(ats, interviewer)
    tag = subscribed(ats, path).headers["etag"]

    same = subscribed(ats, path, **{"If-None-Match": tag})
    ats.post("/api/cancel_interview/", {"id": interview})
    other = subscribed(ats, path, **{"If-None-Match": tag})

    assert (same.status, same.body) == (304, b"")
    assert other.status == 200


def test_a_new_feed_ends_the_one_before_and_a_revoked_one_is_gone(ats: Program) -> None:
    user = ats.registers("Feed Ina")
    first = feed(ats, user)
    second = feed(ats, user)

    before = [subscribed(ats, path).status for path in (first, second)]
    ended = [ats.post("/api/revoke_feed/", {"user": user}).json["ended"] for _ in range(2)]
    after = subscribed(ats, second)

    assert before == [404, 200]
    assert ended == [True, False]
    assert after.status == 404


@pytest.mark.parametrize("token", ["", "x", "feed_" + "a" * 43, "practice", "%00", "%ff%fe"])
def test_a_wrong_token_and_one_that_has_ended_look_alike(ats: Program, token: str) -> None:
    answer = subscribed(ats, f"/api/interviews.ics?token={token}")

    assert answer.status == 404
    assert answer.json["detail"] == "This address leads to no calendar (any more)."


def test_a_name_can_not_break_out_of_its_line(ats: Program) -> None:
    nasty = "Eve; X:1, \\n END"
    candidate, interviewer = ats.registers(nasty), ats.registers("Feed Ivy")
    wanted = {"candidate": candidate, "interviewers": [interviewer], "any_hour": True}
    ats.post("/api/book_interview/", {**wanted, "start": "2026-11-20T13:00:00Z"})

    (event,) = events(subscribed(ats, feed(ats, interviewer)))

    assert str(event["summary"]) == f"Interview: {nasty}"


def test_nobody_has_a_feed_of_nobody(ats: Program, office: Office) -> None:
    answer = ats.post("/api/create_feed/", {"user": 9999})

    assert (answer.status, answer.json["code"]) == (404, "nobody_with_id")
    assert answer.json["detail"] == "There is nobody with the id 9999."


def test_a_calendar_without_interviews_is_one_all_the_same(ats: Program) -> None:
    path = feed(ats, ats.registers("Feed Nobody"))

    (calendar,) = icalendar.Calendar.from_ical(subscribed(ats, path).body.decode(), multiple=True)

    (zone,) = calendar.subcomponents
    assert (zone.name, str(zone["tzid"])) == ("VTIMEZONE", "Etc/UTC")
    assert [one.name for one in zone.subcomponents] == ["STANDARD"]


def test_a_feed_is_no_invitation(ats: Program) -> None:
    _, interviewer, _ = booked(ats, "Method", start="2026-11-20T14:00:00Z")

    body = subscribed(ats, feed(ats, interviewer)).body

    # A METHOD would want an ORGANIZER with an address in each event, and there is none.
    for word in (b"METHOD", b"ORGANIZER", b"ATTENDEE"):
        assert word not in body
