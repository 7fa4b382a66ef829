"""What keeps a calendar from being read. Whatever it is, nobody is free because of it.

They name at most the host of an address: the rest of it is a secret.
"""

from dataclasses import dataclass, field
from datetime import tzinfo
from enum import StrEnum
from typing import ClassVar

from scheduling.errors.sentence import SchedulingError


class CalendarFault(StrEnum):
    """Why a calendar was not read, to be kept with it."""

    ADDRESS_NOT_UNDERSTOOD = "address-not-understood"
    ADDRESS_NOT_SECURE = "address-not-secure"
    ADDRESS_IS_INNER = "address-is-inner"
    GONE = "gone"
    REFUSED = "refused"
    NO_CALENDAR_THERE = "no-calendar-there"
    BUSY = "busy"
    FAILING = "failing"
    TOO_SLOW = "too-slow"
    UNREACHABLE = "unreachable"
    NOT_TRUSTED = "not-trusted"
    REDIRECTED = "redirected"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    NO_CALENDAR = "no-calendar"
    CUT_SHORT = "cut-short"
    TOO_MUCH_WORK = "too-much-work"
    KEY_LOST = "key-lost"
    NO_KEYS = "no-keys"
    NOT_IN_COMPANY = "not-in-company"
    COMPANY_CLOSED = "company-closed"
    SIGN_IN_ENDED = "sign-in-ended"
    SIGN_IN_CLOSED = "sign-in-closed"


@dataclass(eq=False, kw_only=True)
class CalendarNotRead(SchedulingError):
    """The calendar could not be read."""

    fault: ClassVar[CalendarFault]
    # Its owner can do nothing about it: whoever runs the bot has to.
    is_for_operator: ClassVar[bool] = False
    was_to_be_connected: bool = False
    # The address of a server that knows the user and has calendars of theirs, though not this one;
    # else empty. And whether this one would be among those.
    server: str = field(default="", repr=False)
    is_one_of_many: bool = False

    def sentence(self, *, zone: tzinfo) -> str:
        """Return why, and that nothing was connected where that was asked for."""
        why = SchedulingError.sentence(self, zone=zone)
        return f"{why} Nothing was connected." if self.was_to_be_connected else why


@dataclass(eq=False, kw_only=True)
class AddressNotUnderstood(CalendarNotRead):
    """This is no address of a calendar. One begins with “https://” or “webcal://”; copy the
    whole of it, and nothing else.
    """

    fault = CalendarFault.ADDRESS_NOT_UNDERSTOOD


@dataclass(eq=False, kw_only=True)
class AddressNotSecure(CalendarNotRead):
    """Anybody on the way could read a calendar that comes over “http://”, so it must be one over
    “https://”.
    """

    fault = CalendarFault.ADDRESS_NOT_SECURE


@dataclass(eq=False, kw_only=True)
class AddressIsInner(CalendarNotRead):
    """{host} is on a private network, where I read no calendars. Whoever runs this bot can allow
    it.
    """

    fault = CalendarFault.ADDRESS_IS_INNER
    host: str


@dataclass(eq=False, kw_only=True)
class CalendarGone(CalendarNotRead):
    """{host} says that there is no calendar at this address, or none any more. Copy the address
    from your calendar again, and connect it anew.
    """

    fault = CalendarFault.GONE
    host: str


@dataclass(eq=False, kw_only=True)
class CalendarRefused(CalendarNotRead):
    """{host} does not let me in: the address, the user or the app password is not right, or not
    any more. Copy them again, and connect the calendar anew.
    """

    fault = CalendarFault.REFUSED
    host: str
    # The user is known, and may not go there.
    is_of_place: bool = False


@dataclass(eq=False, kw_only=True)
class NoCalendarThere(CalendarNotRead):
    """{host} lets me in, and shows me no calendar there. Check the address of the server."""

    fault = CalendarFault.NO_CALENDAR_THERE
    host: str


@dataclass(eq=False, kw_only=True)
class CalendarNotAtAddress(CalendarNotRead):
    """{host} lets me in, and shows me no calendar at that address. Copy the address of that
    calendar again. With {address} alone, I read all that are yours there.
    """

    fault = CalendarFault.NO_CALENDAR_THERE
    host: str
    address: str


@dataclass(eq=False, kw_only=True)
class TooManyOnServer(CalendarNotRead):
    """{host} shows me {count} calendars of yours, and I read {most} of one server at most. Connect
    those that matter one by one, each by its own address.
    """

    fault = CalendarFault.TOO_MANY
    host: str
    count: int
    most: int


