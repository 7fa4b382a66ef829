"""People's calendars in words: how they are read, and when they make their owners busy."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta, tzinfo
from ipaddress import ip_address

from scheduling.availability.calendars import SkippedEvents
from scheduling.errors import CalendarFault
from scheduling.model.calendars import AllDayEvents, Calendar, SourceKind, UnconfirmedCalendar
from scheduling.results import CalendarShown
from scheduling.timespan import Span, clock_words, day_words

WHERE_TO_FIND = (
    (
        "Google",
        "Settings, your calendar, “Integrate calendar”, “Secret address in iCal format”",
    ),
    (
        "Outlook",
        "Settings, Calendar, “Shared calendars”, “Publish a calendar”, the ICS link",
    ),
    ("Fastmail", "Settings, Calendars, “Export”, the link to share"),
    (
        "Apple",
        "https://caldav.icloud.com, your Apple Account, and an app-specific password, made at "
        "account.apple.com under “Sign-In and Security”",
    ),
    (
        "Nextcloud",
        "In the calendar’s settings, “Copy primary CalDAV address”; your user, and an app "
        "password, made under Settings, Security",
    ),
    ("Another CalDAV server", "Its address, your user, and an app password if it makes any"),
)
"""Where people find what their calendar is read with, by who has it."""
NO_HOURS = "You have given no hours yet, so no interview can be booked with you."
NO_HOURS_OF_THEM = "They have given no hours yet, so no interview can be booked with them."

_FAULTS = {
    CalendarFault.ADDRESS_NOT_UNDERSTOOD: "its address is none of a calendar",
    CalendarFault.ADDRESS_NOT_SECURE: "its address is not encrypted",
    CalendarFault.ADDRESS_IS_INNER: "its server is on a private network",
    CalendarFault.GONE: "there is no calendar at its address any more",
    CalendarFault.REFUSED: "its server does not let me in any more",
    CalendarFault.NO_CALENDAR_THERE: "its server shows me no calendar",
    CalendarFault.BUSY: "its server asks me to come back later",
    CalendarFault.TOO_SLOW: "its server takes too long",
    CalendarFault.UNREACHABLE: "its server can't be reached",
    CalendarFault.NOT_TRUSTED: "its server can't prove that it is who it says",
    CalendarFault.REDIRECTED: "its server sends me round in circles",
    CalendarFault.TOO_LARGE: "it is too large",
    CalendarFault.TOO_MANY: "there are too many calendars on its server",
    CalendarFault.NO_CALENDAR: "what comes is no calendar",
    CalendarFault.CUT_SHORT: "it breaks off before its end",
    CalendarFault.TOO_MUCH_WORK: "it takes too much time to read",
    CalendarFault.KEY_LOST: "the key for its address is gone",
    CalendarFault.NO_KEYS: "whoever runs me has to set that right",
    CalendarFault.NOT_IN_COMPANY: "it shows me nothing for your address",
    CalendarFault.COMPANY_CLOSED: "whoever runs me has to set that right",
    CalendarFault.SIGN_IN_ENDED: "what was allowed there has ended, or was taken back",
    CalendarFault.SIGN_IN_CLOSED: "whoever runs me has to set that right",
}
_OTHERWISE = "its server answers with an error"
_ANEW = "Connect it anew in *My calendars*; if its address has changed, disconnect the old one."
_TO_DO = {
    **dict.fromkeys(
        (
            CalendarFault.ADDRESS_NOT_UNDERSTOOD,
            CalendarFault.ADDRESS_NOT_SECURE,
            CalendarFault.GONE,
            CalendarFault.REFUSED,
            CalendarFault.NO_CALENDAR_THERE,
            CalendarFault.REDIRECTED,
            CalendarFault.NO_CALENDAR,
            CalendarFault.KEY_LOST,
        ),
        _ANEW,
    ),
    CalendarFault.ADDRESS_IS_INNER: "Whoever runs me can allow that.",
    CalendarFault.NOT_TRUSTED: "Whoever runs that server has to renew its certificate.",
    CalendarFault.TOO_LARGE: "Connect one with fewer old events in *My calendars*.",
    CalendarFault.TOO_MANY: "Connect those that matter in *My calendars*, each by its own address, "
    "and disconnect this one.",
    CalendarFault.TOO_MUCH_WORK: "An event in it that repeats without end may be why.",
    CalendarFault.NOT_IN_COMPANY: "If you have one elsewhere, connect it in *My calendars*.",
    CalendarFault.NO_KEYS: "There is nothing for you to do.",
    CalendarFault.COMPANY_CLOSED: "There is nothing for you to do.",
    CalendarFault.SIGN_IN_ENDED: "Sign in again: nothing has to be typed.",
    CalendarFault.SIGN_IN_CLOSED: "There is nothing for you to do.",
}
_WAIT = "That usually passes; *Read now* in *My calendars* tries at once."
_WEEK = timedelta(days=7)
_MOST_STRETCHES = 12


_ALLOWED = {
    SourceKind.GOOGLE_SIGN_IN: "What was allowed is given back to Google, unless another calendar "
    "is read by the same account.",
    SourceKind.MICROSOFT_SIGN_IN: "Microsoft takes nothing back from me: what was allowed ends at "
    "myaccount.microsoft.com, under *App permissions*.",
}
_COMPANYS = {
    SourceKind.GOOGLE: "your company's Google",
    SourceKind.MICROSOFT: "your company's Microsoft 365",
}


def company_words(source: SourceKind) -> str:
    """Return what a company's calendars are called; nothing for those of other sources."""
    return _COMPANYS.get(source, "")


