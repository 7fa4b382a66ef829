"""What people write of others who end: "remove Dora", "erase Carl", "Dora was hired"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from scheduling.errors import SchedulingError
from scheduling.model import Outcome
from scheduling.wording.reading.people.naming import Mention
from scheduling.wording.reading.people.questions import read_mentions


class Ending(StrEnum):
    """What may be done about somebody."""

    REMOVE = "remove"
    ERASE = "erase"
    MERGE = "merge"
    OUTCOME = "outcome"
    EXPORT = "export"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingMeant:
    """What is to be done about whom; it is asked first.

    Two people are the double and whoever stays; nobody is whoever writes.
    """

    ending: Ending
    people: tuple[Mention, ...]
    # None where the question is what became of them.
    outcome: Outcome | None = None


_WHO, _OTHER = r"(?P<who>\S.*?)", r"(?P<other>\S.*?)"
_DATA = r"(?:personal )?(?:data|records?|information|info|details)"
_ALL = rf"(?:all|everything|(?:all )?(?:the |of the )?{_DATA})"
_HELD = r"(?: (?:that )?(?:we|you) (?:have|hold|know|keep|store))?"
_ABOUT = r" (?:about|of|on|for)"
_ASKED = r"what do (?:we|you) (?:have|hold|know|keep|store)"
_WORD = r"(?P<word>hired?|reject(?:ed)?|turn(?:ed)? down|withdrawn)"
_WAYS = tuple(
    (ending, re.compile(pattern, re.IGNORECASE))
    for ending, pattern in (
        (Ending.EXPORT, rf"(?:export|download|(?:give|send|show) me) {_ALL}{_HELD}{_ABOUT} {_WHO}"),
        (Ending.EXPORT, rf"(?:export|download|(?:give|send|show) me) {_WHO}'s? {_DATA}"),
        (Ending.EXPORT, rf"(?:export|download|(?:give|send|show) me) (?P<own>my) {_DATA}"),
        (Ending.EXPORT, rf"{_ASKED}{_ABOUT} (?P<own>me|myself)"),
        (Ending.EXPORT, rf"{_ASKED}{_ABOUT} {_WHO}"),
        (Ending.EXPORT, rf"export {_WHO}"),
        (Ending.ERASE, rf"(?:erase|delete|remove|wipe) {_ALL}{_HELD}{_ABOUT} {_WHO}"),
        (Ending.ERASE, rf"(?:erase|delete|remove|wipe) {_WHO}'s? {_DATA}"),
        (Ending.ERASE, rf"(?:erase|forget)(?: about)? {_WHO}"),
        (
            Ending.ERASE,
            rf"{_WHO} (?:wants|wishes|asks|asked|would like)(?: me| us)? to be "
            r"(?:forgotten|erased|deleted)",
        ),
        (Ending.MERGE, rf"merge {_WHO} (?:into|with|and) {_OTHER}"),
        (Ending.MERGE, rf"{_WHO} and {_OTHER} are (?:one|the same)(?: person| candidate)?"),
        (Ending.MERGE, rf"{_WHO} is the same(?: person| candidate)? as {_OTHER}"),
        (Ending.OUTCOME, rf"(?:outcome|what (?:became|has become) of) {_WHO} {_WORD}"),
        (Ending.OUTCOME, rf"(?:mark|note)(?: that)? {_WHO}(?: as| was| is)? {_WORD}"),
        (Ending.OUTCOME, rf"(?:was|is|has) {_WHO}(?: been)? (?:hired|rejected|withdrawn)"),
        (Ending.OUTCOME, rf"(?:outcome|what (?:became|has become) of) {_WHO}"),
        (
            Ending.OUTCOME,
            rf"(?:(?:we|they)(?: have|'ve)?(?: just)? )?"
            rf"(?P<word>hired?|reject(?:ed)?|turn(?:ed)? down) {_WHO}",
        ),
        (
            Ending.OUTCOME,
            rf"{_WHO}(?: is| was| has been| got)?(?: now| just)? "
            r"(?P<word>hired|rejected|turned down)",
        ),
        (
            Ending.OUTCOME,
            rf"{_WHO}(?: has| is)?(?: now| just)? "
            r"(?P<word>withdrew|withdrawn|withdraws|pulled out|dropped out)"
            r"(?: (?:his|her|their) application)?",
        ),
        (Ending.REMOVE, rf"(?:remove|delete|unregister|deregister|take out|kick out) {_WHO}"),
        (Ending.REMOVE, rf"take {_WHO} out"),
        (
            Ending.REMOVE,
            rf"{_WHO} (?:has left|left|is leaving|has quit|quit)"
            r"(?: us| the company| the team)?",
        ),
    )
)
"""The first of them that a text is, says what is meant."""
_BECAME = {"h": Outcome.HIRED, "r": Outcome.REJECTED, "t": Outcome.REJECTED}
_NOBODY_ELSE = frozenset(
    [
        *(
            "i",
            "we",
            "you",
            "he",
            "she",
            "they",
            "it",
            "who",
            "that",
            "this",
            "them",
            "him",
            "her",
            "me",
        ),
        *("everybody", "everyone", "nobody", "anybody", "all", "both", "hours"),
    ]
)
_APOSTROPHES = str.maketrans("‘’`´", "''''")
_BEFORE = re.compile(
    r"^(?:(?:hi|hey|hello|please|pls|ok|okay|so|and|now|just|can you|could you|would you|"
    r"i want to|i(?: would|'d) like to|we(?: would|'d) like to|we (?:want|need|have) to|"
    r"i (?:need|have) to|let's)\b[\s,.!:–-]*)+",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"(?:[\s,.!?]+(?:please|pls|thanks|thank you|for good|now))*[\s.!?]*$", re.I)


def read_ending(text: str) -> EndingMeant | None:
    """Return what a text asks for about somebody who ends, or None where it asks for none of it.

    Whether anybody has such a name is for others to know.
    """
    return next(_endings(text), None)


def _endings(text: str) -> Iterator[EndingMeant]:
    typed = " ".join(text.translate(_APOSTROPHES).split())
    core = _BEHIND.sub("", _BEFORE.sub("", typed, count=1), count=1)
    for ending, way in _WAYS:
        found = way.fullmatch(core)
        people = None if found is None else _named(found.groupdict())
        if found is not None and people is not None:
            word = found.groupdict().get("word")
            yield EndingMeant(ending=ending, people=people, outcome=_became(word))


def _became(word: str | None) -> Outcome | None:
    return None if word is None else _BECAME.get(word[0].casefold(), Outcome.WITHDRAWN)


def _named(said: dict[str, str | None]) -> tuple[Mention, ...] | None:
    """Whom the words name, one each; None where one of them names nobody or several."""
    names = [name for key in ("who", "other") if (name := said.get(key))]
    if said.get("own"):
        return ()
    mentions = [_one(name) for name in names]
    return None if None in mentions else tuple(each for each in mentions if each)


def _one(name: str) -> Mention | None:
    if not _NOBODY_ELSE.isdisjoint(name.casefold().split()):
        return None
    try:
        mentions = read_mentions(name)
    except SchedulingError:
        return None
    return mentions[0] if len(mentions) == 1 else None
