"""Which candidates wait for an interview."""

from dataclasses import dataclass
from datetime import date, timedelta

from scheduling.model import Availability, Person, RequestContext, Role
from scheduling.store import Session, availability, people
from scheduling.store.interviews import history

_EVERYBODY = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingCandidates:
    """Candidates with no interview ahead, by name: with hours to come, and with none at all."""

    ready: tuple[Person, ...]
    without_hours: tuple[Person, ...]


def who_waits(session: Session, *, context: RequestContext) -> WaitingCandidates:
    """Return the candidates who wait now.

    Those whose hours are all over count as neither: they were asked for other days.
    """
    known = people.page(session, role=Role.CANDIDATE, skip=0, limit=_EVERYBODY)
    everybody = [person for person in known if not person.is_deactivated]
    ids = [person.id for person in everybody]
    ahead = history.with_interview_ahead(session, candidate_ids=ids, now=context.now)
    waiting = [person for person in everybody if person.id not in ahead]
    given = availability.of(session, [person.id for person in waiting])
    # It is still yesterday somewhere, and a window over midnight reaches into today.
    yesterday = context.now.date() - timedelta(days=1)
    return WaitingCandidates(
        ready=tuple(p for p in waiting if _has_hours(given[p.id], since=yesterday)),
        without_hours=tuple(p for p in waiting if given[p.id].is_empty),
    )


def _has_hours(given: Availability, *, since: date) -> bool:
    return bool(given.weekly) or any(window.day >= since for window in given.windows)
