"""People type commands and messages, and a Bolt app answers."""

import asyncio

import pytest
from toy_app import MANIFEST, button, running, section

from sandbox.state.errors import NotPossible
from sandbox.testing.driver import Sandbox


def test_a_command_is_answered_by_its_ack_to_that_person_alone():
    def listeners(app):
        @app.command("/toy")
        async def toy(ack, command):
            await ack(f"You said {command['text']}")

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        slack.person("Ines").types("/toy hello", to="#general")

        seen = slack.person("Ines").sees("You said hello")
        slack.person("Ivo").does_not_see("You said")

    assert seen.ephemeral


def test_asking_gives_the_new_answer_and_not_an_older_one_like_it():
    count = 0

    def listeners(app):
        @app.command("/toy")
        async def toy(ack):
            nonlocal count
            count += 1
            await ack(f"Answer {count}")

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        ines = slack.person("Ines")
        answers = [ines.asks("/toy", sees="Answer").text for _ in range(3)]

    assert answers == ["Answer 1", "Answer 2", "Answer 3"]


def test_asking_gives_the_answer_to_this_command_however_late_that_of_another_comes():
    def listeners(app):
        second_typed, first_told = asyncio.Event(), asyncio.Event()

        @app.command("/toy")
        async def toy(ack, command, respond):
            await ack()
            if command["text"] == "second":
                second_typed.set()
                await first_told.wait()
            else:
                await second_typed.wait()
            await respond(f"The answer to {command['text']}")
            first_told.set()

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        slack.person("Ines").types("/toy first")
        answer = slack.person("Ines").asks("/toy second", sees="answer")

    assert answer.text == "The answer to second"


def test_a_command_may_be_answered_to_the_whole_channel():
    def listeners(app):
        @app.command("/toy")
        async def toy(ack):
            await ack(text="For all", response_type="in_channel")

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        slack.person("Ines").types("/toy hello", to="#general")

        slack.person("Ivo").sees("For all")
        slack.person("Ivo").sees("/toy hello")


def test_mentions_in_a_command_are_escaped_when_the_manifest_asks_for_it():
    heard = []

    def listeners(app):
        @app.command("/escaped")
        async def escaped(ack, command):
            heard.append(command["text"])
            await ack()

        @app.command("/toy")
        async def toy(ack, command):
            heard.append(command["text"])
            await ack()

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        slack.person("Ines").types("/escaped @ivo and @Carla Costa & co, mail@ivo.example")
        slack.person("Ines").types("/toy @ivo")
        ivo, carla = slack.person("Ivo").id, slack.person("Carla").id

    assert heard == [
        f"<@{ivo}|ivo> and <@{carla}|carla> &amp; co, mail@ivo.example",
        "@ivo",
    ]


def test_an_unknown_command_is_refused_by_slack_itself():
    with Sandbox.running(manifest=MANIFEST) as slack, pytest.raises(NotPossible) as refused:
        slack.person("Ines").types("/nothing at all")

    assert str(refused.value).startswith("/nothing is not a valid command.")


def test_a_command_without_a_connected_app_fails_in_sight_of_the_person():
    with Sandbox.running(manifest=MANIFEST) as slack:
        slack.person("Ines").types("/toy")

        slack.person("Ines").sees_toast('/toy failed with the error "dispatch_failed"')


def test_an_app_that_does_not_acknowledge_in_time_is_reported_to_the_person():
    def listeners(app):
        @app.command("/toy")
        async def toy():
            return None

    with (
        Sandbox.running(manifest=MANIFEST, ack_seconds=0.2) as slack,
        running(slack, listeners),
    ):
        slack.person("Ines").types("/toy")

        slack.person("Ines").sees_toast('/toy failed with the error "operation_timeout"')


def test_an_ack_that_slack_would_not_show_is_reported_to_the_person():
    def listeners(app):
        @app.command("/toy")
        async def toy(ack):
            await ack(text="x", blocks=[section("y" * 3001)])

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        slack.person("Ines").types("/toy")

        slack.person("Ines").sees_toast("invalid_command_response")
        slack.person("Ines").does_not_see("yyy")


def test_what_is_said_to_the_app_reaches_its_message_listeners():
    def listeners(app):
        @app.message("hello")
        async def hello(message, say):
            await say(blocks=[section(f"Hey there <@{message['user']}>!")], text="Hey there")

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        slack.person("Ines").types("hello")

        slack.person("Ines").sees("Hey there @Ines Iversen!")


def test_a_mention_in_a_channel_reaches_the_app():
    def listeners(app):
        @app.event("app_mention")
        async def mentioned(say):
            await say("You called?")

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        slack.person("Ines").types("@Toy are you there?", to="#general")

        slack.person("Ivo").sees("You called?")


def test_a_shortcut_reaches_the_app():
    def listeners(app):
        @app.shortcut("play")
        async def play(ack, body, client):
            await ack()
            await client.chat_postMessage(channel=body["user"]["id"], text="Let us play")

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        slack.person("Ines").uses_shortcut("play")

        slack.person("Ines").sees("Let us play")


def test_five_answers_go_to_a_response_url_and_a_sixth_is_refused():
    outcomes = []

    def listeners(app):
        @app.command("/toy")
        async def toy(ack, respond):
            await ack()
            for number in range(6):
                answer = await respond(f"answer {number}")
                outcomes.append((answer.status_code, answer.body))

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        slack.person("Ines").types("/toy")
        slack.person("Ines").sees("answer 4")
        slack.waits_until(lambda: len(outcomes) == 6)
        slack.person("Ines").does_not_see("answer 5")

    assert outcomes == [(200, "ok")] * 5 + [(404, '{"ok": false, "error": "used_url"}')]


def test_what_a_command_led_to_is_not_replaced_but_what_a_button_is_in_may_be():
    def listeners(app):
        @app.command("/toy")
        async def toy(ack, respond):
            await ack()
            await respond("first")
            await respond(
                text="second", blocks=[button("Go", action_id="go")], replace_original=True
            )

        @app.action("go")
        async def go(ack, respond):
            await ack()
            await respond("third", replace_original=True)

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        ines = slack.person("Ines")
        ines.types("/toy")
        ines.sees("second")
        ines.presses("Go")
        ines.sees("third")

        assert ines.messages_from_app == ["first", "third"]


def test_a_button_may_delete_the_message_that_it_is_in():
    def listeners(app):
        @app.command("/toy")
        async def toy(ack):
            await ack(text="Away?", blocks=[section("Away?"), button("Away", action_id="away")])

        @app.action("away")
        async def away(ack, respond):
            await ack()
            await respond(delete_original=True)

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        ines = slack.person("Ines")
        ines.types("/toy")
        ines.presses("Away")

        slack.waits_until(lambda: ines.messages_from_app == [])
