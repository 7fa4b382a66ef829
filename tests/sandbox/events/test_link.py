"""The link between the workspace and the app: sockets, acks, triggers and what becomes late."""

import asyncio

import pytest
from slack_sdk.errors import SlackApiError
from toy_app import MANIFEST, modal, running, section

from sandbox.state.clock import ManualClock
from sandbox.testing.driver import Sandbox


def answers(app):
    """Answer /toy with what was typed."""

    @app.command("/toy")
    async def toy(ack, command):
        await ack(f"echo {command['text']}")


def test_after_a_refresh_the_app_is_back_and_nothing_is_lost():
    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, answers):
        slack.person("Ines").types("/toy before")
        slack.refresh_sockets()
        slack.waits_until(lambda: slack.hellos == 2 and slack.connections == 1)
        slack.person("Ines").types("/toy after")

        slack.person("Ines").sees("echo before")
        slack.person("Ines").sees("echo after")


def test_each_envelope_goes_to_one_of_the_connections():
    heard = []

    def listeners(app):
        @app.command("/toy")
        async def toy(ack, command):
            heard.append(command["text"])
            await ack()

    with (
        Sandbox.running(manifest=MANIFEST) as slack,
        running(slack, listeners, connections=3),
    ):
        for number in range(10):
            slack.person("Ines").types(f"/toy {number}")

    assert heard == [str(number) for number in range(10)]


def test_there_are_at_most_ten_connections():
    with (
        Sandbox.running(manifest=MANIFEST) as slack,
        running(slack, answers, connections=10),
        pytest.raises(Exception, match="403"),
        running(slack, answers),
    ):
        pass


def test_a_connection_that_breaks_is_noticed():
    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, answers):
        slack.drop_sockets()

        slack.waits_until(lambda: slack.connections == 0)


def test_an_ack_that_comes_too_late_is_in_the_traffic():
    def listeners(app):
        @app.command("/toy")
        async def toy(ack):
            await asyncio.sleep(0.3)
            await ack("at last")

    with (
        Sandbox.running(manifest=MANIFEST, ack_seconds=0.1) as slack,
        running(slack, listeners),
    ):
        slack.person("Ines").types("/toy")
        slack.person("Ines").sees_toast("operation_timeout")
        late = slack.waits_until(lambda: [one for one in slack.traffic if one["kind"] == "ack"])

        slack.person("Ines").does_not_see("at last")
    assert (late[0]["name"], late[0]["ok"]) == ("/toy (too late)", False)
    assert late[0]["ms"] > 100


def test_an_envelope_and_its_ack_are_in_the_traffic_with_the_time_between():
    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, answers):
        slack.person("Ines").types("/toy one")
        entry = next(one for one in slack.traffic if one["kind"] == "slash_commands")

    assert (entry["direction"], entry["name"], entry["ok"]) == ("to_app", "/toy", True)
    assert entry["request"]["text"] == "one"
    assert entry["request"]["token"] == "…"
    assert entry["response"] == {"text": "echo one"}
    assert 0 < entry["ms"] < 3000


def test_an_envelope_may_be_delivered_again():
    heard = []

    def listeners(app):
        @app.command("/toy")
        async def toy(ack, command):
            heard.append(command["trigger_id"])
            await ack()

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        slack.person("Ines").types("/toy")
        slack.delivers_again("slash_commands")

    assert len(heard) == 2
    assert heard[0] == heard[1]


def opens_after(wait, errors):
    """Make listeners that open a modal on /toy, once `wait` was called, and then another."""

    def listeners(app):
        @app.command("/toy")
        async def toy(ack, body, client):
            await ack()
            await asyncio.to_thread(wait)
            for _ in range(2):
                try:
                    view = modal("Hours", section("x"))
                    await client.views_open(trigger_id=body["trigger_id"], view=view)
                except SlackApiError as refused:
                    errors.append(refused.response["error"])

    return listeners


def test_a_trigger_opens_one_view():
    errors = []

    with (
        Sandbox.running(manifest=MANIFEST) as slack,
        running(slack, opens_after(lambda: None, errors)),
    ):
        slack.person("Ines").types("/toy")
        slack.person("Ines").sees_in_modal("Hours")
        slack.waits_until(lambda: errors)

    assert errors == ["exchanged_trigger_id"]


def test_a_trigger_lives_for_three_seconds(utc):
    errors = []
    clock = ManualClock(utc(2026, 11, 9))

    with (
        Sandbox.running(manifest=MANIFEST, clock=clock) as slack,
        running(slack, opens_after(lambda: clock.forward(seconds=3.1), errors)),
    ):
        slack.person("Ines").types("/toy")
        slack.waits_until(lambda: len(errors) == 2)

        assert not slack.person("Ines").has_modal
    assert errors == ["expired_trigger_id", "expired_trigger_id"]


def test_a_response_url_lives_for_half_an_hour(utc):
    bodies = []
    clock = ManualClock(utc(2026, 11, 9))

    def listeners(app):
        @app.command("/toy")
        async def toy(ack, respond):
            await ack()
            clock.forward(minutes=30, seconds=1)
            bodies.append((await respond("late")).body)

    with Sandbox.running(manifest=MANIFEST, clock=clock) as slack, running(slack, listeners):
        slack.person("Ines").types("/toy")
        slack.waits_until(lambda: bodies)

    assert bodies == ['{"ok": false, "error": "expired_url"}']


def test_an_event_without_an_ack_comes_again_and_says_so():
    heard = []

    def listeners(app):
        @app.middleware
        async def deaf(body, req, next):
            heard.append(req.headers)
            if len(heard) > 1:
                await next()

        @app.event("app_home_opened")
        async def opened(ack):
            await ack()

    with Sandbox.running(manifest=MANIFEST, ack_seconds=0.2) as slack, running(slack, listeners):
        slack.person("Ines").opens_home()
        slack.waits_until(lambda: len(heard) == 2)

    assert heard[1]["x-slack-retry-num"] == ["1"]
    assert heard[1]["x-slack-retry-reason"] == ["timeout"]


def test_opening_the_home_tab_tells_the_app_who_and_what_stands_there():
    heard = []

    def listeners(app):
        @app.event("app_home_opened")
        async def opened(event, client):
            heard.append(event)
            view = {"type": "home", "blocks": [section(f"Visit {len(heard)}")]}
            await client.views_publish(user_id=event["user"], view=view)

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        ines = slack.person("Ines")
        ines.opens_home()
        assert ines.sees_in_home("Visit 1").text == "Visit 1"
        ines.opens_home()
        ines.sees_in_home("Visit 2")

    assert heard[0]["user"] == ines.id
    assert (heard[0]["tab"], "view" in heard[0]) == ("home", False)
    assert heard[1]["view"]["blocks"][0]["text"]["text"] == "Visit 1"
