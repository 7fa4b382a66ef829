"""Who is named, where it takes one person or nobody of the workspace."""

from scheduling.errors import NotUnderstood
from scheduling.wording.reading import Mention, read_mentions, refuse_escapes


def one_named(text: str, *, otherwise: str) -> Mention:
    """Return the one person whom a text names. Raises NotUnderstood with what to write instead."""
    refuse_escapes(text, addresses=True)
    mentions = read_mentions(text) if text.strip() else ()
    if len(mentions) != 1:
        raise NotUnderstood(question=otherwise)
    return mentions[0]


def refuse_members(text: str) -> None:
    """Refuse a text that names members of the workspace, who register themselves."""
    refuse_escapes(text, addresses=True)
    if "<@" in text:
        raise NotUnderstood(
            question="Members of this workspace register themselves: ask them to type "
            "`/register`. Or give hours for them: `/availability for @ivo: tomorrow 9-12`"
        )
