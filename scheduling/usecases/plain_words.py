"""Knowing what a message to the app is about."""

from collections.abc import Iterable

from scheduling.model import RequestContext
from scheduling.model.permissions import Action, require
from scheduling.store import Session, Store, people
from scheduling.wording.reading import (
    Mention,
    PlainWords,
    SlotsMeant,
    SmallTalk,
    read_plain_words,
)
from scheduling.wording.reading.grammar.tokens import unescaped


def meaning_of(store: Store, context: RequestContext, *, text: str) -> PlainWords:
    """Return what a message is about; a question for slots in one way, that of known people.

    Where nobody knows whom it names, and nothing else says that it asks for slots, it is unclear.
    """
    require(context.actor, Action.LOOK)
    with store.reading() as session:
        names = people.names_in(session, unescaped(text))
        meant = read_plain_words(
            text,
            now=context.now,
            zone=context.actor.zone,
            names=names,
            writer=context.actor.slack_user_id,
        )
        return _of_known_people(session, meant) if isinstance(meant, SlotsMeant) else meant


def _of_known_people(session: Session, meant: SlotsMeant) -> PlainWords:
    for way in meant.ways:
        if _are_known(session, way.people):
            return SlotsMeant(ways=(way,), is_asked=meant.is_asked)
    # Whom nobody knows is said of the question behind its wrapping: "Bob", not "when can Bob".
    last = SlotsMeant(ways=meant.ways[-1:], is_asked=meant.is_asked)
    return last if meant.is_asked else SmallTalk.UNCLEAR


def _are_known(session: Session, mentions: Iterable[Mention]) -> bool:
    names = [mention.name for mention in mentions if mention.slack_user_id is None]
    known = people.known_as(session, names=names)
    return all(people.meant_by(name, known) for name in names)
