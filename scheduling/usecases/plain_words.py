"""Knowing what a message to the app is about."""

from collections.abc import Iterable

from scheduling.errors import SchedulingError, SeveralReadings, UnknownPerson
from scheduling.model import Person, RequestContext
from scheduling.model.names import name_key
from scheduling.model.permissions import Action, may, require
from scheduling.steps.people import registered_person
from scheduling.store import Session, Store, people
from scheduling.store.people import erasing
from scheduling.wording.reading import (
    AskedBack,
    EndingMeant,
    HoursMeant,
    Mention,
    PlainWords,
    SlotsMeant,
    SmallTalk,
    read_availability,
    read_ending,
    read_plain_words,
    said_of_another,
)
from scheduling.wording.reading.advice import Reworded
from scheduling.wording.reading.grammar.tokens import unescaped
from scheduling.wording.reading.people.anybody import is_no_name


def meaning_of(store: Store, context: RequestContext, *, text: str) -> PlainWords:
    """Return what a message is about; a question for slots in one way, that of known people.

    Whoever may give hours for somebody else may say when they can.
    Where nobody knows whom it names, and nothing else says that it asks for slots, it is unclear.
    """
    require(context.actor, Action.LOOK)
    with store.reading() as session:
        ending = read_ending(text)
        if ending is not None and _are_somebody(session, ending):
            return ending
        names = people.names_in(session, unescaped(text))
        if of_another := _said_of_another(session, text, context=context):
            return of_another
        meant = read_plain_words(
            text,
            now=context.now,
            zone=context.actor.zone,
            names=names,
            writer=context.actor.slack_user_id,
        )
        if isinstance(meant, SlotsMeant):
            meant = _of_known_people(session, meant)
        return _of_nobody_known(session, ending, otherwise=meant) if ending else meant


def _are_somebody(session: Session, meant: EndingMeant) -> bool:
    """Whether there may be everybody who is named; who of several, is asked where it is done."""
    return all(
        each.slack_user_id is not None or erasing.meant_by(session, each.name)
        for each in meant.people
    )


def _of_nobody_known(session: Session, ending: EndingMeant, *, otherwise: PlainWords) -> PlainWords:
    """Where nothing else can be meant: who was not found, and who is called nearly so."""
    if otherwise not in (SmallTalk.UNCLEAR, SmallTalk.TAKE_AWAY):
        return otherwise
    for mention in ending.people:
        try:
            registered_person(session, mention)
        except UnknownPerson as unknown:
            if unknown.hint != UnknownPerson.hint or otherwise is SmallTalk.UNCLEAR:
                return AskedBack(question=unknown, is_about_hours=False)
        except SchedulingError:
            continue
    return otherwise


def _said_of_another(
    session: Session, text: str, *, context: RequestContext
) -> HoursMeant | AskedBack | None:
    """What is said of the time of somebody known, by whoever may change their hours."""
    said = said_of_another(text)
    person = _one_meant(session, said.mention) if said else None
    if said is None or person is None or not may(context.actor, Action.CHANGE_AVAILABILITY, person):
        return None
    try:
        read = read_availability(said.words, now=context.now, zone=person.zone)
    except SchedulingError as error:
        if isinstance(error, SeveralReadings) and not isinstance(error, Reworded):
            return AskedBack(question=error, person=person)
        # "Carl can meet Ines tomorrow" is no word about his hours.
        return None
    return HoursMeant(said=read, person=person)


def _one_meant(session: Session, mention: Mention) -> Person | None:
    if mention.slack_user_id is not None:
        return people.by_slack_id(session, mention.slack_user_id)
    key, found = name_key(mention.name), people.known_as(session, names=[mention.name])
    # The beginning of a name is none where nothing was asked for: "Al" might be anybody.
    named = [p for p in found if f"{name_key(p.name)} ".startswith(f"{key} ")]
    exact = [p for p in named if name_key(p.name) == key]
    return (exact or named)[0] if len(exact or named) == 1 else None


def _of_known_people(session: Session, meant: SlotsMeant) -> PlainWords:
    for way in meant.ways:
        if _are_known(session, way.people):
            return SlotsMeant(ways=(way,), is_asked=meant.is_asked)
    # Whom nobody knows is said of the question behind its wrapping: "Bob", not "when can Bob".
    last = SlotsMeant(ways=meant.ways[-1:], is_asked=meant.is_asked)
    named = [each.name for each in last.ways[0].people if each.slack_user_id is None]
    # "What time is it" asks for nobody called so.
    return last if meant.is_asked and not any(map(is_no_name, named)) else SmallTalk.UNCLEAR


def _are_known(session: Session, mentions: Iterable[Mention]) -> bool:
    names = [mention.name for mention in mentions if mention.slack_user_id is None]
    known = people.known_as(session, names=names)
    return all(people.meant_by(name, known) for name in names)
