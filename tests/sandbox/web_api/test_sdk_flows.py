"""What Bolt's and the SDK's documentation shows works here as it stands there.

The snippets are those of the guides (getting started, modals, options, Socket Mode, Web API,
webhooks), with the addresses of this workspace; unlike the toy app, they are not asynchronous.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook import WebhookClient
from toy_app import MANIFEST, field, modal, plain, section

from sandbox.runtime.loop_thread import LoopThread
from sandbox.state.people import person
from sandbox.testing.driver import Sandbox

EVENTS = ["message.channels", "message.im", "app_home_opened"]
GUIDES = MANIFEST | {"settings": {"event_subscriptions": {"bot_events": EVENTS}}}
OPTIONS = [{"text": plain(f"Option {n}"), "value": f"option-{n}"} for n in (1, 2, 3)]


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox.running(manifest=GUIDES) as running:
        yield running


@pytest.fixture
def client(slack: Sandbox) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url)


@contextmanager
def started(slack: Sandbox, listeners: Callable[[App], None]) -> Iterator[App]:
    """An app as the getting-started guide begins and ends it, with the SDK's own websocket."""
    app = App(client=WebClient(token=slack.bot_token, base_url=slack.api_url))
    listeners(app)
    handler = SocketModeHandler(app, slack.app_token)
    handler.connect()
    try:
        slack.waits_for_app()
        yield app
    finally:
        close(handler, slack)


def close(client: SocketModeHandler | SocketModeClient, slack: Sandbox) -> None:
    """End the connection from this side first: the SDK's own end waits three seconds to read."""
    websocket = client.client if isinstance(client, SocketModeHandler) else client
    websocket.auto_reconnect_enabled = False
    slack.drop_sockets()
    client.close()


def getting_started(app: App) -> None:
    @app.message("hello")
    def message_hello(message, say):
        say(
            blocks=[
                {
                    "type": "section",
                    "text": {"type": "mrkdwn", "text": f"Hey there <@{message['user']}>!"},
                    "accessory": {
                        "type": "button",
                        "text": {"type": "plain_text", "text": "Click Me"},
                        "action_id": "button_click",
                    },
                }
            ],
            text=f"Hey there <@{message['user']}>!",
        )

    @app.action("button_click")
    def action_button_click(body, ack, say):
        ack()
        say(f"<@{body['user']['id']}> clicked the button")


def test_the_getting_started_app_answers_hello_and_its_button(slack: Sandbox) -> None:
    with started(slack, getting_started):
        ines = slack.person("Ines")

        ines.types("hello")
        ines.sees("Hey there @Ines Iversen!")
        ines.presses("Click Me")

        ines.sees("@Ines Iversen clicked the button")
        assert not ines.sees("clicked the button").ephemeral


def test_the_getting_started_app_answers_in_a_channel_to_everybody(slack: Sandbox) -> None:
    with started(slack, getting_started):
        slack.person("Ines").types("hello, all", to="#general")

        slack.person("Ivo").sees("Hey there @Ines Iversen!")
        slack.person("Ivo").presses("Click Me")

        slack.person("Ines").sees("@Ivo Ito clicked the button")


def test_a_modal_is_opened_updated_by_its_hash_and_pushed_upon(slack: Sandbox) -> None:
    errors: list[str] = []

    def modals(app: App) -> None:
        def view(title: str, *blocks: object) -> dict[str, object]:
            buttons = [
                {"type": "button", "text": plain(name), "action_id": name.lower()}
                for name in ("Update", "Push")
            ]
            return modal(title, *blocks, {"type": "actions", "elements": buttons})

        @app.shortcut("play")
        def open_modal(ack, body, client):
            ack()
            client.views_open(trigger_id=body["trigger_id"], view=view("My App", section("First")))

        @app.action("update")
        def update_modal(ack, body, client):
            ack()
            for words in ("Updated", "Updated again"):
                try:
                    client.views_update(
                        view_id=body["view"]["id"],
                        hash=body["view"]["hash"],
                        view=view("My App", section(words)),
                    )
                except SlackApiError as refused:
                    errors.append(refused.response["error"])

        @app.action("push")
        def push_modal(ack, body, client):
            ack()
            client.views_push(trigger_id=body["trigger_id"], view=view("On top", section("More")))

    with started(slack, modals):
        ines = slack.person("Ines")
        ines.uses_shortcut("play")
        ines.sees_in_modal("First")

        ines.presses("Update")
        ines.sees_in_modal("Updated")
        slack.waits_until(lambda: errors)
        ines.presses("Push")
        ines.sees_in_modal("More")
        ines.closes()

        assert ines.modal.text.startswith("Updated")
    assert errors == ["hash_conflict"]


