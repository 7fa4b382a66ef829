"""Making members of the workspace coordinators, and ordinary people again."""

from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import Blocks, section
from bot.views.register import people as view
from bot.views.register.undo import with_undo
from scheduling.errors import NotUnderstood, UnknownPerson
from scheduling.model import Profile
from scheduling.model.permissions import Action, require
from scheduling.usecases.people.coordinators import appoint_coordinator, dismiss_coordinator
from scheduling.wording.reading import read_mentions


async def coordinator_in_words(verb: str, text: str, request: SlackRequest) -> tuple[str, Blocks]:
    """Make the member who is named a coordinator, or with "not coordinator" none any more."""
    use_case = appoint_coordinator if verb == "coordinator" else dismiss_coordinator
    # Asked before Slack is: whoever may not do this has no use for a word about the member.
    require(request.actor, Action.APPOINT_COORDINATOR)
    profile = await _member(text, request, verb=verb)
    change = await request.do(use_case, profile=profile)
    words = view.coordinator_words(change.person)
    own = profile.slack_user_id == request.actor.slack_user_id
    # Whoever has taken their own right away could not press it.
    return words, [section(words)] if own else with_undo(words, change)


async def _member(text: str, request: SlackRequest, *, verb: str) -> Profile:
    # Who decides on interviews is never told by a name, which somebody else may have too.
    ids = [mention.slack_user_id for mention in read_mentions(text)]
    if len(ids) != 1 or ids[0] is None:
        question = f"Name one member of this workspace: `/register {verb} @ivo`"
        raise NotUnderstood(question=question)
    known = await request.profiles.of_each([ids[0]])
    if ids[0] not in known:
        raise UnknownPerson(name=ids[0])
    return known[ids[0]]
