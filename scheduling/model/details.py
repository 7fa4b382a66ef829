"""What an interview is called, where it is, and what its people are to know beforehand."""

import re
import secrets
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from urllib.parse import urlsplit

from scheduling.errors import DetailTooLong, LinkNotHttps
from scheduling.model.names import visible

LONGEST_TITLE = 80
LONGEST_PLACE = 300
LONGEST_NOTE = 1000
"""Letters of each; a note is read on a phone, too."""
ROOM = "{id}"
"""Stands in a place for a word that every interview has of its own."""
_ROOM_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that is taken for another when it is read aloud; small, as many rooms know no others."""
_ROOM_LENGTH = 20
"""Of 31 letters: 99 random bits. Ids that count up would tell everybody the next room."""

_LINK = re.compile(r"https://[^\s<>\"|]+", re.IGNORECASE)
_AFTER_A_LINK = ".,;:!?'’”)]}"


class Detail(StrEnum):
    """One of the things that can be said of an interview, in the order in which they are shown."""

    TITLE = "title"
    PLACE = "place"
    NOTE_FOR_CANDIDATE = "note_for_candidate"
    NOTE_FOR_PANEL = "note_for_panel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What is said of an interview, each empty where nothing is."""

    # In one line, as is the next.
    title: str = ""
    # A location, or a link that starts with https://, or both.
    place: str = ""
    # Read by everybody in the interview,
    note_for_candidate: str = ""
    # and by everybody but the candidate.
    note_for_panel: str = ""

    @property
    def link(self) -> str | None:
        """The first link in the place."""
        return next(iter(links_in(self.place)), None)

    def for_candidate(self) -> "Details":
        """Return what the candidate may read of it."""
        return replace(self, note_for_panel="")

    def differing(self, other: "Details") -> tuple[Detail, ...]:
        """Return what is said otherwise there, in the order of showing."""
        return tuple(each for each in Detail if getattr(self, each) != getattr(other, each))


NO_DETAILS = Details()


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenDetails:
    """What somebody has said of an interview; None leaves a thing as it is, "" takes it away."""

    title: str | None = None
    # With ROOM in it for a word of its own, a new one each time that it is given.
    place: str | None = None
    note_for_candidate: str | None = None
    note_for_panel: str | None = None

    def over(self, before: Details) -> Details:
        """Return what is said after this was, each room with a word of its own."""
        given = {each.name: getattr(self, each.name) for each in fields(self)}
        after = replace(before, **{name: text for name, text in given.items() if text is not None})
        return replace(after, place=with_room(after.place))


NOTHING_GIVEN = GivenDetails()

_WORDS = {
    Detail.TITLE: "The title",
    Detail.PLACE: "The place",
    Detail.NOTE_FOR_CANDIDATE: "The note for the candidate",
    Detail.NOTE_FOR_PANEL: "The note for the panel",
}
_LONGEST = {Detail.TITLE: LONGEST_TITLE, Detail.PLACE: LONGEST_PLACE}
_NOTES = frozenset({Detail.NOTE_FOR_CANDIDATE, Detail.NOTE_FOR_PANEL})
_MOST_SHOWN = 60
_ANY_LINK = re.compile(
    r"\b[a-z][a-z0-9+.-]*://\S*"
    # What browsers run or open without two slashes.
    r"|\b(?:https?|javascript|vbscript):\S+|\bdata:\w+/\S+"
    # What mail programs and calendars make a link to http:// of.
    r"|(?<![\w./@-])www\.\S+",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?<!\S)(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?/\S*", re.IGNORECASE)
"""Such as meet.example.org/room. In a note that may be the name of a file; a place is opened."""


def read_details(given: GivenDetails) -> GivenDetails:
    """Return what somebody has said, made safe to keep and to show.

    Raises LinkNotHttps and DetailTooLong.
    """
    said = {each.name: getattr(given, each.name) for each in fields(given)}
    return GivenDetails(
        **{name: text and read_detail(text, Detail(name)) for name, text in said.items()}
    )


def read_place(text: str) -> str:
    """Return a place in one line, with ROOM in it as it is. Raises LinkNotHttps, DetailTooLong."""
    return read_detail(text, Detail.PLACE)


def read_detail(text: str, detail: Detail) -> str:
    """Return one thing that is said of an interview. Raises LinkNotHttps, DetailTooLong.

    Control characters and direction marks are left out. A note may have several lines.
    """
    kept = _lines(text) if detail in _NOTES else _one_line(text)
    most, length = _LONGEST.get(detail, LONGEST_NOTE), len(with_room(kept))
    if length > most:
        raise DetailTooLong(
            what=_WORDS[detail], detail=detail.value, length=str(length), most=str(most)
        )
    for link in _unsafe_links(kept, detail):
        raise LinkNotHttps(link=link[:_MOST_SHOWN], detail=detail.value)
    return kept


def with_room(place: str) -> str:
    """Return a place with a random word, which nobody can guess, where ROOM stands."""
    if ROOM not in place:
        return place
    word = "".join(secrets.choice(_ROOM_LETTERS) for _ in range(_ROOM_LENGTH))
    return place.replace(ROOM, word)


def links_in(text: str) -> tuple[str, ...]:
    """Return the links in a text, in order; what follows the last letter of one is none of it."""
    return tuple(text[start:end] for start, end in link_spans(text))


def link_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where links begin, and where they end, in order."""
    found = []
    for match in _LINK.finditer(text):
        link = match.group()
        kept = link.rstrip(_AFTER_A_LINK)
        # As in (see https://en.example.org/Place_(room)).
        if kept.count("(") > kept.count(")") and link[len(kept) :].startswith(")"):
            kept = link[: len(kept) + 1]
        if len(kept) > len("https://"):
            found.append((match.start(), match.start() + len(kept)))
    return tuple(found)


def _unsafe_links(text: str, detail: Detail) -> list[str]:
    found = [link for link in _ANY_LINK.findall(text) if not _is_safe(link)]
    addresses = _ADDRESS.findall(text) if detail is Detail.PLACE else []
    return [*found, *addresses]


def _is_safe(link: str) -> bool:
    try:
        parts = urlsplit(link.replace(ROOM, "room"))
        # A port that is none raises, too.
        named = parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    # A name before an @ reads as if it were the host.
    return parts.scheme == "https" and bool(named) and "@" not in parts.netloc


def _one_line(text: str) -> str:
    return " ".join(visible(text).split())


def _lines(text: str) -> str:
    """Each line without what can't be seen; never two empty ones in a row."""
    lines: list[str] = []
    for line in text.splitlines():
        shown = visible(line).rstrip()
        if shown or (lines and lines[-1]):
            lines.append(shown)
    return "\n".join(lines).strip()
