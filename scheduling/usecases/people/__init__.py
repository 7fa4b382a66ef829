"""Looking people up by id, and registering anybody, as programs do."""

from collections.abc import Iterable, Mapping

from scheduling.errors import AvailabilityGone
from scheduling.messages.about_people import of_registering
from scheduling.model import Outcome, Person, Profile, RequestContext, Role
from scheduling.model.permissions import Action, require
from scheduling.steps.people import all_known, people_meant
from scheduling.steps.registration import add_by_name, check_may_take_part
from scheduling.store import Store, availability, people
from scheduling.store.messages import outbox
from scheduling.timespan import Clock
from scheduling.wording.reading import Mention


def enrol(
    store: Store,
    context: RequestContext,
    *,
    name: str,
    role: Role | None,
    time_zone: str | None,
    email: str | None,
    profile: Profile | None,
    clock: Clock | None = None,
    own_locale: str | None = None,
) -> Person:
    """Register somebody; without a role they may be either. A member of the workspace is told.

    `profile` is the member of the workspace that they are, if any. No time zone means theirs,
    or the workspace's. Raises NotAllowed, NameTaken and AlreadyRegistered, CannotTakePart for
    apps and deactivated accounts, and what a name, an address or a zone is refused for.
    """
    require(context.actor, Action.REGISTER_CANDIDATE)
    if profile is not None:
        check_may_take_part(profile)
    usual = profile.time_zone if profile else context.rules.time_zone
    with store.writing() as session:
        person = add_by_name(
            session,
            name=name,
            role=role,
            time_zone=time_zone or usual,
            email=email,
            slack_user_id=profile.slack_user_id if profile else None,
            locale=profile.locale if profile else None,
            clock=clock,
            own_locale=own_locale,
            now=context.now,
        )
        told = of_registering(person, actor=context.actor, now=context.now)
        outbox.plan(session, told.messages, now=context.now)
        return person


def people_named(
    store: Store,
    context: RequestContext,
    *,
    mentions: tuple[Mention, ...],
    profiles: Mapping[str, Profile],
) -> tuple[Person, ...]:
    """Return the registered people behind mentions and names, in the same order.

    `profiles` holds the workspace's word on each mentioned member. Raises UnknownPerson,
    AmbiguousName, CannotTakePart, NotGivenHours or SamePersonTwice.
    """
    require(context.actor, Action.LOOK)
    with store.reading() as session:
        return people_meant(session, mentions, profiles=profiles)


def taking_part(
    store: Store, context: RequestContext, *, slack_user_ids: Iterable[str]
) -> frozenset[str]:
    """Return those of the members of the workspace who interview or are interviewed."""
    require(context.actor, Action.LOOK)
    with store.reading() as session:
        found = people.known_as(session, slack_user_ids=slack_user_ids)
    return frozenset(each.slack_user_id for each in found if each.role and each.slack_user_id)


def people_after(
    store: Store,
    *,
    person_id: int,
    role: Role | None,
    outcome: Outcome | None = None,
    limit: int,
) -> tuple[Person, ...]:
    """Return at most `limit` people with higher ids than that, by id.

    With an `outcome` they are the candidates of whom that is known.
    """
    with store.reading() as session:
        return people.after(session, person_id, role=role, outcome=outcome, limit=limit)


def people_with(store: Store, *, ids: Iterable[int]) -> tuple[Person, ...]:
    """Return the people with these ids, in their order. Raises NobodyWithId."""
    with store.reading() as session:
        return all_known(session, ids)


def owner_of_entry(store: Store, *, key: str) -> int:
    """Return whose an entry is. Raises AvailabilityGone."""
    with store.reading() as session:
        person_id = availability.owner_of(session, key)
    if person_id is None:
        raise AvailabilityGone()
    return person_id
