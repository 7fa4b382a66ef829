"""What people do with a whole modal: submit it, or close it."""

from typing import Any

from sandbox.events.local_slack import LocalSlack
from sandbox.interactions.composing import Doing
from sandbox.interactions.pressing import find_place, put_in
from sandbox.state.errors import NotPossible, SlackError
from sandbox.state.types import Json
from sandbox.state.views import View

TROUBLE = "We had some trouble connecting. Try again?"
REQUIRED = "Please complete this required field."


async def submit(slack: LocalSlack, *, person: str, view_id: str, state: Json) -> Json:
    """Submit a modal with these values, in their plain form, and show what the app makes of it.

    Return `ok`, or `errors` by block_id, or `trouble` when the app did not answer well.
    """
    who = slack.person(person)
    place = find_place(slack, who, {"type": "view", "view_id": view_id})
    view = place.on
    if not isinstance(view, View) or view.kind != "modal":
        raise NotPossible("Only a modal can be submitted.")
    bad = put_in(place, state)
    if wrong := _missing(view) | bad:
        return {"errors": wrong}
    slack.note(who, submitted=view.told["title"]["text"])
    payload = slack.payloads.submission(who, view)
    name = f"view_submission {view.told.get('callback_id', '')}".strip()
    answer = await slack.ask_app(payload, name=name)
    if not answer.ok:
        return {"trouble": TROUBLE}
    try:
        return _obey(slack, view, answer.payload or {})
    except SlackError as refused:
        slack.workspace.traffic.record(
            direction="from_app", kind="ack", name=name, ok=False, request=answer.payload,
            response=refused.answer(),
        )  # fmt: skip
        return {"trouble": TROUBLE}


def close(slack: LocalSlack, *, person: str, view_id: str) -> Doing:
    """Close a modal without submitting it; return the work of telling the app, if it cares.

    Of one that is closed already nobody is told again.
    """
    who = slack.person(person)
    if slack.workspace.views.find(view_id=view_id) is None:
        return _tell_app(slack, [])
    view = find_place(slack, who, {"type": "view", "view_id": view_id}).on
    if not isinstance(view, View) or view.kind != "modal":
        raise NotPossible("Only a modal can be closed.")
    clears = bool(view.told.get("clear_on_close"))
    closed = slack.workspace.views.close(view, all_of_them=clears)
    payloads = [
        slack.payloads.closing(who, one, is_cleared=clears)
        # From the top of the stack down, as Slack tells of them.
        for one in reversed(closed)
        if one.told.get("notify_on_close")
    ]
    return _tell_app(slack, payloads)


async def _tell_app(slack: LocalSlack, payloads: list[Json]) -> None:
    for payload in payloads:
        await slack.ask_app(payload, name=f"view_closed {payload['view']['callback_id']}".strip())


def _obey(slack: LocalSlack, view: View, ack: Any) -> Json:
    if not isinstance(ack, dict):
        raise SlackError("invalid_arguments")
    views, action = slack.workspace.views, ack.get("response_action")
    if action == "errors":
        return {"errors": _errors(view, ack.get("errors"))}
    # The app may have closed or replaced it by a call of its own before it answered.
    if views.find(view_id=view.id) is None:
        return {"ok": True}
    if action in ("update", "push"):
        _show(slack, view, action, ack.get("view"))
    elif action in (None, "clear"):
        views.close(view, all_of_them=action == "clear")
    else:
        raise SlackError("invalid_arguments")
    return {"ok": True}


def _show(slack: LocalSlack, view: View, action: str, told: Any) -> None:
    if not isinstance(told, dict):
        raise SlackError("invalid_arguments")
    if action == "update":
        slack.workspace.views.update(view, told)
    else:
        slack.workspace.views.push(told, person=view.person)


def _errors(view: View, errors: Any) -> dict[str, str]:
    inputs = {one["block_id"] for one in view.blocks if one["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
        raise SlackError("invalid_arguments")
    return {block_id: str(sentence) for block_id, sentence in errors.items()}


def _missing(view: View) -> dict[str, str]:
    return {
        block["block_id"]: REQUIRED
        for block in view.blocks
        if block["type"] == "input"
        and not block.get("optional")
        and not _holds(view.state[block["block_id"]][block["element"]["action_id"]])
    }


def _holds(entry: Json) -> bool:
    # These two say what the element is, and never what was put in.
    return any(value for key, value in entry.items() if key not in ("type", "timezone"))
