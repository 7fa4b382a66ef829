"""Somebody can't come, has other hours by now, or was not told: and who could help."""

from scheduling.messages.reasons import HELD, TOO_LATE, UNCERTAIN
from scheduling.model.request import Who
from scheduling.wording.saying.marked import Marked, joined
from scheduling.wording.saying.notices.phrases import Phrases
from scheduling.wording.saying.undelivered import why

_MOST_NAMES = 6


class CallsForHelp(Phrases):
    """What somebody has to see to, a method for each kind of trouble."""

    def has_left(self, who: Who) -> Marked:
        """Say that somebody's account has ended, and who could come instead."""
        return self.say(
            "*{who} has left*: their Slack account is deactivated. So somebody else is "
            "needed for {the_interview}, *{when}*. {help}",
            who=self.names.of(who),
            help=self._help(),
        )

    def cannot_make_it(self, who: Who, reason: str) -> Marked:
        """Say who can't come, why in their own words if they have said, and who could instead."""
        if reason:
            return self.say(
                "*{who} can't make it*: {the_interview}, *{when}*. They say: “{reason}”. {help}",
                who=self.names.of(who),
                reason=reason,
                help=self._help(),
            )
        return self.say(
            "*{who} can't make it*: {the_interview}, *{when}*. {help}",
            who=self.names.of(who),
            help=self._help(),
        )

    def can_make_it(self, who: Who) -> Marked:
        """Say that no help is needed any more."""
        return self.say(
            "*{who} can make it after all*: {the_interview}, *{when}*.",
            who=self.names.of(who),
        )

    def is_free_again(self, who: Who) -> Marked:
        """Say that nothing is in somebody's way any more, who has not said anything."""
        return self.say(
            "*{who} is free again*, by their hours and their calendar: {the_interview}, *{when}*. "
            "It stays as it is.",
            who=self.names.of(who),
        )

    def availability_changed(self, who: Who) -> Marked:
        """Say that it lies outside hours that have changed."""
        if self.is_reader(who):
            return self.say(
                "Your hours have changed, and {the_interview}, *{when}*, lies outside them now. "
                "It stays booked unless you say otherwise."
            )
        return self.say(
            "The hours of {who} have changed, and {the_interview}, *{when}*, lies outside them "
            "now. It stays booked. {help}",
            who=self.names.of(who),
            help=self._help_if_interviewer(who),
        )

    def time_zone_changed(self, who: Who) -> Marked:
        """Say that it lies outside hours which another time zone has moved."""
        if self.is_reader(who):
            return self.say(
                "Your time zone has changed, and {the_interview}, *{when}*, lies outside your "
                "hours now. It stays booked unless you say otherwise."
            )
        return self.say(
            "The time zone of {who} has changed, and {the_interview}, *{when}*, lies outside "
            "their hours now. It stays booked. {help}",
            who=self.names.of(who),
            help=self._help_if_interviewer(who),
        )

    def calendar_changed(self, who: Who) -> Marked:
        """Say that something stands in somebody's calendar at its hour."""
        if self.is_reader(who):
            return self.say(
                "Something new is in your calendar on *{when}*, when you have {the_interview}. "
                "It stays booked unless you say otherwise."
            )
        return self.say(
            "Something new is in the calendar of {who} at the time of {the_interview}, *{when}*. "
            "It stays booked, and they were asked whether they come. {help}",
            who=self.names.of(who),
            help=self._help_if_interviewer(who),
        )

    def not_reached(self, whom: Marked, reason: str) -> Marked:
        """Say who was not told, and why."""
        if reason == TOO_LATE:
            return self.say(
                "{who} was not reminded of {the_interview}, *{when}*: I could send nothing "
                "until it had begun.",
                who=whom,
            )
        if reason in (UNCERTAIN, HELD):
            return self.say(
                "I can't tell whether {who} got my message about {the_interview}, *{when}*: "
                "{why}. Please ask them yourself.",
                who=whom,
                why=why(reason),
            )
        return self.say(
            "I could not reach {who} about {the_interview}, *{when}*: {why}. "
            "Please tell them yourself.",
            who=whom,
            why=why(reason),
        )

    def remind_them(self, who: Who) -> Marked:
        """Say whom nothing reaches, and what they are to be reminded of."""
        return self.say(
            "*Please remind {who}* of {the_interview}, *{when}*: no message of mine reaches them.",
            who=self.names.of(who),
        )

    def _help_if_interviewer(self, who: Who) -> Marked:
        """A candidate can't be replaced: for them another hour has to be found."""
        if who.person_id == self.interview.candidate.id:
            return self.reader.gettext("If they can't make it, move it.")
        return self._help()

    def _help(self) -> Marked:
        """Who could come instead."""
        stand_ins, reader = self.news.stand_ins, self.reader
        if not stand_ins:
            return reader.gettext(
                "Nobody else is free at that hour: move or cancel it, or ask somebody for hours."
            )
        more = len(stand_ins) - _MOST_NAMES
        if more <= 0:
            names = self.names.listed(stand_ins)
            are = len(stand_ins)
            return reader.ngettext("{who} is free then.", "{who} are free then.", are, who=names)
        some = joined(map(self.names.of_person, stand_ins[:_MOST_NAMES]), separator=", ")
        return reader.ngettext(
            "{who} and {count} more is free then.",
            "{who} and {count} more are free then.",
            more,
            who=some,
        )
