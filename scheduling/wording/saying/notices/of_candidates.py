"""What candidates are asked, and what coordinators hear from their pages."""

from datetime import datetime

from scheduling.model.request import Who
from scheduling.wording.saying.marked import Marked
from scheduling.wording.saying.notices.phrases import Phrases


class OfCandidates(Phrases):
    """A method for each kind."""

    def hours_given(self, who: Who) -> Marked:
        """Say that there are hours now, and what to do with them."""
        return self.reader.gettext(
            "*{who} has given hours* on their page. `/find-slots {who}` shows when they could be "
            "interviewed, and by whom.",
            who=self.names.of(who),
        )

    def link_sent(self, by: Who) -> Marked:
        """Ask for hours."""
        return self.reader.gettext(
            "*{by} asks when you could be interviewed.* Give your hours below, or in your own "
            "words: `/availability tomorrow 9-12`",
            by=self.names.of(by),
        )

    def hour_picked(self, who: Who) -> Marked:
        """Say which hour was picked, and with whom the interview is."""
        return self.say(
            "*{who} has picked an hour*: {the_interview} is on *{when}*.", who=self.names.of(who)
        )

    def move_requested(self, who: Who, wanted: datetime) -> Marked:
        """Say when it is, and when it is asked to be."""
        return self.say(
            "*{who} asks for another hour*: {the_interview} is on *{when}*, and *{wanted}* would "
            "suit them.",
            who=self.names.of(who),
            wanted=self.reader.time_words(wanted),
        )
