"""What of a booked round can still be changed, and who could come in addition."""

from dataclasses import dataclass, replace
from datetime import datetime

from scheduling.distribution import PlanChange, Seating, changes_between
from scheduling.errors import NothingAhead, RoundGone
from scheduling.model import Interview, InterviewState, RequestContext
from scheduling.model.rounds import RoundAsked, RoundState, StoredRound
from scheduling.results import Draft, RoundNews, SincePlanned
from scheduling.store import Session, interviews, people, rounds
from scheduling.store.interviews import history
from scheduling.timespan import instant_of, tick_at
from scheduling.usecases.distribute.waiting_candidates import who_waits


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedRound:
    """A booked round, as it stands now."""

    round: StoredRound
    # Its interviews that can still be changed,
    open: tuple[Interview, ...]
    # and all others: those that are off, over, or too near.
    others: tuple[Interview, ...]

    @property
    def seatings(self) -> tuple[Seating, ...]:
        """The interviews that can still be changed, as a plan would have them."""
        return tuple(sorted((seating_of(each) for each in self.open), key=_by_hour))


def booked_round_of(session: Session, round_id: int, *, context: RequestContext) -> BookedRound:
    """Return how a booked round stands now.

    Interviews that begin too soon to be changed, those moved to other days than the round was
    asked for, and those of candidates who are decided on, are left alone. Raises RoundGone for a
    round that was never booked.
    """
    round = rounds.get(session, round_id)
    if round is None or round.state is not RoundState.BOOKED:
        raise RoundGone(state="dropped")
    first = max(round.asked.start, context.now + context.rules.minimum_notice)
    ids = rounds.interview_ids(session, round_id)
    found = [each for each in (interviews.get(session, id) for id in ids) if each is not None]
    can_change = tuple(
        each
        for each in found
        if each.state is InterviewState.BOOKED
        and first <= each.start < round.asked.end
        and not each.candidate.is_decided
    )
    others = tuple(each for each in found if each not in can_change)
    return BookedRound(round=round, open=can_change, others=others)


def asked_again(
    session: Session, booked: BookedRound, *, joining: tuple[int, ...], context: RequestContext
) -> RoundAsked:
    """Return what to ask for so that the round can be levelled again.

    Its candidates are those with an interview that can be changed, those who join, and those of
    the round who have been waiting all along; not those whose interview was cancelled or is
    over. Raises NothingAhead when there is nobody.
    """
    asked = booked.round.asked
    named = asked.candidate_ids or tuple(
        person.id for person in who_waits(session, context=context).ready
    )
    named, joining = _here(session, named), _here(session, joining)
    ids = (*named, *joining)
    ahead = history.with_interview_ahead(session, candidate_ids=ids, now=context.now)
    gone = {interview.candidate.id for interview in booked.others}
    # Whose interview was cancelled was called off on purpose: they don't come back by themselves.
    waiting = [id for id in named if id not in ahead | gone]
    seated = [interview.candidate.id for interview in booked.open]
    joined = [id for id in joining if id not in ahead]
    everybody = tuple(dict.fromkeys([*seated, *joined, *waiting]))
    if not everybody:
        raise NothingAhead
    interviewers = _here(session, asked.interviewer_ids) or asked.interviewer_ids
    return replace(asked, candidate_ids=everybody, interviewer_ids=interviewers)


def _here(session: Session, ids: tuple[int, ...]) -> tuple[int, ...]:
    """Those who can still take part, by the id that they have now, each once."""
    found = people.by_ids(session, ids).values()
    here = (each for each in found if not (each.is_removed or each.is_decided))
    return tuple(dict.fromkeys(each.id for each in here if not each.is_deactivated))


def since_planned(
    stands: BookedRound, draft: Draft, *, context: RequestContext
) -> tuple[SincePlanned, ...]:
    """Return what has become of a booked round since a draft was planned from it, by candidate."""
    found = {each.candidate.id: each for each in (*stands.others, *stands.open)}
    first = context.now + context.rules.minimum_notice
    return tuple(
        _since(change, found.get(change.candidate), draft, first=first)
        for change in changes_between(draft.outcome.present or (), stands.seatings)
    )


def _since(
    change: PlanChange, interview: Interview | None, draft: Draft, *, first: datetime
) -> SincePlanned:
    """What has become of one candidate's interview; the first that is true is said."""
    was = None if change.before is None else instant_of(change.before.hour)
    now, what = None, RoundNews.CANCELLED
    if interview is not None and interview.state is InterviewState.BOOKED:
        now = interview.start
        if was is None:
            what = RoundNews.BOOKED
        elif now != was:
            what = RoundNews.MOVED
        else:
            what = RoundNews.TOO_NEAR if now < first else RoundNews.PANEL_CHANGED
    candidate = draft.people[change.candidate] if interview is None else interview.candidate
    return SincePlanned(candidate=candidate, what=what, was=was, now=now)


def seating_of(interview: Interview) -> Seating:
    """Return an interview as a plan would have it."""
    return Seating(
        candidate=interview.candidate.id,
        hour=tick_at(interview.start),
        panel=tuple(sorted(person.id for person in interview.interviewers)),
    )


def _by_hour(seating: Seating) -> tuple[int, int]:
    return seating.hour, seating.candidate
