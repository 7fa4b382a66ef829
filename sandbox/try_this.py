"""The list of things to try, ticked off by what really happened."""

from sandbox.json_values import Json


class TryThis:
    """A list of things to try."""

    def shown(self) -> list[Json]:
        """Make what the page shows."""
        return []
