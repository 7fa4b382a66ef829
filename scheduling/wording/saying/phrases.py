"""What the sentences of notices have in common: the interview, the hour, the people in it."""

from dataclasses import dataclass
from functools import cached_property

from scheduling.model import Interview, News
from scheduling.model.notices import Who
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
        """Return the interview, as a part of a sentence."""
        gettext, interview = self.reader.gettext, self.interview
        if any(map(self.reader.is_called, interview.people)):
            return gettext("your interview {whom}", whom=self.with_whom())
        candidate = self.names.of_person(interview.candidate)
        panel = self.names.listed(interview.interviewers)
        sentence = "the interview of *{candidate}* with {panel}"
        return gettext(sentence, candidate=candidate, panel=panel)

    def with_whom(self) -> Marked:
        """Say whom one meets; for interviewers, also beside whom."""
        gettext, interview = self.reader.gettext, self.interview
        if self.reader.is_called(interview.candidate):
            return gettext("with {panel}", panel=self.names.listed(interview.interviewers))
        candidate = self.names.of_person(interview.candidate)
        others = [p for p in interview.interviewers if not self.reader.is_called(p)]
        if not others:
            return gettext("with *{candidate}*", candidate=candidate)
        return gettext(
            "with *{candidate}* (together with {others})",
            candidate=candidate,
            others=self.names.listed(others),
        )

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
