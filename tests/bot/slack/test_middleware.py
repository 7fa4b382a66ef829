"""What stands around every listener: the acknowledgement, and a reply to trouble."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from databases import new_store
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.slack.directory.profiles import Profiles
from bot.slack.home_tab import HomeTabs
from bot.slack.requests.acknowledging import acknowledge_first
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.fields import OldForm
from bot.views.errors import done_view
from scheduling.errors import HasPassed, SchedulingError, UnknownPerson
from scheduling.model import Rules

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
IVO = {"id": "UIVO", "real_name": "Ivo Ito", "tz": "America/New_York"}
RULES = Rules()
LOGGER = logging.getLogger(__name__)
UNKNOWN = UnknownPerson(name="<!channel> & sons")


class Slack:
    """Knows Ivo, and keeps what is called, in order, with what the words of it are."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Any]] = []

    async def users_info(self, *, user: str, **_: object) -> dict[str, Any]:
        assert user == IVO["id"]
        return {"user": IVO}

    async def views_open(self, *, trigger_id: str, view: Any) -> None:
        self.calls.append((f"open on {trigger_id}", words_of(view)))

    async def views_push(self, *, trigger_id: str, view: Any) -> None:
        self.calls.append((f"push on {trigger_id}", words_of(view)))

    async def views_update(self, *, view_id: str, view: Any) -> None:
        self.calls.append((f"update {view_id}", words_of(view)))


def words_of(view: Any) -> str:
    return str(view.to_dict()["blocks"][0]["text"]["text"])


@dataclass
class Args:
    """What Bolt would hand over, as far as the middleware and these listeners look at it."""

    slack: Slack
    body: dict[str, Any] = field(default_factory=lambda: {"trigger_id": "T1"})
    response_url: str | None = "https://hooks.slack.com/commands/1"
    logger: logging.Logger = LOGGER
    response: BoltResponse = field(default_factory=lambda: BoltResponse(status=200))

    def __post_init__(self) -> None:
        self.client = self.slack
        self.request = AsyncBoltRequest(body=self.body, mode="socket_mode")
        self.context = self.request.context
        self.context.update(
            user_id="UIVO", response_url=self.response_url, ack=self.ack, respond=self.respond
        )

    async def ack(self, **answer: Any) -> None:
        shown = {key: words_of(v) if key == "view" else v for key, v in answer.items()}
        self.slack.calls.append(("ack", shown))

    async def respond(self, **message: Any) -> None:
        assert message["response_type"] == "ephemeral"
        assert message["replace_original"] is False
        self.slack.calls.append(("respond", message["text"]))


@pytest.fixture(name="slack")
def _slack() -> Slack:
    return Slack()


@pytest.fixture(name="middleware")
def _middleware(slack: Slack) -> Iterator[Middleware]:
    store = new_store()
    client: Any = slack
    profiles = Profiles(client, time_zone="UTC")
    home_tabs = HomeTabs(client=client, store=store, clock=lambda: NOW)
    yield Middleware(
        store=store, rules=RULES, clock=lambda: NOW, profiles=profiles, home_tabs=home_tabs
    )
    store.close()


def failing_with(error: Exception) -> Callable[[SlackRequest], Any]:
    async def listener(_: SlackRequest) -> None:
        raise error

    return listener


def at_name(_: SchedulingError, __: dict[str, Any]) -> str:
    return "name"


async def handled(wrapped: Callable[[Any], Any], args: Args) -> None:
    await wrapped(args)


# -- commands and buttons --------------------------------------------------------------------


def test_a_listener_gets_the_request_and_what_it_names_after_the_acknowledgement(
    middleware: Middleware, slack: Slack
) -> None:
    async def listener(request: SlackRequest, body: dict[str, Any], respond: Any) -> None:
        slack.calls.append(("listener", (request, body, respond)))

    args = Args(slack)
    asyncio.run(handled(middleware.answering(listener), args))

    (first, _), (second, (request, body, respond)) = slack.calls
    assert (first, second) == ("ack", "listener")
    assert (request.now, request.rules, request.actor.name) == (NOW, RULES, "Ivo Ito")
    assert request.actor.time_zone == "America/New_York"
    assert (request.store, body, respond) == (middleware.store, args.body, args.respond)


