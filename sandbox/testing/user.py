"""One person of the workspace, from a test's point of view: what they see and what they do."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from sandbox.interactions import composing, pressing, submitting
from sandbox.interactions.pressing import options_in
from sandbox.runtime.change_signal import PATIENCE
from sandbox.state.people import named
from sandbox.state.types import Json
from sandbox.testing.controls import Control, option_named
from sandbox.testing.expectations import Expectations
from sandbox.testing.filling import value_for
from sandbox.testing.own_calendar import OwnCalendar
from sandbox.testing.views import Confirm, Seen, SeenMessage, SeenView, contains
from sandbox.testing.web_page import WebPage


class User(Expectations):
    """A person who sits before their Slack.

    What they do comes back once the app has acknowledged it, or was too slow to.
    """

    def types(self, text: str, *, to: str | None = None) -> None:
        """Type a message or a slash command: to the app, to `#general` or to a person by name.

        Raises NotPossible, with what Slack's client says, when it is no command.
        """
        self._do(lambda: composing.type_text(
            self._slack, person=self.id, channel=self._channel(to), text=text
        ))  # fmt: skip

    @property
    def calendar(self) -> OwnCalendar:
        """The calendar that they use beside Slack."""
        return OwnCalendar(slack=self._slack, loop=self._loop, person_id=self.id)

    def asks(self, text: str, *, sees: str = "") -> SeenMessage:
        """Type a command and give its first answer, for them alone, that has the words."""
        self.types(text)
        tickets = self._slack.workspace.tickets
        # The answer of an earlier command may come after this one was typed.
        key = self._loop.ask(lambda: tickets.newest_reply_address(person=self.id))

        def answer() -> SeenMessage | None:
            mine = (one for one in self.messages if one.answers == key and one.ephemeral)
            return next((one for one in mine if contains(one.text, sees)), None)

        return self._wait(answer, f"“{sees}” after typing “{text}”")

    def presses(
        self,
        label: str,
        *,
        in_: Seen | None = None,
        confirming: bool = True,
        within: float = PATIENCE,
    ) -> None:
        """Press the newest button with these words, or pick the overflow option that has them.

        It is looked for in the open modal, else in the messages, else on the Home tab; with `in_`
        there only. A confirm dialog is kept as `confirmed` and answered as `confirming` says.
        """
        place, control = self._wait(
            lambda: self._control(label, in_), f"“{label}” to press{self._usable(in_)}", within
        )
        value = None
        if control.kind == "overflow":
            reader = self._screen.reader
            value = option_named(options_in(control.element), label, reader)["value"]
        elif control.kind != "button":
            raise AssertionError(f"“{label}” is a {control.kind}: choose something in it instead")
        self._use(place, control, value, confirming=confirming)

    def opens_page(self, label: str) -> WebPage:
        """Open what the newest button with these words leads to, outside of Slack."""
        place, control = self._wait(
            lambda: self._control(label, None), f"“{label}” to open{self._usable(None)}"
        )
        self._use(place, control, None, confirming=True)
        return WebPage(control.element["url"])

    def chooses(
        self, label: str, choice: Any, *, in_: Seen | None = None, confirming: bool = True
    ) -> None:
        """Choose something in the field, menu or picker of this name."""
        place, control = self._wait(
            lambda: self._named(label, in_), f"“{label}” to choose in{self._usable(in_)}"
        )
        value = self._value(place, control, choice)
        if control.dispatches or isinstance(place, SeenMessage):
            self._use(place, control, value, confirming=confirming)
        else:
            self._put(place, control, value)

    def fills(self, fields: Json) -> None:
        """Fill in fields of the modal on top, by their labels; options by text, people by name."""
        for label, told in fields.items():
            self.chooses(label, told, in_=self._modal_with(label))

    def submits(self) -> None:
        """Submit the modal on top; what is wrong with it is then in `modal.errors`."""
        view = self.modal
        state = {
            block: values
            for block, values in self._typed.get(view.id, {}).items()
            if any(control.block_id == block for control in view.controls)
        }
        answer = self._loop.run(
            submitting.submit(self._slack, person=self.id, view_id=view.id, state=state)
        )
        self._errors[view.id] = answer.get("errors", {})
        if trouble := answer.get("trouble"):
            self._loop.ask(lambda: self._slack.toast(self._screen.person, trouble))

    def closes(self) -> None:
        """Close the modal on top without submitting it."""
        view = self.modal
        self._do(lambda: submitting.close(self._slack, person=self.id, view_id=view.id))

    def opens_home(self) -> None:
        """Open the app's Home tab."""
        self._do(lambda: pressing.open_home(self._slack, person=self.id))

    def uses_shortcut(self, callback_id: str) -> None:
        """Start a global shortcut."""
        self._do(lambda: composing.use_shortcut(
            self._slack, person=self.id, callback_id=callback_id
        ))  # fmt: skip

    def options_for(self, label: str, typed: str, *, in_: Seen | None = None) -> list[str]:
        """Type into an external select and give the words of the options that the app offers."""
        place, control = self._wait(lambda: self._named(label, in_), f"“{label}” to choose in")
        reader = self._screen.reader
        return [reader.text(one["text"]) for one in options_in(self._ask(place, control, typed))]

    def reads(self, conversation: str | None = None) -> None:
        """Read all there is in the talk with the app, in `#general` or with a person by name."""
        channel = self._channel(conversation)
        self._loop.ask(lambda: self._slack.read(self._screen.person, channel))

    def unread(self, conversation: str | None = None) -> int:
        """Count what they have not read there."""
        channel, space = self._channel(conversation), self._slack.workspace
        return self._loop.ask(lambda: space.unread(person=self.id, channel=channel))

    def clears_away(self) -> None:
        """Take every message before them away, so that days of use do not slow their screen."""
        space = self._slack.workspace

        def clear() -> None:
            for one in space.everything_before(self.id):
                space.messages.remove(channel=one.channel, ts=one.ts)

        self._loop.ask(clear)

    def moves_to(self, tz: str | None) -> None:
        """Live in another time zone from now on, or in none that Slack knows of."""
        people = self._slack.workspace.people
        self._loop.ask(lambda: people.update({self.id: replace(people[self.id], tz=tz)}))

    def is_deactivated(self) -> None:
        """Have the account deactivated."""
        people = self._slack.workspace.people
        self._loop.ask(lambda: people.update({self.id: replace(people[self.id], deleted=True)}))

    def _use(self, place: Seen, control: Control, value: Any, *, confirming: bool) -> None:
        if (confirm := control.element.get("confirm")) is not None:
            words = {key: self._screen.reader.text(confirm.get(key)) for key in confirm}
            keys = ("title", "text", "confirm", "deny")
            self.confirmed = Confirm(**{key: words.get(key, "") for key in keys})
            if not confirming:
                return
        self._do(lambda: pressing.press(
            self._slack,
            person=self.id,
            container=place.container,
            block_id=control.block_id,
            action_id=control.action_id,
            value=value,
            state=self._typed.get(place.id, {}) if isinstance(place, SeenView) else {},
        ))  # fmt: skip

    def _put(self, view: SeenView, control: Control, value: Any) -> None:
        self._typed.setdefault(view.id, {}).setdefault(control.block_id, {})[control.action_id] = (
            value
        )
        typed = {control.block_id: {control.action_id: value}}

        def put() -> None:
            place = pressing.find_place(self._slack, self._screen.person, view.container)
            pressing.put_in(place, typed)

        self._loop.ask(put)

    def _value(self, place: Seen, control: Control, told: Any) -> Any:
        return value_for(
            control,
            told,
            reader=self._screen.reader,
            suggest=lambda control, typed: self._ask(place, control, typed),
        )

    def _ask(self, place: Seen, control: Control, typed: str) -> Json:
        return self._loop.run(
            pressing.options(
                self._slack,
                person=self.id,
                container=place.container,
                block_id=control.block_id,
                action_id=control.action_id,
                typed=typed,
                state={},
            )
        )

    def _places(self, in_: Seen | None) -> list[Seen]:
        modal = self._screen.modal(self._errors)
        messages, home = self.messages, self._screen.home()
        if isinstance(in_, SeenMessage):
            return [one for one in messages if (one.channel, one.ts) == (in_.channel, in_.ts)]
        if in_ is not None:
            return [one for one in (modal, home) if one is not None and one.id == in_.id]
        if modal is not None:
            return [modal]
        # The newest first: a person presses the button that they were just shown.
        return [*reversed(messages), *([home] if home else [])]

    def _control(self, label: str, in_: Seen | None) -> tuple[Seen, Control] | None:
        if (found := self._named(label, in_)) is not None:
            return found
        reader = self._screen.reader
        for place in self._places(in_):
            for control in place.controls:
                texts = [reader.text(one["text"]) for one in options_in(control.element)]
                if control.kind == "overflow" and label in texts:
                    return place, control
        return None

    def _named(self, label: str, in_: Seen | None) -> tuple[Seen, Control] | None:
        for place in self._places(in_):
            for control in place.controls:
                if control.is_called(label):
                    return place, control
        return None

    def _modal_with(self, label: str) -> SeenView:
        def look() -> SeenView | None:
            view = self._screen.modal(self._errors)
            return (
                view
                if view and any(control.is_called(label) for control in view.controls)
                else None
            )

        return self._wait(look, f"the field “{label}”")

    def _usable(self, in_: Seen | None) -> str:
        return f" (there is {[label for place in self._places(in_) for label in place.labels]})"

    def _channel(self, to: str | None) -> str:
        space = self._slack.workspace
        if to is None:
            return space.app_im(self.id).id
        if to.removeprefix("#") == space.general.name:
            return space.general.id
        other = named(to, among=space.people.values())
        assert other is not None, f"nobody here is called {to}"
        return space.im(self.id, other.id).id

    def _do(self, act: Callable[[], Coroutine[Any, Any, None]]) -> None:
        async def done() -> None:
            await act()

        self._loop.run(done())
