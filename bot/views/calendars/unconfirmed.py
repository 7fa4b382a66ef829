"""Calendars that wait for their owners to say that they are theirs, and the buttons that do."""

from slack_sdk.models.blocks import ActionsBlock

from bot.views.block_kit.blocks import Blocks, actions, button, escape, section
from bot.views.block_kit.carried import carried_id
from scheduling.model import RequestContext
from scheduling.results import CalendarsShown
from scheduling.timespan import day_words
from scheduling.wording.saying.calendars import unconfirmed_name

CONFIRM, REFUSE = "calendar_confirm", "calendar_refuse"


def confirm_buttons(unconfirmed_id: int, *, which: str) -> ActionsBlock:
    """Return the buttons by which somebody says whether a calendar is theirs."""
    value = str(unconfirmed_id)
    return actions(
        button(
            "Yes, use it",
            action_id=CONFIRM,
            value=value,
            spoken=f"Yes, use it: {which}",
            style="primary",
        ),
        button(
            "No, remove it",
            action_id=REFUSE,
            value=value,
            spoken=f"No, remove it: {which}",
            style="danger",
        ),
        block_id=f"calendar-unconfirmed-{unconfirmed_id}",
    )


def read_unconfirmed(value: str) -> int:
    """Return which calendar a button means. Raises NotReadable."""
    return carried_id(value)


def waiting_rows(theirs: CalendarsShown, context: RequestContext, *, is_own: bool) -> Blocks:
    """Return a row for each that waits; its owner alone has the buttons, and sees the address."""
    blocks: Blocks = []
    for each in theirs.unconfirmed:
        until = day_words(each.until, zone=context.actor.zone)
        if not is_own:
            blocks.append(section(f":hourglass: *{escape(each.host)}*: {_theirs(until)}"))
            continue
        name = unconfirmed_name(each)
        blocks += [
            section(f":hourglass: *{escape(name)}*: {_yours(until)}"),
            confirm_buttons(each.id, which=name),
        ]
    return blocks


def _yours(until: str) -> str:
    return (
        "somebody has signed in for it, and I do not know it as yours. Was it you? Until you say "
        f"so, nothing of it is read or counts; on {until} I forget it."
    )


def _theirs(until: str) -> str:
    return (
        "it waits for them to say that it is theirs, and I have asked them. Nothing of it is read "
        f"or counts until they do; on {until} I forget it."
    )
