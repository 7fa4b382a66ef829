"""The workspace that we are installed in, and who belongs to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """One installation, as Slack's `auth.test` describes it."""

    name: str
    team_id: str
    # None outside Enterprise Grid.
    enterprise_id: str | None = None
    # Whether we are installed in all of the enterprise.
    is_org_wide: bool = False

    @classmethod
    def of(cls, answer: Any) -> "Workspace":
        """Return what an answer of `auth.test` says."""
        return cls(
            name=str(answer.get("team") or ""),
            team_id=str(answer.get("team_id") or ""),
            enterprise_id=answer.get("enterprise_id"),
            is_org_wide=bool(answer.get("is_enterprise_install")),
        )

    def has_member(self, user: Mapping[str, Any]) -> bool:
        """Tell whether a user object of Slack's is one of ours, and nobody from elsewhere."""
        if user.get("is_stranger"):
            return False
        in_grid = user.get("enterprise_user") or {}
        if self.is_org_wide and self.enterprise_id in (
            user.get("enterprise_id"),
            in_grid.get("enterprise_id"),
        ):
            return True
        home = user.get("team_id")
        # Slack names no team of some of its own, such as Slackbot.
        return home in (None, self.team_id) or self.team_id in in_grid.get("teams", ())

    def sent(self, body: Mapping[str, Any]) -> bool:
        """Tell whether a request of Slack's was made by somebody of ours.

        Slack names the team of who asks, and that of the place: any other than ours is none of
        ours, whatever else is said.
        """
        if self.is_org_wide and self.enterprise_id in set(_enterprises_in(body)):
            return True
        return all(team == self.team_id for team in _teams_in(body))


def _teams_in(body: Mapping[str, Any]) -> Iterator[str]:
    places = (body.get("team_id"), (body.get("team") or {}).get("id"))
    asking = (body.get("user") or {}).get("team_id")
    yield from (team for team in (*places, asking) if team)


def _enterprises_in(body: Mapping[str, Any]) -> Iterator[str]:
    named = (body.get("enterprise_id"), (body.get("enterprise") or {}).get("id"))
    yield from (enterprise for enterprise in named if enterprise)
