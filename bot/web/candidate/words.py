"""Days and hours as a candidate's page writes them, and what it says of their data."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.process.settings.page import Company
from languages.catalogue import N_, gettext
from languages.days import in_a_sentence, short_month, short_weekday, time_words
from languages.style import current_style
from scheduling.timespan import HOUR
from scheduling.wording.saying.dates import zone_words
from scheduling.wording.saying.hours import length_words

EXAMPLE = N_("Tuesday 10-12; every Thursday afternoon; off 24 December")
"""What somebody may type; each language has its own, which is read as well."""


def day_heading(day: date) -> tuple[str, str, str]:
    """Return what stands above a column: "Wed", "9" and "Dec", or "Wed", "Dec" and "9"."""
    name, month = short_weekday(day.weekday()), short_month(day.month)
    if current_style().is_month_first:
        return name, month, str(day.day)
    return name, str(day.day), month


def hour_words(hour: time) -> str:
    """Return "14:00", or "2:00 PM"."""
    return time_words(hour.hour, hour.minute)


def span_words(start: datetime, *, zone: ZoneInfo) -> str:
    """Return the hour of an interview: "14:00 – 15:00 (Berlin, UTC+01:00)"."""
    local, end = start.astimezone(zone), (start + HOUR).astimezone(zone)
    ends = in_a_sentence(hour_words(end.time()))
    return f"{hour_words(local.time())} – {ends} ({zone_words(start, zone=zone)})"


def kept_words(company: Company) -> str:
    """Say what is kept of a candidate, for how long, and whom to ask for it, or to erase it."""
    if company.keeps_candidates is None:
        kept = gettext("Your name, your hours and your interviews are kept here.")
    else:
        kept = gettext(
            "Your name, your hours and your interviews are kept here, and erased {length} after "
            "your last interview."
        ).format(length=length_words(company.keeps_candidates))
    if company.contact is None:
        ask = gettext("To see all of it, or to have it erased, ask whoever sent you this link.")
    else:
        ask = gettext("To see all of it, or to have it erased, ask {contact}.")
    return f"{kept} {ask.format(contact=company.contact)}"
