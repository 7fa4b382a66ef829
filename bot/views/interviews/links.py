"""The secret address at which a person's calendar finds interviews, and the link to the list."""

from slack_sdk.models.blocks import ButtonElement

from bot.views.block_kit.blocks import Blocks, actions, button, confirm, context_line, section

NEW_ADDRESS = "calendar_new_address"
END_ADDRESS = "calendar_end_address"

WORDS = "Your interviews in your own calendar"
NOT_REGISTERED = (
    "You are not registered yet, so your calendar would stay empty. `/register` takes a minute."
)
NO_PUBLIC_URL = (
    "I can't give you an address for your calendar yet: calendars must be able to reach me, and "
    "nobody has told me how. Please ask whoever runs me to set `PUBLIC_URL`, then try again."
)

_HOW_TO = """\
• *Google*: in a browser, choose *+* beside “Other calendars”, then *From URL*, and paste it.
• *Outlook*: in the calendar, choose *Add calendar*, then *Subscribe from web*, and paste it.
• *Apple*: on a Mac, choose *File*, then *New Calendar Subscription…* in Calendar, and paste it."""


LIST_WORDS = "Your list of interviews"
NO_PUBLIC_URL_FOR_LIST = (
    "I can't give you a link yet: your browser must be able to reach me, and nobody has told me "
    "how. Please ask whoever runs me to set `PUBLIC_URL`, then try again."
)


def list_link_blocks(address: str) -> Blocks:
    """Show a link by which the list of interviews is downloaded, once."""
    return [
        section(f"*{LIST_WORDS}* is on this page, to be downloaded:\n<{address}>"),
        context_line(
            "It works once, and for 15 minutes. Whoever has the link gets the names and addresses "
            "in it, so keep it to yourself."
        ),
    ]


def address_blocks(address: str) -> Blocks:
    """Show a new address, the only time that it is shown, and what to do with it."""
    return [
        section(f"*{WORDS}*\nGive this address to it:\n```{address}```"),
        section(_HOW_TO),
        context_line(
            "Keep it to yourself: whoever has it can see your interviews. I can't show it again. "
            "Calendars look for changes when they like, some only once a day; my messages come "
            "at once."
        ),
        actions(_new_address(), _end_address()),
    ]


def shown_before_blocks() -> Blocks:
    """Say that there is an address already, which nobody can look up."""
    words = (
        "You have an address already, and it still works. It was shown once, and I can't show "
        "it again: a new one takes its place."
    )
    return [section(f"*{WORDS}*\n{words}"), actions(_new_address(), _end_address())]


def ended_words(*, was_there: bool) -> str:
    """Say that no address shows one's interviews any more."""
    if not was_there:
        return "You have no address for your calendar, so there was none to end."
    return "Your address has ended: calendars that use it show nothing more from now on."


def _end_address() -> ButtonElement:
    return button(
        "End the address",
        action_id=END_ADDRESS,
        confirm=confirm(
            title="End the address?",
            text="Calendars that use it show your interviews no more. You can make a new one "
            "at any time.",
            yes="End the address",
            no="Keep it",
        ),
    )


def _new_address() -> ButtonElement:
    return button(
        "New address",
        action_id=NEW_ADDRESS,
        confirm=confirm(
            title="A new address?",
            text="The one that you have now ends: calendars that use it need the new one.",
            yes="New address",
            no="Keep the one I have",
        ),
    )
