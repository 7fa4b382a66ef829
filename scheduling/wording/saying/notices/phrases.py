"""What the sentences of notices have in common: the interview, the hour, the people in it."""

from dataclasses import dataclass
from functools import cached_property

from languages.catalogue import N_
from scheduling.model import Interview, News, Person
from scheduling.model.request import Who
from scheduling.wording.saying.marked import Marked, capitalised
from scheduling.wording.saying.naming import Names
from scheduling.wording.saying.reader import Reader


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """The news, and whoever is to read it."""

    news: News
    reader: Reader

    @cached_property
    def names(self) -> Names:
        """How people are called, for all of these words alike."""
        involved = [person for each in self.news.interviews for person in each.people]
        people = (*self.news.people.values(), *involved, *self.news.stand_ins)
        return Names.among(people, reader=self.reader)

    @property
    def interview(self) -> Interview:
        """What it is about; of several, the first."""
        return self.news.interviews[0]

    def the_interview(self) -> Marked:
        """Return the interview, as a part of a sentence that has named whoever acts in it."""
        gettext, interview, acting = self.reader.gettext, self.interview, self._acting()
        if any(map(self.reader.is_called, interview.people)):
            whom = self._met_by(self.reader.person, named_before=acting)
            return gettext("your interview {whom}", whom=whom)
        if acting in interview.people:
            return gettext("their interview {whom}", whom=self._met_by(acting))
        candidate = self.names.of_person(interview.candidate)
        panel = self.names.listed(interview.interviewers)
        sentence = N_("the interview of *{candidate}* with {panel}")
        return gettext(sentence, candidate=candidate, panel=panel)

    def with_whom(self) -> Marked:
        """Say whom one meets; for interviewers, also beside whom."""
        return self._met_by(self.reader.person)

    def say(self, sentence: str, **more: Marked | str) -> Marked:
        """Return a sentence in the reader's language, with what most of them speak of."""
        the_interview = self.the_interview()
        usual: dict[str, Marked | str] = {
            "the_interview": the_interview,
            "The_interview": capitalised(the_interview),
            "when": self.reader.time_words(self.interview.start),
            "whom": self.with_whom(),
        }
        return self.reader.gettext(sentence, **{**usual, **more})

    def is_reader(self, who: Who) -> bool:
        """Tell whether somebody is the reader."""
        return self.reader.is_called(self.names.person(who))

    def _met_by(self, one: Person | None, *, named_before: Person | None = None) -> Marked:
        """Whom one of them meets; who stands in the sentence already is not named twice."""
        gettext, interview = self.reader.gettext, self.interview
        called = {
            person.id: gettext("them") if person == named_before else self.names.of_person(person)
            for person in interview.people
        }
        # By id: whoever reads may be known with another address than the interview has.
        one_id = None if one is None else one.id
        others = [called[each.id] for each in interview.interviewers if each.id != one_id]
        is_candidate = one_id == interview.candidate.id
        if is_candidate and self.reader.host is not None:
            return gettext("with {host}", host=self.reader.host)
        if is_candidate:
            return gettext("with {panel}", panel=self.names.in_a_row(others))
        is_new = interview.candidate != named_before
        sentence = N_("with *{candidate}*") if is_new else N_("with {candidate}")
        whom = gettext(sentence, candidate=called[interview.candidate.id])
        if not others:
            return whom
        together = self.names.in_a_row(others)
        return gettext("{whom} (together with {others})", whom=whom, others=together)

    def _acting(self) -> Person | None:
        """Whoever did what the news tell of, or can't; None where that is no one registered."""
        notice = self.news.notice
        who: Who | None = getattr(notice, "by", None) or getattr(notice, "who", None)
        return self.names.person(who) if who is not None else None
