"""An interview that was booked, moved, cancelled or given another panel, or begins before long."""

from datetime import timedelta

from languages.catalogue import N_
from scheduling.model.details import Detail
from scheduling.model.notices import PanelChanged
from scheduling.model.request import Who
from scheduling.wording.saying.details import called
from scheduling.wording.saying.hours import length_words
from scheduling.wording.saying.marked import Marked
from scheduling.wording.saying.notices.phrases import Phrases


class Changes(Phrases):
    """What has become of an interview, a method for each kind of change."""

    def reminder(self, left: timedelta) -> Marked:
        """Say that it begins before long, or was to."""
        if left <= timedelta():
            return self.say("{The_interview} was to begin on *{when}*.")
        # How long before is told of the reminder, and not of the interview: whoever reads it
        # hours later must not take it for the time that is left.
        words = length_words(_whole_minutes(left))
        return self.say("Reminder, {left} ahead: {the_interview} is on *{when}*.", left=words)

    def booked(self, by: Who) -> Marked:
        """Say that it was booked."""
        if self.is_reader(by) and self.reader.is_called(self.interview.candidate):
            return self.say("You have picked an hour for your interview: *{when}*, {whom}.")
        if self.is_reader(by):
            return self.say("You have booked an interview for you: *{when}*, {whom}.")
        if by.person_id == self.interview.candidate.id:
            sentence = N_("{by} has picked an hour for their interview with you: *{when}*.")
            return self.say(sentence, by=self.names.of(by))
        sentence = N_("{by} has booked an interview for you: *{when}*, {whom}.")
        return self.say(sentence, by=self.names.of(by))

    def round_booked(self, by: Who, count: int) -> Marked:
        """Say how many were booked; they follow below."""
        if self.is_reader(by):
            return self.reader.ngettext(
                "You have booked an interview for you:",
                "You have booked {count} interviews for you:",
                count,
            )
        return self.reader.ngettext(
            "{by} has booked an interview for you:",
            "{by} has booked {count} interviews for you:",
            count,
            by=self.names.of(by),
        )

    def with_reason(self, sentence: Marked, words: str, *, by: Who) -> Marked:
        """Say why as well, in the words of who has done it, if they have said so."""
        if not words:
            return sentence
        if self.is_reader(by):
            return self.reader.gettext("{what} You said: “{words}”", what=sentence, words=words)
        return self.reader.gettext("{what} They say: “{words}”", what=sentence, words=words)

    def moved(self, by: Who, was: str) -> Marked:
        """Say from when to when it was moved."""
        if self.is_reader(by):
            sentence = N_("You have moved {the_interview}. It is now *{when}*, not {was}.")
            return self.say(sentence, was=was)
        sentence = N_("{by} has moved {the_interview}. It is now *{when}*, not {was}.")
        return self.say(sentence, by=self.names.of(by), was=was)

    def cancelled(self, by: Who) -> Marked:
        """Say that it is off."""
        if self.is_reader(by):
            return self.say(
                "You have cancelled {the_interview}, *{when}*. That hour is free again."
            )
        sentence = N_("{by} has cancelled {the_interview}, *{when}*. That hour is free again.")
        return self.say(sentence, by=self.names.of(by))

    def added(self, by: Who) -> Marked:
        """Say that the reader is on the panel now."""
        if self.is_reader(by):
            return self.say("You have put yourself on the panel of an interview: *{when}*, {whom}.")
        sentence = N_("{by} has put you on the panel of an interview: *{when}*, {whom}.")
        return self.say(sentence, by=self.names.of(by))

    def removed(self, by: Who) -> Marked:
        """Say that the reader is on the panel no more."""
        candidate = self.names.of_person(self.interview.candidate)
        if self.is_reader(by):
            return self.say(
                "You have taken yourself off the interview with *{candidate}*, *{when}*. "
                "That hour is yours again.",
                candidate=candidate,
            )
        return self.say(
            "{by} has taken you off the interview with *{candidate}*, *{when}*. "
            "That hour is yours again.",
            by=self.names.of(by),
            candidate=candidate,
        )

    def calendar_entry(self) -> Marked:
        """Say which interview the entry for a calendar is of."""
        return self.say("This is for your calendar: an interview on *{when}*, {whom}.")

    def calendar_entry_ended(self) -> Marked:
        """Say which interview is to leave a calendar."""
        return self.say("This is for your calendar: the interview of *{when}* is not yours now.")

    def panel_changed(self, changed: PanelChanged) -> Marked:
        """Say who has left the panel, and who has joined it."""
        return self.say(
            "*{change}.* {The_interview} stays as it is: *{when}*.",
            change=self._change_of_panel(changed),
        )

    def details_changed(self, by: Who, said: tuple[Detail, ...]) -> Marked:
        """Say what is said otherwise now; how it reads follows below."""
        parts = [called(each, self.interview, reader=self.reader) for each in said]
        what = self.names.in_a_row(parts)
        if self.is_reader(by):
            return self.say("You have changed {what} of {the_interview}: *{when}*.", what=what)
        sentence = N_("{by} has changed {what} of {the_interview}: *{when}*.")
        return self.say(sentence, by=self.names.of(by), what=what)

    def _change_of_panel(self, changed: PanelChanged) -> Marked:
        leaving, coming = self.names.all_of(changed.leaving), self.names.all_of(changed.coming)
        if changed.leaving and changed.coming:
            return self.reader.ngettext(
                "{coming} takes over from {leaving}",
                "{coming} take over from {leaving}",
                len(changed.coming),
                coming=coming,
                leaving=leaving,
            )
        if changed.leaving:
            return self.reader.ngettext(
                "{leaving} is not on the panel any more",
                "{leaving} are not on the panel any more",
                len(changed.leaving),
                leaving=leaving,
            )
        return self.reader.ngettext(
            "{coming} joins the panel",
            "{coming} join the panel",
            len(changed.coming),
            coming=coming,
        )


def _whole_minutes(left: timedelta) -> timedelta:
    # "In 0 minutes" is nothing to say of what has not begun.
    return max(timedelta(minutes=round(left / timedelta(minutes=1))), timedelta(minutes=1))
