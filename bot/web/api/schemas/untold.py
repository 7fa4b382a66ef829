"""People whom no message reaches, as programs are shown them."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field

from bot.process.signing.candidate_links import CandidateLinks
from bot.process.signing.entry_links import entry_address
from bot.web.api.schemas.fields import BodyId, Moment, RequestBody, moment
from scheduling.model import InterviewState, Untold
from scheduling.results import UntoldPeople as People
from scheduling.wording.saying.notices.untold import words_to_pass_on


class UntoldShown(BaseModel):
    """Somebody whom no message reaches, and who has to be told by a person."""

    user: int
    words: str = Field(description="What to tell them, by their own clock, ready to be copied.")


# Left out where everybody is told, so that such answers are what they have always been.
UntoldPeople = Annotated[
    list[UntoldShown],
    Field(
        description="Those whom no message reaches, if there are any. Everybody else is told.",
        exclude_if=lambda several: not several,
    ),
]


def untold_shown(several: Iterable[Untold]) -> list[UntoldShown]:
    """Return those whom somebody has to tell as the API shows them."""
    return [UntoldShown(user=each.person.id, words=words_to_pass_on(each)) for each in several]


class ToldRequest(RequestBody):
    """Somebody who has been told of an interview."""

    interview: BodyId
    user: BodyId
    at: AwareDatetime | None = Field(
        default=None,
        description="The `at` that stood beside the words they were told: where there is other "
        "news for them by now, nothing is noted. Without it, all that was to be told is.",
    )


class OwedShown(BaseModel):
    """What somebody is still to be told of an interview."""

    interview: int
    user: int
    at: Moment = Field(description="Since when they are to be told; each change has another.")
    words: str = Field(description="What to tell them, by their own clock, ready to be copied.")
    entry: str | None = Field(
        description="Where the interview is downloaded for their calendar, while it stands."
    )


class PeopleToTell(BaseModel):
    """Whom somebody has to tell, earliest interview first."""

    untold: list[OwedShown]
    by_mail: int = Field(description="How many of them mail reaches by now.")
    # Left out where it is so, so that such answers are what they have always been.
    outdated: bool = Field(
        default=False,
        description="True where somebody was told what is not true any more: nothing was noted, "
        "and what they are to be told now is among the others.",
        exclude_if=lambda outdated: not outdated,
    )


def people_shown(people: People, *, links: CandidateLinks) -> PeopleToTell:
    """Return whom somebody has to tell as the API shows them."""
    return PeopleToTell(
        untold=[
            OwedShown(
                interview=each.news.interviews[0].id,
                user=each.person.id,
                at=moment(each.at),
                words=words_to_pass_on(each),
                entry=_entry(each, links),
            )
            for each in people.untold
        ],
        by_mail=len(people.by_mail),
        outdated=people.is_outdated,
    )


def _entry(untold: Untold, links: CandidateLinks) -> str | None:
    (interview,) = untold.news.interviews
    if interview.state is InterviewState.CANCELLED or untold.person not in interview.people:
        return None
    return entry_address(links, interview_id=interview.id, person_id=untold.person.id)
