"""A link to a candidate's page, as the coordinator gets it who sends it on."""

from datetime import datetime, timedelta
from urllib.parse import quote

from slack_sdk.models.blocks import ButtonElement
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import (
    Blocks,
    actions,
    bold_name,
    button,
    confirm,
    context_line,
    escape,
    section,
    without_tags,
)
from scheduling.model import Person
from scheduling.results import IssuedLink
from scheduling.timespan import day_words
from scheduling.wording.saying.links import ready_subject, ready_words
from scheduling.wording.saying.reader import Reader

ASK = "candidate_ask"
SEND = "candidate_send_link"
END = "candidate_end_links"


def ask_button(person: Person, *, style: str | None = None) -> ButtonElement:
    """Return the button that asks a candidate for hours."""
    return button(
        "Ask for hours",
        action_id=ASK,
        value=str(person.id),
        style=style,
        spoken=f"Ask {person.name} for hours",
    )


def link_words(issued: IssuedLink) -> str:
    """Say whose link it is, for notifications."""
    return f"A link for {issued.person.name}"


def link_blocks(issued: IssuedLink, *, address: str, reader: Reader) -> Blocks:
    """Show a link with the words to send it with, until when it is good, and what it opens."""
    person = issued.person
    until = _good_until(issued.link.expires_at, reader=reader)
    head = f"A link for {bold_name(person)}, good {until}:"
    words = ready_words(issued, address=address)
    blocks: Blocks = [section(f"{head}\n```{_as_code(words)}```"), section(_who_sends(issued))]
    if person.email and not issued.is_told:
        blocks.append(section(f"<{_mailto(issued, words)}|Write the mail>"))
    return [
        *blocks,
        context_line(
            "On that page they give hours, see, move and cancel their own interviews, and see "
            "nobody else. Whoever has the link can do so in their name."
        ),
        actions(_end_button(person)),
    ]


def link_view(blocks: Blocks) -> View:
    """Return the same as a modal."""
    return View(type="modal", title="A link to send", close="Done", blocks=blocks)


def ended_words(person: Person, count: int) -> str:
    """Say that no link opens somebody's page any more."""
    if not count:
        return f"{bold_name(person)} has no link that is good, so there was none to end."
    return f"*Ended:* no link opens the page of {bold_name(person)} any more."


def _good_until(end: datetime, *, reader: Reader) -> str:
    """Say when it ends: with a day, which midnight is not of, or within one."""
    local = end.astimezone(reader.zone)
    if local.hour or local.minute:
        return f"until {reader.time_words(end)}"
    return f"to the end of {day_words(end - timedelta(minutes=1), zone=reader.zone)}"


def _as_code(text: str) -> str:
    """What stands between backticks as it is, with no end of them in it."""
    return without_tags(text).replace("`", "'")


def _who_sends(issued: IssuedLink) -> str:
    name = bold_name(issued.person)
    if issued.is_told:
        way = "told of it in Slack" if issued.person.slack_user_id else "sent it by mail"
        return f"{name} is {way} as well. You need not send it yourself, but can."
    where = f" ({escape(issued.person.email)})" if issued.person.email else ""
    again = " It is the one that they may have already, and lasts longer now."
    return (
        f"Please send it to {name}{where} yourself: I can't reach them."
        f"{again if issued.was_there else ''}"
    )


def _mailto(issued: IssuedLink, words: str) -> str:
    subject = quote(ready_subject(issued), safe="")
    to, body = quote(issued.person.email or "", safe="@"), quote(words, safe="")
    return f"mailto:{to}?subject={subject}&amp;body={body}"


def _end_button(person: Person) -> ButtonElement:
    return button(
        "End the link",
        action_id=END,
        value=str(person.id),
        spoken=f"End the link of {person.name}",
        confirm=confirm(
            title="End the link?",
            text="Whoever opens it reads that it is over. You can make a new one at any time.",
            yes="End the link",
            no="Keep it",
        ),
    )
