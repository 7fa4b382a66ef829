"""What one person has on the screen, as the page gets it."""

from dataclasses import asdict

from sandbox.events.local_slack import LocalSlack
from sandbox.state.messages import Conversation
from sandbox.state.people import Person, as_page_shows, colors
from sandbox.state.types import Json


def screen(slack: LocalSlack, person: str) -> Json:
    """Make the whole state for a person, but for the messages."""
    who, space = slack.person(person), slack.workspace
    now, color = space.now(), colors(space.people.values())
    shown = {
        one.id: as_page_shows(one, at=now, color=color[one.id]) for one in space.people.values()
    }
    home = space.views.homes.get(who.id)
    return {
        "workspace": {"name": space.name, "id": space.id},
        "now": space.clock.time(),
        "clock_offset": space.clock.offset,
        "me": shown[who.id],
        "people": list(shown.values()),
        "app": _app(slack),
        "conversations": [_conversation(slack, one, who) for one in space.seen_by(who.id)],
        "home": space.views.as_api_tells(home) if home else None,
        "modals": [space.views.as_api_tells(one) for one in space.views.stacks.get(who.id, [])],
        "takes_mail": slack.takes_mail,
        "has_calendars": slack.calendars is not None,
        "try_this": slack.try_this.shown() if slack.try_this else [],
    }


def messages_shown(slack: LocalSlack, *, person: str, channel: str) -> list[Json]:
    """Make a conversation's messages as a person sees them, oldest first."""
    who, space = slack.person(person), slack.workspace
    where = slack.conversation(channel, of=who)
    return [
        one.as_page_shows(username=space.name_of(one.user))
        for one in space.visible(channel=where.id, to=who.id)
    ]


def _app(slack: LocalSlack) -> Json:
    app = slack.workspace.app
    return {
        "id": app.id,
        "name": app.name,
        "description": app.description,
        "bot_user_id": app.bot_user_id,
        "connected": slack.link.connected,
        "home_tab": app.home_tab,
        "commands": [
            {key: value for key, value in asdict(one).items() if key != "should_escape"}
            for one in app.commands
        ],
        "shortcuts": [asdict(one) for one in app.shortcuts],
    }


def _conversation(slack: LocalSlack, one: Conversation, who: Person) -> Json:
    space = slack.workspace
    seen = space.visible(channel=one.id, to=who.id)
    others = one.members - {who.id}
    other = next(iter(others)) if one.kind == "im" else None
    return {
        "id": one.id,
        "kind": one.kind,
        "with": other,
        "name": space.name_of(other) if other else one.name,
        "unread": space.unread(person=who.id, channel=one.id),
        "last_ts": seen[-1].ts if seen else None,
    }
