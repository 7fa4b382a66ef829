"""What a notice says, in sentences: once, for every channel."""

from datetime import datetime, timedelta

from scheduling.messages.notices import TOO_LATE, UNCERTAIN
from scheduling.model import Interview, MessageKind, News
from scheduling.model.notices import (
    Added,
    Booked,
    Cancelled,
    CanMakeIt,
    CannotMakeIt,
    ChangedHours,
    Conflict,
    HoursChanged,
    Moved,
    NotReached,
    PanelChanged,
    Reminder,
    Removed,
    RoleChanged,
    RoundBooked,
    Unreadable,
    Who,
)
from scheduling.wording.saying.hours import length_words
from scheduling.wording.saying.marked import Marked, joined
from scheduling.wording.saying.phrases import Phrases
from scheduling.wording.saying.reader import Reader
from scheduling.wording.saying.undelivered import why

MOST_LINES = 20
"""The interviews of a round that are listed."""
_MOST_NAMES = 6
_MOST_ENTRIES = 8

_TELLS_OF_AN_HOUR_AHEAD = {
    MessageKind.BOOKED,
    MessageKind.MOVED,
    MessageKind.ADDED,
    MessageKind.REMINDER,
    MessageKind.PANEL_CHANGED,
    MessageKind.CANNOT_MAKE_IT,
    MessageKind.CAN_MAKE_IT,
    MessageKind.CONFLICT,
}
"""Kinds that come late when the interview has begun."""


class CannotBeSaid(ValueError):
    """Nobody can tell what a notice was to say: it is not of this version."""


def is_late(news: News, *, now: datetime) -> bool:
    """Tell whether the interview has begun before its news could be told."""
    return news.notice.kind in _TELLS_OF_AN_HOUR_AHEAD and news.interviews[0].start <= now


def late_words(reader: Reader) -> Marked:
    """Say sorry for what comes late; it stands before the sentence."""
    return reader.gettext("Sorry, this comes late.")


def notice_words(news: News, *, reader: Reader, now: datetime) -> Marked:
    """Return what a notice says to its reader; of a round, what stands above its interviews.

    The news must have an interview. Raises CannotBeSaid.
    """
    return _Sentences(news=news, reader=reader).sentence(now)


def interview_words(interview: Interview, *, reader: Reader) -> Marked:
    """Say when one of a round's interviews is, and whom the reader meets there."""
    news = News(notice=Reminder(), interviews=(interview,))
    whom = _Sentences(news=news, reader=reader).with_whom()
    return reader.gettext("*{when}*, {whom}", when=reader.time_words(interview.start), whom=whom)


def whole_words(news: News, *, reader: Reader, now: datetime) -> Marked:
    """Return all that a notice says, in one paragraph; the first MOST_LINES of a round."""
    sentence = notice_words(news, reader=reader, now=now)
    if not isinstance(news.notice, RoundBooked):
        return sentence
    lines = [interview_words(each, reader=reader) for each in news.interviews[:MOST_LINES]]
    listed = joined(lines, separator="; ")
    return reader.gettext("{head} {interviews}.", head=sentence, interviews=listed)


