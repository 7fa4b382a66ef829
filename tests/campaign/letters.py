"""A channel that keeps letters in memory and cannot look: a second one beside Slack, for trials.

Like a mail server it takes a letter, or breaks off and leaves its sender in doubt, and has no
history to be read afterwards. It keeps its own log of every call, and is judged by that alone.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from bot.delivery.channel import SendOutcome, SendResult
from scheduling.model import Channel, Content
from scheduling.results import MessageContext

IN_HAND = 4
"""How many letters a worker sends at once, and so may leave in doubt when it dies."""


class Mishap(StrEnum):
    """What can befall a letter."""

    LIMITED = "limited"
    REFUSED = "refused"
    BROKEN_OFF_BEFORE = "broken off before it was taken"
    BROKEN_OFF_AFTER = "broken off after it was taken"


_ANSWERS = {
    Mishap.LIMITED: SendResult(
        outcome=SendOutcome.LATER, detail="busy", retry_after=timedelta(seconds=1)
    ),
    Mishap.REFUSED: SendResult(outcome=SendOutcome.UNSENT, detail="nobody answers"),
    Mishap.BROKEN_OFF_BEFORE: SendResult(outcome=SendOutcome.UNKNOWN, detail="broken off"),
    Mishap.BROKEN_OFF_AFTER: SendResult(outcome=SendOutcome.UNKNOWN, detail="broken off"),
}


@dataclass(frozen=True, kw_only=True)
class Call:
    """One letter that was brought to the box, taken or not.

    `era` counts the crashes and other troubles of its senders before.
    """

    to: str
    uid: str
    words: str
    era: int
    mishap: Mishap | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the letter will arrive."""
        return self.mishap in (None, Mishap.BROKEN_OFF_AFTER)

    @property
    def is_broken_off(self) -> bool:
        """Whether its sender can't know."""
        return self.mishap in (Mishap.BROKEN_OFF_BEFORE, Mishap.BROKEN_OFF_AFTER)


@dataclass(kw_only=True)
class Letterbox:
    """Takes letters, some of them only after a mishap.

    `befalls` says what befalls the n-th letter (from 0) that is brought for somebody.
    """

    befalls: Callable[[str, int], Mishap | None] = lambda to, n: None
    calls: list[Call] = field(default_factory=list)
    era: int = 0
    _next: list[Mishap] = field(default_factory=list)

    def meets(self, *mishaps: Mishap) -> None:
        """Have these befall the next letters, one each."""
        self._next += mishaps

    def note_trouble(self) -> None:
        """Note that whoever sends has crashed, or has lost its database for a while."""
        self.era += 1

    def take(self, *, to: str, uid: str, content: Content) -> SendResult:
        """Take one letter, or not."""
        brought = sum(1 for call in self.calls if call.to == to)
        mishap = self._next.pop(0) if self._next else self.befalls(to, brought)
        words = json.dumps(content, sort_keys=True)
        self.calls.append(Call(to=to, uid=uid, words=words, era=self.era, mishap=mishap))
        if mishap is not None:
            return _ANSWERS[mishap]
        return SendResult(outcome=SendOutcome.SENT, receipt=f"letter {len(self.calls)}")


@dataclass(frozen=True, kw_only=True)
class LetterChannel:
    """Letters to people with an address."""

    box: Letterbox
    channel: Channel = Channel.EMAIL

    @property
    def history(self) -> None:
        """There is none: a box can't be looked into."""
        return

    async def refusal(self, context: MessageContext) -> str:
        """Return why there can't be a letter: nobody has said where to."""
        return "" if context.recipient.email else "no address"

    def render(self, context: MessageContext, *, now: datetime) -> Content:
        """Return words that are others at each hour, as those of a reminder are."""
        return {
            "uid": context.claimed.uid,
            "text": f"{context.claimed.message.kind}, written at {now.isoformat()}",
        }

    def is_for_another(self, context: MessageContext, *, content: Content) -> bool:
        """Tell that it is not: nobody moves house in a trial."""
        return False

    async def close(self) -> None:
        """Do nothing: a box is nothing to let go of."""

    async def send(self, context: MessageContext, *, content: Content) -> SendResult:
        """Bring it to the box."""
        to = context.recipient.email or ""
        return self.box.take(to=to, uid=context.claimed.uid, content=content)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterVerdict:
    """What the box's own log tells.

    `due` people should have got one letter each, `accepted` letters came. `lost` are people who
    got none, `strange` letters to others or second ones of another id. `doubled` are the ids of
    letters that came more than once, `altered` those of which the copies differ. `needless` are
    second calls that no doubt explains: their number.
    """

    due: int
    accepted: int
    lost: tuple[str, ...]
    strange: tuple[str, ...]
    doubled: tuple[str, ...]
    altered: tuple[str, ...]
    needless: int

    @property
    def is_well(self) -> bool:
        """Whether everybody got theirs, and twice only what nobody could have known of."""
        return not (self.lost or self.strange or self.altered or self.needless)


def judge_letters(calls: Sequence[Call], *, owed: Iterable[str], troubles: int) -> LetterVerdict:
    """Judge by the box's log what was brought for those to whom a letter each was owed.

    A second call for the same letter is explained once by a call that broke off. That a sender
    died, `troubles` times, explains as many more as it had in hand.
    """
    people, ids = set(owed), {(call.to, call.uid) for call in calls}
    taken = Counter(call.uid for call in calls if call.is_taken)
    reached = {call.to for call in calls if call.is_taken}
    letters = Counter(to for to, _ in ids)
    return LetterVerdict(
        due=len(people),
        accepted=taken.total(),
        lost=tuple(sorted(people - reached)),
        strange=tuple(to for to in letters if to not in people or letters[to] > 1),
        doubled=tuple(uid for uid, copies in taken.items() if copies > 1),
        altered=tuple(uid for _, uid in ids if len({c.words for c in calls if c.uid == uid}) > 1),
        needless=sum(_needless(calls, troubles=troubles)),
    )


def _needless(calls: Sequence[Call], *, troubles: int) -> tuple[int, int]:
    """Second calls without a reason: those of one era, and those beyond what troubles explain."""
    within, across = 0, 0
    for uid in {call.uid for call in calls}:
        pairs = list(pairwise(call for call in calls if call.uid == uid))
        again = [
            (before.era == after.era, before.is_broken_off)
            for before, after in pairs
            if before.is_taken or before.is_broken_off
        ]
        once_more = again.count((True, True))
        too_often = max(0, once_more - 1)
        within += again.count((True, False)) + too_often
        doubts = again.count((False, True))
        across += again.count((False, False)) + max(0, once_more - too_often + doubts - 1)
    return within, max(0, across - IN_HAND * troubles)
