"""Whose hours are meant, as it is typed: `/availability for Carl: …`, or a mention."""

from dataclasses import dataclass

from bot.features.text.verbs import split_verb
from bot.slack.requests.request import SlackRequest
from scheduling.errors import NotGivenHours, NotUnderstood, UnknownPerson
from scheduling.model import Person, Profile
from scheduling.usecases.people import people_named
from scheduling.wording.reading import Mention, read_mentions
from scheduling.wording.reading.grammar.questions import quoted
from scheduling.wording.reading.grammar.tokens import unescaped

WHOSE = "Whose hours? Name one person: `/availability for Carl: tomorrow 9-12`"
_QUOTES = " \"'“”„‘’"
_WRITER = ("me", "myself")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whose hours are meant: somebody registered, a member who is not yet, or, with neither,
    the actor.
    """

    person: Person | None = None
    member: Profile | None = None

    @property
    def person_id(self) -> int | None:
        """The id of somebody registered."""
        return self.person.id if self.person else None

    def registered_id(self) -> int | None:
        """Return the id of whom there is something to see; None is the actor.

        Raises NotGivenHours for a member who is not registered.
        """
        if self.member is not None:
            raise NotGivenHours(name=self.member.name)
        return self.person_id


def whom_and_rest(text: str) -> tuple[str, str]:
    """Return who is named first, and what is said of them.

    A mention ends by itself; a name ends at the colon.
    """
    if text.startswith("<@") and ">" in text:
        mention, _, rest = text.partition(">")
        return f"{mention}>", rest.lstrip(" :,")
    whom, _, rest = text.partition(":")
    return whom, rest


async def subject_named(whom: str, request: SlackRequest) -> Subject:
    """Return whose hours are meant by a name or a mention.

    Raises NotUnderstood, UnknownPerson, AmbiguousName or CannotTakePart.
    """
    if whom.strip(_QUOTES) in _WRITER:
        return Subject()
    mentions = _one_mention(whom)
    known = await request.profiles.of_each(m.slack_user_id for m in mentions if m.slack_user_id)
    try:
        (person,) = await request.do(people_named, mentions=mentions, profiles=known)
    except NotGivenHours:
        # They can be given hours all the same: saving those registers them.
        member = known[mentions[0].slack_user_id or ""]
        is_writer = member.slack_user_id == request.actor.slack_user_id
        return Subject() if is_writer else Subject(member=member)
    except (UnknownPerson, NotUnderstood) as unknown:
        if len(read_mentions(whom)) > 1:
            raise NotUnderstood(question=WHOSE) from None
        if any(sign.isdigit() for sign in whom):
            # Names have no digits: without a colon, the hours were taken for part of the name.
            question = "Put a colon after the name: `/availability for Carl: tomorrow 9-12`"
            raise NotUnderstood(question=question) from None
        raise unknown from None
    return Subject(person=person)


async def whose_list(rest: str, subject: Subject, request: SlackRequest) -> Subject:
    """Return whose hours "list for @person" and "list Carl" mean.

    Nothing else can stand there. Raises NotUnderstood, or what `subject_named` does.
    """
    if not rest:
        return subject
    verb, whom = split_verb(rest, verbs=("for",))
    try:
        if subject == Subject():
            return await subject_named(whom, request)
    except (UnknownPerson, NotUnderstood):
        if verb:
            raise
    raise NotUnderstood(
        question=f"A list has all hours of one person, so I did not understand {quoted(rest)}. "
        "`/availability list` is yours; `/availability list for Carl` is Carl's."
    )


def _one_mention(whom: str) -> tuple[Mention]:
    """A name goes up to the colon, "Bo & co" as well."""
    name = unescaped(whom).strip(_QUOTES)
    if not name:
        raise NotUnderstood(question=WHOSE)
    if "<@" not in whom:
        return (Mention(name=name),)
    first, *others = read_mentions(whom)
    if others:
        raise NotUnderstood(question=WHOSE)
    return (first,)
