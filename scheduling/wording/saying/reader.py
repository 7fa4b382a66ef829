"""Whoever is to read a sentence: in which zone, by what. In which language, `written_in` says."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from languages.catalogue import gettext, ngettext
from scheduling.model import Channel, Person
from scheduling.timespan import words_for
from scheduling.wording.saying.marked import Marked, filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Whoever is to read a sentence."""

    # None for a program, which is nobody whom a notice speaks of.
    person: Person | None
    zone: tzinfo
    # None where it is not known by what the words will reach them.
    channel: Channel | None = None
    # In whose name a candidate is written to who is not told whom they meet, such as "Acme"; None
    # where they are told.
    host: str | None = None

    @classmethod
    def of(cls, person: Person, *, channel: Channel | None, host: str | None = None) -> "Reader":
        """Return a person as a reader, in their own zone."""
        return cls(person=person, zone=person.zone, channel=channel, host=host)

    def is_called(self, person: Person | None) -> bool:
        """Tell whether the person is the reader; None is not."""
        return person is not None and self.person is not None and person.id == self.person.id

    def gettext(self, sentence: str, **values: Marked | str) -> Marked:
        """Return a sentence in the reader's language, with its gaps filled."""
        return filled(gettext(sentence), **values)

    def ngettext(self, one: str, many: str, count: int, **values: Marked | str) -> Marked:
        """Do the same for a sentence with a number in it, {count}."""
        # Both forms are looked up together, as other languages have one, three or six.
        return filled(ngettext(one, many, count), count=str(count), **values)

    def time_words(self, instant: datetime) -> str:
        """Return day, time and zone: "Tue 10 Nov, 2:00 PM CET", or "Tue 10 Nov, 14:00 CET"."""
        return words_for(instant, zone=self.zone)
