"""What is about people and no interview: the reader's hours and role, and who is said to leave."""

from scheduling.model import Role
from scheduling.model.notices_about_people import CalendarUnconfirmed, HoursChanged
from scheduling.model.request import Who
from scheduling.wording.saying.calendars import fault_words, is_local, what_to_do
from scheduling.wording.saying.marked import Marked, joined
from scheduling.wording.saying.notices.phrases import Phrases

_MOST_ENTRIES = 8
_IN_FORCE = 14
"""Days for which what is known of a silent calendar holds."""


class AboutPeople(Phrases):
    """What is about people, a method for each kind."""

    def hours_changed(self, changed: HoursChanged) -> Marked:
        """Say which hours somebody has added and removed."""
        gettext = self.reader.gettext
        parts = [gettext("*{by} has changed your hours.*", by=self.names.of(changed.by))]
        if changed.gained:
            parts.append(gettext("Added: {hours}.", hours=_listed(changed.gained)))
        if changed.lost:
            parts.append(gettext("Removed: {hours}.", hours=_listed(changed.lost)))
        return joined(parts, separator=" ")

    def role_changed(self, by: Who, *, is_coordinator: bool) -> Marked:
        """Say what the reader is now, and who has made them that."""
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

    def registered(self, by: Who, role: Role | None) -> Marked:
        """Say as what somebody is registered, and what is of use then."""
        sentence = {
            Role.INTERVIEWER: "{by} has registered you as an interviewer. Interviews are booked "
            "at the hours that you give, minus what stands in a calendar that you connect.",
            Role.CANDIDATE: "{by} has registered you as a candidate. Your interview is booked at "
            "one of the hours that you give.",
            None: "{by} has registered you for interviews. They are booked at the hours that you "
            "give.",
        }[role]
        return self.reader.gettext(sentence, by=self.names.of(by))

    def taken_out(self, by: Who) -> Marked:
        """Say that the reader is in nothing any more, and how they are again."""
        return self.reader.gettext(
            "*{by} has taken you out of the people I arrange interviews for.* Nobody can book you "
            "any more. If that is a mistake, tell them; `/register` registers you anew.",
            by=self.names.of(by),
        )

    def merged(self, by: Who) -> Marked:
        """Say that the reader was registered twice, and is once."""
        return self.reader.gettext(
            "You were registered twice, and {by} has put that together: your interviews and your "
            "hours are in one place now. `/availability list` and `/interviews` show them.",
            by=self.names.of(by),
        )

    def calendar_silent(self, host: str, days: int, fault: str) -> Marked:
        """Say since when a calendar can't be read, why, and what holds meanwhile."""
        gettext, over = self.reader.gettext, days >= _IN_FORCE
        silent = self.reader.ngettext(
            "*I have not been able to read your calendar at {host} for a day*: {why}.",
            "*I have not been able to read your calendar at {host} for {count} days*: {why}.",
            days,
            host="this bot's own machine" if is_local(host) else host,
            why=fault_words(fault),
        )
        if over:
            holds = gettext(
                "So what I knew of it counts no more: interviews are booked at the hours that you "
                "give, whatever stands in your calendar."
            )
        else:
            holds = gettext(
                "Until it can be read again, I go by what stood in it; after 14 days, by the hours "
                "alone that you give."
            )
        return joined([silent, holds, gettext(what_to_do(fault))], separator=" ")

    def calendar_unconfirmed(self, asked: CalendarUnconfirmed) -> Marked:
        """Ask whether it was the reader who has signed in, and say what holds until they answer."""
        gettext = self.reader.gettext
        if asked.address:
            who = gettext(
                "*Somebody has signed in as {address} at {host}, for a calendar that is to count "
                "as yours.* I do not know that address as yours.",
                address=asked.address,
                host=asked.host,
            )
        else:
            who = gettext(
                "*Somebody has signed in at {host}, for a calendar that is to count as yours.* I "
                "was not told with which address.",
                host=asked.host,
            )
        waits = gettext(
            "So I read nothing of it until you say that it is your own; if you don't, I forget it "
            "on {time}. *Was it you?*",
            time=self.reader.time_words(asked.until),
        )
        return joined([who, waits], separator=" ")

    def many_left(self, count: int) -> Marked:
        """Say how many accounts have ended, and that nothing follows from it yet."""
        return self.reader.ngettext(
            "*One Slack account more has ended* than usually do at the same time. That may be a "
            "mistake of somebody's, so for whoever it is nothing has changed yet: their interviews "
            "stay, and they can be booked. `/register list` says who it is, and asks whether they "
            "have left.",
            "*{count} Slack accounts have ended at the same time.* That may be a mistake of "
            "somebody's, so for these people nothing has changed yet: their interviews stay, and "
            "they can be booked. `/register list` says who they are, and asks whether they have "
            "left.",
            count,
        )


def _listed(entries: tuple[str, ...]) -> str:
    """The first entries, and how many more there are."""
    shown, more = entries[:_MOST_ENTRIES], len(entries) - _MOST_ENTRIES
    return "; ".join(shown) + (f"; and {more} more" if more > 0 else "")
