"""What the audit keeps of a person's row: what they do and where, and never who they are."""

from sqlalchemy.orm import Session

from scheduling.model import Person
from scheduling.model.audit import Facts, Subject
from scheduling.store import audit

_UNSPOKEN = ("name", "email", "slack_user_id")
"""Of these only that they have changed is kept."""


def note_new(session: Session, person: Person) -> None:
    """Put on record that somebody is registered."""
    audit.note(session, "registered", Subject.PERSON, person.id, after=_facts(person))


def note_removal(session: Session, person_id: int) -> None:
    """Put on record that somebody is registered no more."""
    audit.note(session, "registered no more", Subject.PERSON, person_id)


def note_change(session: Session, before: Person, after: Person) -> None:
    """Put on record what has changed of a person, if anything has."""
    was, now = _facts(before), _facts(after)
    differ = [name for name in now if now[name] != was[name]]
    unspoken = [name for name in _UNSPOKEN if getattr(before, name) != getattr(after, name)]
    if before == after:
        return
    kept = {name: now[name] for name in differ}
    audit.note(
        session,
        "changed",
        Subject.PERSON,
        after.id,
        before={name: was[name] for name in differ},
        after={**kept, "other": unspoken} if unspoken else kept,
    )


def _facts(person: Person) -> Facts:
    facts: Facts = {"role": person.role and person.role.value, "time_zone": person.time_zone}
    return {**facts, "own_locale": person.own_locale}