def test_expected_trouble_is_told_where_the_person_typed_by_their_clock(
    middleware: Middleware, slack: Slack
) -> None:
    listener = failing_with(HasPassed(start=NOW))

    asyncio.run(handled(middleware.answering(listener), Args(slack)))

    assert slack.calls[1:] == [
        ("respond", "Mon 9 Nov, 3:00 AM EST has already passed. Nothing was changed.")
    ]


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"trigger_id": "T1", "view": {"type": "modal"}}, "push on T1"),
        ({"trigger_id": "T1", "view": {"type": "home"}}, "open on T1"),
        ({"trigger_id": "T1"}, "open on T1"),
    ],
)
def test_without_a_conversation_trouble_is_told_over_what_is_on_screen(
    middleware: Middleware, slack: Slack, body: dict[str, Any], where: str
) -> None:
    args = Args(slack, body=body, response_url=None)

    asyncio.run(handled(middleware.answering(failing_with(HasPassed(start=NOW))), args))

    assert [call for call, _ in slack.calls] == ["ack", where]


@pytest.mark.parametrize("response_url", ["https://hooks.slack.com/commands/1", None])
def test_what_somebody_typed_is_no_markup(
    middleware: Middleware, slack: Slack, response_url: str | None
) -> None:
    args = Args(slack, response_url=response_url)

    asyncio.run(handled(middleware.answering(failing_with(UNKNOWN)), args))

    _, told = slack.calls[-1]
    assert told.startswith("I don't know anyone called “&lt;!channel&gt; &amp; sons”.")


def test_unexpected_trouble_is_logged_under_the_reference_that_the_person_gets(
    middleware: Middleware, slack: Slack, caplog: pytest.LogCaptureFixture
) -> None:
    listener = failing_with(ZeroDivisionError("a detail of ours"))

    asyncio.run(handled(middleware.answering(listener), Args(slack)))

    _, told = slack.calls[-1]
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.getMessage().removeprefix("reference ") in told
    assert record.exc_info is not None
    assert record.exc_info[0] is ZeroDivisionError
    assert "a detail of ours" not in told


def test_trouble_with_telling_ends_in_the_log(
    middleware: Middleware, caplog: pytest.LogCaptureFixture
) -> None:
    class Mute(Args):
        async def respond(self, **_: Any) -> None:
            raise OSError("gone")

    args = Mute(Slack())

    asyncio.run(handled(middleware.answering(failing_with(HasPassed(start=NOW))), args))

    assert "could not tell a person" in caplog.text


# -- forms -----------------------------------------------------------------------------------


FIELDS = {"values": {"name": {"value": {"type": "plain_text_input", "value": "Ana"}}}}
FORM = {"trigger_id": "T1", "view": {"id": "V1", "type": "modal", "state": FIELDS}}


@pytest.mark.parametrize(
    ("shown", "answer"),
    [
        (None, {}),
        (
            done_view(title="Booked", sentence="It is booked."),
            {"response_action": "update", "view": "It is booked."},
        ),
    ],
)
def test_a_form_is_acknowledged_with_what_comes_next(
    middleware: Middleware, slack: Slack, shown: Any, answer: dict[str, Any]
) -> None:
    async def listener(_: SlackRequest) -> Any:
        return shown

    args = Args(slack, body=FORM)
    asyncio.run(handled(middleware.submitting(listener, at_fault=at_name), args))

    assert slack.calls == [("ack", answer)]


def test_trouble_with_a_form_is_shown_beside_the_field_at_fault(
    middleware: Middleware, slack: Slack
) -> None:
    wrapped = middleware.submitting(failing_with(UNKNOWN), at_fault=at_name)

    asyncio.run(handled(wrapped, Args(slack, body=FORM)))

    ((_, answer),) = slack.calls
    assert answer["response_action"] == "errors"
    # Beside a field Slack shows plain text, so nothing is escaped.
    assert answer["errors"]["name"].startswith("I don't know anyone called “<!channel> & sons”.")


