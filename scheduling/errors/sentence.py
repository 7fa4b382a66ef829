"""An error that a person can act on, and how its docstring becomes the sentence they read."""

from dataclasses import dataclass, fields
from datetime import datetime, tzinfo

from languages.catalogue import gettext
from languages.lists import and_before
from scheduling.timespan import words_for


def listed(names: "tuple[str, ...] | list[str]", *, joiner: str = "and") -> str:
    """Join names as people do: "Ana, Ben and Cy"; nothing gives "nobody"."""
    if not names:
        return gettext("nobody")
    *most, last = names
    if not most:
        return last
    sentence = gettext("{most} or {last}") if joiner == "or" else and_before(last)
    return sentence.format(most=", ".join(most), last=last)


@dataclass(eq=False, kw_only=True)
class SchedulingError(Exception):
    """Something stood in the way."""

    def sentence(self, *, zone: tzinfo) -> str:
        """Return what to tell a reader whose clock shows that zone."""
        facts = self.facts(zone=zone)
        on_one_line = " ".join((type(self).__doc__ or "").split())
        sentence = gettext(on_one_line)
        empty = {f"{{{name}}}" for name, fact in facts.items() if not fact}
        # A gap with nothing to fill it leaves no double space behind.
        words = [word for word in sentence.split() if word not in empty]
        return " ".join(words).format(**facts).strip()

    def facts(self, *, zone: tzinfo) -> dict[str, str]:
        """Return what fills the gaps of the sentence, in words, by name."""
        return {field.name: _shown(getattr(self, field.name), zone) for field in fields(self)}

    def __str__(self) -> str:
        facts = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self))
        return f"{type(self).__name__}({facts})"


def _shown(fact: object, zone: tzinfo) -> str:
    if isinstance(fact, datetime):
        return words_for(fact, zone=zone)
    if isinstance(fact, tuple):
        return listed([_shown(item, zone) for item in fact])
    return str(fact)
