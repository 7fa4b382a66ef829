"""Whom a request means: people by id, by mention or by name."""

from collections.abc import Iterable, Mapping

from scheduling.errors import (
    AmbiguousName,
    NobodyWithId,
    NotGivenHours,
    NotUnderstood,
    SamePersonTwice,
    UnknownPerson,
    WasErased,
)
from scheduling.model import Person, Profile
from scheduling.model.names import name_key
from scheduling.steps.registration import check_may_take_part
from scheduling.store import Session
from scheduling.store import people as registered
from scheduling.store.people import erasing
from scheduling.wording.reading import Mention, closest, words_beside_a_name
from scheduling.wording.saying.people import names_apart

_QUOTES = "\"'“”„‘’«» "
_MOST_LOOKED_AT = 500
_MOST_MATCHES = 5


def known(session: Session, person_id: int) -> Person:
    """Return the person with that id. Raises NobodyWithId."""
    return all_known(session, [person_id])[0]


def all_known(session: Session, person_ids: Iterable[int]) -> tuple[Person, ...]:
    """Return the people with these ids, in their order. Raises NobodyWithId, also where
    somebody was erased: WasErased.
    """
    ids = tuple(person_ids)
    found = registered.by_ids(session, ids)
    for person_id in ids:
        if person_id in found and found[person_id].is_erased:
            raise WasErased(id=person_id)
        if person_id not in found or found[person_id].is_removed:
            raise NobodyWithId(id=person_id)
    return tuple(found[person_id] for person_id in ids)


def registered_person(session: Session, whom: int | Mention) -> Person:
    """Return somebody registered, in whatever role and whether they have left or not.

    Raises NobodyWithId, UnknownPerson and AmbiguousName.
    """
    if isinstance(whom, int):
        return known(session, whom)
    if whom.slack_user_id is not None:
        member = registered.by_slack_id(session, whom.slack_user_id)
        if member is None:
            raise UnknownPerson(name=whom.name or whom.slack_user_id)
        return member
    return _called(session, _typed(whom), registered.named(session, _typed(whom)))


def ever_registered(session: Session, whom: int | Mention) -> Person | None:
    """Return somebody registered or taken out; None for an id of nobody's.

    A name means whoever is registered where there is one. Raises UnknownPerson and AmbiguousName.
    """
    if isinstance(whom, int):
        return registered.get(session, whom)
    if whom.slack_user_id is not None:
        there = registered.ever_by_slack_id(session, whom.slack_user_id)
        return there or registered_person(session, whom)
    meant = erasing.meant_by(session, _typed(whom))
    return meant[0] if len(meant) == 1 else registered_person(session, whom)


def people_meant(
    session: Session, mentions: Iterable[Mention], *, profiles: Mapping[str, Profile]
) -> tuple[Person, ...]:
    """Return the registered people behind mentions and names, in the same order.

    They are read at once. `profiles` holds the workspace's word on each mentioned member.
    Raises UnknownPerson, AmbiguousName, CannotTakePart (apps and deactivated accounts),
    NotGivenHours or SamePersonTwice.
    """
    named = tuple(mentions)
    read = registered.known_as(
        session,
        names=[_typed(mention) for mention in named if mention.slack_user_id is None],
        slack_user_ids=[mention.slack_user_id for mention in named if mention.slack_user_id],
    )
    found: dict[int, Person] = {}
    for mention in named:
        person = _meant(session, mention, read, profiles)
        if person.id in found:
            everybody = (*found.values(), *read)
            raise SamePersonTwice(name=names_apart(everybody)[person.id])
        found[person.id] = person
    return tuple(found.values())


def _meant(
    session: Session, mention: Mention, read: tuple[Person, ...], profiles: Mapping[str, Profile]
) -> Person:
    if mention.slack_user_id is not None:
        return _member(mention, mention.slack_user_id, read, profiles)
    name = _typed(mention)
    return _called(session, name, registered.meant_by(name, read))


def _called(session: Session, name: str, matches: tuple[Person, ...]) -> Person:
    if not matches:
        raise _unknown(session, name)
    if len(matches) > 1:
        raise _ambiguous(name, matches)
    return matches[0]


def _typed(mention: Mention) -> str:
    return mention.name.strip(_QUOTES)


def _member(
    mention: Mention,
    slack_user_id: str,
    read: tuple[Person, ...],
    profiles: Mapping[str, Profile],
) -> Person:
    profile = profiles.get(slack_user_id)
    if profile is None:
        raise UnknownPerson(name=mention.name or slack_user_id)
    check_may_take_part(profile)
    # By the id alone: what a mention shows as a name may be anybody's.
    person = next((each for each in read if each.slack_user_id == slack_user_id), None)
    if person is None or person.role is None:
        raise NotGivenHours(name=profile.name)
    return person


def _ambiguous(name: str, matches: tuple[Person, ...]) -> AmbiguousName:
    """Who it could be, told apart, and what would say which of them is meant."""
    apart = names_apart(matches)
    shown = [apart[person.id] for person in matches[:_MOST_MATCHES]]
    if len(matches) > _MOST_MATCHES:
        shown.append(f"{len(matches) - _MOST_MATCHES} more")
    return AmbiguousName(name=name, matches=tuple(shown), hint=_hint(matches))


def _hint(matches: tuple[Person, ...]) -> str:
    if len({name_key(person.name) for person in matches}) == len(matches):
        return "Please write the full name."
    if all(person.slack_user_id for person in matches):
        return "Use @ to say who is meant."
    choose = "Choose in the form instead: type the command alone."
    rename = "`/register list` is where a candidate from outside can get another name."
    if any(person.slack_user_id for person in matches):
        return f"Use @ for a member of this workspace. {choose}"
    return f"{choose} {rename}"


def _unknown(session: Session, name: str) -> UnknownPerson | NotUnderstood:
    everybody = registered.page(session, skip=0, limit=_MOST_LOOKED_AT)
    # A first name alone may be what was mistyped; where two share it, either is near.
    meant = {person.name.split()[0]: person.name for person in everybody}
    meant |= {person.name: person.name for person in everybody}
    if unread := words_beside_a_name(name, meant):
        return unread
    near = closest(name, meant)
    if near is None:
        return UnknownPerson(name=name)
    return UnknownPerson(name=name, hint=f"Did you mean {meant[near]}?")
