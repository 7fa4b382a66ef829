"""What a mail says, in sentences: its subject, its paragraphs, and what stands below them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from languages.catalogue import N_
from languages.style import current_style
from scheduling.model import MessageKind, News
from scheduling.model.api_access import LinkPurpose
from scheduling.model.notices_about_people import LinkSent
from scheduling.timespan import words_for
from scheduling.wording.saying.dates import whole_time_words
from scheduling.wording.saying.details import calendar_fields, titled
from scheduling.wording.saying.marked import Marked, data, joined, plain
from scheduling.wording.saying.naming import Names
from scheduling.wording.saying.notices.sentences import (
    CannotBeSaid,
    is_late,
    late_words,
    notice_details,
    notice_words,
)
from scheduling.wording.saying.reader import Reader

_OFF = frozenset({MessageKind.CANCELLED, MessageKind.REMOVED, MessageKind.CALENDAR_ENTRY_ENDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail in words, whatever they will look like."""

    subject: str
    greeting: Marked
    # What has happened, and beside it what the reader may want to do.
    paragraphs: tuple[Marked, ...]
    # The hour in full, where it still stands; and in which time zone.
    hour: str | None = None
    # Where it is, and what else is said of it.
    details: tuple[Marked, ...] = ()
    # Where the reader can do more than answer; None where there is no such page.
    link: str | None = None
    link_label: str = ""
    # What the hour is called in a calendar.
    event: str = ""
    # What else a calendar keeps of it, by the names of its properties.
    event_fields: Mapping[str, str] = field(default_factory=dict)
    # Who writes, and how they are reached.
    footer: tuple[Marked, ...] = ()
    # In which all of it is written, such as "de".
    language: str = field(default_factory=lambda: current_style().language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """In whose name a mail is written, as far as its words need it."""

    company: str | None = None
    contact: str | None = None
    privacy_url: str | None = None


def letter_of(
    news: News, *, reader: Reader, sender: Sender, has_invite: bool, link: str | None, now: datetime
) -> Letter:
    """Return the words of a mail about one interview, or with a link. Raises CannotBeSaid."""
    if isinstance(news.notice, LinkSent):
        return _with_link(news, news.notice, reader=reader, sender=sender, link=link)
    kind, (interview,) = news.notice.kind, news.interviews
    sentence = notice_words(news, reader=reader, now=now)
    if is_late(news, now=now):
        sentence = joined([late_words(reader), sentence], separator=" ")
    is_off = kind in _OFF
    ways = () if is_off else _what_to_do(kind, reader, has_invite=has_invite, has_link=bool(link))
    return Letter(
        subject=_subject(news, reader, sender),
        greeting=reader.gettext("Hello {name},", name=_name(reader)),
        paragraphs=(sentence, *ways),
        hour=None if is_off else whole_time_words(interview.span, zone=_zone(reader)),
        details=notice_details(news, reader=reader),
        link=None if is_off else link,
        link_label=plain(reader.gettext("Move or cancel it")),
        event=_event(news, reader, sender),
        event_fields={} if is_off else calendar_fields(interview, reader=reader),
        footer=_footer(reader, sender),
    )


def _with_link(
    news: News, sent: LinkSent, *, reader: Reader, sender: Sender, link: str | None
) -> Letter:
    """What the link was sent for. Raises CannotBeSaid where there is none."""
    if link is None:
        raise CannotBeSaid("a mail with a link needs one")
    gettext = reader.gettext
    subject, label, asks = _ASKS[sent.purpose]
    whom = {"by": Names.among(news.people.values(), reader=reader).of(sent.by)}
    host = sender.company or plain(gettext("us"))
    words = gettext(asks, host=host, **whom)
    until = reader.time_words(_last_minute(sent.until, reader))
    return Letter(
        subject=_signed(gettext(subject), reader, sender),
        greeting=reader.gettext("Hello {name},", name=_name(reader)),
        paragraphs=(
            words,
            gettext("No account is needed. The page is yours alone, until {until}.", until=until),
        ),
        link=link,
        link_label=plain(gettext(label)),
        footer=_footer(reader, sender),
    )


_ASKS = {
    LinkPurpose.HOURS: (
        N_("When could you be interviewed?"),
        N_("Give my hours"),
        N_(
            "*{by} asks when you could be interviewed* with {host}. Mark your hours on a page of "
            "your own, or write them in your own words."
        ),
    ),
    LinkPurpose.PICK: (
        N_("Choose an hour for your interview"),
        N_("Choose an hour"),
        N_(
            "*{by} offers you hours for an interview* with {host}. Choose the one that suits you, "
            "and it is booked."
        ),
    ),
    LinkPurpose.INTERVIEWS: (
        N_("Your page for interviews"),
        N_("Open my page"),
        N_(
            "{by} sends you a page of your own. There you see your interview with {host}, and "
            "move or cancel it."
        ),
    ),
}
"""By what a link is for: the subject, what is pressed, and what is asked."""


def _subject(news: News, reader: Reader, sender: Sender) -> str:
    """The hour first: it is what people look for, and lists show the beginning alone."""
    gettext, kind = reader.gettext, news.notice.kind
    when = words_for(news.interviews[0].start, zone=reader.zone)
    known = {"when": when}
    if kind in (MessageKind.REMOVED, MessageKind.CALENDAR_ENTRY_ENDED):
        # It may stand for the others.
        words = gettext("No longer yours: the interview of {when}", **known)
    elif kind in _OFF:
        words = gettext("Cancelled: your interview of {when}", **known)
    elif kind is MessageKind.MOVED:
        words = gettext("New time for your interview: {when}", **known)
    elif kind is MessageKind.DETAILS_CHANGED:
        words = gettext("News of your interview on {when}", **known)
    elif kind is MessageKind.REMINDER:
        words = gettext("Reminder: your interview on {when}", **known)
    else:
        words = gettext("Your interview on {when}", **known)
    return _signed(words, reader, sender)


def _signed(words: Marked, reader: Reader, sender: Sender) -> str:
    if sender.company is None:
        return plain(words)
    return plain(reader.gettext("{words} ({company})", words=words, company=sender.company))


def _event(news: News, reader: Reader, sender: Sender) -> str:
    (interview,) = news.interviews
    if title := titled(interview, reader=reader):
        return title
    if not reader.is_called(interview.candidate):
        words = reader.gettext("Interview: {candidate}", candidate=interview.candidate.name)
    elif sender.company is not None:
        words = reader.gettext("Interview with {company}", company=sender.company)
    else:
        words = reader.gettext("Interview")
    return plain(words)


def _what_to_do(
    kind: MessageKind, reader: Reader, *, has_invite: bool, has_link: bool
) -> tuple[Marked, ...]:
    gettext = reader.gettext
    if kind is MessageKind.CALENDAR_ENTRY:
        note = "Declining it in your calendar cancels nothing: say in Slack if you can't come."
        return (gettext(note),)
    if kind is MessageKind.REMINDER and not has_link:
        return (gettext("If you can't come, please answer this mail."),)
    ways = [] if has_link else [gettext("To move or to cancel it, please answer this mail.")]
    if has_invite:
        entry = gettext(
            "An entry for your calendar comes with this mail. Declining it in your calendar "
            "cancels nothing: nobody reads that answer."
        )
        ways.insert(0, entry)
    return tuple(ways)


def _last_minute(end: datetime, reader: Reader) -> datetime:
    """What ends with a day ends at 23:59: midnight belongs to the next one."""
    local = end.astimezone(reader.zone)
    return end if local.hour or local.minute else end - timedelta(minutes=1)


def _footer(reader: Reader, sender: Sender) -> tuple[Marked, ...]:
    gettext = reader.gettext
    known = [each for each in (sender.company, sender.contact) if each]
    lines = [data(" · ".join(known))] if known else []
    if sender.privacy_url is not None:
        lines.append(gettext("What becomes of your data: {url}", url=sender.privacy_url))
    note = gettext("A program has written this mail. Answers to it are read by people.")
    return (*lines, note)


def _name(reader: Reader) -> str:
    return reader.person.name if reader.person is not None else ""


def _zone(reader: Reader) -> ZoneInfo:
    assert reader.person is not None  # mails are for people
    return reader.person.zone
