"""What those of a booked round would have been told whom no channel reaches, to be copied."""

from collections.abc import Iterable, Iterator

from bot.views.block_kit.blocks import escape
from bot.views.distribution.words import names_in
from scheduling.distribution import Seating
from scheduling.model import Interview, News, RequestContext, Untold
from scheduling.model.details import NO_DETAILS
from scheduling.model.notices import RoundBooked
from scheduling.model.permissions import as_shown_to
from scheduling.model.request import Who
from scheduling.results import Draft
from scheduling.timespan import instant_of
from scheduling.wording.saying.notices.untold import words_to_pass_on


def lines_of_plan(draft: Draft, *, context: RequestContext) -> Iterator[str]:
    """Yield a line for each of them, of a plan that has been booked as it is."""
    untold = (_untold(draft, person_id, context=context) for person_id in sorted(draft.unreached))
    return lines_of((each for each in untold if each.news.interviews), draft=draft)


def lines_of(untold: Iterable[Untold], *, draft: Draft) -> Iterator[str]:
    """Yield a line for each of them, with the words by their own clock."""
    shown = names_in(draft)
    for each in untold:
        yield f"• *{shown[each.person.id]}*: “{escape(words_to_pass_on(each))}”"


def _untold(draft: Draft, person_id: int, *, context: RequestContext) -> Untold:
    actor, seatings = context.actor, draft.outcome.plan.seatings
    theirs = [each for each in seatings if person_id in (each.candidate, *each.panel)]
    person, sees_panel = draft.people[person_id], context.rules.candidates_see_panel
    news = News(
        notice=RoundBooked(by=Who.acting(actor), interview_ids=tuple(range(len(theirs)))),
        interviews=tuple(
            as_shown_to(person, _interview(each, draft), sees_panel=sees_panel) for each in theirs
        ),
        people={} if actor.person is None else {actor.person.id: actor.person},
    )
    usual = context.rules.candidate_locale
    return Untold(person=person, news=news, at=context.now, usual_locale=usual)


def _interview(seating: Seating, draft: Draft) -> Interview:
    people = draft.people
    return Interview(
        id=seating.hour,
        candidate=people[seating.candidate],
        interviewers=tuple(people[person_id] for person_id in seating.panel),
        start=instant_of(seating.hour),
        details=draft.details.get(seating.candidate, NO_DETAILS),
    )
