"""The names by which people who are shown together are told apart."""

from collections import Counter
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from scheduling.errors import listed
from scheduling.model import LONGEST_NAME, Outcome, Person
from scheduling.model.names import name_key
from scheduling.model.people import Rights
from scheduling.wording.saying.dates import short_date
from scheduling.wording.saying.marked import clipped

_SHORTEST = 15
"""Characters of a name that are left of it at least."""

BECAME = {
    Outcome.HIRED: "was hired",
    Outcome.REJECTED: "was rejected",
    Outcome.WITHDRAWN: "has withdrawn",
}


def names_apart(people: Iterable[Person], *, longest: int = LONGEST_NAME) -> dict[int, str]:
    """Return the name to show of each, by id: "Ana Alves", or "Ana Alves (candidate)".

    Plain text that is not escaped. `people` are all who are shown in one place: two of them
    who share a name never get the same one here. What is over `longest` characters is taken
    from the name, not from what tells it apart, as long as a few of it are left.
    """
    everybody = tuple(people)
    details = details_apart(everybody)
    names = {each.id: name_beside(details.get(each.id, ""), each, longest) for each in everybody}
    return names | {id: f"{names[id]} ({detail})" for id, detail in details.items()}


def name_beside(detail: str, person: Person, longest: int) -> str:
    """Return a person's name, cut so that it fits beside what tells it apart, if anything."""
    room = longest - len(f" ({detail})") if detail else longest
    return clipped(person.name, max(room, _SHORTEST))


def details_apart(people: Iterable[Person]) -> dict[int, str]:
    """Return what to add to the names that alone would not do, by id.

    Of the role, the e-mail address, the time zone and Slack's member id, it is the first that
    nobody else of that name has; else the number under which the person is registered.
    """
    everybody = {person.id: person for person in people}
    namesakes: dict[str, list[Person]] = {}
    for person in everybody.values():
        namesakes.setdefault(name_key(person.name), []).append(person)
    return {
        person_id: detail
        for those in namesakes.values()
        if len(those) > 1
        for person_id, detail in _told_apart(those).items()
    }


def _told_apart(namesakes: list[Person]) -> dict[int, str]:
    known = {person.id: _known(person) for person in namesakes}
    counts = Counter(detail for details in known.values() for detail in details)
    return {
        person_id: next((each for each in details if counts[each] == 1), f"no. {person_id}")
        for person_id, details in known.items()
    }


def outcome_words(person: Person) -> str:
    """Say what became of a candidate; "" where nothing is known."""
    return BECAME[person.outcome] if person.outcome is not None and person.is_decided else ""


def _known(person: Person) -> tuple[str, ...]:
    """What is known of somebody, from what says most to a reader to what says least."""
    role = "coordinator" if person.role is None and person.is_coordinator else person.role
    details = (role, person.email, person.time_zone, person.slack_user_id)
    return tuple(str(detail) for detail in details if detail)


def source_words(rights: Rights) -> str:
    """Say what makes somebody a coordinator without a grant: "by the settings"."""
    sources = ["by the settings"] if rights.is_in_settings else []
    sources += ["as an admin of the workspace"] if rights.is_admin else []
    return listed(sources)


def rights_words(rights: Rights, *, granters: Mapping[int, Person], zone: ZoneInfo) -> str:
    """Say where a right comes from: "workspace admin", "made one by Carla Costa on 3 Dec 2026".

    Days are those of the zone; more than one source is joined by "and".
    """
    sources = ["workspace admin"] if rights.is_admin else []
    sources += ["the settings"] if rights.is_in_settings else []
    sources += [_grant_words(rights, granters, zone)] if rights.is_granted else []
    return listed(sources)


def _grant_words(rights: Rights, granters: Mapping[int, Person], zone: ZoneInfo) -> str:
    if rights.granted_at is None:
        return "made one before it was kept by whom"
    day = short_date(rights.granted_at.astimezone(zone).date())
    if rights.granted_by is None:
        return f"made one by the program {rights.granted_through} on {day}"
    granter = granters.get(rights.granted_by)
    return f"made one by {granter.name} on {day}" if granter else f"made one on {day}"
