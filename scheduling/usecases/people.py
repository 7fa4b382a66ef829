"""Looking people up by id, and registering anybody, as programs do."""

from collections.abc import Iterable

from scheduling.errors import AvailabilityGone, CannotTakePart, NameTaken, NobodyWithId
from scheduling.model import Person, Profile, RequestContext, Role
from scheduling.model.permissions import Action, require
from scheduling.store import Session, Store, availability, people
from scheduling.wording.reading import clean_name, read_email, read_zone


def enrol(
    store: Store,
    context: RequestContext,
    *,
    name: str,
    role: Role | None,
    time_zone: str | None,
    email: str | None,
    profile: Profile | None,
) -> Person:
    """Register somebody; without a role they may be either.

    `profile` is the member of the workspace that they are, if any. No time zone means theirs,
    or the workspace's. Raises NotAllowed, NameTaken and AlreadyRegistered, CannotTakePart for
    apps and deactivated accounts, and what a name, an address or a zone is refused for.
    """
    require(context.actor, Action.REGISTER_CANDIDATE)
    _check_member(profile)
    usual = profile.time_zone if profile else context.rules.time_zone
    cleaned, zone = clean_name(name), read_zone(time_zone or usual)
    address = read_email(email) if email else None
    with store.writing() as session:
        _check_name_is_free(session, cleaned)
        return people.add(
            session,
            name=cleaned,
            role=role,
            time_zone=zone,
            email=address,
            slack_user_id=profile.slack_user_id if profile else None,
            now=context.now,
        )


def people_after(
    store: Store, *, person_id: int, role: Role | None, limit: int
) -> tuple[Person, ...]:
    """Return at most `limit` people with higher ids than that, by id."""
    with store.reading() as session:
        return people.after(session, person_id, role=role, limit=limit)


def people_with(store: Store, *, ids: Iterable[int]) -> tuple[Person, ...]:
    """Return the people with these ids, in their order. Raises NobodyWithId."""
    wanted = tuple(ids)
    with store.reading() as session:
        known = people.by_ids(session, wanted)
    for person_id in wanted:
        if person_id not in known:
            raise NobodyWithId(id=person_id)
    return tuple(known[person_id] for person_id in wanted)


def owner_of_entry(store: Store, *, key: str) -> int:
    """Return whose an entry is. Raises AvailabilityGone."""
    with store.reading() as session:
        person_id = availability.owner_of(session, key)
    if person_id is None:
        raise AvailabilityGone()
    return person_id


def _check_member(profile: Profile | None) -> None:
    if profile is not None and profile.is_bot:
        raise CannotTakePart(name=profile.name, reason="that is an app")
    if profile is not None and profile.is_deactivated:
        raise CannotTakePart(name=profile.name, reason="their Slack account is deactivated")


def _check_name_is_free(session: Session, name: str) -> None:
    for person in people.named(session, name):
        if person.name.casefold() == name.casefold():
            raise NameTaken(name=person.name)
