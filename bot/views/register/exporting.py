"""The link by which all that is held about somebody is downloaded."""

from slack_sdk.models.blocks import ButtonElement

from bot.views.block_kit.blocks import Blocks, bold_name, button, context_line, section
from scheduling.model import Person

EXPORT = "register_export"
NO_PUBLIC_URL = (
    "I can't give you a link: your browser must be able to reach me, and nobody has told me how. "
    "Whoever runs me can set `PUBLIC_URL`, or take the file out with `python -m bot people export`."
)


def export_button(person: Person) -> ButtonElement:
    """Return the button that gives out what is held about somebody."""
    spoken = f"Take out all that is held about {person.name}"
    return button("Take out their data", action_id=EXPORT, value=str(person.id), spoken=spoken)


def link_words(person: Person) -> str:
    """Say what the link leads to."""
    return f"All that I hold about {bold_name(person)}"


def link_blocks(person: Person, address: str) -> Blocks:
    """Show a link, which works once."""
    return [
        section(f"{link_words(person)} is on this page, to be downloaded as JSON:\n<{address}>"),
        context_line(
            "It works once, and for 15 minutes. Whoever has the link gets the file, so keep it to "
            "yourself. Who else was in an interview is not in it."
        ),
    ]


def nowhere_blocks() -> Blocks:
    """Say that there can be no link."""
    return [section(NO_PUBLIC_URL)]
