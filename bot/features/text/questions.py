"""Questions as people type them behind a command: whom they name, and for when."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bot.features.text.forms import days_asked
from bot.features.text.verbs import pointing_to_help
from bot.slack.request import SlackRequest
from scheduling.errors import NotUnderstood, UnknownPerson
from scheduling.model import Person, RequestContext
from scheduling.usecases.find_slots import people_named
from scheduling.wording.reading import Period, closest, read_question


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was asked: about whom, from `start` up to `end`, and whether all must be free."""

    people: tuple[Person, ...]
    match: Literal["all", "any"]
    start: datetime
    end: datetime


async def read_typed(
    text: str,
    *,
    command: str,
    verbs: tuple[str, ...],
    request: SlackRequest,
) -> Typed:
    """Return what a text such as "Carl with @ines next week" asks.

    Raises what `people_named` raises, DaysHavePassed and DaysTooFar, and NotUnderstood, with
    the closest of the command's verbs.
    """
    try:
        today = request.now.astimezone(request.actor.zone).date()
        question = read_question(text, today=today)
        start, end = _period(question.period, request.context)
        ids = (mention.slack_user_id for mention in question.people if mention.slack_user_id)
        profiles = await request.profiles.of_each(ids)
        named = await request.do(people_named, mentions=question.people, profiles=profiles)
    except NotUnderstood as error:
        raise pointing_to_help(error, command=command, text=text, verbs=verbs) from None
    except UnknownPerson as unknown:
        if closest(text, verbs) is None:
            raise
        # The only word is rather a mistyped verb than somebody's name.
        nobody = NotUnderstood(question=unknown.sentence(zone=UTC))
        raise pointing_to_help(nobody, command=command, text=text, verbs=verbs) from None
    return Typed(people=named, match=question.match, start=start, end=end)


def _period(period: Period | None, context: RequestContext) -> tuple[datetime, datetime]:
    if period is None:
        return context.now, context.now + context.rules.look_ahead
    return days_asked(period.first_day, period.last_day, context=context)
