"""An app posts, changes and deletes messages, and people use what is in them."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from toy_app import MANIFEST, button, field, plain, running, section

from sandbox.state.clock import ManualClock
from sandbox.state.errors import NotPossible
from sandbox.state.people import person
from sandbox.testing.driver import Sandbox


def client_of(slack):
    """Make a plain client that signs in as the app."""
    return WebClient(token=slack.bot_token, base_url=slack.api_url)


def options(*texts):
    """Make options whose values are their texts in lower case."""
    return [{"text": plain(text), "value": text.lower()} for text in texts]


def test_a_message_to_a_person_arrives_in_their_talk_with_the_app():
    with Sandbox.running(manifest=MANIFEST) as slack:
        ines = slack.person("Ines")
        posted = client_of(slack).chat_postMessage(channel=ines.id, text="Good <morning|hi>")

        seen = ines.sees("Good hi")
        assert (seen.channel, seen.ts) == (posted["channel"], posted["ts"])
        slack.person("Ivo").does_not_see("Good")


def test_an_ephemeral_message_is_seen_by_one_person_and_is_not_in_the_history():
    with Sandbox.running(manifest=MANIFEST) as slack:
        ines, client = slack.person("Ines"), client_of(slack)
        ines.types("hello all", to="#general")
        channel = ines.sees("hello all").channel
        client.chat_postEphemeral(channel=channel, user=ines.id, text="psst")

        assert ines.sees("psst").ephemeral
        slack.person("Ivo").does_not_see("psst")
        with pytest.raises(SlackApiError, match="message_not_found"):
            client.chat_update(channel=channel, ts=ines.sees("psst").ts, text="louder")


def test_an_update_is_marked_and_keeps_blocks_that_it_does_not_mention():
    with Sandbox.running(manifest=MANIFEST) as slack:
        ines, client = slack.person("Ines"), client_of(slack)
        first = client.chat_postMessage(
            channel=ines.id, text="one", blocks=[section("block"), button("Go", action_id="go")]
        )
        client.chat_update(channel=first["channel"], ts=first["ts"], text="two")
        assert ines.sees("two").labels == ["Go"]
        client.chat_update(channel=first["channel"], ts=first["ts"], text="three", blocks=[])

        seen = ines.sees("three")
        assert (seen.text, seen.labels, seen.edited) == ("three", [], True)


def test_a_deleted_message_is_gone_and_its_button_cannot_be_pressed():
    with Sandbox.running(manifest=MANIFEST) as slack:
        ines, client = slack.person("Ines"), client_of(slack)
        posted = client.chat_postMessage(
            channel=ines.id, text="one", blocks=[button("Go", action_id="go")]
        )
        seen = ines.sees("one")
        client.chat_delete(channel=posted["channel"], ts=posted["ts"])

        ines.does_not_see("one")
        with pytest.raises(AssertionError, match="does not see “Go” to press"):
            ines.presses("Go", in_=seen, within=0)


def test_a_press_tells_the_app_who_what_and_where():
    heard = []

    def listeners(app):
        @app.action("go")
        async def go(ack, body):
            heard.append(body)
            await ack()

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        ines = slack.person("Ines")
        element = button("Go", action_id="go", value="42")
        posted = client_of(slack).chat_postMessage(channel=ines.id, text="x", blocks=[element])
        ines.presses("Go")

    body = heard[0]
    assert body["actions"][0] | {"action_ts": None} == {
        "type": "button",
        "action_id": "go",
        "block_id": "go_block",
        "text": plain("Go"),
        "value": "42",
        "action_ts": None,
    }
    assert body["user"]["id"] == ines.id
    assert body["message"]["ts"] == body["container"]["message_ts"] == posted["ts"]
    assert body["container"]["is_ephemeral"] is False
    assert body["channel"] == {"id": posted["channel"], "name": "directmessage"}


def test_a_press_in_an_ephemeral_message_does_not_bring_the_message_back():
    heard = []

    def listeners(app):
        @app.command("/toy")
        async def toy(ack):
            await ack(text="x", blocks=[button("Go", action_id="go")])

        @app.action("go")
        async def go(ack, body):
            heard.append(body)
            await ack()

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        slack.person("Ines").types("/toy")
        slack.person("Ines").presses("Go")

    assert "message" not in heard[0]
    assert heard[0]["container"]["is_ephemeral"] is True


def test_a_confirm_dialog_is_read_and_can_be_denied():
    heard = []

    def listeners(app):
        @app.action("go")
        async def go(ack):
            heard.append("pressed")
            await ack()

    confirm = {
        "title": plain("Sure?"),
        "text": plain("Everyone is told."),
        "confirm": plain("Cancel interview"),
        "deny": plain("Keep it"),
    }
    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        ines = slack.person("Ines")
        element = button("Cancel", action_id="go", confirm=confirm)
        client_of(slack).chat_postMessage(channel=ines.id, text="x", blocks=[element])
        ines.presses("Cancel", confirming=False)
        assert heard == []
        assert ines.confirmed.text == "Everyone is told."
        assert ines.confirmed.deny == "Keep it"
        ines.presses("Cancel")

    assert heard == ["pressed"]


def test_menus_pickers_and_overflows_tell_what_was_chosen():
    heard = []

    def listeners(app):
        @app.action({"block_id": "menu"})
        async def chosen(ack, action):
            heard.append(action)
            await ack()

    elements = [
        {"type": "static_select", "action_id": "a", "placeholder": plain("Colour")},
        {"type": "users_select", "action_id": "b", "placeholder": plain("Person")},
        {"type": "overflow", "action_id": "c", "options": options("Move", "Cancel")},
        {"type": "datepicker", "action_id": "d", "placeholder": plain("Day")},
    ]
    elements[0]["options"] = options("Red", "Blue")
    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        ines = slack.person("Ines")
        menu = {"type": "actions", "block_id": "menu", "elements": elements}
        client_of(slack).chat_postMessage(channel=ines.id, text="x", blocks=[menu])
        ines.chooses("Colour", "Blue")
        ines.chooses("Person", "Ivo")
        ines.presses("Cancel")
        ines.chooses("Day", "2026-11-10")
        ivo = slack.person("Ivo").id

    assert heard[0]["selected_option"] == options("Blue")[0]
    assert heard[1]["selected_user"] == ivo
    assert heard[2]["selected_option"] == options("Cancel")[0]
    assert heard[3]["selected_date"] == "2026-11-10"


def test_what_was_chosen_in_a_message_is_told_with_the_next_press():
    heard = []

    def listeners(app):
        @app.action("go")
        async def go(ack, body):
            heard.append(body["state"]["values"])
            await ack()

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        ines = slack.person("Ines")
        blocks = [field("Day", {"type": "datepicker"}), button("Go", action_id="go")]
        client_of(slack).chat_postMessage(channel=ines.id, text="x", blocks=blocks)
        ines.presses("Go")
        ines.chooses("Day", "2026-11-10")
        ines.presses("Go")

    chosen = [one["day"]["value"]["selected_date"] for one in heard]
    assert chosen == [None, "2026-11-10"]


def test_a_button_that_nobody_answers_is_reported_to_the_person():
    with Sandbox.running(manifest=MANIFEST) as slack:
        ines = slack.person("Ines")
        client_of(slack).chat_postMessage(
            channel=ines.id, text="x", blocks=[button("Go", action_id="go")]
        )
        ines.presses("Go")

        ines.sees_toast("This app is not responding")


def test_somebody_who_has_left_can_do_nothing():
    with Sandbox.running(manifest=MANIFEST) as slack:
        slack.person("Ines").is_deactivated()

        with pytest.raises(NotPossible):
            slack.person("Ines").types("hello")


def test_dates_are_read_in_the_zone_of_each_reader(utc):
    people = [person("Ines Iversen", tz="Europe/Berlin"), person("Imran Iqbal", tz="Asia/Kolkata")]
    clock = ManualClock(utc(2026, 11, 9, 12))
    instant = int(utc(2026, 11, 10, 8).timestamp())
    told = f"<!date^{instant}^{{date_short_pretty}} at {{time}}|never>"
    with Sandbox.running(manifest=MANIFEST, people=people, clock=clock) as slack:
        for who in ("Ines", "Imran"):
            client_of(slack).chat_postMessage(channel=slack.person(who).id, text=f"See you {told}")

        slack.person("Ines").sees("See you tomorrow at 9:00 AM")
        slack.person("Imran").sees("See you tomorrow at 1:30 PM")
        slack.person("Ines").moves_to("Asia/Tokyo")
        slack.person("Ines").sees("See you tomorrow at 5:00 PM")


def test_unread_messages_are_counted_until_they_are_read():
    with Sandbox.running(manifest=MANIFEST) as slack:
        ines, ivo = slack.person("Ines"), slack.person("Ivo")
        ivo.types("hello", to="Ines")
        ivo.types("are you there?", to="Ines")
        assert ines.unread(ivo.name) == 2
        ines.reads(ivo.name)

        assert ines.unread(ivo.name) == 0
        assert ivo.unread(ines.name) == 0
