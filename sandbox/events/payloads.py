"""The payloads that tell the app what a person did, in Slack's shapes."""

from dataclasses import dataclass

from sandbox.state.ids import fresh_id
from sandbox.state.messages import Conversation, Message
from sandbox.state.people import Person
from sandbox.state.types import Json
from sandbox.state.views import View
from sandbox.state.workspace import Workspace


@dataclass(frozen=True, kw_only=True, slots=True)
class Payloads:
    """Makes payloads; `address` is where the app reaches this server, such as `http://…:3000`."""

    workspace: Workspace
    address: str

    def command(
        self, who: Person, where: Conversation, *, command: str, text: str, key: str
    ) -> Json:
        """Make the payload of a slash command, to be answered at the address of this key."""
        space = self.workspace
        return {
            "token": space.tokens.verification,
            "team_id": who.team or space.id,
            "team_domain": space.domain,
            "channel_id": where.id,
            "channel_name": "directmessage" if where.kind == "im" else where.name,
            "user_id": who.id,
            "user_name": who.name,
            "command": command,
            "text": text,
            "api_app_id": space.app.id,
            "is_enterprise_install": "false",
            "response_url": self._reply_address("commands", key),
            "trigger_id": space.tickets.new_trigger(person=who.id),
        }

    def shortcut(self, who: Person, *, callback_id: str) -> Json:
        """Make the payload of a global shortcut."""
        stamp = {"action_ts": self._stamp(), "callback_id": callback_id}
        return self._from("shortcut", who) | stamp | self._trigger(who)

    def action_in_message(
        self, who: Person, message: Message, *, action: Json, state: Json
    ) -> Json:
        """Make the payload of something used in a message."""
        payload = self._from("block_actions", who) | self._trigger(who)
        payload |= self.in_message(message) | {"state": {"values": state}}
        tickets, channel = self.workspace.tickets, message.channel
        key = tickets.new_reply_address(person=who.id, channel=channel, ts=message.ts)
        address = self._reply_address("actions", key)
        return payload | {"response_url": address, "actions": [self._stamped(action)]}

    def action_in_view(self, who: Person, view: View, *, action: Json) -> Json:
        """Make the payload of something used in a view."""
        payload = self._from("block_actions", who) | self._trigger(who)
        return payload | self.in_view(view) | {"actions": [self._stamped(action)]}

    def suggestion(self, who: Person, place: Json, *, ids: Json, typed: str) -> Json:
        """Make the payload that asks for the options of an external select."""
        return self._from("block_suggestion", who) | place | ids | {"value": typed}

    def submission(self, who: Person, view: View) -> Json:
        """Make the payload of a modal that is submitted."""
        payload = self._from("view_submission", who) | self._trigger(who)
        return payload | {"view": self.workspace.views.as_api_tells(view), "response_urls": []}

    def closing(self, who: Person, view: View, *, is_cleared: bool) -> Json:
        """Make the payload of a modal that is closed without submitting it."""
        told = self.workspace.views.as_api_tells(view)
        return self._from("view_closed", who) | {"view": told, "is_cleared": is_cleared}

    def event(self, event: Json) -> Json:
        """Make the payload of an event of the Events API."""
        space = self.workspace
        authorization = {"enterprise_id": None, "team_id": space.id, "is_bot": True}
        authorization |= {"user_id": space.app.bot_user_id, "is_enterprise_install": False}
        return {
            "token": space.tokens.verification,
            "team_id": space.id,
            "context_team_id": space.id,
            "api_app_id": space.app.id,
            "event": event,
            "type": "event_callback",
            "event_id": fresh_id("Ev"),
            "event_time": int(space.clock.time()),
            "authorizations": [authorization],
            "is_ext_shared_channel": False,
        }

    def in_view(self, view: View) -> Json:
        """Make the part of a payload that names a view as the place."""
        told = self.workspace.views.as_api_tells(view)
        return {"container": {"type": "view", "view_id": view.id}, "view": told}

    def in_message(self, message: Message) -> Json:
        """Make the part of a payload that names a message as the place.

        Slack does not send back the contents of an ephemeral message.
        """
        where, ephemeral = self.workspace.conversations[message.channel], message.only_for
        container = {"type": "message", "message_ts": message.ts, "channel_id": where.id}
        name = "directmessage" if where.kind == "im" else where.name
        place: Json = {"container": container | {"is_ephemeral": ephemeral is not None}}
        place |= {"channel": {"id": where.id, "name": name}}
        if ephemeral is None:
            app_id, team = self.workspace.app.id, self.workspace.id
            place["message"] = message.as_api_tells(app_id=app_id, team=team)
        return place

    def _reply_address(self, kind: str, key: str) -> str:
        return f"{self.address}/{kind}/{self.workspace.id}/{key}"

    def _from(self, type: str, who: Person) -> Json:
        space = self.workspace
        home = who.team or space.id
        user = {"id": who.id, "username": who.name, "name": who.name, "team_id": home}
        return {
            "type": type,
            "team": {"id": space.id, "domain": space.domain},
            "user": user,
            "api_app_id": space.app.id,
            "token": space.tokens.verification,
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _trigger(self, who: Person) -> Json:
        return {"trigger_id": self.workspace.tickets.new_trigger(person=who.id)}

    def _stamped(self, action: Json) -> Json:
        return action | {"action_ts": self._stamp()}

    def _stamp(self) -> str:
        return f"{self.workspace.clock.time():.6f}"
