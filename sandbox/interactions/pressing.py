"""What people do with the elements in messages and views: press, choose, look for options."""

from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from sandbox.blocks import (
    action_of,
    find_element,
    initial_state,
    problems_in_message,
    state_of,
)
from sandbox.events.local_slack import NOT_RESPONDING, LocalSlack
from sandbox.interactions.composing import Doing, send_event
from sandbox.state.errors import NotPossible
from sandbox.state.messages import Message
from sandbox.state.people import Person
from sandbox.state.types import Json
from sandbox.state.views import View, kept_state

STATELESS = {"button", "overflow", "workflow_button"}


@dataclass(frozen=True, kw_only=True, slots=True)
class ElementPlace:
    """Where an element is: a view, or a message."""

    on: View | Message
    blocks: list[Json]
    # What was chosen there so far.
    state: Json
    # The options that the app has offered, by block and element.
    suggested: dict[tuple[str, str], list[Json]]


def press(
    slack: LocalSlack,
    *,
    person: str,
    container: Json,
    block_id: str,
    action_id: str,
    value: Any,
    state: Json,
) -> Doing:
    """Use an element; return the work of telling the app.

    `value` and the values in `state` (what else stands in the view) are in their plain form.
    Raises NotPossible when it is no longer there or cannot take the value.
    """
    who = slack.person(person)
    place = find_place(slack, who, container)
    put_in(place, state)
    block_id = _present_name(place, block_id, action_id)
    element = _element(place, block_id, action_id)
    full = _whole_options(place, block_id, action_id, element, value)
    try:
        action = action_of(element, full) | {"block_id": block_id}
        if element["type"] not in STATELESS:
            place.state.setdefault(block_id, {})[action_id] = state_of(element, full)
    except ValueError as wrong:
        raise NotPossible(f"{wrong}.") from wrong
    # In an input block nothing is told before the modal is submitted, unless it asks for that.
    if not _dispatches(place, block_id):
        return _nothing()
    label = element.get("text", {}).get("text", "")
    slack.note(who, pressed=label or action_id, action_id=action_id)
    return _tell_app(slack, who, place, action)


async def options(
    slack: LocalSlack,
    *,
    person: str,
    container: Json,
    block_id: str,
    action_id: str,
    typed: str,
    state: Json,
) -> Json:
    """Ask the app which options to offer for what was typed into an external select.

    Return `options` or `option_groups`; nothing but a toast when the app does not say.
    """
    who = slack.person(person)
    place = find_place(slack, who, container)
    put_in(place, state)
    _element(place, block_id, action_id)
    where = _told(slack, place)
    payload = slack.payloads.suggestion(
        who, where, ids={"block_id": block_id, "action_id": action_id}, typed=typed
    )
    answer = await slack.ask_app(payload, name=f"block_suggestion {action_id}")
    offer = answer.payload if answer.ok and isinstance(answer.payload, dict) else {}
    # Options have the rules of a menu, so they are judged as one.
    problems = problems_in_message([_menu(offer)]) if answer.ok and options_in(offer) else []
    if not answer.ok or problems:
        slack.toast(who, NOT_RESPONDING)
        offer = {}
    if problems:
        slack.workspace.traffic.record(
            direction="from_app",
            kind="ack",
            name=f"block_suggestion {action_id}",
            ok=False,
            request=answer.payload,
            response=problems,
        )
    place.suggested.setdefault((block_id, action_id), []).extend(options_in(offer))
    groups = offer.get("option_groups")
    return {"option_groups": groups} if groups else {"options": offer.get("options") or []}


def options_in(told: Json) -> list[Json]:
    """Return the options of an element or of an offer, those in groups as well."""
    grouped = [one for group in told.get("option_groups") or [] for one in group["options"]]
    return [*(told.get("options") or []), *grouped]


def open_home(slack: LocalSlack, *, person: str) -> Doing:
    """Open the Home tab; return the work of telling the app."""
    who, space = slack.person(person), slack.workspace
    event: Json = {"type": "app_home_opened", "user": who.id, "tab": "home"}
    event |= {"channel": space.app_im(who.id).id, "event_ts": f"{space.clock.time():.6f}"}
    if (home := space.views.homes.get(who.id)) is not None:
        event["view"] = space.views.as_api_tells(home)
    slack.note(who, opened="home")
    return send_event(slack, event)


