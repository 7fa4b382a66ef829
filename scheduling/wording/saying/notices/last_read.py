"""Whose calendars could not be read before they were booked, told to coordinators afterwards."""

from collections.abc import Sequence

from scheduling.model.notices import LastRead
from scheduling.wording.saying.calendars import ago_of
from scheduling.wording.saying.marked import Marked, joined
from scheduling.wording.saying.notices.phrases import Phrases


class CalendarMarks(Phrases):
    """What is added to a notice; English, as all that is said to coordinators alone."""

    def beside(self, said: Marked, last_read: Sequence[LastRead]) -> Marked:
        """Return what was said, and whose calendars were last read when, or count no more."""
        read = [self._one(each) for each in last_read if each.counts]
        silent = [self.names.of(each.who) for each in last_read if not each.counts]
        sentences = [said]
        if read:
            sentences.append(self._say("Calendar last read {several}.", read))
        if silent:
            words = "Calendar silent, so only the hours given count: {several}."
            sentences.append(self._say(words, silent))
        return joined(sentences, separator=" ")

    def _one(self, each: LastRead) -> Marked:
        ago = "never" if each.ago is None else ago_of(each.ago)
        return self.reader.gettext("{ago} ({who})", ago=ago, who=self.names.of(each.who))

    def _say(self, sentence: str, several: Sequence[Marked]) -> Marked:
        return self.reader.gettext(sentence, several=joined(several, separator=", "))