class _Sentences(Phrases):
    """The news in sentences, a method for each that has two forms."""

    def sentence(self, now: datetime) -> Marked:
        """What the notice says."""
        match self.news.notice:
            case Reminder():
                return self._reminder(self.interview.start - now)
            case Booked(by=by):
                return self._booked(by)
            case RoundBooked(by=by):
                return self._round_booked(by, len(self.news.interviews))
            case Moved(by=by, was=was):
                return self._moved(by, self.reader.time_words(was))
            case Cancelled(by=by):
                return self._cancelled(by)
            case Added(by=by):
                return self._added(by)
            case Removed(by=by):
                return self._removed(by)
            case PanelChanged() as changed:
                return self._panel_changed(changed)
            case CannotMakeIt(who=who, has_left=has_left):
                return self._cannot_make_it(who, has_left=has_left)
            case CanMakeIt(who=who):
                return self.say(
                    "*{who} can make it after all*: {the_interview}, *{when}*.",
                    who=self.names.of(who),
                )
            case Conflict(who=who, changed=ChangedHours.AVAILABILITY):
                return self._availability_changed(who)
            case Conflict(who=who):
                return self._time_zone_changed(who)
            case HoursChanged() as hours:
                return self._hours_changed(hours)
            case RoleChanged(by=by, is_coordinator=is_one):
                return self._role_changed(by, is_coordinator=is_one)
            case NotReached(who=who, reason=reason):
                return self._not_reached(self.names.of(who), reason)
            case Unreadable() as unreadable:
                raise CannotBeSaid(f"{unreadable.kind} is not kept as this version keeps it")

    def _reminder(self, left: timedelta) -> Marked:
        if left <= timedelta():
            return self.say("{The_interview} was to begin on *{when}*.")
        # How long before is told of the reminder, and not of the interview: whoever reads it
        # hours later must not take it for the time that is left.
        words = length_words(_whole_minutes(left), language=self.reader.language)
        return self.say("Reminder, {left} ahead: {the_interview} is on *{when}*.", left=words)

    def _booked(self, by: Who) -> Marked:
        if self.is_reader(by):
            return self.say("You have booked an interview for you: *{when}*, {whom}.")
        sentence = "{by} has booked an interview for you: *{when}*, {whom}."
        return self.say(sentence, by=self.names.of(by))

    def _round_booked(self, by: Who, count: int) -> Marked:
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

    def _moved(self, by: Who, was: str) -> Marked:
        if self.is_reader(by):
            sentence = "You have moved {the_interview}. It is now *{when}*, not {was}."
            return self.say(sentence, was=was)
        sentence = "{by} has moved {the_interview}. It is now *{when}*, not {was}."
        return self.say(sentence, by=self.names.of(by), was=was)

    def _cancelled(self, by: Who) -> Marked:
        if self.is_reader(by):
            return self.say(
                "You have cancelled {the_interview}, *{when}*. That hour is free again."
            )
        sentence = "{by} has cancelled {the_interview}, *{when}*. That hour is free again."
        return self.say(sentence, by=self.names.of(by))

    def _added(self, by: Who) -> Marked:
        if self.is_reader(by):
            return self.say("You have put yourself on the panel of an interview: *{when}*, {whom}.")
        sentence = "{by} has put you on the panel of an interview: *{when}*, {whom}."
        return self.say(sentence, by=self.names.of(by))

    def _removed(self, by: Who) -> Marked:
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

    def _cannot_make_it(self, who: Who, *, has_left: bool) -> Marked:
        if has_left:
            return self.say(
                "*{who} has left*: their Slack account is deactivated. So somebody else is "
                "needed for {the_interview}, *{when}*. {help}",
                who=self.names.of(who),
                help=self._help(),
            )
        return self.say(
            "*{who} can't make it*: {the_interview}, *{when}*. {help}",
            who=self.names.of(who),
            help=self._help(),
        )

    def _panel_changed(self, changed: PanelChanged) -> Marked:
        return self.say(
            "*{change}.* {The_interview} stays as it is: *{when}*.",
            change=self._change_of_panel(changed),
        )

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

    def _availability_changed(self, who: Who) -> Marked:
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

    def _time_zone_changed(self, who: Who) -> Marked:
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

    def _hours_changed(self, changed: HoursChanged) -> Marked:
        gettext = self.reader.gettext
        parts = [gettext("*{by} has changed your hours.*", by=self.names.of(changed.by))]
        if changed.gained:
            parts.append(gettext("Added: {hours}.", hours=_listed(changed.gained)))
        if changed.lost:
            parts.append(gettext("Removed: {hours}.", hours=_listed(changed.lost)))
        return joined(parts, separator=" ")

    def _role_changed(self, by: Who, *, is_coordinator: bool) -> Marked:
        if is_coordinator:
            return self.reader.gettext(
                "{by} has made you a coordinator: you arrange interviews, and are told of what "
                "changes. Your Home tab shows what waits.",
                by=self.names.of(by),
            )
        return self.reader.gettext(
            "{by} has ended your being a coordinator. Your own interviews and hours stay as they "
            "are.",
            by=self.names.of(by),
        )

    def _not_reached(self, whom: Marked, reason: str) -> Marked:
        if reason == TOO_LATE:
            return self.say(
                "{who} was not reminded of {the_interview}, *{when}*: I could send nothing "
                "until it had begun.",
                who=whom,
            )
        if reason == UNCERTAIN:
            return self.say(
                "I can't tell whether {who} got my message about {the_interview}, *{when}*: "
                "{why}. Please ask them yourself.",
                who=whom,
                why=why(reason, language=self.reader.language),
            )
        return self.say(
            "I could not reach {who} about {the_interview}, *{when}*: {why}. "
            "Please tell them yourself.",
            who=whom,
            why=why(reason, language=self.reader.language),
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


def _whole_minutes(left: timedelta) -> timedelta:
    # "In 0 minutes" is nothing to say of what has not begun.
    return max(timedelta(minutes=round(left / timedelta(minutes=1))), timedelta(minutes=1))


def _listed(entries: tuple[str, ...]) -> str:
    """The first entries, and how many more there are."""
    shown, more = entries[:_MOST_ENTRIES], len(entries) - _MOST_ENTRIES
    return "; ".join(shown) + (f"; and {more} more" if more > 0 else "")
