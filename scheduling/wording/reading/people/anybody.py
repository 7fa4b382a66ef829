"""Who is free, asked without naming anybody: "who can do Friday at 2pm?"."""

import re

_BEFORE = r"(?:(?:do you know|can you (?:tell|show) me|tell me|show me|when|is there|are there) )*"
_WHO = (
    r"(?:who|which (?:interviewers?|people|colleagues)|(?:any|some)(?:one|body)|any interviewers?)"
)
_IS = r"is|are|has|have|can|could|will|would|might"
_DOES = (
    r"(?:be )?(?:free|available|around|there)|(?:have )?time|"
    r"do|make(?: it)?|work|works|take|meet|see|interview|talk to|speak to"
)
_ASKED = re.compile(
    rf"{_BEFORE}(?:(?:{_IS}) )?{_WHO}(?:'s)?(?: else)?(?: (?:{_IS}))?(?: still| also)?"
    rf"(?: (?:{_DOES}))+\b[\s,:]*",
    re.I,
)
_SLOTS = re.compile(
    r"(?:(?:are|is) there |show me |what )?(?:any |all |the )?(?:free |open |common )*slots?"
    r"(?: (?:are there|are free|do we have))?\b[\s,:]*",
    re.I,
)
_FOR_WHAT = re.compile(r"(?:to|for) (?:an? )?interviews?(?: somebody| someone)?\b[\s,:]*", re.I)
_NOW = re.compile(r"(?:right |just )?now|at the moment", re.I)
_NO_NAME = re.compile(
    r"(?:it|its|that|this|these|those|there|the|they|them|he|him|she|her|we|us|you|"
    r"what|who|why|how|when|where|which)(?:\s|$)",
    re.I,
)


def times_of_anybody(text: str) -> str | None:
    """Return what stands behind "who is free", most often days and hours; "" for nothing.

    None where the text asks nothing like it.
    """
    found = _ASKED.match(text) or _SLOTS.match(text)
    if found is None:
        return None
    rest = text[found.end() :]
    if about := _FOR_WHAT.match(rest):
        rest = rest[about.end() :]
    return _NOW.sub("today", rest)


def is_no_name(typed: str) -> bool:
    """Tell whether words stand for somebody or something at most: "it", "they both"."""
    return _NO_NAME.match(typed.strip()) is not None
