"""Why a calendar can't be read, in words for its owner."""

from scheduling.errors import CalendarFault

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
    CalendarFault.NO_CALENDAR: "what comes is no calendar",
    CalendarFault.CUT_SHORT: "it breaks off before its end",
    CalendarFault.TOO_MUCH_WORK: "it takes too much time to read",
    CalendarFault.KEY_LOST: "the key for its address is gone",
}
_OTHERWISE = "its server answers with an error"


def fault_words(fault: str) -> str:
    """Return why a calendar can't be read, as the middle of a sentence."""
    return next((words for known, words in _FAULTS.items() if known == fault), _OTHERWISE)
