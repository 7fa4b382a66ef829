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
from scheduling.model import Profile, RequestContext
from scheduling.wording.reading import Mention, Period, closest, read_question


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


async def read_typed(text: str, *, request: SlackRequest) -> Typed:
    """Return what a text such as "Carl with @ines next week" asks.

    Raises NotUnderstood, DaysHavePassed and DaysTooFar.
    """
    question = read_question(text, today=request.now.astimezone(request.actor.zone).date())
    start, end = _period(question.period, request.context)
    ids = (mention.slack_user_id for mention in question.people if mention.slack_user_id)
    profiles = await request.profiles.of_each(ids)
    return Typed(
        mentions=question.people, profiles=profiles, match=question.match, start=start, end=end
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


def _period(period: Period | None, context: RequestContext) -> tuple[datetime, datetime]:
    if period is None:
        return context.now, context.now + context.rules.look_ahead
    return days_asked(period.first_day, period.last_day, context=context)
