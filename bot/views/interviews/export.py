"""The link by which the list of interviews is downloaded."""

from bot.views.block_kit.blocks import Blocks, context_line, section

WORDS = "Your list of interviews"
NO_PUBLIC_URL = (
    "I can't give you a link yet: your browser must be able to reach me, and nobody has told me "
    "how. Please ask whoever runs me to set `PUBLIC_URL`, then try again."
)


def link_blocks(address: str) -> Blocks:
    """Show a link, which works once."""
    return [
        section(f"*{WORDS}* is on this page, to be downloaded:\n<{address}>"),
        context_line(
            "It works once, and for 15 minutes. Whoever has the link gets the names and addresses "
            "in it, so keep it to yourself."
        ),
    ]
