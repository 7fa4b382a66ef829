"""Why somebody is a coordinator, in words."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from scheduling.errors import listed
from scheduling.model import Person
from scheduling.model.rights import Rights
from scheduling.wording.saying.dates import short_date


def source_words(rights: Rights) -> str:
    """Say what makes somebody a coordinator without a grant: "by the settings"."""
    sources = ["by the settings"] if rights.is_in_settings else []
    sources += ["as an admin of the workspace"] if rights.is_admin else []
    return listed(sources)


def rights_words(rights: Rights, *, granters: Mapping[int, Person], zone: ZoneInfo) -> str:
    """Say where a right comes from: "workspace admin", "made one by Carla Costa on 3 Dec 2026".

    Days are those of the zone; more than one source is joined by "and".
    """
    sources = ["workspace admin"] if rights.is_admin else []
    sources += ["the settings"] if rights.is_in_settings else []
    sources += [_grant_words(rights, granters, zone)] if rights.is_granted else []
    return listed(sources)


def _grant_words(rights: Rights, granters: Mapping[int, Person], zone: ZoneInfo) -> str:
    if rights.granted_at is None:
        return "made one before it was kept by whom"
    day = short_date(rights.granted_at.astimezone(zone).date())
    if rights.granted_by is None:
        return f"made one by the program {rights.granted_through} on {day}"
    granter = granters.get(rights.granted_by)
    return f"made one by {granter.name} on {day}" if granter else f"made one on {day}"
