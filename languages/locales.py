"""How people of a locale write times and dates, and which of our languages they read."""

from dataclasses import replace

from languages.style import ENGLISH, LANGUAGES, USUAL_STYLE, Clock, TimeStyle

# Regions that prefer "h" in the Unicode CLDR's supplemental data, under timeData;
# https://www.unicode.org/reports/tr35/tr35-dates.html#Time_Data
_TWELVE_HOUR_REGIONS = (
    "419 AE AG AL AS AU BB BD BH BM BO BS BT CA CO CR CU CY DJ DM DO DZ EC EG EH ER FJ FM GD GH GM "
    "GR GT GU GY HK HN IN IQ JM JO KI KN KP KR KW KY LB LC LR LS LY MH MO MP MR MW MX NA NI NZ OM "
    "PA PE PG PH PK PR PS PW QA SA SB SD SG SL SO SS SV SY SZ TC TD TO TT TW UM US VC VE VG VI VU "
    "WS YE ZM"
)
_TWENTY_FOUR_HOUR_LOCALES = frozenset({"fr-CA"})
"""By that table, these differ from the region they are in."""

# By the CLDR's formats for a short month beside a day (MMMd); in English it is the region that
# counts, and elsewhere the language.
_MONTH_FIRST_REGIONS = "AS BI CA GU MH MP PH PR UM US VI"
_MONTH_FIRST_LANGUAGES = "am eu fil hu ja ko lt ml mn my ne or si ta zh zu"

SPOKEN_LOCALE = rf"^(?:{'|'.join(LANGUAGES)})(?:-[A-Z]{{2}})?$"
"""How a language that we speak is written, with a country or without one: "de", "de-AT"."""

_LATIN_AMERICA = "es-LA"
"""Slack's own name for what is es-419 elsewhere; LA is Laos."""


def style_of(locale: str | None, *, clock: Clock | None = None) -> TimeStyle:
    """Return how people of a locale, such as "de-DE", write; a clock that was chosen wins.

    A locale that is not known, or that names no region, suggests nothing.
    """
    suggested = _suggested_by(locale.replace("_", "-")) if locale else USUAL_STYLE
    return TimeStyle(
        clock=clock or suggested.clock,
        is_month_first=suggested.is_month_first,
    )


def language_of(locale: str | None) -> str:
    """Return in which of our languages somebody of a locale is written to: English if in none."""
    language = (locale or "").replace("_", "-").partition("-")[0].casefold()
    return language if language in LANGUAGES else ENGLISH


def own_style_of(locale: str | None, *, clock: Clock | None = None) -> TimeStyle:
    """Return how somebody of a locale is written to in their own language.

    A language without a region, such as "de", is taken for that of the country it is called after.
    """
    language, _, region = (locale or "").replace("_", "-").partition("-")
    whole = locale if region or language in ("", ENGLISH) else f"{language}-{language.upper()}"
    return replace(style_of(whole, clock=clock), language=language_of(locale))


def _suggested_by(locale: str) -> TimeStyle:
    language, _, rest = locale.partition("-")
    region = "419" if locale == _LATIN_AMERICA else rest.rpartition("-")[2].upper()
    if not region:
        return USUAL_STYLE
    is_twelve = region in _TWELVE_HOUR_REGIONS.split() and locale not in _TWENTY_FOUR_HOUR_LOCALES
    return TimeStyle(
        clock=Clock.TWELVE_HOURS if is_twelve else Clock.TWENTY_FOUR_HOURS,
        is_month_first=(
            region in _MONTH_FIRST_REGIONS.split()
            if language == "en"
            else language in _MONTH_FIRST_LANGUAGES.split()
        ),
    )
