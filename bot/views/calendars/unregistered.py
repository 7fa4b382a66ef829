"""What a coordinator is told who asks for the calendars of a member that is not registered yet."""

from bot.views.block_kit.blocks import Blocks, actions, button, escape, section
from scheduling.model import Profile

REGISTER_OWNER = "calendar_register_owner"


def offer_words(member: Profile) -> str:
    """Say that there is nothing to see yet, and what there is to do."""
    return (
        f"*{escape(member.name)}* is not registered yet, so there is no calendar of theirs. "
        "Register them as an interviewer, and you can connect one for them. They can do all of "
        "that themselves by *Connect my calendar* on my Home tab."
    )


def offer(member: Profile) -> Blocks:
    """Return the same, with the button that does it."""
    register = button(
        "Register, and open calendars",
        action_id=REGISTER_OWNER,
        value=member.slack_user_id,
        spoken=f"Register {member.name}, and open their calendars",
        style="primary",
    )
    return [section(offer_words(member)), actions(register)]
