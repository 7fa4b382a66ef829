"""How the people of a sentence are called, so that nobody is taken for a namesake."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from languages.lists import and_before
from scheduling.model import Channel, Person
from scheduling.model.names import name_key
from scheduling.model.request import Who
from scheduling.wording.saying.marked import Marked, Piece, data, filled, joined, plain
from scheduling.wording.saying.people import details_apart
from scheduling.wording.saying.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """How the people of a sentence, the reader among them, are called."""

    people: Mapping[int, Person]
    # What to add to the names that more than one of them has, by id.
    details: Mapping[int, str]
    reader: Reader

    @classmethod
    def among(cls, people: Iterable[Person], *, reader: Reader) -> "Names":
        """Return how these people are called for a reader."""
        by_id = {person.id: person for person in people}
        if reader.person is not None:
            by_id.setdefault(reader.person.id, reader.person)
        return cls(people=by_id, details=details_apart(by_id.values()), reader=reader)

    def of_person(self, person: Person) -> Marked:
        """Return a name; two people who share one are told apart."""
        detail = self.details.get(person.id)
        if detail is None:
            return data(person.name)
        words = f"{person.name} ({detail})"
        # An id tells a person nothing; Slack shows a mention in its place.
        if detail == person.slack_user_id and self.reader.channel is Channel.SLACK:
            return (Piece(text=words, slack_user_id=detail),)
        return data(words)

    def listed(self, people: Iterable[Person]) -> Marked:
        """Join names as people do: "Ana, Ben and Cy"."""
        return self.in_a_row([self.of_person(person) for person in people])

    def in_a_row(self, names: list[Marked]) -> Marked:
        """Join what people are called as people do."""
        gettext = self.reader.gettext
        if not names:
            return gettext("nobody")
        *most, last = names
        if not most:
            return last
        return filled(and_before(plain(last)), most=joined(most, separator=", "), last=last)

    def of(self, who: Who) -> Marked:
        """Return the name of somebody, registered or not."""
        person = self.person(who)
        if person is not None:
            return self.of_person(person)
        if who.called or not self._has_namesake(who.name):
            return data(who.called or who.name)
        if who.slack_user_id is None:
            return self.reader.gettext("{name} (a program)", name=who.name)
        words = f"{who.name} ({who.slack_user_id})"
        if self.reader.channel is Channel.SLACK:
            return (Piece(text=words, slack_user_id=who.slack_user_id),)
        return data(words)

    def all_of(self, several: Iterable[Who]) -> Marked:
        """Join the names of people, registered or not."""
        return self.in_a_row([self.of(who) for who in several])

    def person(self, who: Who) -> Person | None:
        """Return who that is, where it can be told.

        Not where all that is known is a name that several people have.
        """
        if who.person_id is not None:
            return self.people.get(who.person_id)
        if who.slack_user_id is not None:
            found = [p for p in self.people.values() if p.slack_user_id == who.slack_user_id]
        else:
            found = [p for p in self.people.values() if who.called and p.name == who.called]
        return found[0] if len(found) == 1 else None

    def _has_namesake(self, name: str) -> bool:
        return any(name_key(each.name) == name_key(name) for each in self.people.values())
