"""Questions as people type them behind a command: whom they name, and for when."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bot.features.text.forms import days_asked
from bot.features.text.verbs import pointing_to_help
from bot.slack.request import SlackRequest
from scheduling.errors import NotUnderstood, UnknownPerson
from scheduling.model import WHOLE_DAY, AskedHours, Profile, RequestContext, Weekday
from scheduling.usecases.people import names_said
from scheduling.wording.reading import (
    Mention,
    Period,
    Question,
    closest,
    mentioned_ids,
    read_question,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was asked: about whom, from `start` up to `end`, and whether all must be free.

    `profiles` is what the workspace knows of those who were mentioned, by id.
    """

    mentions: tuple[Mention, ...]
    profiles: Mapping[str, Profile]
    match: Literal["all", "any"]
    start: datetime
    end: datetime
    # Which hours of that time count, by the asker's clock; None: all of them.
    within: AskedHours | None
    # What was said of how many interviews a day are enough for each interviewer.
    most_a_day: int | None


async def read_typed(text: str, *, request: SlackRequest) -> Typed:
    """Return what a text such as "Carl with @ines next week" asks.

    Names that somebody has are known before words are cut: "Tom & Jerry" is one. Raises
    NotUnderstood, DaysHavePassed and DaysTooFar.
    """
    names = await request.do(names_said, text=text)
    today = request.now.astimezone(request.actor.zone).date()
    question = read_question(text, today=today, names=names)
    start, end = _period(question.period, request.context)
    return Typed(
        mentions=question.people,
        profiles=await request.profiles.of_each(mentioned_ids(text)),
        match=question.match,
        start=start,
        end=end,
        within=_within(question, request.context),
        most_a_day=question.most_a_day,
    )


def refuse_limit(typed: Typed) -> None:
    """Raise NotUnderstood for a limit where there is no plan to keep it."""
    if typed.most_a_day is not None:
        raise NotUnderstood(
            question=f"“Max {typed.most_a_day} a day” is for a plan: `/distribute` keeps to it. "
            "Here every slot is shown, so please leave it out."
        )


@contextmanager
def pointing_out(text: str, *, command: str, verbs: tuple[str, ...]) -> Iterator[None]:
    """Add to what is not understood the closest of the command's verbs, and where help is.

    Raises NotUnderstood for it, also for a name that is nobody's and nearly a verb.
    """
    try:
        yield
    except NotUnderstood as error:
        raise pointing_to_help(error, command=command, text=text, verbs=verbs) from None
    except UnknownPerson as unknown:
        if closest(text, verbs) is None:
            raise
        # The only word is rather a mistyped verb than somebody's name.
        nobody = NotUnderstood(question=unknown.sentence(zone=UTC))
        raise pointing_to_help(nobody, command=command, text=text, verbs=verbs) from None


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
