"""A question for slots: in the value of a button, and in words."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from bot.views.block_kit.blocks import Shown, names, shown_names
from bot.views.block_kit.carried import carried
from scheduling.model import Actor, AskedHours, WallHours, Weekday
from scheduling.results import SlotsAnswer, SlotsAsked
from scheduling.slots import Match, Slot
from scheduling.wording.saying.hours import asked_words


def encode(asked: SlotsAsked, *, start: datetime | None = None, skip: int = 0) -> str:
    """Write a question, and an hour of its answer, into the value of a button."""
    value: dict[str, Any] = {
        "c": asked.candidate_id,
        "i": asked.interviewer_ids,
        "m": asked.match,
        "f": int(asked.start.timestamp()),
        "t": int(asked.end.timestamp()),
        "s": int(start.timestamp()) if start else None,
        "k": skip,
    }
    if asked.within is not None:
        value["w"] = _encoded_hours(asked.within)
    return json.dumps(value, separators=(",", ":"))


@carried()
def decode(value: str) -> tuple[SlotsAsked, datetime | None, int]:
    """Read back what `encode` wrote: the question, the hour, and the days to skip."""
    read = json.loads(value)
    asked = SlotsAsked(
        candidate_id=read["c"],
        interviewer_ids=tuple(read["i"]),
        match=Match(read["m"]),
        start=datetime.fromtimestamp(read["f"], UTC),
        end=datetime.fromtimestamp(read["t"], UTC),
        # Buttons of an older version have none.
        within=_decoded_hours(read["w"]) if "w" in read else None,
    )
    start = datetime.fromtimestamp(read["s"], UTC) if read["s"] is not None else None
    return asked, start, read["k"]


def only_words(answer: SlotsAnswer, *, reader: Actor) -> str:
    """Say which hours alone were asked about, as the end of a sentence; "" where all were."""
    within = answer.asked.within
    return f", only {asked_words(within, time_zone=reader.time_zone)}" if within else ""


def _encoded_hours(within: AskedHours) -> list[Any]:
    hours = [[hours.start, hours.end] for hours in within.hours]
    return [within.time_zone, sorted(within.weekdays), hours]


def _decoded_hours(read: list[Any]) -> AskedHours:
    time_zone, weekdays, hours = read
    return AskedHours(
        time_zone=time_zone,
        weekdays=frozenset(map(Weekday, weekdays)),
        hours=tuple(WallHours(start=start, end=end) for start, end in hours),
    )


def names_in(answer: SlotsAnswer, *, slots: Iterable[Slot] = ()) -> Shown:
    """Return how everybody in a question and in some slots of its answer is shown, by id."""
    named = answer.found.question.named
    shown = (*named, *(person for slot in slots for person in slot.interviewers))
    return shown_names((*shown, *answer.found.beside(shown)))


def whom(answer: SlotsAnswer) -> str:
    """Say who is to meet, escaped."""
    question, shown = answer.found.question, names_in(answer)
    panel = names(question.interviewers, shown)
    if question.match is Match.ANY and len(question.interviewers) > 1:
        panel = f"any of {panel}"
    if question.candidate is None:
        return panel if question.interviewers else "any interviewer"
    candidate = shown[question.candidate.id]
    return f"{candidate} with {panel}" if question.interviewers else f"{candidate} with anybody"