def is_local(host: str) -> bool:
    """Tell whether a server runs beside the bot, as those of practice do: it has no name there."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def called(calendar: Calendar) -> str:
    """Return what people know a calendar by: its server, where that has a name to them."""
    return "Local calendar" if is_local(calendar.host) else calendar.host


def disconnected_words(calendar: Calendar) -> str:
    """Say that a calendar is disconnected, and what becomes of what its owner has allowed."""
    words = f"{called(calendar)} is disconnected.", _ALLOWED.get(calendar.source, "")
    return " ".join(filter(None, words))


def unconfirmed_name(unconfirmed: UnconfirmedCalendar) -> str:
    """Return what its owner knows a calendar by that waits for their word: also its address."""
    return ", ".join(filter(None, (unconfirmed.host, unconfirmed.address)))


def refused_words(unconfirmed: UnconfirmedCalendar) -> str:
    """Say that a calendar is not connected, and what becomes of what was allowed."""
    words = f"{unconfirmed_name(unconfirmed)} is not connected.", _ALLOWED[unconfirmed.source]
    return " ".join(words)


def named(calendar: Calendar) -> str:
    """Say where a calendar is, and by whom it is connected where that was not its owner."""
    company = company_words(calendar.source)
    return f"{called(calendar)}, connected by {company}" if company else called(calendar)


def told_apart(calendars: Sequence[Calendar]) -> dict[int, str]:
    """Return what each of somebody's calendars is called, by id.

    Those of one server have a number, the one that was connected first being the first.
    """
    alike = Counter(named(each) for each in calendars)
    seen: Counter[str] = Counter()
    names = {}
    for each in sorted(calendars, key=lambda one: one.id):
        name = named(each)
        seen[name] += 1
        names[each.id] = f"{name} ({seen[name]})" if alike[name] > 1 else name
    return names


def found_words(which: str, events: int) -> str:
    """Say what was found in a calendar that was just connected."""
    return f"{which} is connected: {_counted(events, 'event')} in the weeks ahead."


def elsewhere_words(which: str) -> str:
    """Say that the address that was given is not what is read."""
    return (
        f"There is no calendar at that address, so all of yours on {which} are read. If you meant "
        "a single one, disconnect this and connect that by its own address."
    )


def skipped_words(skipped: SkippedEvents) -> str:
    """Say of how many events nobody can tell when they are, and why."""
    which = "is" if skipped.count == 1 else "are"
    when = _counted(skipped.count, "event")
    return f"I could not tell when {when} {which}: {skipped.reason}."


def left_out(calendar: Calendar) -> int:
    """Return how many whole days of a calendar don't count, as it marks them free."""
    counts = calendar.counted.all_day is AllDayEvents.ALL
    return 0 if counts else calendar.free_all_day


