"""How often an event comes again, as the standard writes it: RRULE."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from icalendar import vRecur

_USUAL = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule that the libraries understand, read once."""

    # As icalendar writes it, "FREQ" first.
    text: str
    parts: Mapping[str, list[Any]] = field(compare=False)

    @property
    def is_heavy(self) -> bool:
        """Tell whether it may take long to work out."""
        return "SECONDLY" in self.text or "MINUTELY" in self.text or len(self.text) > 200


def rule_of(text: str) -> Rule:
    """Return the rule that is written there. Raises ValueError or TypeError for others."""
    # Most people's meetings come again in the same few ways.
    return (_read if len(text) <= _USUAL else _read.__wrapped__)(text)


@lru_cache(maxsize=512)
def _read(text: str) -> Rule:
    parts = vRecur.from_ical(text)
    # Days of another calendar than ours (RFC 7529) and steps backwards are not understood.
    if "RSCALE" in parts or any(one < 0 for one in parts.get("INTERVAL", ())):
        raise ValueError(f"no rule: {text[:40]!r}")
    if not parts.get("FREQ"):
        raise ValueError(f"a rule without how often: {text[:40]!r}")
    return Rule(text=parts.to_ical().decode(), parts=parts)