def test_a_form_is_validated_and_then_answered_with_an_updated_view(slack: Sandbox) -> None:
    def form(app: App) -> None:
        @app.command("/toy")
        def open_modal(ack, body, client):
            ack()
            words = field("Hopes", {"type": "plain_text_input", "multiline": True})
            client.views_open(trigger_id=body["trigger_id"], view=modal("My App", words))

        @app.view("toy")
        def handle_submission(ack, body, client, view, logger):
            hopes = view["state"]["values"]["hopes"]["value"]["value"]
            if len(hopes) <= 5:
                ack(response_action="errors", errors={"hopes": "Longer than 5 characters, please"})
                return
            ack(response_action="update", view=modal("Thank you", section(f"You hope: {hopes}")))
            client.chat_postMessage(channel=body["user"]["id"], text=f"Noted: {hopes}")

    with started(slack, form):
        ines = slack.person("Ines")
        ines.types("/toy")
        ines.fills({"Hopes": "Peace"})
        ines.submits()
        assert ines.modal.errors == {"Hopes": "Longer than 5 characters, please"}

        ines.fills({"Hopes": "World peace"})
        ines.submits()

        ines.sees_in_modal("You hope: World peace")
        ines.sees("Noted: World peace")


@pytest.mark.parametrize(
    "answer",
    [
        {"options": OPTIONS},
        {"option_groups": [{"label": plain("Group"), "options": OPTIONS}]},
    ],
    ids=["options", "groups"],
)
def test_an_external_select_in_a_message_offers_what_the_app_finds(
    slack: Sandbox, answer: dict[str, object]
) -> None:
    asked: list[str] = []
    chosen: list[str] = []

    def external(app: App) -> None:
        @app.command("/toy")
        def ask(ack, say):
            ack()
            menu = {"type": "external_select", "action_id": "external_action"}
            say(blocks=[section("Which?", accessory=menu)], text="Which?")

        @app.options("external_action")
        def show_options(ack, payload):
            asked.append(payload["value"])
            ack(**answer)

        @app.action("external_action")
        def handle_choice(ack, action):
            ack()
            chosen.append(action["selected_option"]["value"])

    with started(slack, external):
        ines = slack.person("Ines")
        ines.types("/toy")
        message = ines.sees("Which?")
        label = message.labels[0]

        assert ines.options_for(label, "Opt") == ["Option 1", "Option 2", "Option 3"]
        ines.chooses(label, "Option 2")
        slack.waits_until(lambda: chosen)

    assert asked[0] == "Opt"
    assert chosen == ["option-2"]


def test_a_home_tab_is_published_when_it_is_opened(slack: Sandbox) -> None:
    def home(app: App) -> None:
        @app.event("app_home_opened")
        def update_home_tab(client, event, logger):
            text = "*Welcome home, <@" + event["user"] + "> :house:*"
            view = {"type": "home", "callback_id": "home_view", "blocks": [section(text)]}
            client.views_publish(user_id=event["user"], view=view)

    with started(slack, home):
        slack.person("Ines").opens_home()

        slack.person("Ines").sees_in_home("Welcome home, @Ines Iversen")


REFUSED: list[tuple[str, Callable[[WebClient], object]]] = [
    ("channel_not_found", lambda client: client.chat_postMessage(channel="C0", text="Hi")),
    ("channel_not_found", lambda client: client.conversations_history(channel="C0")),
    ("message_not_found", lambda client: client.chat_delete(channel=talk(client), ts="1.1")),
    (
        "message_not_found",
        lambda client: client.chat_update(channel=talk(client), ts="1.1", text="Hi"),
    ),
    ("user_not_found", lambda client: client.users_info(user="U0")),
    ("user_not_found", lambda client: client.conversations_open(users="U0")),
    ("invalid_trigger_id", lambda client: client.views_open(trigger_id="1.2", view=modal("x"))),
    (
        "invalid_blocks",
        lambda client: client.chat_postMessage(channel=talk(client), blocks=[{}], text="x"),
    ),
    ("invalid_cursor", lambda client: client.users_list(cursor="nonsense")),
    (
        "unknown_method",
        lambda client: client.reactions_add(channel="C0", name="eyes", timestamp="1"),
    ),
    ("not_allowed_token_type", lambda client: client.apps_connections_open(app_token=client.token)),
]


def talk(client: WebClient) -> str:
    """A conversation that there is: the one with the last person."""
    *_, someone = (one for one in client.users_list()["members"] if not one["is_bot"])
    return str(client.conversations_open(users=someone["id"])["channel"]["id"])


@pytest.mark.parametrize(("error", "call"), REFUSED)
def test_a_refused_call_raises_the_sdks_error_with_slacks_word_for_it(
    client: WebClient, error: str, call: Callable[[WebClient], object]
) -> None:
    with pytest.raises(SlackApiError) as refused:
        call(client)

    assert refused.value.response["ok"] is False
    assert refused.value.response["error"] == error
    assert refused.value.response.status_code == 200


def test_the_sdk_walks_through_pages_by_their_cursor() -> None:
    people = [person(f"Person{number} Xu") for number in range(23)]

    with Sandbox.running(manifest=MANIFEST, people=people) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        names = []
        for page in client.users_list(limit=10):
            names += [member["name"] for member in page["members"]]

        assert len(slack.calls("users.list")) == 3
    assert len(names) == len(set(names)) == 25