def find_place(slack: LocalSlack, who: Person, container: Json) -> ElementPlace:
    """Find the view or the message that a person acts in.

    Raises NotPossible when it is not before them any more.
    """
    space = slack.workspace
    if container.get("type") == "view":
        view = space.views.find(view_id=container.get("view_id", ""))
        if view is None or view.person != who.id:
            raise NotPossible("This view is no longer open.")
        return ElementPlace(on=view, blocks=view.blocks, state=view.state, suggested=view.suggested)
    channel, ts = str(container.get("channel")), str(container.get("ts"))
    message = space.messages.find(channel=slack.conversation(channel, of=who).id, ts=ts)
    if message is None or message.only_for not in (None, who.id):
        raise NotPossible("This message is no longer there.")
    blocks, (before, suggested) = (
        message.all_blocks(),
        space.in_messages.get((channel, ts), ({}, {})),
    )
    # What was chosen in a message outlives an update of it, as in a view.
    state = kept_state(initial_state({"blocks": blocks}), before)
    space.in_messages[channel, ts] = (state, suggested)
    return ElementPlace(on=message, blocks=blocks, state=state, suggested=suggested)


def put_in(place: ElementPlace, state: Json) -> dict[str, str]:
    """Put values, in their plain form, into the elements of a place.

    Return what is wrong with them, in sentences by block_id.
    """
    wrong: dict[str, str] = {}
    for block_id, values in state.items():
        for action_id, value in values.items():
            element = find_element(place.blocks, block_id=block_id, action_id=action_id)
            if element is None or element["type"] in STATELESS:
                continue
            full = _whole_options(place, block_id, action_id, element, value)
            try:
                place.state.setdefault(block_id, {})[action_id] = state_of(element, full)
            except ValueError as why:
                sentence = str(why)
                wrong[block_id] = sentence[:1].upper() + sentence[1:] + "."
    return wrong


def _menu(offer: Json) -> Json:
    """Make a block of an offer, to see whether Slack would show it."""
    kind = "option_groups" if offer.get("option_groups") else "options"
    menu = {"type": "static_select", "action_id": "menu", kind: offer[kind]}
    return {"type": "actions", "elements": [menu]}


def _present_name(place: ElementPlace, block_id: str, action_id: str) -> str:
    """Find the block again when it was drawn anew while the person pressed.

    Blocks that the app does not name get new names each time.
    """
    if find_element(place.blocks, block_id=block_id, action_id=action_id) is not None:
        return block_id
    same = [
        one["block_id"]
        for one in place.blocks
        if find_element([one], block_id=one["block_id"], action_id=action_id) is not None
    ]
    return same[0] if len(same) == 1 else block_id


def _element(place: ElementPlace, block_id: str, action_id: str) -> Json:
    element = find_element(place.blocks, block_id=block_id, action_id=action_id)
    if element is None:
        raise NotPossible("This is no longer there to be used.")
    return element


def _whole_options(
    place: ElementPlace, block_id: str, action_id: str, element: Json, value: Any
) -> Any:
    if not element["type"].endswith("external_select"):
        return value
    if isinstance(value, list):
        return [_whole_options(place, block_id, action_id, element, one) for one in value]
    initial = element.get("initial_options") or [element.get("initial_option")]
    known = [*place.suggested.get((block_id, action_id), []), *initial]
    # A value that was never offered goes on as it is, and is refused as no option.
    return next((one for one in known if one and one["value"] == value), value)


def _dispatches(place: ElementPlace, block_id: str) -> bool:
    block = next(one for one in place.blocks if one["block_id"] == block_id)
    return block["type"] != "input" or bool(block.get("dispatch_action"))


def _told(slack: LocalSlack, place: ElementPlace) -> Json:
    if isinstance(place.on, View):
        return slack.payloads.in_view(place.on)
    return slack.payloads.in_message(place.on)


async def _tell_app(slack: LocalSlack, who: Person, place: ElementPlace, action: Json) -> None:
    if isinstance(place.on, View):
        payload = slack.payloads.action_in_view(who, place.on, action=action)
    else:
        payload = slack.payloads.action_in_message(who, place.on, action=action, state=place.state)
    answer = await slack.ask_app(payload, name=f"block_actions {action['action_id']}")
    if not answer.ok:
        slack.toast(who, NOT_RESPONDING)


def _nothing() -> Coroutine[Any, Any, None]:
    async def nothing() -> None:
        return None

    return nothing()
