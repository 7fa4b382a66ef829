"""What limits hold back in a plan, in words: who has enough that day, and who needs notice."""

from collections.abc import Iterable, Sequence

from scheduling.model import CapReached, LimitMet, NoticeNeeded
from scheduling.timespan import date_words
from scheduling.wording.saying.distribution import Names, listed_names

_MOST_NAMES = 12
_MOST_BESIDE_SLOTS = 5


def limit_lines(limits: Iterable[LimitMet], people: Names) -> list[str]:
    """Say whom limits hold back, a sentence for each limit; nothing where they do not."""
    found = tuple(limits)
    caps = [each for each in found if isinstance(each, CapReached)]
    notices = [each for each in found if isinstance(each, NoticeNeeded)]
    sentences = [_notice_words(notices, people)] if notices else []
    return [*sentences, *([_caps_words(caps, people)] if caps else [])]


def limits_beside_slots(limits: Sequence[LimitMet], people: Names) -> str:
    """Say which of the slots shown a plan would leave alone; "" where none."""
    parts = [limit_words(each, people) for each in limits[:_MOST_BESIDE_SLOTS]]
    hidden = len(limits) - len(parts)
    listing = "; ".join([*parts, f"{hidden} more"] if hidden > 0 else parts)
    return f"`/distribute` would not use all of these: {listing}." if parts else ""


def limit_words(limit: LimitMet, people: Names) -> str:
    """Say what holds one person back, such as "Ines is at 3 for Mon 7 Dec"."""
    match limit:
        case CapReached():
            return f"{people[limit.person_id]} is at {limit.count} for {_when(limit)}"
        case NoticeNeeded():
            return (
                f"{people[limit.person_id]} has to be told by hand, so not before "
                f"{date_words(limit.first_day)}: {notice_words(limit.working_days)}"
            )


def notice_words(working_days: int) -> str:
    """Return such as "3 working days' notice"."""
    of = "'s" if working_days == 1 else "'"
    return f"{working_days_words(working_days)}{of} notice"


def working_days_words(count: int) -> str:
    """Return such as "3 working days"."""
    return "1 working day" if count == 1 else f"{count} working days"


def _caps_words(caps: list[CapReached], people: Names) -> str:
    days: dict[tuple[str, int], list[int]] = {}
    for each in sorted(caps, key=lambda cap: (cap.is_week, cap.day)):
        days.setdefault((_when(each), each.count), []).append(each.person_id)
    parts = [
        f"{listed_names(ids, people, most=_MOST_NAMES, joiner='and')} "
        f"{'is' if len(ids) == 1 else 'are'} at {count} for {when}"
        for (when, count), ids in days.items()
    ]
    hidden = len(parts) - _MOST_NAMES
    more = f"; and {hidden} days more" if hidden > 0 else ""
    return f"At their limit: {'; '.join(parts[:_MOST_NAMES])}{more}."


def _notice_words(notices: list[NoticeNeeded], people: Names) -> str:
    first, days = notices[0].first_day, notices[0].working_days
    who = listed_names((n.person_id for n in notices), people, most=_MOST_NAMES, joiner="and")
    return f"Told by hand, so not before {date_words(first)} ({notice_words(days)}): {who}."


def _when(cap: CapReached) -> str:
    return f"the week from {date_words(cap.day)}" if cap.is_week else date_words(cap.day)
