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
_EXPORT = r"(?:export|download|(?:give|send|show) me)"
_ERASE = r"(?:erase|delete|remove|wipe)"
_CAME_OF = r"(?:outcome|what (?:became|has become) of)"
_PATTERNS = {
    Ending.EXPORT: (
        rf"{_EXPORT} {_ALL}{_HELD}{_ABOUT} {_WHO}",
        rf"{_EXPORT} {_WHO}'s? {_DATA}",
        rf"{_EXPORT} (?P<own>my) {_DATA}",
        rf"{_ASKED}{_ABOUT} (?P<own>me|myself)",
        rf"{_ASKED}{_ABOUT} {_WHO}",
        rf"export {_WHO}",
    ),
    Ending.ERASE: (
        rf"{_ERASE} {_ALL}{_HELD}{_ABOUT} {_WHO}",
        rf"{_ERASE} {_WHO}'s? {_DATA}",
        rf"(?:erase|forget)(?: about)? {_WHO}",
        rf"{_WHO} (?:wants|wishes|asks|asked|would like)(?: me| us)? to be "
        r"(?:forgotten|erased|deleted)",
    ),
    Ending.MERGE: (
        rf"merge {_WHO} (?:into|with|and) {_OTHER}",
        rf"{_WHO} and {_OTHER} are (?:one|the same)(?: person| candidate)?",
        rf"{_WHO} is the same(?: person| candidate)? as {_OTHER}",
    ),
    Ending.OUTCOME: (
        rf"{_CAME_OF} {_WHO} {_WORD}",
        rf"(?:mark|note)(?: that)? {_WHO}(?: as| was| is)? {_WORD}",
        rf"(?:was|is|has) {_WHO}(?: been)? (?:hired|rejected|withdrawn)",
        rf"{_CAME_OF} {_WHO}",
        r"(?:(?:we|they)(?: have|'ve)?(?: just)? )?"
        rf"(?P<word>hired?|reject(?:ed)?|turn(?:ed)? down) {_WHO}",
        rf"{_WHO}(?: is| was| has been| got)?(?: now| just)? "
        r"(?P<word>hired|rejected|turned down)",
        rf"{_WHO}(?: has| is)?(?: now| just)? "
        r"(?P<word>withdrew|withdrawn|withdraws|pulled out|dropped out)"
        r"(?: (?:his|her|their) application)?",
    ),
    Ending.REMOVE: (
        rf"(?:remove|delete|unregister|deregister|take out|kick out) {_WHO}",
        rf"take {_WHO} out",
        rf"{_WHO} (?:has left|left|is leaving|has quit|quit)(?: us| the company| the team)?",
    ),
}
_WAYS = tuple(
    (ending, re.compile(pattern, re.IGNORECASE))
    for ending, patterns in _PATTERNS.items()
    for pattern in patterns
)
"""The first of them that a text is, says what is meant."""
_BECAME = {"h": Outcome.HIRED, "r": Outcome.REJECTED, "t": Outcome.REJECTED}
_NOBODY_ELSE = re.compile(
    r"(?:^| )(?:i|we|you|he|she|they|it|who|that|this|them|him|her|me|everybody|everyone|nobody|"
    r"anybody|all|both|hours)(?: |$)",
    re.IGNORECASE,
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
    if _NOBODY_ELSE.search(name):
        return None
    try:
        mentions = read_mentions(name)
    except SchedulingError:
        return None
    return mentions[0] if len(mentions) == 1 else None
