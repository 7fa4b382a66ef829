"""A question for slots: in the value of a button, and in words."""

import json
from datetime import UTC, datetime

from bot.views.block_kit.blocks import Shown, names, shown_names
from scheduling.results import SlotsAnswer, SlotsAsked
from scheduling.slots import Match


def encode(asked: SlotsAsked, *, start: datetime | None = None, skip: int = 0) -> str:
    """Write a question, and an hour of its answer, into the value of a button."""
    return json.dumps(
        {
            "c": asked.candidate_id,
            "i": asked.interviewer_ids,
            "m": asked.match,
            "f": int(asked.start.timestamp()),
            "t": int(asked.end.timestamp()),
            "s": int(start.timestamp()) if start else None,
            "k": skip,
        },
        separators=(",", ":"),
    )


def decode(value: str) -> tuple[SlotsAsked, datetime | None, int]:
    """Read back what `encode` wrote: the question, the hour, and the days to skip."""
    read = json.loads(value)
    asked = SlotsAsked(
        candidate_id=read["c"],
        interviewer_ids=tuple(read["i"]),
        match=Match(read["m"]),
        start=datetime.fromtimestamp(read["f"], UTC),
        end=datetime.fromtimestamp(read["t"], UTC),
    )
    start = datetime.fromtimestamp(read["s"], UTC) if read["s"] is not None else None
    return asked, start, read["k"]


def names_in(answer: SlotsAnswer) -> Shown:
    """Return how everybody in a question and its answer is shown, by id."""
    question = answer.found.question
    candidate = (question.candidate,) if question.candidate else ()
    return shown_names((*candidate, *question.interviewers, *question.pool))


def whom(answer: SlotsAnswer) -> str:
    """Say who is to meet, escaped."""
    question, shown = answer.found.question, names_in(answer)
    panel = names(question.interviewers, shown)
    if question.match is Match.ANY and len(question.interviewers) > 1:
        panel = f"any of {panel}"
    if question.candidate is None:
        return panel
    candidate = shown[question.candidate.id]
    return f"{candidate} with {panel}" if question.interviewers else f"{candidate} with anybody"
