"""Who is in an interview, in words."""

from collections.abc import Iterable

from bot.views.block_kit.blocks import Shown, names, shown_names
from scheduling.model import Actor, Interview


def names_in(interviews: Iterable[Interview]) -> Shown:
    """Return how everybody in interviews that are listed together is shown, by id."""
    return shown_names(person for interview in interviews for person in interview.people)


def who_meets(interview: Interview, shown: Shown | None = None) -> str:
    """Say who meets whom, escaped; `shown` are the names of all in the list, if in one."""
    by_id = shown_names(interview.people) if shown is None else shown
    return f"{by_id[interview.candidate.id]} with {names(interview.interviewers, by_id)}"


def told_of(interview: Interview, *, reader: Actor) -> str:
    """Say whose interview it is to its reader, escaped: "your interview with Carl", or who meets
    whom where the reader is not in it.
    """
    me, others = reader.person, shown_names(interview.people)
    if me is None or me.id not in others:
        return who_meets(interview)
    if me.id == interview.candidate.id:
        return f"your interview with {names(interview.interviewers, others)}"
    beside = [person for person in interview.interviewers if person.id != me.id]
    together = f" (together with {names(beside, others)})" if beside else ""
    return f"your interview with {others[interview.candidate.id]}{together}"
