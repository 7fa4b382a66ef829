"""What one person of the workspace sees, from a test's point of view."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sandbox.events.local_slack import LocalSlack
from sandbox.runtime.change_signal import PATIENCE, ChangeSignal
from sandbox.runtime.loop_thread import LoopThread
from sandbox.state.types import Json
from sandbox.testing.views import Confirm, PersonView, SeenMessage, SeenView, contains

Found = TypeVar("Found")


class Expectations:
    """What somebody sees; what they look for is waited for, up to `within` seconds of real time."""

    def __init__(
        self, *, person_id: str, slack: LocalSlack, loop: LoopThread, signal: ChangeSignal
    ) -> None:
        self.id = person_id
        self.confirmed: Confirm | None = None
        self._slack, self._loop, self._signal = slack, loop, signal
        self._screen = PersonView(slack=slack, loop=loop, person_id=person_id)
        self._typed: dict[str, Json] = {}
        self._errors: dict[str, dict[str, str]] = {}

    @property
    def name(self) -> str:
        """Their full name."""
        return self._screen.person.real_name

    @property
    def messages(self) -> list[SeenMessage]:
        """Everything before them now, in all conversations, oldest first."""
        return self._screen.messages()

    @property
    def messages_from_app(self) -> list[str]:
        """The words of each message from the app before them now, oldest first."""
        return [one.text for one in self.messages if one.from_app]

    @property
    def toasts(self) -> list[str]:
        """What Slack itself has told them so far, oldest first."""
        return self._loop.ask(lambda: list(self._slack.toasts.get(self.id, [])))

    @property
    def has_modal(self) -> bool:
        """Whether a modal is open before them now."""
        return self._screen.modal(self._errors) is not None

    @property
    def modal(self) -> SeenView:
        """The modal on top; waited for."""
        return self._wait(lambda: self._screen.modal(self._errors), "a modal")

    @property
    def home(self) -> SeenView:
        """The app's Home tab as it was last published; waited for."""
        return self._wait(self._screen.home, "a Home tab")

    def sees(
        self, words: str, *, besides: Sequence[SeenMessage] = (), within: float = PATIENCE
    ) -> SeenMessage:
        """Wait for a message with these words and give the newest such.

        Those of `besides` were there before: they are not what is waited for.
        """
        known = {(one.channel, one.ts) for one in besides}
        return self._wait(lambda: self._screen.newest(words, known), f"“{words}”", within)

    def does_not_see(self, words: str) -> None:
        """Make sure that no message before them now has these words."""
        found = [one.text for one in self.messages if contains(one.text, words)]
        assert not found, f"{self.name} sees “{words}”, in:\n\n" + "\n\n".join(found)

    def sees_in_modal(self, words: str, *, within: float = PATIENCE) -> SeenView:
        """Wait for these words in the title or the body of the modal on top and give it."""
        return self._wait(
            lambda: _with(self._screen.modal(self._errors), words), f"“{words}” in a modal", within
        )

    def sees_in_home(self, words: str, *, within: float = PATIENCE) -> SeenView:
        """Wait for these words on the Home tab and give it."""
        return self._wait(
            lambda: _with(self._screen.home(), words), f"“{words}” on the Home tab", within
        )

    def sees_no_modal(self, *, within: float = PATIENCE) -> None:
        """Wait until no modal is open before them."""
        self._wait(lambda: not self.has_modal, "the end of the modal", within)

    def sees_toast(self, words: str, *, within: float = PATIENCE) -> str:
        """Wait until Slack itself tells them these words, and give the whole sentence."""

        def newest() -> str | None:
            return next((one for one in reversed(self.toasts) if words in one), None)

        return self._wait(newest, f"“{words}” from Slack itself", within)

    def _wait(self, look: Callable[[], Found | None], what: str, within: float = PATIENCE) -> Found:
        def otherwise() -> str:
            # The last few say what went wrong; all of them would bury it.
            seen = "\n\n".join(one.text for one in self.messages[-8:])
            modal = self._screen.modal(self._errors)
            before = f"\n\nand the modal “{modal.title}”:\n{modal.text}" if modal else ""
            return f"{self.name} does not see {what}, but:\n\n{seen}{before}\n\n{self.toasts}"

        return self._signal.wait_until(look, otherwise=otherwise, seconds=within)


def _with(view: SeenView | None, words: str) -> SeenView | None:
    return view if view is not None and contains(f"{view.title}\n{view.text}", words) else None
