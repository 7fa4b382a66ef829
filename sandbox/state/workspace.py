"""The state of the one workspace: people, conversations, messages, views and the app in it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from sandbox.state.app_tokens import Tokens
from sandbox.state.changes import Changes
from sandbox.state.clock import Clock
from sandbox.state.ids import fixed_id
from sandbox.state.manifest import App
from sandbox.state.messages import Conversation, Message, Messages
from sandbox.state.people import Person
from sandbox.state.tickets import Tickets
from sandbox.state.traffic import Traffic
from sandbox.state.types import Json
from sandbox.state.user_groups import UserGroup
from sandbox.state.views import Views


class Workspace:
    """Everything that the server knows. Touched only from the server's own event loop."""

    def __init__(
        self, *, name: str, app: App, people: Iterable[Person], clock: Clock, tokens: Tokens
    ) -> None:
        self.name, self.app, self.clock, self.tokens = name, app, clock, tokens
        self.id = fixed_id("T", name)
        self.people = {one.id: one for one in people}
        self.user_groups: dict[str, UserGroup] = {}
        self.changes = Changes()
        self.traffic = Traffic(clock=clock, changes=self.changes)
        self.messages = Messages()
        self.tickets = Tickets(clock=clock)
        self.views = Views(changes=self.changes, team=self.id, app_id=app.id, bot_id=app.bot_id)
        self.in_messages: dict[tuple[str, str], tuple[Json, dict[tuple[str, str], list[Json]]]] = {}
        self.read_until: dict[tuple[str, str], str] = {}
        self.conversations = {one.id: one for one in self._with_app()}

    @property
    def domain(self) -> str:
        """The part of the workspace's address that names it."""
        return self.name.lower().replace(" ", "-")

    @property
    def general(self) -> Conversation:
        """The channel that everybody is in."""
        return self.conversations[fixed_id("C", "general")]

    def im(self, *members: str) -> Conversation:
        """Return the IM between two people, by their ids; it is there from the first time on."""
        # A thousand people could talk in half a million pairs: none is made before it is wanted.
        conversation = _im(*members)
        return self.conversations.setdefault(conversation.id, conversation)

    def app_im(self, person: str) -> Conversation:
        """Return the IM between a person and the app."""
        return self.im(person, self.app.bot_user_id)

    def seen_by(self, person: str) -> list[Conversation]:
        """Return the conversations that a person is in: the app, the channel, then people."""
        others = [one.id for one in self.people.values() if one.is_live and one.id != person]
        return [self.app_im(person), self.general, *(self.im(person, one) for one in others)]

    def everything_before(self, person: str) -> list[Message]:
        """Return the messages that a person sees in all conversations, oldest first."""
        found = [
            message
            for channel in self.messages.channels()
            if person in self.conversations[channel].members
            for message in self.visible(channel=channel, to=person)
        ]
        return sorted(found, key=lambda one: one.ts)

    def visible(self, *, channel: str, to: str) -> list[Message]:
        """Return the messages of a conversation that this person sees, oldest first."""
        return [one for one in self.messages.within(channel) if one.only_for in (None, to)]

    def people_in(self, group: UserGroup) -> list[Person]:
        """Return the people of a user group who have not left."""
        return [one for one in self.people.values() if one.name in group.people and one.is_live]

    def name_of(self, user: str) -> str:
        """Return the name that a message's author is shown with."""
        if user == self.app.bot_user_id:
            return self.app.name
        return self.people[user].real_name if user in self.people else user

    def now(self) -> datetime:
        """Return the present as an aware UTC instant."""
        return datetime.fromtimestamp(self.clock.time(), tz=UTC)

    def post(
        self,
        *,
        channel: str,
        user: str,
        text: str,
        blocks: list[Json] | None = None,
        attachments: list[Json] | None = None,
        metadata: Json | None = None,
        thread_ts: str | None = None,
        only_for: str | None = None,
        command: str | None = None,
        answers: str | None = None,
    ) -> Message:
        """Put a new message into a conversation and tell those who see it."""
        message = Message(
            ts=self.messages.new_ts(self.clock.time()),
            channel=channel,
            user=user,
            bot_id=self.app.bot_id if user == self.app.bot_user_id else None,
            text=text,
            blocks=blocks,
            attachments=attachments,
            metadata=metadata,
            thread_ts=thread_ts,
            only_for=only_for,
            command=command,
            answers=answers,
        )
        self.messages.put(message)
        self._tell("message", message)
        return message

    def change(self, message: Message, **parts: object) -> Message:
        """Replace parts of a message, mark it as edited and tell those who see it."""
        edited = self.messages.new_ts(self.clock.time())
        newer = replace(message, edited=edited, **parts)  # type: ignore[arg-type]
        self.messages.put(newer)
        self._tell("message_changed", newer)
        return newer

    def delete(self, message: Message) -> None:
        """Take a message away and tell those who saw it."""
        self.messages.remove(channel=message.channel, ts=message.ts)
        to = self._audience(message)
        self.changes.tell("message_deleted", to=to, channel=message.channel, ts=message.ts)

    def mark_read(self, *, person: str, channel: str) -> None:
        """Note that a person has seen all there is in a conversation."""
        if seen := self.visible(channel=channel, to=person):
            self.read_until[person, channel] = seen[-1].ts
        self.changes.tell("conversations", to=frozenset({person}))

    def unread(self, *, person: str, channel: str) -> int:
        """Count others' messages in a conversation that a person has not seen."""
        until = self.read_until.get((person, channel), "")
        seen = self.visible(channel=channel, to=person)
        return sum(1 for one in seen if one.ts > until and one.user != person)

    def _tell(self, type: str, message: Message) -> None:
        shown = message.as_page_shows(username=self.name_of(message.user))
        self.changes.tell(type, to=self._audience(message), message=shown)

    def _audience(self, message: Message) -> frozenset[str]:
        if message.only_for is not None:
            return frozenset({message.only_for})
        return self.conversations[message.channel].members

    def _with_app(self) -> Iterable[Conversation]:
        app = self.app.bot_user_id
        everyone = frozenset({one.id for one in self.people.values() if not one.deleted} | {app})
        yield Conversation(
            id=fixed_id("C", "general"), kind="channel", name="general", members=everyone
        )
        for one in self.people.values():
            if not one.is_bot:
                yield _im(one.id, app)


def _im(*members: str) -> Conversation:
    name = fixed_id("D", *sorted(members))
    return Conversation(id=name, kind="im", name="", members=frozenset(members))
