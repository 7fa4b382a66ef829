"""Things to try are ticked off by what really happened."""

import pytest
from toy_app import MANIFEST, button, modal, running, section

from sandbox.events.try_this import TryThis
from sandbox.testing.driver import Sandbox


def listeners(app):
    """Answer /toy with a button that opens a modal."""

    @app.command("/toy")
    async def toy(ack):
        await ack(text="Your wish?", blocks=[section("Your *wish*?"), button("Go", action_id="go")])

    @app.action("go")
    async def go(ack, body, client):
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal("Sure", section("Else?")))

    @app.event("app_home_opened")
    async def opened(ack):
        await ack()

    @app.view("toy")
    async def submitted(ack):
        await ack()


def lives_a_little(slack):
    """Let people do a few things."""
    ines = slack.person("Ines")
    ines.types("/toy")
    ines.presses("Go")
    assert ines.modal.title == "Sure"
    ines.submits()
    ines.opens_home()
    slack.person("Ivo").reads()
    slack.clock.forward(hours=1)


@pytest.mark.parametrize(
    ("done_when", "done"),
    [
        ({"command": "/toy"}, True),
        ({"command": "/toy", "as": "ines"}, True),
        ({"command": "/toy", "as": "ivo"}, False),
        ({"pressed": "Go"}, True),
        ({"pressed": "Stop"}, False),
        ({"submitted": "Sure", "as": "Ines Iversen"}, True),
        ({"opened_home_or_dm": "ines"}, True),
        ({"opened_home_or_dm": "ivo"}, True),
        ({"opened_home_or_dm": "carla"}, False),
        ({"message_contains": "Your wish", "to": "ines"}, True),
        ({"message_contains": "Your wish"}, True),
        ({"message_contains": "Your wish", "to": "ivo"}, False),
        ({"shown": "Your wish", "to": "ines"}, True),
        ({"shown": "Your wish", "to": "ivo"}, False),
        ({"shown": "Else?", "to": "ines"}, True),
        ({"shown": "Else?", "to": "ivo"}, False),
        ({"opened_home_or_dm": "ines", "once_told": "Your wish"}, True),
        ({"opened_home_or_dm": "ivo", "once_told": "Your wish"}, False),
        ({"clock_moved": True}, True),
        ([{"pressed": "Stop"}, {"clock_moved": True}], True),
    ],
)
def test_a_thing_is_done_when_what_it_asks_for_happened(done_when, done):
    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        things = [{"text": "Do it", "done_when": done_when}]
        slack.tries(things)
        lives_a_little(slack)

        if done:
            slack.waits_until(lambda: slack.tried == ["Do it"])
        assert slack.tried == (["Do it"] if done else [])


@pytest.mark.parametrize(
    "done_when", [{"pleased": "Ines"}, {"as": "ines"}, {"command": "/toy", "as": "nobody"}]
)
def test_a_thing_that_could_never_be_done_is_refused(done_when):
    with (
        Sandbox.running(manifest=MANIFEST) as slack,
        pytest.raises(ValueError, match=r"fits|calls?"),
    ):
        slack.tries([{"text": "Do it", "done_when": done_when}])


def test_what_was_done_before_stays_done():
    with Sandbox.running(manifest=MANIFEST) as slack:
        slack.tries([{"text": "Do it", "done_when": {"clock_moved": True}}])
        again = TryThis(
            [{"text": "Do it", "done_when": {"clock_moved": True}}], workspace=slack.workspace
        )
        again.restore(["Do it", "Something else"])

    assert again.shown() == [{"text": "Do it", "done": True}]
