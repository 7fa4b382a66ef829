"""The one change to a question without an answer that would help most."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import reduce
from operator import and_, or_

from scheduling.model import Person
from scheduling.slots.case import Case, in_order
from scheduling.slots.question import Match, by_name
from scheduling.timespan import HOUR, TICKS_PER_HOUR


class SuggestionKind(StrEnum):
    """What could be changed about the question; of two that help as much, the first."""

    LOOK_LATER = "look_later"
    """The same question from `first` on, for as long a time as was asked."""
    LEAVE_OUT = "leave_out"
    """Without the one interviewer."""
    ANY_INSTEAD_OF_ALL = "any_instead_of_all"
    """With any one of the interviewers named."""
    HALF_HOUR_MORE = "half_hour_more"
    """With up to half an hour more from the one person."""
    ASK_FOR_HOURS = "ask_for_hours"
    """With hours from those who have given none, or from any interviewer where nobody is named;
    `slots` is the most that there can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A change that would help."""

    kind: SuggestionKind
    # Whom it concerns.
    people: tuple[Person, ...] = ()
    # How many it gives,
    slots: int = 0
    # and when the first of them is.
    first: datetime | None = None


def best_change(case: Case) -> Suggestion | None:
    """Return the change that gives the most slots; the first of equal ones.

    Whoever has no hours is asked for theirs only where nothing else helps: nobody knows what
    they will answer.
    """
    kinds = (_look_later, _leave_out, _any_of_them, _half_hour_more)
    changes = [change for changes in kinds for change in changes(case) if change.slots]
    # max() keeps the first of equal ones, so the order of the kinds decides between them.
    best = max(changes, key=lambda change: change.slots, default=None)
    return best or _ask_for_hours(case)


def _look_later(case: Case) -> Iterator[Suggestion]:
    ahead = case.slots(case.question, case.free, until=case.horizon.span.end)
    first = next(ahead.horizon.starts(ahead.hours), None)
    if first is not None:
        # A shorter time than an hour may have been asked for, and could never hold an interview.
        end = first + max(case.until - case.asked_from, HOUR)
        found = case.slots(case.question, case.free, until=min(end, case.horizon.span.end))
        yield _suggested(SuggestionKind.LOOK_LATER, case, found.hours)


def _leave_out(case: Case) -> Iterator[Suggestion]:
    question = case.question
    if question.match is Match.ANY or len(question.interviewers) < 2:
        return
    for person in by_name(question.interviewers):
        others = tuple(other for other in question.interviewers if other != person)
        found = case.slots(replace(question, interviewers=others), case.free)
        yield _suggested(SuggestionKind.LEAVE_OUT, case, found.hours, person)


def _any_of_them(case: Case) -> Iterator[Suggestion]:
    question = case.question
    if question.match is Match.ALL and len(question.interviewers) > 1:
        found = case.slots(replace(question, match=Match.ANY), case.free)
        yield _suggested(SuggestionKind.ANY_INSTEAD_OF_ALL, case, found.hours)


def _half_hour_more(case: Case) -> Iterator[Suggestion]:
    question = case.question
    some = case.horizon.everything
    if question.leaves_a_choice:
        some = reduce(or_, map(case.free_starts, question.choices), 0)
    for person in in_order(question, question.needed):
        others = [other for other in question.needed if other != person]
        hours = reduce(and_, map(case.free_starts, others), some) & _stretched(case, person)
        yield _suggested(SuggestionKind.HALF_HOUR_MORE, case, hours, person)
    needed = reduce(and_, map(case.free_starts, question.needed), case.horizon.everything)
    for person in by_name(question.choices):
        hours = needed & _stretched(case, person)
        yield _suggested(SuggestionKind.HALF_HOUR_MORE, case, hours, person)


def _stretched(case: Case, person: Person) -> int:
    """Return the hours of which the person has half or more, and nothing booked."""
    free = case.free.get(person.id, 0)
    booked = case.offered.get(person.id, 0) & ~free
    one, two, three, four = (free >> quarter for quarter in range(TICKS_PER_HOUR))
    # Any two of the four quarters, written as the pairs that there are.
    half = (one | two) & (three | four) | one & two | three & four
    # Nobody gives half an hour more of an hour in which they are booked.
    clear = case.whole_hours(case.horizon.everything & ~booked)
    return half & clear


def _ask_for_hours(case: Case) -> Suggestion | None:
    people = case.without_hours
    if not people:
        return None
    # At best they are free always: what comes out is the most that asking them can give.
    given = dict(case.free) | {person.id: case.horizon.everything for person in people}
    found = case.slots(case.question, given)
    named = [person for person in people if person in case.question.named]
    in_sight = in_order(case.question, named)
    return _suggested(SuggestionKind.ASK_FOR_HOURS, case, found.hours, *in_sight)


def _suggested(kind: SuggestionKind, case: Case, hours: int, *people: Person) -> Suggestion:
    first = next(case.horizon.starts(hours), None)
    return Suggestion(kind=kind, people=people, slots=hours.bit_count(), first=first)
