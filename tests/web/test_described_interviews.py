"""Where an interview is: over HTTP, in calendars, in the table, and on its candidate's page."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import icalendar
import pytest
from databases import IN_MEMORY
from web.in_process import Api, api_on
from web.pages import KEYS, RULES, link_to, opens
from web.programs import Answer

from scheduling.model import Person

SECRET = "Ask why they left"
LINK = "https://meet.example.org/abc?a=1&b=2"
SAID = {
    "title": "System design",
    "place": f"Room 4 or {LINK}",
    "note_for_candidate": "Bring a pen\n<b>& wait</b>",
    "note_for_panel": SECRET,
}
NOTHING = dict.fromkeys(SAID, "")


@pytest.fixture(name="api")
def _api() -> Iterator[Api]:
    with api_on(IN_MEMORY, rules=RULES, keys=KEYS) as api:
        yield api


def registered(api: Api, name: str) -> int:
    return int(api.post("/api/register_user/", {"name": name}).json["id"])


def books(api: Api, **said: Any) -> Answer:
    """Ana, id 1, meets Ben, id 2."""
    ana, ben = registered(api, "Ana"), registered(api, "Ben")
    wanted = {"candidate": ana, "interviewers": [ben], "any_hour": True}
    return api.post("/api/book_interview/", {**wanted, "start": "2026-11-10T10:00:00Z", **said})


def said_of(shown: Any) -> dict[str, str]:
    return {name: shown[name] for name in SAID}


def describes(api: Api, interview: int, **given: Any) -> Answer:
    return api.post("/api/describe_interview/", {"id": interview, **given})


def calendar_of(api: Api, user: int) -> tuple[Any, bytes]:
    address = str(api.post("/api/create_feed/", {"user": user}).json["address"])
    path, _, query = address.partition("?")
    answer = api.get("/api/interviews.ics", query)
    assert path.endswith("/api/interviews.ics")
    (event,) = icalendar.Calendar.from_ical(answer.body.decode()).walk("VEVENT")
    return event, answer.body.replace(b"\r\n ", b"")


def test_it_is_booked_with_all_that_is_said_and_shown_with_it(api: Api) -> None:
    booked = books(api, **SAID)

    one = api.get("/api/get_interview/", f"id={booked.json['id']}")

    assert booked.status == 201
    assert said_of(booked.json) == said_of(one.json) == SAID
    assert said_of(api.get("/api/get_interviews/").json[0]) == SAID


def test_without_a_word_it_is_where_interviews_are(api: Api) -> None:
    with api_on(IN_MEMORY, rules=replace(RULES, place="https://m.example/{id}")) as placed:
        usual = books(placed).json["place"]

    assert usual.startswith("https://m.example/")
    assert len(usual) == len("https://m.example/") + 20
    assert said_of(books(api).json) == NOTHING


def test_what_is_left_out_stays_and_what_is_empty_goes(api: Api) -> None:
    booked = books(api, **SAID)

    changed = describes(api, booked.json["id"], place="Room 5", title="", note_for_panel=None)

    assert changed.status == 200
    assert said_of(changed.json) == {**SAID, "place": "Room 5", "title": ""}
    assert changed.json["revision"] == 2
    again = describes(api, booked.json["id"], place="Room 5")
    assert again.json["revision"] == 2


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"place": "http://meet.example.org"}, "link_not_https", "place"),
        ({"place": "javascript:alert(1)"}, "link_not_https", "place"),
        ({"note_for_panel": "See ftp://files.example"}, "link_not_https", "note_for_panel"),
        ({"place": "{id}" * 50}, "detail_too_long", "place"),
        ({"title": "x" * 81}, "not_valid", "title"),
        ({"note_for_candidate": "x" * 1001}, "not_valid", "note_for_candidate"),
        ({"place": 4}, "not_valid", "place"),
        ({"room": "4"}, "not_valid", "room"),
    ],
)
def test_what_can_not_be_is_refused_by_its_field_and_changes_nothing(
    api: Api, given: dict[str, Any], code: str, field: str
) -> None:
    interview = books(api, **SAID).json["id"]

    refused = describes(api, interview, **given)
    hour = {"start": "2026-11-11T10:00:00Z", "any_hour": True}
    booking = {"candidate": 1, "interviewers": [2], **hour, **given}
    not_booked = api.post("/api/book_interview/", booking)

    for answer in (refused, not_booked):
        assert (answer.status, answer.json["code"], answer.json["field"]) == (422, code, field)
    (only,) = api.get("/api/get_interviews/").json
    assert said_of(only) == SAID


def test_whoever_asks_for_a_candidates_interviews_is_not_shown_the_note_for_the_panel(
    api: Api,
) -> None:
    books(api, **SAID)

    ana, ben = (api.get("/api/get_interviews/", f"user={user}").json[0] for user in (1, 2))

    assert ana["note_for_panel"] == ""
    assert ana["note_for_candidate"] == ben["note_for_candidate"] == SAID["note_for_candidate"]
    assert ben["note_for_panel"] == SECRET


def test_both_calendars_have_the_place_and_one_the_note_for_the_panel(api: Api) -> None:
    booked = books(api, **SAID)
    before, _ = calendar_of(api, 1)

    describes(api, booked.json["id"], place=f"Lobby; {LINK}, then up")
    (anas, of_ana), (bens, of_ben) = calendar_of(api, 1), calendar_of(api, 2)

    for event in (anas, bens):
        assert str(event["LOCATION"]) == f"Lobby; {LINK}, then up"
        assert str(event["URL"]) == LINK
        assert "Bring a pen\n<b>& wait</b>" in str(event["DESCRIPTION"])
        assert event["SEQUENCE"] > before["SEQUENCE"]
    assert str(anas["SUMMARY"]) == "System design"
    assert str(bens["SUMMARY"]) == "System design: Ana"
    assert SECRET.encode() not in of_ana
    assert SECRET.encode() in of_ben


def test_the_table_has_a_column_for_each(api: Api) -> None:
    books(api, **{**SAID, "title": "=1+1"})

    text = api.get("/api/export_interviews/").body.decode()

    assert "state,title,place,note_for_candidate,note_for_panel" in text
    assert "'=1+1" in text
    assert SECRET in text


def dora_of(api: Api) -> Person:
    from scheduling.store import people

    with api.store.reading() as session:
        found = people.get(session, 1)
    assert found is not None
    return found


def test_the_candidates_page_says_where_and_shows_only_what_is_theirs(api: Api) -> None:
    booked = books(api, **SAID)
    page = link_to(api, dora_of(api))

    shown = opens(api, page)
    file = api.get(shown.link(".ics"))

    assert "System design" in shown.words
    assert "Where: Room 4 or https://meet.example.org/abc?a=1&b=2" in shown.words
    assert "Bring a pen" in shown.words
    (event,) = icalendar.Calendar.from_ical(file.body.decode()).walk("VEVENT")
    assert str(event["LOCATION"]) == SAID["place"]
    assert str(event["URL"]) == LINK
    assert str(event["SUMMARY"]) == "System design"
    everything = api.get(page).body + file.body.replace(b"\r\n ", b"")
    assert SECRET.encode() not in everything
    describes(api, booked.json["id"], place="Room 5")
    assert b"Room 5" in api.get(page).body


def test_what_is_typed_is_text_on_the_page_and_a_link_is_one(api: Api) -> None:
    books(
        api,
        place='https://meet.example.org/"onclick="x <script>alert(1)</script>',
        note_for_candidate="<img src=x onerror=alert(1)>",
        title="</h2><h1>",
    )

    body = api.get(link_to(api, dora_of(api))).body.decode()

    assert '<a href="https://meet.example.org/" rel="noopener noreferrer">' in body
    assert "<script>alert" not in body
    assert "<img" not in body
    assert "<h1></strong>" not in body
