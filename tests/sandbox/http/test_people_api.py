"""The people's side of the server over HTTP, as the page uses it."""

import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from toy_app import MANIFEST, button, field, modal, running, section

from sandbox.testing.driver import Sandbox


@pytest.fixture
def slack():
    with Sandbox.running(manifest=MANIFEST) as one:
        yield one


def ask(slack, path, told=None, **headers):
    """Send a question, or what somebody did, and give the status and the answer."""
    body = None if told is None else json.dumps(told).encode()
    try:
        with urlopen(Request(f"{slack.url}{path}", data=body, headers=headers)) as answer:
            return answer.status, json.load(answer)
    except HTTPError as refused:
        return refused.code, json.load(refused)


def events(slack, person, *, until):
    """Read a person's stream of events up to the first of a type, and give them."""
    found = []
    with urlopen(f"{slack.url}/sandbox/events?as={person.id}", timeout=60) as stream:
        yield None
        while not found or found[-1]["type"] != until:
            line = stream.readline()
            if line.startswith(b"data: "):
                found.append(json.loads(line[6:]))
    yield found


def test_the_state_has_all_that_a_person_sees(slack):
    ines = slack.person("Ines")
    slack.person("Ivo").types("hello", to="Ines")

    status, state = ask(slack, f"/sandbox/state?as={ines.id}")

    assert status == 200
    assert state["me"]["real_name"] == "Ines Iversen"
    assert [one["name"] for one in state["conversations"]] == [
        "Toy",
        "general",
        "Carla Costa",
        "Ivo Ito",
    ]
    assert [one["unread"] for one in state["conversations"]] == [0, 0, 0, 1]
    assert state["app"]["commands"][0] == {
        "command": "/toy",
        "description": "Play",
        "usage_hint": "[what]",
    }
    assert (state["app"]["connected"], state["home"], state["modals"]) == (False, None, [])
    assert state["people"][0]["initials"] == "CC"


def test_what_happens_is_streamed_to_those_whom_it_concerns(slack):
    ines, ivo, carla = slack.person("Ines"), slack.person("Ivo"), slack.person("Carla")
    for_ivo, for_carla = (events(slack, one, until="clock") for one in (ivo, carla))
    next(for_ivo), next(for_carla)

    ines.types("psst", to="Ivo")
    slack.clock.forward(hours=1)
    seen, unseen = next(for_ivo), next(for_carla)

    assert [one["type"] for one in seen if one["type"] != "conversations"] == ["message", "clock"]
    assert seen[0]["message"]["text"] == "psst"
    assert seen[-1]["clock_offset"] == 3600
    assert [one["type"] for one in unseen] == ["clock"]


def test_a_typed_command_a_press_and_a_submission_go_through(slack):
    heard = []

    def listeners(app):
        @app.command("/toy")
        async def toy(ack):
            await ack(text="Go?", blocks=[button("Go", action_id="go")])

        @app.action("go")
        async def go(ack, body, client):
            await ack()
            view = modal("Name", field("Name", {"type": "plain_text_input"}))
            await client.views_open(trigger_id=body["trigger_id"], view=view)

        @app.view("toy")
        async def submitted(ack, view):
            heard.append(view["state"]["values"]["name"]["value"]["value"])
            await ack()

    with running(slack, listeners):
        ines = slack.person("Ines")
        me = {"as": ines.id}
        channel = ask(slack, f"/sandbox/state?as={ines.id}")[1]["conversations"][0]["id"]
        ask(slack, "/sandbox/type", me | {"channel": channel, "text": "/toy"})
        ines.sees("Go?")
        path = f"/sandbox/messages?as={ines.id}&channel={channel}"
        message = ask(slack, path)[1]["messages"][0]
        place = {"type": "message", "channel": channel, "ts": message["ts"]}
        press = {"container": place, "block_id": "go_block", "action_id": "go", "value": None}
        assert ask(slack, "/sandbox/press", me | press) == (200, {"ok": True})
        view = ines.modal
        typed = {"name": {"value": ""}}
        sent = me | {"view_id": view.id, "state": typed}
        refused = ask(slack, "/sandbox/submit", sent)
        typed["name"]["value"] = "Ada"
        taken = ask(slack, "/sandbox/submit", sent)

    assert message["ephemeral"] is True
    assert refused == (200, {"errors": {"name": "Please complete this required field."}})
    assert taken == (200, {"ok": True})
    assert heard == ["Ada"]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/sandbox/state?as=U0NOBODY", None),
        ("/sandbox/type", {"as": "U0NOBODY", "channel": "x", "text": "x"}),
        ("/sandbox/type", {"text": "x"}),
        ("/sandbox/type", "nonsense"),
        ("/sandbox/clock", {"forward": -1}),
        ("/sandbox/clock", {"forward": "soon"}),
        ("/sandbox/clock", {"to": 1}),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(slack, path, told):
    status, answer = ask(slack, path, told)

    assert status in (400, 404)
    assert answer["error"].endswith(".")


