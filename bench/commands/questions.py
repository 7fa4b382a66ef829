"""What people type in the bench: `/find-slots` with a candidate, interviewers or both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bench.fixtures.population import MEMBERS, TestPerson
from scheduling.model import Role

KINDS = ("candidate alone", "interviewers", "both")

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One command as it is typed, and which of KINDS it is."""

    kind: str
    text: str


def members(everyone: Sequence[TestPerson]) -> list[TestPerson]:
    """Return the interviewers who are members of the workspace."""
    return [someone for someone in everyone if someone.role is Role.INTERVIEWER][:MEMBERS]


def questions(
    everyone: Sequence[TestPerson], *, count: int, weeks: int, seed: int, today: date
) -> Iterator[Question]:
    """Yield so many commands, the kinds in turn; the same seed gives the same ones.

    Half of them name no dates; the others tomorrow, next week, or one to four weeks of their
    own within the weeks for which there are hours.
    """
    chance = Random(seed)
    candidates = [someone.name for someone in everyone if someone.role is Role.CANDIDATE]
    handles = [f"@{someone.handle}" for someone in members(everyone)]
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        candidate = chance.choice(candidates)
        panel = chance.sample(handles, chance.randint(1, 3))
        who = {
            "candidate alone": candidate,
            "interviewers": " ".join([*panel, *chance.choice(([], ["any"]))]),
            "both": f"{candidate} with {' '.join(panel)}",
        }[kind]
        when = _period(chance, weeks=weeks, today=today)
        yield Question(kind=kind, text=f"/find-slots {who} {when}".rstrip())


def _period(chance: Random, *, weeks: int, today: date) -> str:
    first = today + timedelta(days=chance.randrange(1, max(2, 7 * weeks - 28)))
    last = first + timedelta(weeks=chance.randint(1, 4))
    dates = f"{_words(first)} - {_words(last)}"
    return chance.choice(("", "", "", "tomorrow", "next week", dates))


def _words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"
