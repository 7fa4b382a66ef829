"""By what somebody is known, and texts and JSON values without it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, quote_plus

from scheduling.model import Person
from scheduling.model.people import erased_name
from scheduling.store.messages.kept_notices import OWN_WORDS

_PLAIN = re.compile(r"[A-Za-z0-9]{4,}")
"""What is written alike wherever it stands."""
WHO = frozenset({"id", "slack", "name", "called"})
"""How the facts of a notice say who somebody is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What tells who somebody is, wherever it stands; of a name alone it may be somebody else."""

    person_id: int
    # None where it is looked for without them.
    names: tuple[str, ...]
    emails: tuple[str, ...]
    slack_user_ids: tuple[str, ...]

    @classmethod
    def of(cls, person: Person, *doubles: Person) -> "Traces":
        """Return what somebody is known by, also in rows that were merged into theirs."""
        each = (person, *doubles)
        return cls(
            person_id=person.id,
            names=tuple(one.name for one in each),
            emails=tuple(one.email for one in each if one.email),
            slack_user_ids=tuple(one.slack_user_id for one in each if one.slack_user_id),
        )

    @property
    def instead(self) -> str:
        """What stands in the place of all of it."""
        return erased_name(self.person_id)

    @property
    def said(self) -> tuple[str, ...]:
        """All of it that is known, each once, as texts may have it."""
        return tuple(dict.fromkeys(self._said()))

    @property
    def parts(self) -> tuple[str, ...]:
        """Something of each, as few as may be, of which one is in every text that says them."""
        found = [_PLAIN.findall(each) for each in (*self.names, *self.slack_user_ids)]
        if not all(found):
            return self.said
        mails = [way for email in self.emails for way in as_written(email)]
        return tuple(dict.fromkeys([*(max(runs, key=len) for runs in found), *mails]))

    @property
    def unmistakable(self) -> "Traces":
        """What nobody else can have: the address and the Slack id."""
        return replace(self, names=())

    def without(self, kept: Any) -> Any:
        """Return a text, or a value of JSON, in which nothing tells who it was.

        Names of fields stay. A JSON text within a text is one as well.
        """
        match kept:
            case str():
                return self._pattern().sub(self.instead, kept) if self.said else kept
            case list():
                return [self.without(each) for each in kept]
            case {"slack": str() as member} if member in self.slack_user_ids:
                # A notice of when they were not registered yet: they are known by id from now on.
                return {"id": self.person_id}
            case dict():
                return {name: self.without(value) for name, value in kept.items()}
        return kept

    def without_in_notice(self, facts: Any) -> Any:
        """Return the facts of a notice about somebody, without what people have put in words.

        Whom it means by name alone is known by id from now on.
        """
        match facts:
            case dict() if facts.keys() <= WHO and facts:
                return {"id": self.person_id} if self._is(facts) else facts
            case dict():
                return {
                    name: "" if name in OWN_WORDS else self.without_in_notice(value)
                    for name, value in facts.items()
                }
            case list():
                return [self.without_in_notice(each) for each in facts]
        return self.without(facts)

    def _is(self, who: dict[str, Any]) -> bool:
        """Whether a notice means them: by a Slack id, or by a name where it has no other word."""
        return "id" not in who and self.without(who) != who

    def _said(self) -> Iterator[str]:
        for each in (*self.names, *self.emails, *self.slack_user_ids):
            yield from as_written(each)

    def _pattern(self) -> re.Pattern[str]:
        # Longest first, as the first that matches is taken.
        known = sorted(self.said, key=len, reverse=True)
        return re.compile("|".join(map(_whole, known)), re.IGNORECASE)


def as_written(text: str) -> tuple[str, ...]:
    """Return all the ways in which a text may stand within others."""
    # As Slack has it in its messages, as an address of the web has it, and as JSON does.
    tags = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    ways = (text, tags, quote(text), quote(text, safe=""), quote_plus(text))
    return tuple(dict.fromkeys(way for each in ways for way in (each, _in_json(each))))


def _in_json(text: str) -> str:
    return json.dumps(text)[1:-1]


def _whole(text: str) -> str:
    """A pattern of the text, but not within a longer word: mccarl@… is somebody else's address."""
    if "@" in text:
        return rf"(?<![\w.+-]){re.escape(text)}(?![\w-]|\.\w)"
    # Scripts without capitals put no spaces between words.
    before = r"(?<![^\W_])" if _is_of_words(text[0]) else ""
    after = r"(?![^\W_])" if _is_of_words(text[-1]) else ""
    return f"{before}{re.escape(text)}{after}"


def _is_of_words(sign: str) -> bool:
    return sign.isdecimal() or sign.lower() != sign.upper()