def test_a_press_on_what_is_gone_is_refused_with_a_sentence(slack):
    told = {"as": slack.person("Ines").id, "block_id": "x", "action_id": "x"}

    answer = ask(slack, "/sandbox/press", told | {"container": {"type": "view", "view_id": "V0"}})

    assert answer == (400, {"error": "This view is no longer open."})


def test_a_button_that_was_drawn_anew_while_it_was_pressed_is_the_same_button(slack):
    pressed = []

    def listeners(app):
        @app.event("app_home_opened")
        async def opened(event, client):
            go = button("Go", action_id="go")
            del go["block_id"]
            home = {"type": "home", "blocks": [go]}
            await client.views_publish(user_id=event["user"], view=home)

        @app.action("go")
        async def go(ack):
            await ack()
            pressed.append(True)

    with running(slack, listeners):
        ines = slack.person("Ines")
        ines.opens_home()
        seen = ines.sees_in_home("Go")
        ines.opens_home()
        slack.waits_until(lambda: len(slack.calls("views.publish")) == 2)
        told = {"as": ines.id, "container": seen.container, "action_id": "go", "value": None}
        answer = ask(slack, "/sandbox/press", told | {"block_id": seen.controls[0].block_id})
        slack.waits_until(lambda: pressed)

    assert answer == (200, {"ok": True})


def test_the_clock_moves_forward_from_the_page(slack):
    before = slack.clock.time()

    ask(slack, "/sandbox/clock", {"forward": 3600})
    ask(slack, "/sandbox/clock", {"to": before + 7200})

    assert 7200 <= slack.clock.time() - before < 7300


def test_other_sites_cannot_reach_it_through_a_browser(slack):
    by_name = ask(slack, "/sandbox/traffic", Host="evil.example")
    across = ask(slack, "/sandbox/clock", {"forward": 1}, Origin="https://evil.example")
    own = ask(slack, "/sandbox/clock", {"forward": 1}, Origin=slack.url)

    assert (by_name[0], across[0], own[0]) == (403, 403, 200)


@pytest.mark.parametrize("path", ["/", "/page/js/state/api.js", "/page/icon.svg"])
def test_no_browser_keeps_a_page_of_yesterday(slack, path):
    with urlopen(f"{slack.url}{path}") as answer:
        assert answer.headers["Cache-Control"] == "no-cache"


def test_traffic_can_be_asked_for_from_a_number_on(slack):
    view = {"type": "home", "blocks": [section("x")]}
    for _ in range(3):
        body = json.dumps({"user_id": slack.person("Ines").id, "view": view}).encode()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {slack.bot_token}"}
        urlopen(Request(f"{slack.api_url}views.publish", data=body, headers=headers)).close()

    later = ask(slack, "/sandbox/traffic?after=2")[1]["traffic"]

    assert [(one["n"], one["name"], one["ok"]) for one in later] == [(3, "views.publish", True)]
