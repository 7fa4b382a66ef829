"""The people's side of the server: what a person sees, and what they do."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sandbox.events.local_slack import LocalSlack
from sandbox.http.screen import messages_shown, screen
from sandbox.interactions import composing, pressing, submitting
from sandbox.state.errors import NotPossible
from sandbox.state.types import Handler, Json

Question = Callable[[LocalSlack, Json], Json]
Act = Callable[[LocalSlack, Json], Awaitable[Json]]


def add_routes(router: web.UrlDispatcher, slack: LocalSlack) -> None:
    """Serve `/sandbox/…`, but for the stream of events."""
    for name, question in QUESTIONS.items():
        router.add_get(f"/sandbox/{name}", _question_handler(slack, question))
    for name, act in ACTS.items():
        router.add_post(f"/sandbox/{name}", act_handler(slack, act))


async def type_text(slack: LocalSlack, told: Json) -> Json:
    """Type a message or a command."""
    person, channel, text = _texts(told, "as", "channel", "text")
    slack.in_background(composing.type_text(slack, person=person, channel=channel, text=text))
    return {"ok": True}


async def shortcut(slack: LocalSlack, told: Json) -> Json:
    """Start a global shortcut."""
    person, callback_id = _texts(told, "as", "callback_id")
    slack.in_background(composing.use_shortcut(slack, person=person, callback_id=callback_id))
    return {"ok": True}


async def press(slack: LocalSlack, told: Json) -> Json:
    """Use an interactive element."""
    person, block_id, action_id = _texts(told, "as", "block_id", "action_id")
    slack.in_background(
        pressing.press(
            slack,
            person=person,
            container=told.get("container") or {},
            block_id=block_id,
            action_id=action_id,
            value=told.get("value"),
            state=told.get("state") or {},
        )
    )
    return {"ok": True}


async def options(slack: LocalSlack, told: Json) -> Json:
    """Ask the app for the options of an external select."""
    person, block_id, action_id, query = _texts(told, "as", "block_id", "action_id", "query")
    return await pressing.options(
        slack,
        person=person,
        container=told.get("container") or {},
        block_id=block_id,
        action_id=action_id,
        typed=query,
        state=told.get("state") or {},
    )


async def submit(slack: LocalSlack, told: Json) -> Json:
    """Submit a modal."""
    person, view_id = _texts(told, "as", "view_id")
    state = told.get("state") or {}
    return await submitting.submit(slack, person=person, view_id=view_id, state=state)


async def close(slack: LocalSlack, told: Json) -> Json:
    """Close a modal without submitting it."""
    person, view_id = _texts(told, "as", "view_id")
    slack.in_background(submitting.close(slack, person=person, view_id=view_id))
    return {"ok": True}


async def home(slack: LocalSlack, told: Json) -> Json:
    """Open the app's Home tab."""
    slack.in_background(pressing.open_home(slack, person=_texts(told, "as")[0]))
    return {"ok": True}


async def read(slack: LocalSlack, told: Json) -> Json:
    """Mark a conversation as read."""
    person, channel = _texts(told, "as", "channel")
    who = slack.person(person)
    slack.read(who, slack.conversation(channel, of=who).id)
    return {"ok": True}


async def clock(slack: LocalSlack, told: Json) -> Json:
    """Move the clock forward: by seconds, to a moment, or to what the app does next."""
    now = slack.workspace.clock.time()
    if told.get("to") == "next":
        told = {"to": _next_moment(slack, after=now)}
    step = told["to"] - now if "to" in told else told.get("forward")
    if not isinstance(step, int | float) or step < 0:
        raise NotPossible("The clock only moves forward.")
    slack.workspace.clock.forward(seconds=step)
    return {"ok": True, "now": slack.workspace.clock.time()}


def _next_moment(slack: LocalSlack, *, after: float) -> float:
    moment = slack.next_moment()
    if moment is None or moment <= after:
        raise NotPossible("The app has nothing ahead of it. Book something first.")
    # A second after it, so that it is due for certain.
    return moment + 1


def state(slack: LocalSlack, told: Json) -> Json:
    """Tell all that a person has on the screen; the first of the people when none is named."""
    first = next(one.id for one in slack.workspace.people.values() if one.is_live)
    return screen(slack, told.get("as") or first)


def messages(slack: LocalSlack, told: Json) -> Json:
    """Tell what is in a conversation."""
    person, channel = _texts(told, "as", "channel")
    return {"messages": messages_shown(slack, person=person, channel=channel)}


def traffic(slack: LocalSlack, told: Json) -> Json:
    """Tell what went to and from the app."""
    after = told.get("after", "0")
    return {"traffic": slack.workspace.traffic.after(int(after) if after.isdigit() else 0)}


QUESTIONS: dict[str, Question] = {"state": state, "messages": messages, "traffic": traffic}
ACTS: dict[str, Act] = {
    "type": type_text,
    "press": press,
    "options": options,
    "submit": submit,
    "close": close,
    "home": home,
    "shortcut": shortcut,
    "read": read,
    "clock": clock,
}


def _question_handler(slack: LocalSlack, question: Question) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return web.json_response(question(slack, dict(request.query)))
        except NotPossible as refused:
            return web.json_response({"error": str(refused)}, status=404)

    return answer


def act_handler(slack: LocalSlack, act: Act) -> Handler:
    """Answer what a person does, and what they can't do with the sentence that says so."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return web.json_response(await act(slack, await _body(request)))
        except NotPossible as refused:
            return web.json_response({"error": str(refused)}, status=400)

    return answer


async def _body(request: web.Request) -> Json:
    try:
        told = json.loads(await request.text())
    except ValueError:
        raise NotPossible("This is not JSON.") from None
    if not isinstance(told, dict):
        raise NotPossible("This is not a JSON object.")
    return told


def _texts(told: Json, *names: str) -> list[str]:
    values: list[Any] = [told.get(name) for name in names]
    for name, value in zip(names, values, strict=True):
        if not isinstance(value, str):
            raise NotPossible(f"“{name}” is missing.")
    return values
