"""What happened, told to whoever watches: the page's event streams and the tests' waits."""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.state.types import Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One thing that happened; `audience` is the people who may see it, or None for everyone."""

    type: str
    data: Json
    audience: frozenset[str] | None = None

    def concerns(self, person: str) -> bool:
        """Tell whether the person with this id may see the change."""
        return self.audience is None or person in self.audience


Watcher = Callable[[Change], None]


class Changes:
    """Passes every change on to all watchers, in order, at once."""

    def __init__(self) -> None:
        self._watchers: list[Watcher] = []

    def tell(self, type: str, *, to: frozenset[str] | None = None, **data: object) -> None:
        """Tell every watcher of a change of this type that the people in `to` may see."""
        change = Change(type=type, data=dict(data), audience=to)
        for watcher in list(self._watchers):
            watcher(change)

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Call `watcher` with every change from now on; return the function that ends it."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)