@pytest.mark.parametrize("error", [UNKNOWN, OldForm()])
def test_trouble_with_a_field_that_is_not_there_takes_the_place_of_the_form(
    middleware: Middleware, slack: Slack, error: SchedulingError
) -> None:
    view = {"id": "V1", "type": "modal", "state": {"values": {}}}

    wrapped = middleware.submitting(failing_with(error), at_fault=at_name)
    asyncio.run(handled(wrapped, Args(slack, body=FORM | {"view": view})))

    ((_, answer),) = slack.calls
    assert answer["response_action"] == "update"
    assert answer["view"].startswith(
        ("I don't know anyone called “&lt;!channel&gt; &amp; sons”.", "That form is from another")
    )


@pytest.mark.usefixtures("caplog")
def test_unexpected_trouble_with_a_form_takes_its_place(
    middleware: Middleware, slack: Slack
) -> None:
    wrapped = middleware.submitting(failing_with(ZeroDivisionError()), at_fault=at_name)

    asyncio.run(handled(wrapped, Args(slack, body=FORM)))

    ((_, answer),) = slack.calls
    assert answer["response_action"] == "update"
    assert answer["view"].startswith("Sorry, something broke on our side")


def test_a_form_that_takes_long_shows_that_it_is_being_worked_on_and_then_the_answer(
    middleware: Middleware, slack: Slack
) -> None:
    async def late() -> None:
        may_go_on = asyncio.Event()

        async def listener(_: SlackRequest) -> None:
            await may_go_on.wait()
            raise UNKNOWN

        class Watching(Args):
            async def ack(self, **answer: Any) -> None:
                await super().ack(**answer)
                may_go_on.set()

        await middleware.submitting(listener, at_fault=at_name)(Watching(slack, body=FORM))  # type: ignore[arg-type]

    asyncio.run(late())

    (first, answer), (second, shown) = slack.calls
    assert (first, answer["response_action"], second) == ("ack", "update", "update V1")
    assert "still working" in answer["view"]
    assert "“&lt;!channel&gt; &amp; sons”" in shown


# -- menus and events ------------------------------------------------------------------------


def test_a_menu_is_answered_with_options_and_in_trouble_with_none(
    middleware: Middleware, slack: Slack
) -> None:
    async def listener(_: SlackRequest) -> list[str]:
        return ["Ines"]

    asyncio.run(handled(middleware.suggesting(listener), Args(slack)))
    asyncio.run(handled(middleware.suggesting(failing_with(UNKNOWN)), Args(slack)))

    assert slack.calls == [("ack", {"options": ["Ines"]}), ("ack", {"options": []})]


def test_trouble_with_an_event_is_for_the_log_alone(
    middleware: Middleware, slack: Slack, caplog: pytest.LogCaptureFixture
) -> None:
    asyncio.run(handled(middleware.noticing(failing_with(ZeroDivisionError())), Args(slack)))

    assert slack.calls == [("ack", {})]
    assert "ZeroDivisionError" in caplog.text


# -- the acknowledgement before all ----------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "order"),
    [
        ({"command": "/find-slots"}, ["ack", "next"]),
        ({"type": "block_actions"}, ["ack", "next"]),
        ({"type": "shortcut"}, ["ack", "next"]),
        ({"type": "view_submission"}, ["next"]),
        ({"type": "block_suggestion"}, ["next"]),
    ],
)
def test_all_but_forms_and_menus_are_acknowledged_before_their_listener(
    body: dict[str, Any], order: list[str]
) -> None:
    seen = []

    async def ack() -> None:
        seen.append("ack")

    async def go_on() -> None:
        seen.append("next")

    asyncio.run(acknowledge_first(body, ack, go_on))  # type: ignore[arg-type]

    assert seen == order
