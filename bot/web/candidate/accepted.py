"""Which language a browser asks for, of those that we speak (RFC 9110, section 12.5.4)."""

import re

from starlette.requests import Request

from languages.locales import language_of, own_style_of
from languages.style import ENGLISH, LANGUAGES, TimeStyle

_TAG = re.compile(r"([a-z]{2,3})(?:-[a-z]{4})?(?:-([a-z]{2}|\d{3}))?(?:-[a-z0-9]{2,8})*", re.I)
_WEIGHT = re.compile(r"\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*")
_LONGEST = 300


def style_for(request: Request, *, usual: str) -> TimeStyle:
    """Return how somebody of whom nothing is known but their browser is written to."""
    return own_style_of(locale_in(request, usual=usual) or usual)


def locale_in(request: Request, *, usual: str) -> str | None:
    """Return what a browser asks for that we speak, such as "de-AT"; None where it is nothing.

    Where we would speak English anyway, what else it asks for still says how times are written.
    """
    wanted = _tags_in(request)
    spoken = (tag for tag in wanted if _language(tag) in LANGUAGES)
    first = next(iter(wanted), None) if language_of(usual) == ENGLISH else None
    return next(spoken, first)


def locale_chosen(language: str, request: Request) -> str:
    """Return a language as it is spoken where a browser says, such as "de-AT" for "de".

    English is of no country: it is written as where the browser is, for all that it asks for.
    """
    wanted = _tags_in(request)
    own = next((tag for tag in wanted if _language(tag) == language), language)
    region = next((tag.partition("-")[2] for tag in wanted if "-" in tag), "")
    return f"{language}-{region}" if own == language == ENGLISH and region else own


def _language(tag: str) -> str:
    return tag.partition("-")[0]


def _tags_in(request: Request) -> list[str]:
    """What the browser accepts, each with its region if it names one; the most wanted first."""
    entries = request.headers.get("accept-language", "")[:_LONGEST].split(",")
    # Those of one weight stay in their order.
    weighed = sorted(map(_weighed, entries), key=lambda each: -each[0])
    return [tag for weight, tag in weighed if weight and tag]


def _weighed(entry: str) -> tuple[float, str]:
    tag, has_weight, weight = entry.partition(";")
    found, weight_found = _TAG.fullmatch(tag.strip()), _WEIGHT.fullmatch(weight)
    if found is None or (has_weight and weight_found is None):
        return 0.0, ""
    region = f"-{found[2].upper()}" if found[2] else ""
    return float(weight_found[1]) if weight_found else 1.0, f"{found[1].casefold()}{region}"
