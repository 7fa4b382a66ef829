"""User groups that are mentioned in a question, read as those of their members who take part."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack.directory.user_groups import members_of
from bot.slack.requests.request import SlackRequest
from scheduling.errors import NobodyNamed
from scheduling.usecases.people import taking_part
from scheduling.wording.reading import UserGroup, user_groups, with_members, with_writer

_MOST_NAMED = 10


@dataclass(eq=False, kw_only=True)
class NobodyOfGroup(NobodyNamed):
    """Nobody in {group} has given hours yet. Ask them to type `/availability`: it takes a
    minute.
    """

    group: str


@dataclass(eq=False, kw_only=True)
class NotInInterviews(NobodyNamed):
    """You are in no interviews, and nobody can book you yet: `/availability` gives your hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsRead:
    """A question with people in the place of groups, and whom it leaves out.

    Those are members who have given no hours, by name, and how many there are of them in all.
    """

    text: str
    left_out: tuple[str, ...] = ()
    left_out_count: int = 0


async def with_groups(text: str, request: SlackRequest) -> GroupsRead:
    """Return a question in which each user group has become its members who take part.

    Who asks is mentioned in the place of "me".

    Raises GroupNotReadable, and NobodyOfGroup where none of a group takes part; NotInInterviews.
    """
    text = with_me(text, request)
    groups = user_groups(text)
    if not groups:
        return GroupsRead(text=text)
    found = await asyncio.gather(*(members_of(each, request.surface.client) for each in groups))
    everybody = tuple(dict.fromkeys(each for members in found for each in members))
    known = await request.do(taking_part, slack_user_ids=everybody)
    members = {
        group.id: _known_of(group, ids, known) for group, ids in zip(groups, found, strict=True)
    }
    others = [each for each in everybody if each not in known]
    return GroupsRead(
        text=with_members(text, members),
        left_out=await _names(others[:_MOST_NAMED], request),
        left_out_count=len(others),
    )


def with_me(text: str, request: SlackRequest, *, of_theirs: bool = False) -> str:
    """Return a text with a mention of who asks in the place of "me".

    Of what is `of_theirs`, "mine" names them as well. Raises NotInInterviews for whoever neither
    interviews nor is interviewed.
    """
    named = with_writer(text, request.actor.slack_user_id, of_theirs=of_theirs)
    person = request.actor.person
    if named != text and (person is None or person.role is None):
        raise NotInInterviews
    return named


def _known_of(group: UserGroup, ids: Sequence[str], known: frozenset[str]) -> tuple[str, ...]:
    taking = tuple(each for each in ids if each in known)
    if not taking:
        raise NobodyOfGroup(group=group.name)
    return taking


async def _names(ids: Sequence[str], request: SlackRequest) -> tuple[str, ...]:
    profiles = await request.profiles.of_each(ids)
    return tuple(profiles[each].name for each in ids if each in profiles)
