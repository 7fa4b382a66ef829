"""What came of a link by which an hour could be picked."""

from scheduling.model import Interview, InterviewState
from scheduling.model.api_access import CandidateLink, Offer
from scheduling.store import Session, interviews
from scheduling.store.people import candidate_links


def came_of(session: Session, link: CandidateLink) -> Interview | None:
    """Return the interview that was picked by a link, or booked by somebody in its place.

    None while there is none, and once it is cancelled: then an hour may be picked.
    """
    if link.offer is None:
        return None
    if link.offer.interview_id is None:
        return _booked_instead(session, link, link.offer)
    found = interviews.get(session, link.offer.interview_id)
    return found if found is not None and found.state is InterviewState.BOOKED else None


def _booked_instead(session: Session, link: CandidateLink, offer: Offer) -> Interview | None:
    """One that was booked since the link was made, with people whose hours it offers.

    Whoever has picked another by another link is to have two.
    """
    picked = candidate_links.picked_by(session, link.person_id)
    for each in interviews.booked_since(session, link.person_id, after=link.created_at):
        panel = {person.id for person in each.interviewers}
        is_of_offer = not offer.interviewer_ids or panel <= set(offer.interviewer_ids)
        if is_of_offer and each.id not in picked:
            return each
    return None
