"""What people write to the app as they would to a colleague, and which reader it is for.

The readers are those of the commands: whatever a command would understand is understood here,
and in the same way. Around it may stand the words in which people wrap such a thing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from scheduling.errors import SchedulingError
from scheduling.model import Person
from scheduling.wording.reading.advice import Reworded
from scheduling.wording.reading.availability import read_availability
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.questions import too_long
from scheduling.wording.reading.grammar.tokens import LONGEST_TEXT
from scheduling.wording.reading.parsed import ParsedAvailability, sentence_of
from scheduling.wording.reading.people.anybody import times_of_anybody
from scheduling.wording.reading.people.endings import EndingMeant
from scheduling.wording.reading.people.escapes import user_groups, with_one_for_each_group
from scheduling.wording.reading.people.naming import Mention
from scheduling.wording.reading.people.pieces import mentioned_ids
from scheduling.wording.reading.people.questions import read_question
from scheduling.wording.reading.sentences.entries import days_and_hours


class SmallTalk(StrEnum):
    """What is meant where there is nothing to read."""

    HELLO = "hello"
    THANKS = "thanks"
    ABOUT_THE_APP = "about the app"  # "are you free?", where nobody else can be meant
    AGREED = "agreed"  # yes, no or ok to what was said before
    HELP = "help"
    TAKE_AWAY = "take away"  # hours, which is done by commands
    UNTOLD = "untold"  # whom nothing reaches, and somebody has to tell
    INTERVIEWS = "interviews"  # what is ahead, to see, move or cancel
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursMeant:
    """Hours or time off of whoever writes, or of another `person`."""

    said: ParsedAvailability
    person: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBack:
    """Hours, or a question for slots, of which something must be asked first.

    SeveralReadings has what can be chosen. Hours are those of whoever writes, or of a `person`.
    """

    question: SchedulingError
    # Else there is nothing that could have been saved.
    is_about_hours: bool = True
    person: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WayToAsk:
    """A question as `/find-slots` would take it, and whom it names: nobody in "anybody today"."""

    text: str
    people: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotsMeant:
    """When people can meet, in the ways in which that may have been put, likeliest first.

    Where it `is_asked`, a name that nobody has is worth a word; else it may be no name at all.
    """

    ways: tuple[WayToAsk, ...]
    is_asked: bool


LONGEST_MESSAGE = 1000
"""A longer one is a letter, and none that a command would take."""
PlainWords = SmallTalk | HoursMeant | AskedBack | SlotsMeant | EndingMeant

_APOSTROPHES = str.maketrans("‘’`´", "''''")
_HELLO = (
    r"hi|hey|hello|hiya|howdy|yo|good (?:morning|afternoon|evening|day)|dear|"
    # Before a stop alone: "all day Sunday" and "evening 7-9" are no greetings.
    r"(?:morning|evening|all)(?=\s*(?:[,.!?:;…–]|$))|"
    r"hallo|guten (?:morgen|tag|abend)|bonjour|salut|hola|buenos días|there|everyone|"
    r"how are you|are you there|you there|test|ping"
)
_THANKS = r"thanks|thank you|thx|ty|cheers|much appreciated|merci|danke(?: schön)?|gracias|bye"
_PRAISE = r"great|perfect|cool|nice|ok|okay|good|awesome|super|a lot|very much|so much|many|got it"
_FILLING = r"please|pls|sure|yes|yeah|well|so|sorry|oh|um|and|then|bitte|just"
_NO = r"no|nope|nah|never mind|not now|nein|non|ja|oui|sí|si"
_GAP = r"[\s,.!?:;…–-]*"
_ALL_SMALL_TALK = re.compile(
    rf"{_GAP}(?:(?:{_HELLO}|{_THANKS}|{_PRAISE}|{_FILLING}|{_NO})\b{_GAP})*", re.I
)
_ANY_THANKS = re.compile(rf"\b(?:{_THANKS})\b", re.I)
_ANY_HELLO = re.compile(rf"\b(?:{_HELLO})\b", re.I)
_HELP = re.compile(
    rf"(?:help(?: me)?|how does (?:this|it) work|what can (?:you|i) (?:do|write|type))?{_GAP}", re.I
)
_TAKE_AWAY = re.compile(r"(?:remove|delete|clear|pause|undo)\b", re.I)
_BEFORE = re.compile(
    rf"(?:(?:{_HELLO}|thanks|thank you|ok|okay|great|{_FILLING})\b[\s,.!?:;…–-]+)+", re.I
)
_BEHIND = re.compile(
    rf"(?:[\s,.!?]+(?:{_FILLING}|thanks|thank you|thx|cheers|danke|merci|gracias|for me))*"
    r"[\s,.!?]*$",
    re.I,
)
_COMMAND = re.compile(r"/?(?:availability|find[- ]slots?)\b[\s:]*", re.I)
_MY_HOURS = re.compile(
    r"(?:i (?:could|can)(?: do| be there| work)?|(?:could|can) i (?:do|work)|"
    r"i'd be free|i would be (?:free|available)|"
    r"i have time|i(?:'m| am) around|my (?:hours|times|availability) (?:are|is)|i work|"
    r"put me down for|how about|what about|let's say|save|works for me|"
    r"ich kann|je peux|puedo)\b[\s:,]*(?:on )?",
    re.I,
)
_NOT_MY_HOURS = re.compile(
    r"(?:i |we )?(?:can't|cannot|can not|couldn't|won't be able to|am not able to)"
    r"(?: do| work| meet)?(?: on)? ",
    re.I,
)
_YOU = re.compile(
    r"(?:so |and |when |what time )?(?:are|r|will|would|do|can|could) (?:you|u)(?: be| have)? "
    r"(?:free|available|around|busy|time|meet|talk|chat|speak)\b",
    re.I,
)
_INTERVIEWS = re.compile(
    r"\b(?:my|our|the|any|all|next|upcoming|coming|which|what)\b(?:\s+\w+){0,2}?\s+interviews?\b|"
    r"^/?(?:interviews?|calendar|list)(?: list| calendar| ahead)?$|"
    r"^(?:\w+ ){0,3}?(?:cancel|move|reschedule|postpone|decline)\b|"
    r"\b(?:can't|cannot|can not|won't|unable to|not able to) (?:make|come|attend)\b|"
    r"^who (?:interviews|is interviewing)\b|"
    r"\brunning late\b|^what(?:'s| is) (?:next|ahead|coming)\b",
    re.I,
)
_UNTOLD = re.compile(
    r"(?:(?:show|list)(?: me)? )?(?:the )?people (?:still )?to tell|"
    r"who(?:m)? (?:is|are|was|were|isn't|wasn't|has|hasn't) (?:still )?(?:not )?(?:yet )?(?:been )?"
    r"(?:untold|told|to be told)(?: yet)?|"
    r"who(?:m)? (?:do|must|should) (?:i|we) (?:still )?(?:have to )?tell",
    re.I,
)
_TO_BE_FOUND = re.compile(r"(?:\w+ ){0,2}?(?:schedule|book|arrange|set up|plan|find)\b", re.I)
_ASKED = re.compile(
    r"(?:(?:do you know |tell me )?(?:when|what times?|which (?:hours|times))"
    r"(?: (?:can|could|will|would|do|does|is|are))?|who (?:can|could)|"
    r"(?:can|could|would) you (?:find|schedule|book|arrange)(?: me)?|"
    r"(?:i|we)(?: need|'d like| want| would like)(?: to (?:schedule|book|find|arrange))?|"
    r"find(?: me)?|show(?: me)?|is|are|can|could|schedule|book|arrange|set up|plan|"
    r"(?:free |common |a |an |some )*(?:times?|slots?|hours?|interviews?|meetings?)|"
    r"(?:hours|availability) of|for|between|with)\b[\s,:]*",
    re.I,
)
_MEET = re.compile(
    r"\b(?:both )?(?:meet(?: with| each other)?|see|(?:talk|speak)(?: to| with)?|interview|"
    r"(?:be|get) interviewed by)\b",
    re.I,
)
_FREE = re.compile(
    r"\b(?:(?:is |are )?(?:be |both |all )*(?:free|available)|ha(?:ve|s) time|"
    r"(?:can|could) (?:do|make|work))\b",
    re.I,
)
_WRITER = re.compile(r"(?<!\w)(?:i|me|myself)(?![\w'])", re.I)
_MASK = 0xE000
"""The first sign of private use: each known name becomes one, and can't be cut."""


