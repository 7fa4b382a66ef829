"""Days, hours and places in words, in the reader's language.

English is written by hand: what is said in it is what people type, and is read back as the same.
"""

from datetime import date, datetime
from types import ModuleType

from languages.catalogue import pgettext
from languages.style import Clock, current_style

# Not by strftime's %a and %b, which speak the language of the process's locale.
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
"""In full. Of other languages what is typed is read as these."""


def weekday_name(weekday: int) -> str:
    """Return the full name of a weekday, counted from Monday as 0."""
    return ENGLISH_DAYS[weekday] if current_style().is_english else _cldr().weekday(weekday)


def short_weekday(weekday: int) -> str:
    """Return the short name of a weekday, counted from Monday as 0: "Tue"."""
    if current_style().is_english:
        return ENGLISH_DAYS[weekday][:3]
    return str(_cldr().weekday(weekday, width="abbreviated"))


def day_words(day: date) -> str:
    """Return a day in short: "Tue 10 Nov", or "Tue Nov 10"."""
    if current_style().is_english:
        return f"{short_weekday(day.weekday())} {_in_order(day, ENGLISH_MONTHS[day.month - 1][:3])}"
    return str(_cldr().day_by("MMMEd", day))


def short_date(day: date) -> str:
    """Return a date with its year and without its weekday: "10 Nov 2026", or "Nov 10 2026"."""
    if current_style().is_english:
        return f"{_in_order(day, ENGLISH_MONTHS[day.month - 1][:3])} {day.year}"
    return str(_cldr().day_by("yMMMd", day))


def date_words(day: date) -> str:
    """Return a day in short, with its year: "Tue 10 Nov 2026"."""
    if current_style().is_english:
        return f"{short_weekday(day.weekday())} {short_date(day)}"
    return str(_cldr().day_by("yMMMEd", day))


def day_of_year(day: date) -> str:
    """Return a date without its year: "9 December", or "9. Dezember"."""
    if current_style().is_english:
        return _in_order(day, month_name(day.month))
    return str(_cldr().day_of_year(day))


def whole_day(day: date) -> str:
    """Return a day in full: "Wednesday 9 December", or "Wednesday, December 9"."""
    if current_style().is_english:
        comma = "," if current_style().is_month_first else ""
        return (
            f"{weekday_name(day.weekday())}{comma} {_in_order(day, ENGLISH_MONTHS[day.month - 1])}"
        )
    return str(_cldr().whole_day_by("MMMMEd", day))


def whole_date(day: date) -> str:
    """Return it with its year: "Wednesday 9 December 2026", or "Wednesday, December 9, 2026"."""
    if current_style().is_english:
        return f"{whole_day(day)}{',' if current_style().is_month_first else ''} {day.year}"
    return str(_cldr().whole_day_by("yMMMMEd", day))


def days_between(first: date, last: date) -> str:
    """Return some days as "7 – 13 December", or "30 November – 6 December"."""
    if not current_style().is_english:
        return str(_cldr().days_between(first, last))
    before, after = ENGLISH_MONTHS[first.month - 1], ENGLISH_MONTHS[last.month - 1]
    if current_style().is_month_first:
        return f"{before} {first.day} – {'' if before == after else f'{after} '}{last.day}"
    return f"{first.day}{'' if before == after else f' {before}'} – {last.day} {after}"


def alone(words: str) -> str:
    """Return a day as it stands on a line of its own: "Mercredi 9 décembre"."""
    return f"{words[:1].upper()}{words[1:]}"


def short_month(month: int) -> str:
    """Return the short name of a month, counted from 1: "Nov"."""
    if current_style().is_english:
        return ENGLISH_MONTHS[month - 1][:3]
    return str(_cldr().month(month, width="abbreviated"))


def month_name(month: int) -> str:
    """Return the full name of a month, counted from 1."""
    return ENGLISH_MONTHS[month - 1] if current_style().is_english else str(_cldr().month(month))


def time_words(hour: int, minute: int) -> str:
    """Return a time of day: "14:00", or "2:00 PM"."""
    style = current_style()
    if style.clock is Clock.TWENTY_FOUR_HOURS:
        return f"{hour:02d}:{minute:02d}"
    if not style.is_english:
        return str(_cldr().twelve_hour_time(hour, minute))
    # Built by hand, as strftime has no portable way to an hour without its leading zero.
    return f"{hour % 12 or 12}:{minute:02d} {'AM' if hour < 12 else 'PM'}"


def in_a_sentence(time: str) -> str:
    """Return a time as it stands at the end of some words: "14:00 Uhr" in German."""
    if current_style().clock is Clock.TWELVE_HOURS:
        return time
    return pgettext("a time by a clock of 24 hours, in a sentence", "{time}").format(time=time)


def zone_letters(local: datetime) -> str:
    """Return the letters of the zone of a local time: "CET", or "UTC+04" without any."""
    # Zones without letters of their own have a number there in the tz database, such as "+04".
    letters = local.strftime("%Z")
    if letters[:1] in ("+", "-"):
        return f"UTC{letters}"
    known = None if current_style().is_english else _cldr().zone_letters(local)
    return known or letters


def city_of(time_zone: str) -> str:
    """Return the place in the name of a zone: "New York"."""
    known = None if current_style().is_english else _cldr().city(time_zone)
    return known or time_zone.rpartition("/")[2].replace("_", " ")


def _in_order(day: date, month: str) -> str:
    return f"{month} {day.day}" if current_style().is_month_first else f"{day.day} {month}"


def _cldr() -> ModuleType:
    # Here and not above: Babel is loaded by the first reader of another language.
    import languages.cldr as cldr

    return cldr
