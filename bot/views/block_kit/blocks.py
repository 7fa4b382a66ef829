"""The few pieces that every view is made of."""

import re
from collections.abc import Iterable, Mapping
from datetime import tzinfo

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    InputBlock,
    InputInteractiveElement,
    InteractiveElement,
    MarkdownTextObject,
    Option,
    OverflowMenuElement,
    PlainTextObject,
    SectionBlock,
)

from scheduling.errors import listed
from scheduling.model import LONGEST_NAME, Interview, Person
from scheduling.timespan import words_for
from scheduling.wording.saying.marked import clipped
from scheduling.wording.saying.people import details_apart, name_beside

LONGEST_OPTION = 75
LONGEST_SECTION = 3000
_WIDE = {"*": "＊", "_": "＿", "~": "～", "`": "｀"}
_MARKS = re.compile(r"`|(?<![^\W_])[*_~]|[*_~](?![^\W_])")
"""In the middle of a word, as in America/New_York, Slack takes them for what they are."""

# "U024BE7LH": members' ids start with U or W, and the digit keeps out "(WEDNESDAY)" and "(UTC)".
_MEMBER = re.compile(r"\(([UW](?=[A-Z]*\d)[A-Z0-9]{8,})\)")

Blocks = list[Block]


def escape(text: str) -> str:
    """Make what somebody typed safe in Slack's mrkdwn: data, not markup.

    Slack has no way to write a star that makes nothing bold, so marks at the edge of a word are
    shown by their wide twins; names are looked up as if they were the same.
    """
    return _MARKS.sub(lambda mark: _WIDE[mark.group()], without_tags(text))


def escape_sentence(text: str) -> str:
    """Do the same for a sentence of ours that repeats what somebody typed.

    What stands between backticks is an example to type, and stays one. The member's id by which
    a plain sentence tells two of one name apart becomes a mention: there is a profile behind it.
    """
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return _with_mentions(escape(text))
    return "`".join(
        without_tags(piece) if place % 2 else _with_mentions(escape(piece))
        for place, piece in enumerate(pieces)
    )


def _with_mentions(text: str) -> str:
    return _MEMBER.sub(r"(<@\1>)", text)


def without_tags(text: str) -> str:
    """Return the text with what would open a tag of Slack's escaped, and nothing else."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def section(
    text: str,
    *,
    accessory: ButtonElement | OverflowMenuElement | None = None,
    block_id: str | None = None,
) -> SectionBlock:
    """Return a paragraph of mrkdwn, with a button or menu beside it if given."""
    shown = _mrkdwn(text)
    return SectionBlock(text=shown, accessory=accessory, block_id=block_id)


def context_line(text: str) -> ContextBlock:
    """Return a small grey line of mrkdwn."""
    return ContextBlock(elements=[_mrkdwn(text)])


def _mrkdwn(text: str, *, longest: int = LONGEST_SECTION) -> MarkdownTextObject:
    """Text in which nothing becomes a link by itself: a name may look like an address."""
    return MarkdownTextObject(text=clipped(text, longest), verbatim=True)


def header(text: str) -> HeaderBlock:
    """Return a heading; it takes plain text only."""
    return HeaderBlock(text=PlainTextObject(text=clipped(text, 150)))


def divider() -> DividerBlock:
    """Return a line across."""
    return DividerBlock()


def button(
    label: str,
    *,
    action_id: str,
    value: str = "-",
    style: str | None = None,
    confirm: ConfirmObject | None = None,
    spoken: str | None = None,
    url: str | None = None,
) -> ButtonElement:
    """Return a button; `spoken` is its name for screen readers, if another, and `url` what it
    opens in the browser.
    """
    return ButtonElement(
        text=PlainTextObject(text=clipped(label, LONGEST_OPTION)),
        action_id=action_id,
        value=value,
        url=url,
        style=style,
        confirm=confirm,
        accessibility_label=spoken and clipped(spoken, LONGEST_OPTION),
    )


def actions(*elements: InteractiveElement, block_id: str | None = None) -> ActionsBlock:
    """Return a row of buttons or menus."""
    return ActionsBlock(elements=list(elements), block_id=block_id)


def confirm(*, title: str, text: str, yes: str, no: str, danger: bool = False) -> ConfirmObject:
    """Return the question that a button asks first; the verb stands in both answers."""
    return ConfirmObject(
        title=PlainTextObject(text=clipped(title, 100)),
        text=_mrkdwn(text, longest=300),
        confirm=PlainTextObject(text=clipped(yes, 30)),
        deny=PlainTextObject(text=clipped(no, 30)),
        style="danger" if danger else "primary",
    )


def option(label: str, value: str, *, description: str | None = None) -> Option:
    """Return one choice of a menu."""
    return Option(
        text=PlainTextObject(text=clipped(label, LONGEST_OPTION)),
        value=value,
        description=description and clipped(description, LONGEST_OPTION),
    )


def field(
    label: str,
    element: InputInteractiveElement,
    *,
    block_id: str,
    hint: str | None = None,
    optional: bool = False,
) -> InputBlock:
    """Return a labelled field of a form."""
    return InputBlock(
        label=PlainTextObject(text=label),
        element=element,
        block_id=block_id,
        hint=PlainTextObject(text=hint) if hint else None,
        optional=optional,
    )


Shown = Mapping[int, str]
"""The names of all who are shown together, by id, as `shown_names` gives them."""


def shown_names(people: Iterable[Person], *, longest: int = LONGEST_NAME) -> Shown:
    """Return the name of each in mrkdwn, by id, so that two who share one are told apart.

    Where a member's id alone does that, Slack shows them by it as a mention.
    """
    everybody = {person.id: person for person in people}
    details = details_apart(everybody.values())
    shown = {
        id: escape(name_beside(details.get(id, ""), each, longest))
        for id, each in everybody.items()
    }
    for id, detail in details.items():
        by_mention = detail == everybody[id].slack_user_id
        shown[id] += f" (<@{detail}>)" if by_mention else f" ({escape(detail)})"
    return shown


def bold_name(person: Person, shown: Shown | None = None) -> str:
    """Return a person's name in bold, escaped; `shown` among whom, if among others."""
    return f"*{(shown or shown_names([person]))[person.id]}*"


def names(people: Iterable[Person], shown: Shown | None = None) -> str:
    """Join names as people do, escaped: "Ana, Ben and Cy".

    `shown` holds the names of all who are shown beside them, and theirs.
    """
    those = tuple(people)
    by_id = shown_names(those) if shown is None else shown
    return listed([by_id[person.id] for person in those])


def other_clocks(interview: Interview, *, zone: tzinfo, shown: Shown | None = None) -> str:
    """Say what the clock shows for those in it who are in another zone than a reader.

    "Ivo: Mon 9 Nov, 3:00 AM EST"; empty when everybody's clock shows the same.
    """
    here = interview.start.astimezone(zone).utcoffset()
    by_id = shown_names(interview.people) if shown is None else shown
    return " · ".join(
        f"{by_id[person.id]}: {words_for(interview.start, zone=person.zone)}"
        for person in interview.people
        if interview.start.astimezone(person.zone).utcoffset() != here
    )
