"""Questions as people type them behind a command: whom they name, and for when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeVar

from scheduling.errors import NotUnderstood
from scheduling.model import WHOLE_DAY, AskedHours, RequestContext, Weekday
from scheduling.model.interviews import InterviewFilter, Need, Which
from scheduling.store import Session, people
from scheduling.wording.reading import (
    Mention,
    Period,
    Question,
    days_asked,
    looking_back,
    read_question,
    whole_days,
    without_last_frame,
)
from scheduling.wording.reading.grammar.tokens import unescaped

_NEEDS = {
    "open seats": Need.OPEN_SEAT,
    "open": Need.OPEN_SEAT,
    "untold": Need.UNTOLD,
    "not told": Need.UNTOLD,
    "outside hours": Need.OUTSIDE,
    "outside": Need.OUTSIDE,
    "waiting": Need.ANYTHING,
}
"""What interviews wait for, as it is typed."""
_WHICH = {
    "past": Which.PAST,
    "over": Which.PAST,
    "cancelled": Which.CANCELLED,
    "canceled": Which.CANCELLED,
}
_Said = TypeVar("_Said")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedQuestion:
    """What was asked: about whom, from `start` up to `end`, and whether all must be free."""

    mentions: tuple[Mention, ...]
    match: Literal["all", "any"]
    start: datetime
    end: datetime
    # Which hours of that time count, by the asker's clock; None: all of them.
    within: AskedHours | None
    # Whether they are to meet "everybody", whoever that is.
    with_everybody: bool
    # What was said of how many interviews a day are enough for each interviewer.
    most_a_day: int | None


def read_typed(session: Session, text: str, *, context: RequestContext) -> TypedQuestion:
    """Return what a text such as "Carl with @ines next week" asks.

    Names that somebody has are known before words are cut: "Tom & Jerry" is one. Raises
    NotUnderstood, DaysHavePassed and DaysTooFar.
    """
    names = people.names_in(session, unescaped(text))
    today = context.now.astimezone(context.actor.zone).date()
    question = read_question(text, today=today, names=names)
    start, end = _period(question, context)
    return TypedQuestion(
        mentions=question.people,
        match=question.match,
        start=start,
        end=end,
        within=_within(question, context),
        with_everybody=question.with_everybody,
        most_a_day=question.most_a_day,
    )


def read_typed_filter(
    session: Session, text: str, *, context: RequestContext
) -> tuple[InterviewFilter, tuple[Mention, ...]]:
    """Return which interviews a text such as "open Carl next week" asks for, and whom it names.

    Without days all that are ahead, or all that are over or cancelled: "past Carl". Raises
    NotUnderstood, also for hours and for limits, of which an interview has none; DaysHavePassed
    and DaysTooFar.
    """
    today = context.now.astimezone(context.actor.zone).date()
    which, rest = _split(text, _WHICH, usual=Which.AHEAD)
    rest, last = without_last_frame(rest, today=today)
    if last is not None and which is Which.AHEAD:
        which = Which.PAST
    need, rest = (None, rest) if which is not Which.AHEAD else _split(rest, _NEEDS, usual=None)
    if not rest and last is None:
        return InterviewFilter(need=need, which=which), ()
    names = people.names_in(session, unescaped(rest))
    question = read_question(rest, today=today, names=names)
    if question.hours or question.most_a_day is not None or len(question.weekdays) < len(Weekday):
        raise NotUnderstood(
            question="I can show interviews by person, by days in a row and by what they wait "
            "for: `/interviews Carl next week`, `/interviews open`."
        )
    period = last or question.period
    if period and which is Which.PAST:
        # A day that is named without its year is read as the next one of its name.
        period = looking_back(period, rest, today=today)
    start, end = _days(period, which, context) if period else (None, None)
    return InterviewFilter(start=start, end=end, need=need, which=which), question.people


def _days(
    period: Period, which: Which, context: RequestContext
) -> tuple[datetime | None, datetime | None]:
    if which is Which.AHEAD:
        return days_asked(period.first_day, period.last_day, context=context)
    return whole_days(period.first_day, period.last_day, zone=context.actor.zone)


def _split(text: str, said: Mapping[str, _Said], *, usual: _Said) -> tuple[_Said, str]:
    """Return what stands for one of these at the beginning or the end of a text, and the rest."""
    words = " ".join(text.split())
    folded = words.casefold()
    for each, meant in said.items():
        if folded == each:
            return meant, ""
        if folded.startswith(f"{each} "):
            return meant, words[len(each) :].strip()
        if folded.endswith(f" {each}"):
            return meant, words[: -len(each)].strip()
    return usual, words


def _within(question: Question, context: RequestContext) -> AskedHours | None:
    if len(question.weekdays) == len(Weekday) and not question.hours:
        return None
    return AskedHours(
        time_zone=context.actor.time_zone,
        weekdays=question.weekdays,
        hours=question.hours or (WHOLE_DAY,),
    )


def _period(question: Question, context: RequestContext) -> tuple[datetime, datetime]:
    """The time asked about; where no end was said, as much of it as is looked at without days."""
    period = question.period
    if period is None:
        return context.now, context.now + context.rules.look_ahead
    start, end = days_asked(period.first_day, period.last_day, context=context)
    return start, min(end, start + context.rules.look_ahead) if question.is_open else end