def test_the_sdk_walks_through_the_history_of_a_conversation(
    slack: Sandbox, client: WebClient
) -> None:
    channel = client.conversations_open(users=slack.person("Ines").id)["channel"]["id"]
    for number in range(5):
        client.chat_postMessage(channel=channel, text=f"Message {number}")

    pages = client.conversations_history(channel=channel, limit=2)
    texts = [message["text"] for page in pages for message in page["messages"]]

    assert texts == [f"Message {number}" for number in (4, 3, 2, 1, 0)]


def test_a_message_is_posted_updated_and_deleted(slack: Sandbox, client: WebClient) -> None:
    ines = slack.person("Ines")

    posted = client.chat_postMessage(channel=ines.id, text="Hello")
    assert posted["message"]["text"] == "Hello"
    updated = client.chat_update(channel=posted["channel"], ts=posted["ts"], text="Hello again")
    ines.sees("Hello again")
    deleted = client.chat_delete(channel=posted["channel"], ts=posted["ts"])

    assert updated["ts"] == deleted["ts"] == posted["ts"]
    assert ines.messages == []


def test_a_rate_limited_call_is_tried_again_by_the_sdks_handler(
    slack: Sandbox, client: WebClient
) -> None:
    client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=1))
    slack.limits("users.info", retry_after=0)

    told = client.users_info(user=slack.person("Ines").id)

    assert told["user"]["real_name"] == "Ines Iversen"
    assert [call["ok"] for call in slack.calls("users.info")] == [False, True]


def test_a_call_that_stays_rate_limited_raises_with_the_time_to_wait(
    slack: Sandbox, client: WebClient
) -> None:
    slack.limits("users.info", retry_after=30)

    with pytest.raises(SlackApiError) as refused:
        client.users_info(user=slack.person("Ines").id)

    assert refused.value.response.status_code == 429
    assert refused.value.response["error"] == "ratelimited"
    assert refused.value.response.headers["Retry-After"] == "30"


def test_the_sdks_own_socket_mode_client_answers_and_comes_back_after_a_refresh(
    slack: Sandbox,
) -> None:
    client = SocketModeClient(
        app_token=slack.app_token,
        web_client=WebClient(token=slack.bot_token, base_url=slack.api_url),
        ping_interval=0.5,
    )
    heard: list[str] = []

    def process(client: SocketModeClient, request: SocketModeRequest) -> None:
        client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
        if request.type == "slash_commands":
            heard.append(request.payload["text"])

    client.socket_mode_request_listeners.append(process)
    client.connect()
    try:
        slack.waits_for_app()
        slack.person("Ines").types("/toy before")
        slack.refresh_sockets()
        slack.waits_until(lambda: slack.hellos == 2 and slack.connections == 1)
        slack.person("Ines").types("/toy after")
        slack.waits_until(lambda: len(heard) == 2)
    finally:
        close(client, slack)

    assert heard == ["before", "after"]
    assert [one for one in slack.traffic if not one["ok"]] == []


def test_the_asynchronous_app_with_its_usual_handler_answers_too(slack: Sandbox) -> None:
    loop = LoopThread(name="guide")

    async def start() -> AsyncSocketModeHandler:
        app = AsyncApp(client=AsyncWebClient(token=slack.bot_token, base_url=slack.api_url))

        @app.message("hello")
        async def message_hello(message, say):
            await say(f"Hey there <@{message['user']}>!")

        handler = AsyncSocketModeHandler(app, slack.app_token)
        await handler.connect_async()
        return handler

    handler = loop.run(start())
    try:
        slack.waits_for_app()
        slack.person("Ines").types("hello")
        slack.person("Ines").sees("Hey there @Ines Iversen!")
    finally:
        loop.run(handler.close_async())
        loop.stop()


def test_a_webhook_client_answers_at_a_response_url(slack: Sandbox) -> None:
    statuses: list[tuple[int, str]] = []

    def webhooks(app: App) -> None:
        @app.command("/toy")
        def answer(ack, body):
            ack()
            webhook = WebhookClient(body["response_url"])
            for told in (
                {"text": "Only you see this"},
                {"text": "All see this", "response_type": "in_channel"},
            ):
                sent = webhook.send(**told)
                statuses.append((sent.status_code, sent.body))

        @app.action("go")
        def replace(ack, body):
            ack()
            webhook = WebhookClient(body["response_url"])
            webhook.send(text="In its place", replace_original=True)
            webhook.send(text="Beside it", replace_original=False)

        @app.message("button")
        def offer(say):
            press = {"type": "button", "text": plain("Go"), "action_id": "go"}
            say(blocks=[section("A button", accessory=press)], text="A button")

    with started(slack, webhooks):
        ines, ivo = slack.person("Ines"), slack.person("Ivo")
        ines.types("/toy", to="#general")
        ivo.sees("All see this")
        ines.sees("Only you see this")
        ines.types("a button, please")
        ines.sees("A button")
        ines.presses("Go")
        ines.sees("Beside it")

        assert [one.text for one in ivo.messages] == ["All see this"]
        assert "A button" not in [one.text for one in ines.messages]
    assert statuses == [(200, "ok"), (200, "ok")]