def read_plain_words(
    text: str,
    *,
    now: datetime,
    zone: ZoneInfo,
    names: Iterable[str] = (),
    writer: str | None = None,
) -> PlainWords:
    """Return what a message to the app is about, as far as that can be told.

    Wall times are those of `zone`, days count from `now`. `names` are those that somebody has and
    that may stand in the text; `writer` is the Slack id of whoever says "I" in a question. Nothing
    is raised: what is asked back is returned.
    """
    typed = " ".join(text.translate(_APOSTROPHES).split())
    if len(typed) > LONGEST_MESSAGE:
        return SmallTalk.UNCLEAR
    if (talk := _small_talk(typed)) is not None:
        return talk
    core = _without(_BEFORE, _BEHIND.sub("", typed, count=1))
    hours = _hours(text, core, now=now, zone=zone)
    if isinstance(hours, HoursMeant):
        return hours
    if _YOU.match(core):
        return SmallTalk.ABOUT_THE_APP
    known = tuple(names)
    # Somebody may be called so.
    if _TAKE_AWAY.match(core) and not known:
        return SmallTalk.TAKE_AWAY
    if _UNTOLD.fullmatch(core):
        return SmallTalk.UNTOLD
    # Before slots: "move my interview with Ines" names somebody as well.
    if _INTERVIEWS.search(core) and not _TO_BE_FOUND.match(core):
        return SmallTalk.INTERVIEWS
    today = now.astimezone(zone).date()
    slots = _slots(core, today=today, names=known, writer=writer)
    if isinstance(slots, AskedBack) or (slots and slots.is_asked):
        return slots
    return hours or slots or SmallTalk.UNCLEAR


