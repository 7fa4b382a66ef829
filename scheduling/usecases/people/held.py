"""Handing out all that is held about somebody: to themselves, or by a coordinator."""

from datetime import datetime, timedelta
from typing import Any

from scheduling.availability.calendars import unpacked
from scheduling.errors import NobodyWithId, NotRegistered, WasErased
from scheduling.model import NO_ID, Person, RequestContext
from scheduling.model.api_access import hash_of, new_secret
from scheduling.model.audit import Subject
from scheduling.model.details import Detail
from scheduling.model.interviews import EVERYTHING
from scheduling.model.permissions import Action, require
from scheduling.results.people import PersonHeld
from scheduling.steps.people import ever_registered
from scheduling.store import Session, Store, audit, people
from scheduling.store.availability import calendars
from scheduling.store.interviews import export_links
from scheduling.store.people.erasing import held
from scheduling.wording.reading import Mention

GOOD_FOR = timedelta(minutes=15)


def held_about(
    store: Store, context: RequestContext, *, whom: int | Mention | None = None
) -> PersonHeld:
    """Return all that is held about somebody, or about the actor where nobody is named.

    That it was handed out is put on record. Raises NotAllowed, NotRegistered, NobodyWithId,
    UnknownPerson, AmbiguousName and WasErased.
    """
    with store.writing() as session:
        person = _meant(session, context, whom)
        return _held(session, person, reader=context.actor.person, now=context.now)


def open_held(
    store: Store, context: RequestContext, *, whom: int | Mention | None = None
) -> tuple[Person, str]:
    """Return who is meant, and the secret of a link to all that is held about them.

    It is good for one download within GOOD_FOR. Raises what `held_about` raises.
    """
    secret = new_secret(prefix="person")
    with store.writing() as session:
        person = _meant(session, context, whom)
        actor = context.actor.person
        if actor is None:
            raise NotRegistered
        export_links.add(
            session,
            actor,
            token_hash=hash_of(secret),
            wanted=EVERYTHING,
            about=person.id,
            now=context.now,
            expires_at=context.now + GOOD_FOR,
        )
        return person, secret


def held_downloaded(store: Store, *, secret: str, now: datetime) -> PersonHeld | None:
    """Use a link up, and return what it leads to; None for a link that is good no more.

    Nor is it for somebody who has ceased to be a coordinator since, but for their own.
    """
    with store.writing() as session:
        link = export_links.take(session, token_hash=hash_of(secret), now=now)
        if link is None or link.about is None:
            return None
        person = people.get(session, link.about)
        if person is None or person.is_erased:
            return None
        if not link.person.is_coordinator and link.person.id != person.id:
            return None
        return _held(session, person, reader=link.person, now=now)


def _meant(session: Session, context: RequestContext, whom: int | Mention | None) -> Person:
    """Whoever it is, those taken out among them: what is held about them is still held."""
    own = context.actor.person
    if whom is None:
        if own is None:
            raise NotRegistered
        return own
    if own is None or whom != own.id:
        # Before anybody is looked up: who may not ask is told of nobody.
        require(context.actor, Action.TAKE_OUT)
    person = ever_registered(session, whom)
    if person is None:
        raise NobodyWithId(id=NO_ID)
    if person.is_erased:
        raise WasErased(id=person.id)
    return person


def _held(session: Session, person: Person, *, reader: Person | None, now: datetime) -> PersonHeld:
    # What was written for the panel alone is for a coordinator to hand out.
    is_own = reader is not None and reader.id == person.id and not reader.is_coordinator
    but = frozenset({Detail.NOTE_FOR_PANEL.value}) if is_own else frozenset[str]()
    found = _with_busy_times(session, person, held.about(session, person, but=but))
    audit.note(session, "taken out", Subject.PERSON, person.id)
    return PersonHeld(person=person, at=now, held=found)


def _with_busy_times(session: Session, person: Person, found: dict[str, Any]) -> dict[str, Any]:
    """Add to each calendar what of it counts, and when it makes its owner busy."""
    theirs = calendars.of(session, [person.id])[person.id]
    busy = calendars.busy_in(session, [each.id for each in theirs])
    rows = [
        {
            **row,
            "counts_tentative": each.counted.tentative,
            "counts_all_day": each.counted.all_day.value,
            "busy": _busy_times(busy[each.id].packed) if each.id in busy else [],
        }
        for each, row in zip(theirs, found["calendars"], strict=True)
    ]
    return {**found, "calendars": rows}


def _busy_times(packed: bytes) -> list[dict[str, str]]:
    """When a calendar makes its owner busy, or may by their choice, each kind by time."""
    kept = unpacked(packed)
    return [
        {"kind": kind.value, "start": _instant(span.start), "end": _instant(span.end)}
        for kind, bits in kept.by_kind.items()
        for span in kept.horizon.spans(bits)
    ]


def _instant(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