@dataclass(eq=False, kw_only=True)
class CalendarBusy(CalendarNotRead):
    """{host} asks me to come back later."""

    fault = CalendarFault.BUSY
    host: str
    seconds: int | None = None
    """For how long it asks not to be asked, if it says so."""


@dataclass(eq=False, kw_only=True)
class CalendarFailing(CalendarNotRead):
    """{host} answers with an error of its own. That usually passes."""

    fault = CalendarFault.FAILING
    host: str


@dataclass(eq=False, kw_only=True)
class CalendarTooSlow(CalendarNotRead):
    """{host} took too long to answer. That usually passes."""

    fault = CalendarFault.TOO_SLOW
    host: str


@dataclass(eq=False, kw_only=True)
class CalendarUnreachable(CalendarNotRead):
    """{host} can't be reached. Check the address, if this lasts."""

    fault = CalendarFault.UNREACHABLE
    host: str


@dataclass(eq=False, kw_only=True)
class CalendarNotTrusted(CalendarNotRead):
    """{host} can't prove that it is {host}: its certificate is not valid. Whoever runs it has to
    renew that.
    """

    fault = CalendarFault.NOT_TRUSTED
    host: str


@dataclass(eq=False, kw_only=True)
class CalendarRedirected(CalendarNotRead):
    """{host} sends me from one address to the next without end. Copy the address from your
    calendar again, and connect it anew.
    """

    fault = CalendarFault.REDIRECTED
    host: str


@dataclass(eq=False, kw_only=True)
class CalendarTooLarge(CalendarNotRead):
    """The calendar is too large to be read. A calendar with fewer old events will do, and of a
    server with several large calendars the address of one.
    """

    fault = CalendarFault.TOO_LARGE


@dataclass(eq=False, kw_only=True)
class CalendarUnreadable(CalendarNotRead):
    """What came is no calendar. It should be an iCalendar file, whose address often ends in
    “.ics”; a page to look at, or to sign in, is none.
    """

    fault = CalendarFault.NO_CALENDAR


@dataclass(eq=False, kw_only=True)
class CalendarCutShort(CalendarUnreadable):
    """The calendar broke off before its end. That usually passes."""

    fault = CalendarFault.CUT_SHORT
    is_for_owner = False


@dataclass(eq=False, kw_only=True)
class CalendarTooMuchWork(CalendarUnreadable):
    """The calendar took too much time or memory to read. An event that repeats without end may be
    why.
    """

    fault = CalendarFault.TOO_MUCH_WORK


@dataclass(eq=False, kw_only=True)
class CalendarKeyLost(CalendarNotRead):
    """The key is gone with which the address of this calendar was sealed, so I can't open it any
    more: connect the calendar anew.
    """

    fault = CalendarFault.KEY_LOST


@dataclass(eq=False, kw_only=True)
class CalendarKeysAway(CalendarNotRead):
    """I have no keys any more that open the addresses of calendars. Whoever runs this bot has to
    put them back; there is nothing for you to do.
    """

    fault = CalendarFault.NO_KEYS
    is_for_operator = True


@dataclass(eq=False, kw_only=True)
class CalendarNotInCompany(CalendarNotRead):
    """{host} shows me no calendar for your address. If you have one under another address,
    connect it by its own.
    """

    fault = CalendarFault.NOT_IN_COMPANY
    host: str


@dataclass(eq=False, kw_only=True)
class CompanyCalendarsClosed(CalendarNotRead):
    """{host} does not let me read the calendars of your company. Whoever runs this bot has
    to mend that; there is nothing for you to do.
    """

    fault = CalendarFault.COMPANY_CLOSED
    is_for_operator = True
    host: str
    why: str = ""
    """What the server says, in its words, for whoever runs the bot alone."""


@dataclass(eq=False, kw_only=True)
class CalendarSignInEnded(CalendarNotRead):
    """{host} does not let me read your calendar any more: what you allowed has ended, or was taken
    back. Sign in again.
    """

    fault = CalendarFault.SIGN_IN_ENDED
    host: str


@dataclass(eq=False, kw_only=True)
class CalendarSignInClosed(CalendarNotRead):
    """{host} does not take me for who I am, so I can't read what you allowed. Whoever runs this
    bot has to mend that; there is nothing for you to do.
    """

    fault = CalendarFault.SIGN_IN_CLOSED
    is_for_operator = True
    host: str
    why: str = ""
    """What the server says, in its words, for whoever runs the bot alone."""
