"""Views, as the app opens, pushes, changes and publishes them."""

from sandbox.state.errors import SlackError, invalid
from sandbox.state.types import Json
from sandbox.state.views import View
from sandbox.web_api.methods import Call, Method


def open_view(call: Call) -> Json:
    """Open a modal before the person of the trigger."""
    return _with_trigger(call, push=False)


def push_view(call: Call) -> Json:
    """Put a modal on top of the one that the person of the trigger has open."""
    return _with_trigger(call, push=True)


def update_view(call: Call) -> Json:
    """Show something else in a view that is open."""
    views, told = call.workspace.views, call.arguments
    if not (told.get("view_id") or told.get("external_id")):
        raise invalid("invalid_arguments", ["missing required field: view_id"])
    view = views.find(view_id=told.get("view_id"), external_id=told.get("external_id"))
    if view is None:
        raise SlackError("not_found")
    return _told(call, views.update(view, _view(call), expected_hash=told.get("hash")))


def publish_view(call: Call) -> Json:
    """Show a view on a person's Home tab."""
    user = call.need("user_id")[0]
    one = call.workspace.people.get(user)
    if one is None or one.is_bot:
        raise SlackError("user_not_found")
    if not call.workspace.app.home_tab:
        raise SlackError("not_enabled")
    expected = call.arguments.get("hash")
    view = call.workspace.views.publish(_view(call), person=user, expected_hash=expected)
    return _told(call, view)


def _with_trigger(call: Call, *, push: bool) -> Json:
    trigger, views = call.need("trigger_id")[0], call.workspace.views
    person = call.workspace.tickets.person_to_show(trigger)
    show = views.push if push else views.open
    view = show(_view(call), person=person)
    # Only now: a view that was refused leaves the trigger for the next try.
    call.workspace.tickets.burn_trigger(trigger)
    return _told(call, view)


def _view(call: Call) -> Json:
    view = call.arguments.get("view")
    if not isinstance(view, dict):
        raise invalid("invalid_arguments", ["missing required field: view"])
    return view


def _told(call: Call, view: View) -> Json:
    return {"view": call.workspace.views.as_api_tells(view)}


METHODS = {
    "views.open": Method(run=open_view),
    "views.push": Method(run=push_view),
    "views.update": Method(run=update_view),
    "views.publish": Method(run=publish_view),
}
