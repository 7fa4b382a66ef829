"""What one person has before their eyes, as values that a test can look at."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sandbox.events.local_slack import LocalSlack
from sandbox.runtime.loop_thread import LoopThread
from sandbox.state.messages import Message
from sandbox.state.people import Person
from sandbox.state.types import Json
from sandbox.state.views import View
from sandbox.testing.controls import Control, controls_in
from sandbox.text.plain import Reader


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirm:
    """The question that stood before a press: its title, text and the words of its two buttons."""

    title: str
    text: str
    confirm: str
    deny: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenMessage:
    """A message as its reader saw it at one moment."""

    channel: str
    ts: str
    # All its words, a line each.
    text: str
    # Whether nobody else sees it.
    ephemeral: bool
    from_app: bool
    edited: bool
    # The key of the address at which it was given as an answer, if it was.
    answers: str | None
    # What can be pressed, chosen or filled in, in reading order.
    controls: tuple[Control, ...] = field(repr=False)

    @property
    def container(self) -> Json:
        """How the page names this place."""
        return {"type": "message", "channel": self.channel, "ts": self.ts}

    @property
    def labels(self) -> list[str]:
        """The words on everything that can be used here."""
        return [control.names[0] for control in self.controls]


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenView:
    """A modal or a Home tab as it was at one moment."""

    id: str
    title: str
    # All its words, a line each.
    text: str
    # The words on its two buttons; none on a Home tab.
    submit: str
    close: str
    # Sentences by the label of their field.
    errors: dict[str, str]
    # What can be pressed, chosen or filled in, in reading order.
    controls: tuple[Control, ...] = field(repr=False)
    # What has been put in so far, as Slack's `state.values`.
    state: Json = field(repr=False)

    @property
    def container(self) -> Json:
        """How the page names this place."""
        return {"type": "view", "view_id": self.id}

    @property
    def labels(self) -> list[str]:
        """The words on everything that can be used here."""
        return [control.names[0] for control in self.controls]


Seen = SeenMessage | SeenView


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonView:
    """One person's screen; every method looks anew."""

    slack: LocalSlack
    loop: LoopThread
    person_id: str
    _known: dict[tuple[object, ...], SeenMessage] = field(default_factory=dict)

    @property
    def person(self) -> Person:
        """Whose screen it is."""
        return self.slack.workspace.people[self.person_id]

    @property
    def reader(self) -> Reader:
        """The person as a reader, now."""
        space = self.slack.workspace
        return Reader(workspace=space, person=self.person, now=space.now())

    def messages(self) -> list[SeenMessage]:
        """Return every message before the person, in all conversations, oldest first."""
        return [self._seen(one) for one in self._everything()]

    def newest(self, words: str, known: Collection[tuple[str, str]]) -> SeenMessage | None:
        """Return the newest message with these words, if any, none of `known` (channel, ts)."""
        for one in reversed(self._everything()):
            if (one.channel, one.ts) in known:
                continue
            if contains((seen := self._seen(one)).text, words):
                return seen
        return None

    def modal(self, errors: dict[str, dict[str, str]]) -> SeenView | None:
        """Return the modal on top; `errors` are by view id and then by block_id."""
        stack = self.loop.ask(
            lambda: list(self.slack.workspace.views.stacks.get(self.person_id, []))
        )
        return self._view(stack[-1], errors.get(stack[-1].id, {})) if stack else None

    def home(self) -> SeenView | None:
        """Return the Home tab, once the app has published one."""
        home = self.loop.ask(lambda: self.slack.workspace.views.homes.get(self.person_id))
        return self._view(home, {}) if home else None

    def _everything(self) -> list[Message]:
        return self.loop.ask(lambda: self.slack.workspace.everything_before(self.person_id))

    def _seen(self, one: Message) -> SeenMessage:
        # What a message says changes with an edit, the reader's zone and, slowly, with the time.
        minute = int(self.slack.workspace.clock.time() // 60)
        key = (one.channel, one.ts, one.edited, self.person.tz, minute)
        if key not in self._known:
            self._known[key] = self._message(one)
        return self._known[key]

    def _message(self, one: Message) -> SeenMessage:
        reader, blocks = self.reader, one.all_blocks()
        return SeenMessage(
            channel=one.channel,
            ts=one.ts,
            text=reader.message(text=one.text, blocks=blocks),
            ephemeral=one.only_for is not None,
            from_app=one.user == self.slack.workspace.app.bot_user_id,
            edited=one.edited is not None,
            answers=one.answers,
            controls=tuple(controls_in(blocks, reader)),
        )

    def _view(self, view: View, errors: dict[str, str]) -> SeenView:
        reader, told = self.reader, view.told
        controls = tuple(controls_in(view.blocks, reader))
        names = {control.block_id: control.names[0] for control in controls}
        return SeenView(
            id=view.id,
            title=reader.text(told.get("title")),
            text=reader.blocks(view.blocks, state=view.state),
            submit=reader.text(told.get("submit")),
            close=reader.text(told.get("close")),
            errors={names.get(key, key): sentence for key, sentence in errors.items()},
            controls=controls,
            state=view.state,
        )


def contains(text: str, wanted: str) -> bool:
    """Tell whether words stand in a text, however lines and spaces are broken."""
    return " ".join(wanted.split()) in " ".join(text.split())
