"""Questions as people type them behind a command: whom they name, and for when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from scheduling.model import WHOLE_DAY, AskedHours, RequestContext, Weekday
from scheduling.store import Session, people
from scheduling.wording.reading import Mention, Period, Question, days_asked, read_question
from scheduling.wording.reading.grammar.tokens import unescaped


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedQuestion:
    """What was asked: about whom, from `start` up to `end`, and whether all must be free."""

    mentions: tuple[Mention, ...]
    match: Literal["all", "any"]
    start: datetime
    end: datetime
    # Which hours of that time count, by the asker's clock; None: all of them.
    within: AskedHours | None
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
    start, end = _period(question.period, context)
    return TypedQuestion(
        mentions=question.people,
        match=question.match,
        start=start,
        end=end,
        within=_within(question, context),
        most_a_day=question.most_a_day,
    )


def _within(question: Question, context: RequestContext) -> AskedHours | None:
    if len(question.weekdays) == len(Weekday) and not question.hours:
        return None
    return AskedHours(
        time_zone=context.actor.time_zone,
        weekdays=question.weekdays,
        hours=question.hours or (WHOLE_DAY,),
    )


def _period(period: Period | None, context: RequestContext) -> tuple[datetime, datetime]:
    if period is None:
        return context.now, context.now + context.rules.look_ahead
    return days_asked(period.first_day, period.last_day, context=context)
