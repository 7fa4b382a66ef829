"""Notices as JSON, and JSON as notices: that of this version, and that of the version before.

Version 2 is an object with its version in "v". Version 1 was a list of pairs of texts, with names
in the place of ids; such rows may have been waiting when the bot was upgraded, and are read as
well as they can be.
"""

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from typing import Any

from scheduling.model.api_access import LinkPurpose
from scheduling.model.details import Detail
from scheduling.model.notice_kinds import ChangedHours, MessageKind
from scheduling.model.notices import (
    NOTICES,
    Added,
    Booked,
    Cancelled,
    CannotMakeIt,
    Conflict,
    LastRead,
    Moved,
    Notice,
    NotReached,
    PanelChanged,
    Reminder,
    Removed,
    RoundBooked,
    Unreadable,
)
from scheduling.model.people import Role
from scheduling.model.request import Who

VERSION = 2


def as_json(notice: Notice) -> Any:
    """Return a notice as values that JSON has."""
    if isinstance(notice, Unreadable):
        return notice.kept
    facts = {
        each.name: _FORMS[each.name].written(getattr(notice, each.name)) for each in fields(notice)
    }
    return {"v": VERSION, **facts}


def from_json(kind: MessageKind, kept: Any) -> Notice:
    """Return what was kept as a notice of a kind; Unreadable where nobody can tell what it is."""
    try:
        if isinstance(kept, list):
            return _of_version_1(kind, dict(kept))
        # A later version may have written it, and the bot gone back to this one since.
        if kept["v"] != VERSION:
            return Unreadable(kind=kind, kept=kept)
        notice = NOTICES[kind]
        return notice(**_facts(notice, kept))
    except (AttributeError, KeyError, TypeError, ValueError):
        return Unreadable(kind=kind, kept=kept)


def _facts(notice: type[Notice], kept: dict[str, Any]) -> dict[str, Any]:
    """What was kept; a fact that its version did not have yet is as it is usual."""
    # MISSING is an object like any other to the type checker, and never a default of ours.
    named = [f.name for f in fields(notice) if f.name in kept or f.default is MISSING]
    return {name: _FORMS[name].read(kept[name]) for name in named}


@dataclass(frozen=True, slots=True)
class _Form:
    """How a fact is written, and read back."""

    written: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _who_written(who: Who) -> dict[str, Any]:
    known = {
        "id": who.person_id,
        "slack": who.slack_user_id,
        "name": who.name,
        "called": who.called,
    }
    return {key: value for key, value in known.items() if value}


def _who_read(kept: dict[str, Any]) -> Who:
    return Who(
        person_id=kept.get("id"),
        slack_user_id=kept.get("slack"),
        name=kept.get("name", ""),
        called=kept.get("called", ""),
    )


def _instant_read(kept: str) -> datetime:
    instant = datetime.fromisoformat(kept)
    if instant.tzinfo is None:
        raise ValueError(f"{kept} has no time zone, so it is no instant")
    return instant


_WHO = _Form(_who_written, _who_read)
_SEVERAL = _Form(
    lambda several: [_who_written(each) for each in several],
    lambda kept: tuple(_who_read(each) for each in kept),
)
_LAST_READ = _Form(
    lambda several: [
        {"who": _who_written(each.who), "ago": each.ago, "counts": each.counts} for each in several
    ],
    lambda kept: tuple(
        LastRead(
            who=_who_read(each["who"]),
            ago=None if each["ago"] is None else int(each["ago"]),
            counts=bool(each["counts"]),
        )
        for each in kept
    ),
)
_LINES = _Form(list, lambda kept: tuple(map(str, kept)))
_INSTANT = _Form(datetime.isoformat, _instant_read)
# What people have put in their own words.
_WORDS = _Form(str, str)

# By name, whatever the kind: so a name can't mean one thing in one kind and another in the next.
_FORMS = {
    "by": _WHO,
    "who": _WHO,
    "leaving": _SEVERAL,
    "coming": _SEVERAL,
    "start": _INSTANT,
    "was": _INSTANT,
    "wanted": _INSTANT,
    "last_read": _LAST_READ,
    "purpose": _Form(str, LinkPurpose),
    "word": _Form(str, str),
    "until": _INSTANT,
    "interview_ids": _Form(list, lambda kept: tuple(map(int, kept))),
    "changed": _Form(str, ChangedHours),
    "reason": _Form(str, str),
    "gained": _LINES,
    "lost": _LINES,
    "undo": _Form(str, str),
    "is_coordinator": _Form(bool, bool),
    "has_left": _Form(bool, bool),
    "is_by_itself": _Form(bool, bool),
    "words": _WORDS,
    "role": _Form(lambda role: role and str(role), lambda kept: kept and Role(kept)),
    "count": _Form(int, int),
    "host": _Form(str, str),
    "days": _Form(int, int),
    "fault": _Form(str, str),
    "unconfirmed": _Form(int, int),
    "address": _WORDS,
    "said": _Form(list, lambda kept: tuple(map(Detail, kept))),
}
OWN_WORDS = frozenset(name for name, form in _FORMS.items() if form is _WORDS)
"""The facts in which nobody can tell whom they speak of."""


def _of_version_1(kind: MessageKind, facts: dict[str, str]) -> Notice:
    """Return what a row of version 1 says. Raises KeyError, ValueError."""
    by = Who(called=facts.get("by", ""))
    if kind is MessageKind.REMINDER:
        return Reminder()
    if kind is MessageKind.ROUND_BOOKED:
        # Values were texts alone, so the ids stand in one, apart by spaces.
        ids = tuple(int(each) for each in facts["interviews"].split())
        return RoundBooked(by=by, interview_ids=ids)
    start = _instant_read(facts["start"])
    match kind:
        case MessageKind.BOOKED:
            return Booked(by=by, start=start)
        case MessageKind.MOVED:
            return Moved(by=by, start=start, was=_instant_read(facts["was"]))
        case MessageKind.CANCELLED:
            return Cancelled(by=by, start=start)
        case MessageKind.ADDED:
            return Added(by=by, start=start)
        case MessageKind.REMOVED:
            return Removed(by=by, start=start)
        case MessageKind.PANEL_CHANGED:
            leaving, coming = _called(facts["leaving"]), _called(facts["coming"])
            return PanelChanged(by=by, start=start, leaving=leaving, coming=coming)
        case MessageKind.CANNOT_MAKE_IT:
            # In this one kind "leaving" was an id; in a change of the panel it is names.
            return CannotMakeIt(who=Who(person_id=int(facts["leaving"])), start=start)
        case MessageKind.CONFLICT:
            return Conflict(who=by, start=start, changed=ChangedHours(facts["reason"]))
        case MessageKind.UNDELIVERED:
            return NotReached(who=by, start=start, reason=facts["reason"])
        case _:
            raise ValueError("version 1 had no such kind")


def _called(names: str) -> tuple[Who, ...]:
    """Return those whom version 1 has joined by commas, which a name may have in it as well."""
    return (Who(called=names),) if names else ()
