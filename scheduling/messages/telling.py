"""A message to each whom a channel reaches, and who is left for somebody to tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scheduling.messages.reach import Reach, channel_of
from scheduling.model import Actor, Channel, Interview, News, Notice, Person, PlannedMessage, Untold
from scheduling.model.notices import PanelChanged


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a change has people told: the messages, and the people whom no channel reaches."""

    messages: tuple[PlannedMessage, ...] = ()
    untold: tuple[Untold, ...] = ()

    def __add__(self, other: "Telling") -> "Telling":
        """Return both as one."""
        return Telling(
            messages=(*self.messages, *other.messages), untold=(*self.untold, *other.untold)
        )

    def without(self, person: Person) -> "Telling":
        """Return all but what is for somebody."""
        return Telling(
            messages=tuple(each for each in self.messages if each.person_id != person.id),
            untold=tuple(each for each in self.untold if each.person.id != person.id),
        )


def to_each(
    people: tuple[Person, ...],
    interview: Interview,
    notice: Notice,
    *,
    speaks_of: Iterable[Person],
    reach: Reach = channel_of,
    now: datetime,
    change: str = "",
) -> Telling:
    """Return the same notice to each of them once; `change` sets its keys apart from like ones."""
    news = News(notice=notice, interviews=(interview,), people=by_id(speaks_of))
    told = Telling()
    for person in by_id(people).values():
        # Kept in the database: with another pattern, what was told before an upgrade would be
        # told again.
        key = f"{notice.kind}:{interview.id}:{interview.revision}:{person.id}{change}"
        told += to_one(person, news, about=interview, dedupe_key=key, reach=reach, now=now)
    return told


def to_one(
    person: Person,
    news: News,
    *,
    about: Interview | None = None,
    dedupe_key: str,
    reach: Reach = channel_of,
    now: datetime,
) -> Telling:
    """Return a message, or that nothing reaches the person."""
    channel = reach(person)
    if channel is Channel.EMAIL and isinstance(news.notice, PanelChanged):
        # Whoever is written to is not told whom they meet, so there is nothing to say.
        return Telling()
    if channel is None:
        return Telling(untold=(Untold(person=person, news=news, at=now),))
    message = PlannedMessage(
        person_id=person.id,
        notice=news.notice,
        dedupe_key=dedupe_key,
        due_at=now,
        interview_id=None if about is None else about.id,
        revision=0 if about is None else about.revision,
        channel=channel,
    )
    return Telling(messages=(message,))


def all_but(
    actor: Actor, people: Iterable[Person], reach: Reach = channel_of
) -> tuple[Person, ...]:
    """Return all but the actor: they have seen what they did in the answer to it.

    Whoever is written to is not left out: of a page's answer their calendar knows nothing.
    """
    own = {each.id for each in acting_people(actor) if reach(each) is not Channel.EMAIL}
    return tuple(person for person in people if person.id not in own)


def acting_people(actor: Actor) -> tuple[Person, ...]:
    """Return the actor where they are registered; else nobody."""
    return () if actor.person is None else (actor.person,)


def unless_one_of_them(coordinators: Iterable[Person], actor: Actor) -> tuple[Person, ...]:
    """Return the coordinators, where the actor is none of them.

    They hear of what others do to the interviews that they arrange, not of each other.
    """
    return () if actor.is_coordinator else tuple(coordinators)


def by_id(people: Iterable[Person]) -> dict[int, Person]:
    """Return people by their id, each once."""
    return {person.id: person for person in people}
