"""Reading whom a notice speaks of."""

from collections.abc import Iterable, Mapping
from dataclasses import fields

from scheduling.model import Notice, Person
from scheduling.model.notices import Who
from scheduling.store import Session, people


def people_in(session: Session, notice: Notice) -> Mapping[int, Person]:
    """Return those of whom a notice speaks, by id, as they are called now.

    Where a row of version 1 has a name alone, everybody of that name: it is not known who is
    meant, unless there is only one.
    """
    named = tuple(_named_in(notice))
    ids = [who.person_id for who in named if who.person_id is not None]
    found = people.by_ids(session, ids) if ids else {}
    for who in named:
        if who.slack_user_id is not None:
            member = people.by_slack_id(session, who.slack_user_id)
            found |= {} if member is None else {member.id: member}
        if who.called:
            alike = people.named(session, who.called)
            found |= {person.id: person for person in alike if person.name == who.called}
    return found


def _named_in(notice: Notice) -> Iterable[Who]:
    for fact in fields(notice):
        value = getattr(notice, fact.name)
        several = value if isinstance(value, tuple) else (value,)
        yield from (each for each in several if isinstance(each, Who))
