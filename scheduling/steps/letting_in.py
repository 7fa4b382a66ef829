"""Who is let in, and who may be what: members, guests, and people from elsewhere."""

from scheduling.errors import CannotTakePart, NotLetIn
from scheduling.model import Guests, Profile, Role, Rules

STRANGER = "they are in another workspace, and I work for the members of this one"
_GUEST = "they are a guest of the workspace, and guests are only interviewed here"


def check_let_in(profile: Profile, *, rules: Rules) -> None:
    """Refuse whoever may ask nothing at all. Raises NotLetIn."""
    if profile.is_bot:
        raise NotLetIn(reason="You are an app, and I work for people.")
    if profile.is_stranger:
        raise NotLetIn(
            reason="I work for the members of one workspace, and you are in another. "
            "Whoever arranges your interview can register you as a candidate from outside."
        )
    if profile.is_deactivated:
        raise NotLetIn(reason="Your account in this workspace is deactivated.")
    if profile.is_guest and rules.guests is Guests.NOBODY:
        raise NotLetIn(
            reason="I work for the full members of this workspace, and you are a guest of it. "
            "Whoever arranges your interview can register you as a candidate from outside."
        )


def check_role(profile: Profile, role: Role | None, *, rules: Rules) -> None:
    """Refuse a role that the settings keep from guests. Raises CannotTakePart."""
    if role is not Role.CANDIDATE and profile.is_guest and rules.guests is not Guests.EVERYBODY:
        raise CannotTakePart(name=profile.name, reason=_GUEST)
