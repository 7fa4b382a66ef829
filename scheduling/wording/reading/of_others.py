"""What somebody says of another's time in plain words: "Carl can do Tuesday 9-12"."""

import re
from dataclasses import dataclass

from scheduling.wording.reading.people.naming import Mention

_MENTION = r"<@(?P<id>[A-Z0-9]+)(?:\|(?P<label>[^>]*))?>"
_FREE = (
    r"(?:can|could)(?: also)?(?: do| make| work| meet)?|has(?: also)? time|works|:|says|"
    r"(?:is|are)(?: also)? (?:free|available|around)"
)
_NOT_FREE = (
    r"(?:can't|cannot|can not|couldn't)(?: do| make| work| meet)?|is (?:off|away|out|on holiday)"
    r"|(?:is not|isn't) (?:free|available)|has no time"
)
_SAID = re.compile(
    rf"(?:{_MENTION}|(?P<name>[^\W\d_][^<>?:;\n]{{0,80}}?)) ?"
    rf"(?:(?P<off>{_NOT_FREE})|(?P<free>{_FREE}))\s+(?:on )?(?P<words>.+)",
    re.IGNORECASE,
)
_NOBODY_ELSE = frozenset(
    [
        *("i", "we", "you", "he", "she", "they", "it", "who", "when", "what", "that", "this"),
        *("there", "everybody", "everyone", "nobody", "anybody", "all", "both", "hours"),
    ]
)
_APOSTROPHES = str.maketrans("‘’`´", "''''")


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOfAnother:
    """Whose time it is, and what is said of it, as one would say it of one's own."""

    mention: Mention
    words: str


def said_of_another(text: str) -> SaidOfAnother | None:
    """Return what a text says of the time of somebody who is named first, or None.

    A question says nothing. Whether anybody has such a name is for others to know.
    """
    typed = " ".join(text.translate(_APOSTROPHES).split()).rstrip(" .!")
    found = None if "?" in typed else _SAID.fullmatch(typed)
    if found is None or (found["name"] or "").casefold() in _NOBODY_ELSE:
        return None
    name = found["name"] or found["label"] or ""
    words = f"off {found['words']}" if found["off"] else found["words"]
    return SaidOfAnother(mention=Mention(slack_user_id=found["id"], name=name), words=words)