def _small_talk(typed: str) -> SmallTalk | None:
    if not typed:
        return SmallTalk.HELLO
    if not _ALL_SMALL_TALK.fullmatch(typed):
        return SmallTalk.HELP if _HELP.fullmatch(typed) else None
    if _ANY_THANKS.search(typed):
        return SmallTalk.THANKS
    if _ANY_HELLO.search(typed):
        return SmallTalk.HELLO
    return SmallTalk.AGREED if re.search(r"\w", typed) else SmallTalk.HELP


def _without(start: re.Pattern[str], text: str) -> str:
    """The text without its start, unless that is all there is."""
    return (text[found.end() :] if (found := start.match(text)) else text) or text


def _hours(text: str, core: str, *, now: datetime, zone: ZoneInfo) -> HoursMeant | AskedBack | None:
    """Hours if they are given; what is asked back about them if the words begin like hours."""
    core, today = _without(_COMMAND, core), now.astimezone(zone).date()
    tries = dict.fromkeys((text, core, _without(_MY_HOURS, core), *_as_time_off(core)))
    unclear: AskedBack | None = None
    for words in tries:
        try:
            return _kept_in_a_button(read_availability(words, now=now, zone=zone))
        except SchedulingError as question:
            if isinstance(question, Reworded) or _begins_like_hours(words, today=today):
                unclear = AskedBack(question=question)
    return unclear


def _kept_in_a_button(said: ParsedAvailability) -> HoursMeant | AskedBack:
    """What is pressed later is read again, as a sentence that holds its dates."""
    if len(sentence_of(said)) > LONGEST_TEXT:
        return AskedBack(question=too_long(most=LONGEST_TEXT))
    return HoursMeant(said=said)


def _as_time_off(core: str) -> Iterator[str]:
    found = _NOT_MY_HOURS.match(core)
    if found and not core[found.end() :].casefold().startswith(("make", "come", "attend")):
        yield f"off {core[found.end() :]}"


def _begins_like_hours(words: str, *, today: date) -> bool:
    if len(words) > LONGEST_TEXT:
        return False
    try:
        cursor = Cursor(words.casefold().removeprefix("off "), today=today)
        groups, _, hours, _ = days_and_hours(cursor)
    except SchedulingError:
        return True
    return bool(groups or hours)


def _slots(
    core: str, *, today: date, names: tuple[str, ...], writer: str | None
) -> SlotsMeant | AskedBack | None:
    core = _without(_COMMAND, core)
    times = times_of_anybody(core)
    if times is not None and _asks_for_anybody(times, today=today, names=names):
        way = WayToAsk(text=f"anybody {times}".rstrip(), people=())
        return SlotsMeant(ways=(way,), is_asked=True)
    put, is_asked = _as_question(core, names, writer)
    tries = dict.fromkeys((core, put, times or put))
    read = [_way(words, today=today, names=names) for words in tries]
    ways = tuple(way for way in read if isinstance(way, WayToAsk))
    is_asked = is_asked or times is not None or bool(mentioned_ids(core) or user_groups(core))
    if ways:
        return SlotsMeant(ways=ways, is_asked=is_asked)
    return read[-1] if is_asked and isinstance(read[-1], AskedBack) else None


def _asks_for_anybody(times: str, *, today: date, names: tuple[str, ...]) -> bool:
    """Whether what stands behind "who is free" is days and hours alone, or nothing."""
    try:
        return not read_question(f"anybody {times}", today=today, names=names).people
    except SchedulingError:
        return False


def _way(words: str, *, today: date, names: tuple[str, ...]) -> WayToAsk | AskedBack | None:
    try:
        people = read_question(with_one_for_each_group(words), today=today, names=names).people
    except SchedulingError as question:
        return AskedBack(question=question, is_about_hours=False)
    return WayToAsk(text=words, people=people) if people else None


def _as_question(core: str, names: tuple[str, ...], writer: str | None) -> tuple[str, bool]:
    """A question in words as `/find-slots` has it, and whether it was one."""
    longest_first = sorted(names, key=len, reverse=True)
    masks = {name: chr(_MASK + number) for number, name in enumerate(longest_first)}
    words = core
    for name, mask in masks.items():
        words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", mask, words, flags=re.IGNORECASE)
    bare = words
    while (found := _ASKED.match(bare)) and found.end() < len(bare):
        bare = bare[found.end() :]
    is_asked = bare != words
    if is_asked and writer:
        bare = _WRITER.sub(f"<@{writer}>", bare)
    bare = " ".join(_FREE.sub(" ", _MEET.sub(" with ", bare)).split())
    for name, mask in masks.items():
        bare = bare.replace(mask, name)
    return bare, is_asked
