"""The calendars beside the workspace: what programs and the page get of them, and may change."""

import base64
import json
from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from toy_app import MANIFEST

from sandbox.calendars.events import Counts
from sandbox.testing.driver import Sandbox

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def slack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("calendars")
    with Sandbox.running(manifest=MANIFEST) as one, one.with_calendars(folder):
        yield one


def ask(slack, path, body=None, *, method=None, **headers):
    data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    address = path if path.startswith("http") else f"{slack.url}{path}"
    with urlopen(Request(address, data=data, method=method, headers=headers)) as answer:
        return answer.read().decode()


def as_user(user, password="practice"):
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


def week(slack, of, start=TUESDAY, days=7):
    end = start + timedelta(days=days)
    query = f"of={of.id}&start={start.timestamp()}&end={end.timestamp()}"
    return json.loads(ask(slack, f"/sandbox/calendars?{query}"))


def refusal(slack, path, body=None, **headers):
    with pytest.raises(HTTPError) as refused:
        ask(slack, path, body, **headers)
    with refused.value as answer:
        return answer.code, answer.read().decode()


def test_an_event_is_added_moved_and_removed_as_the_page_does_it(slack):
    ines = slack.person("Ines")
    event = {"of": ines.id, "title": "Dentist", "start": TUESDAY.timestamp()}
    event["end"] = (TUESDAY + HOUR).timestamp()

    ask(slack, "/sandbox/calendars/add", event)
    (added,) = week(slack, ines)["events"]
    moved = {**event, "name": added["name"], "start": (TUESDAY + HOUR).timestamp()}
    moved |= {"end": (TUESDAY + 2 * HOUR).timestamp(), "counts": "tentative"}
    ask(slack, "/sandbox/calendars/change", moved)
    (shown,) = week(slack, ines)["events"]
    ask(slack, "/sandbox/calendars/remove", {"of": ines.id, "name": added["name"]})

    assert (added["title"], added["start"]) == ("Dentist", TUESDAY.timestamp())
    assert (shown["name"], shown["start"]) == (added["name"], moved["start"])
    assert (shown["counts"], shown["repeats"]) == ("tentative", False)
    assert week(slack, ines)["events"] == []


def test_the_secret_address_gives_the_calendar_and_another_word_nothing(slack):
    ivo = slack.person("Ivo")
    ivo.calendar.puts("Flight", TUESDAY, TUESDAY + HOUR)

    address = ivo.calendar.ways["secret_address"]

    assert "SUMMARY:Flight" in ask(slack, address)
    assert refusal(slack, address.replace("/ivo/", "/ines/"))[0] == 404
    assert refusal(slack, address[:-12] + "0/basic.ics")[0] == 404


def test_a_program_reads_and_writes_as_its_owner_alone(slack):
    carla, name = slack.person("Carla"), "/caldav/carla/calendar/run.ics"
    text = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:run\r\n"
    text += b"DTSTAMP:20261101T000000Z\r\nDTSTART;TZID=Europe/Berlin:20261124T070000\r\n"
    text += b"DURATION:PT45M\r\nRRULE:FREQ=DAILY;COUNT=3\r\nSUMMARY:Run\r\nEND:VEVENT\r\n"
    text += b"END:VCALENDAR\r\n"

    ask(slack, name, text, method="PUT", **as_user("carla"), **{"Content-Type": "text/calendar"})
    shown = week(slack, carla, TUESDAY - 12 * HOUR)["events"]
    found = ask(slack, "/caldav/", method="PROPFIND", Depth="0", **as_user("carla"))

    assert [each["title"] for each in shown] == ["Run"] * 3
    assert all(each["repeats"] for each in shown)
    assert shown[0]["start"] == (TUESDAY - 4 * HOUR).timestamp()
    assert shown[0]["end"] - shown[0]["start"] == 45 * 60
    assert "<href>/caldav/carla/</href>" in found
    assert refusal(slack, name, method="DELETE", **as_user("ines"))[0] == 403
    assert refusal(slack, name, method="DELETE", **as_user("carla", "wrong"))[0] == 401
    code, words = refusal(
        slack,
        "/sandbox/calendars/change",
        {"of": carla.id, "name": "run.ics", "title": "Run", "start": "2026-11-24"}
        | {"end": "2026-11-25"},
    )
    assert (code, "comes back" in words) == (400, True)


def test_what_stands_in_a_calendar_outlives_the_server(slack, tmp_path):
    with Sandbox.running(manifest=MANIFEST) as one:
        with one.with_calendars(tmp_path):
            one.person("Ines").calendar.puts(
                "Dentist", TUESDAY, TUESDAY + HOUR, counts="free", every_week=True
            )
        with one.with_calendars(tmp_path):
            shown = week(one, one.person("Ines"), days=21)["events"]

    assert [each["start"] for each in shown] == [
        (TUESDAY + timedelta(weeks=weeks)).timestamp() for weeks in range(3)
    ]
    assert {each["counts"] for each in shown} == {Counts.FREE}


def test_what_is_no_event_and_what_is_not_there_is_said(slack):
    ines = slack.person("Ines")
    event = {"of": ines.id, "title": "Dentist", "start": TUESDAY.timestamp()}
    good = {**event, "end": event["start"] + 1}

    told = [
        refusal(slack, f"/sandbox/calendars/{act}", body)
        for act, body in [
            ("add", event),
            ("add", {**event, "end": event["start"]}),
            ("add", {**event, "end": "2026-11-25"}),
            ("add", {**good, "title": " "}),
            ("add", {**good, "counts": "much"}),
            ("add", {**good, "of": "U0"}),
            ("change", {**good, "name": "none.ics"}),
            ("remove", {"of": ines.id, "name": "../../ivo/calendar/"}),
        ]
    ]

    assert [code for code, _ in told] == [400] * len(told)
    assert [json.loads(words)["error"] for _, words in told] == [
        "This is no hour.",
        "An event ends after it starts, within 60 days.",
        "An event starts and ends with a day, or with an hour.",
        "An event needs a title of up to 200 letters.",
        "This is no event.",
        "Nobody with this id can sign in here.",
        "This event is not in the calendar any more.",
        "This is no event.",
    ]
    assert week(slack, ines)["events"] == []


def test_a_workspace_without_calendars_says_so():
    with Sandbox.running(manifest=MANIFEST) as one:
        assert refusal(one, "/caldav/")[0] == 404
        assert not json.loads(ask(one, "/sandbox/state"))["has_calendars"]