def left_out_words(count: int) -> str:
    """Say that so many whole days don't count."""
    which = "is" if count == 1 else "are"
    return f"{_counted(count, 'all-day event')} ahead {which} marked as free there, and left out."


def shown_words(shown: CalendarShown, *, now: datetime, zone: tzinfo, whose: str) -> str:
    """Say when a calendar makes its owner busy, or why nobody knows; `whose` is "you are"."""
    if shown.busy is None:
        if shown.calendar.failing_since is None:
            return "It has not been read yet, so nothing of it counts."
        return "It has been silent for more than 14 days, so the hours given count alone."
    return busy_words(shown.busy, now=now, zone=zone, whose=whose)


def ago_words(then: datetime, *, now: datetime) -> str:
    """Return how long something was ago: "3 s ago", "5 min ago", "2 h ago", "4 days ago"."""
    return ago_of(int((now - then).total_seconds()))


def ago_of(seconds: int) -> str:
    """Return the same of so many seconds; of none where it is yet to come."""
    seconds = max(seconds, 0)
    for unit, length, until in (("s", 1, 60), ("min", 60, 3600), ("h", 3600, 2 * 86_400)):
        if seconds < until:
            return f"{seconds // length} {unit} ago"
    return f"{seconds // 86_400} days ago"


def reading_words(calendar: Calendar, *, now: datetime) -> str:
    """Say when a calendar was last read, or why it can't be."""
    read = f"read {ago_words(calendar.read_at, now=now)}" if calendar.read_at else "not read yet"
    if not calendar.failure:
        return read
    return f"{read}, and can't be read now: {fault_words(calendar.failure)}"


def fault_words(fault: str) -> str:
    """Return why a calendar can't be read, as the middle of a sentence."""
    return next((words for known, words in _FAULTS.items() if known == fault), _OTHERWISE)


def what_to_do(fault: str) -> str:
    """Return what its owner can do about a calendar that can't be read, as a sentence."""
    return next((words for known, words in _TO_DO.items() if known == fault), _WAIT)


def busy_words(busy: Iterable[Span], *, now: datetime, zone: tzinfo, whose: str) -> str:
    """Say when calendars make somebody busy in the seven days from now on; `whose` is "you are"
    or the like.
    """
    pieces = [
        piece
        for span in busy
        if span.start < now + _WEEK
        for piece in _by_day(Span(start=span.start, end=min(span.end, now + _WEEK)), zone=zone)
    ]
    if not pieces:
        return f"In the next 7 days {whose} never busy."
    shown, hidden = pieces[:_MOST_STRETCHES], len(pieces) - _MOST_STRETCHES
    more = f" and {hidden} more times" if hidden > 0 else ""
    return f"In the next 7 days {whose} busy {'; '.join(shown)}{more}."


def _by_day(span: Span, *, zone: tzinfo) -> Iterable[str]:
    """The stretch by the reader's clock, a piece for each day: "Tue 10 Nov, 9:00 AM – 10:00 AM"."""
    start = span.start
    while start < span.end:
        local = start.astimezone(zone)
        midnight = datetime.combine(local.date() + timedelta(days=1), time(), zone)
        end = min(span.end, midnight.astimezone(span.end.tzinfo))
        begins = local.time() == time()
        if begins and end == midnight:
            yield f"{day_words(start, zone=zone)} all day"
        else:
            ends = "midnight" if end == midnight else clock_words(end, zone=zone)
            yield f"{day_words(start, zone=zone)}, {clock_words(start, zone=zone)} – {ends}"
        start = end


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"
